//! `/organise/:slug/investors`: whom to verify, and counts of interests.

use super::{
    RefuseInvestor, VerifyInvestor, investors_of,
    terms::{InvestorBadge, Lines, state_text},
};
use crate::{
    competitions::OrganiserFrame,
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, Time, TimeStyle},
    tr,
};
use domain::{
    investors::{self, Funnel, InterestState, InvestorCounts, InvestorRow, InvestorState, Tally},
    policy::Phase,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn InvestorsPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let verify = ServerAction::<VerifyInvestor>::new();
    let refuse = ServerAction::<RefuseInvestor>::new();
    let page = fetching(
        move || {
            let slug = params.read().get("slug").unwrap_or_default();
            let page = query.read().get("page").unwrap_or_default();
            (slug, page)
        },
        |(slug, page)| investors_of(slug, page),
    );
    view! { <Fetched of=page let:page><InvestorsView page verify refuse/></Fetched> }.into_any()
}

#[component]
fn InvestorsView(
    page: investors::InvestorsPage,
    verify: ServerAction<VerifyInvestor>,
    refuse: ServerAction<RefuseInvestor>,
) -> impl IntoView {
    let name = page.call.name.get(Texts::current().language).to_owned();
    let slug = page.call.slug.clone();
    let decides = page.decides;
    let list = if page.investors.is_empty() {
        view! { <EmptyState title=tr!(investors.no_investors) text=tr!(investors.no_investors_text, address = format!("/c/{slug}/invest"))/> }
            .into_any()
    } else {
        page.investors
            .into_iter()
            .map(|row| view! { <Investor row decides verify refuse/> })
            .collect_view()
            .into_any()
    };
    let published = page.call.phase >= Phase::Published;
    view! {
        <OrganiserFrame slug=slug.clone() current="investors">
            <PageHead title=tr!(investors.organiser_title) eyebrow=name lead=tr!(investors.organiser_lead)/>
            <Counts counts=page.counts total=page.funnel.total()/>
            <section class="stack">
                <h2>{tr!(investors.investors)}</h2>
                {list}
                <Pages slug page=page.page pages=page.pages/>
            </section>
            {published.then(|| view! { <FunnelView funnel=page.funnel/> })}
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Counts(counts: InvestorCounts, total: Tally) -> impl IntoView {
    let pledged = sums_text(&total, InterestState::Accepted);
    view! {
        <dl class="stats">
            <div class="stat"><dt>{tr!(investors.to_verify)}</dt><dd>{counts.pending}</dd></div>
            <div class="stat"><dt>{tr!(investors.verified)}</dt><dd>{counts.verified}</dd></div>
            <div class="stat"><dt>{tr!(investors.interests)}</dt><dd>{total.total()}</dd></div>
            <div class="stat">
                <dt>{tr!(investors.state_accepted)}</dt><dd>{total.count(InterestState::Accepted)}</dd>
                {(!pledged.is_empty()).then(|| view! { <dd class="note">{pledged}</dd> })}
            </div>
        </dl>
    }
    .into_any()
}

/// The sums of a state, each in its currency.
fn sums_text(tally: &Tally, state: InterestState) -> String {
    let language = Texts::current().language;
    tally
        .sums(state)
        .into_iter()
        .map(|sum| sum.text(language))
        .collect::<Vec<_>>()
        .join(" + ")
}

#[component]
fn Investor(
    row: InvestorRow,
    decides: bool,
    verify: ServerAction<VerifyInvestor>,
    refuse: ServerAction<RefuseInvestor>,
) -> impl IntoView {
    let id = row.id.to_string();
    let reason = (!row.reason.is_empty())
        .then(|| view! { <p>{tr!(investors.reason)} ": " {row.reason}</p> });
    let decide =
        decides.then(|| view! { <Decide id state=row.state version=row.version verify refuse/> });
    view! {
        <section class="panel">
            <header class="panel-head">
                <h3>{row.said.organisation}</h3>
                <InvestorBadge state=row.state/>
            </header>
            <p class="meta">
                {row.name} ", " {row.said.country} " · " {tr!(investors.address_at, domain = row.email_domain)}
                " · " <Time at=row.created_at style=TimeStyle::Date/>
            </p>
            <Lines text=row.said.about/>
            {reason}
            {decide}
        </section>
    }
    .into_any()
}

#[component]
fn Decide(
    id: String,
    state: InvestorState,
    version: i64,
    verify: ServerAction<VerifyInvestor>,
    refuse: ServerAction<RefuseInvestor>,
) -> impl IntoView {
    let yes = FormState::of(verify).for_item("investor", &id);
    let no = FormState::of(refuse).for_item("investor", &id);
    let refused = no.error().with_untracked(Option::is_some);
    let reason_id = format!("reason-{id}");
    let to_verify = id.clone();
    let verify_form = (state != InvestorState::Verified).then(|| {
        view! {
            <ActionForm action=verify>
                <FormErrors form=yes.clone()/>
                <Hidden name="investor" value=to_verify/>
                <Hidden name="version" value=version.to_string()/>
                <Submit form=yes label=tr!(investors.verify)/>
            </ActionForm>
        }
    });
    let label = if state == InvestorState::Verified {
        tr!(investors.take_back)
    } else {
        tr!(investors.refuse)
    };
    let refuse_form = (state != InvestorState::Refused).then(|| {
        view! {
            <details class="disclosure" open=refused>
                <summary>{label}</summary>
                <ActionForm action=refuse attr:class="form">
                    <FormErrors form=no.clone()/>
                    <Hidden name="investor" value=id/>
                    <Hidden name="version" value=version.to_string()/>
                    <Reason form=no.clone() id=reason_id/>
                    <Submit form=no label=label class="danger"/>
                </ActionForm>
            </details>
        }
    });
    view! { {verify_form} {refuse_form} }.into_any()
}

/// One line, since there may be several on a page and each needs an id of its own.
#[component]
fn Reason(form: FormState, id: String) -> impl IntoView {
    let problem = form.problem("reason");
    let (hint, error) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint} {error}");
    view! {
        <div class="field">
            <label for=id.clone()>{tr!(investors.reason)}</label>
            <p class="hint" id=hint>{tr!(investors.reason_hint)}</p>
            <input id=id name="reason" value=form.value("reason", "") required maxlength="500" aria-describedby=described
                aria-invalid=move || problem.with(Option::is_some).then_some("true")/>
            <p class="error" id=error hidden=move || problem.with(Option::is_none)>{move || problem.get()}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Pages(slug: String, page: u32, pages: u32) -> impl IntoView {
    let href = move |page: u32| format!("/organise/{slug}/investors?page={page}");
    let previous = (page > 1).then(|| href(page - 1));
    let next = (page < pages).then(|| href(page + 1));
    (pages > 1)
        .then(|| {
            view! {
                <nav class="pagination" aria-label=tr!(investors.pages)>
                    {previous.map(|href| view! { <a rel="prev" href=href>{tr!(investors.previous)}</a> })}
                    <span>{tr!(investors.page_of, page = page, pages = pages)}</span>
                    {next.map(|href| view! { <a rel="next" href=href>{tr!(investors.next)}</a> })}
                </nav>
            }
        })
        .into_any()
}

/// Counts and sums for every project, and for all of them.
#[component]
fn FunnelView(funnel: Funnel) -> impl IntoView {
    let total = funnel.total();
    let heads = InterestState::ALL
        .iter()
        .map(|state| view! { <th scope="col" class="num">{state_text(*state)}</th> })
        .collect_view();
    let rows = funnel
        .0
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.number} ". " {row.title}</th>
                    {cells(&row.tally)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{tr!(investors.funnel)}</h2>
            <p>{tr!(investors.funnel_text)}</p>
            <table class="data">
                <caption class="visually-hidden">{tr!(investors.funnel)}</caption>
                <thead><tr><th scope="col">{tr!(investors.project)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{tr!(investors.all_projects)}</th>{cells(&total)}</tr></tfoot>
            </table>
        </section>
    }
    .into_any()
}

fn cells(tally: &Tally) -> Vec<AnyView> {
    InterestState::ALL
        .iter()
        .map(|state| {
            let sums = sums_text(tally, *state);
            view! {
                <td class="num" data-label=state_text(*state)>
                    {tally.count(*state)}
                    {(!sums.is_empty()).then(|| view! { <br/> <span class="meta">{sums}</span> })}
                </td>
            }
            .into_any()
        })
        .collect()
}
