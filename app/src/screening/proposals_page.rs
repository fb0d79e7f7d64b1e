//! `/organise/:slug/proposals`: the list with filters, sorting, pages and a choice of rows.

use super::{
    OrganiserPage, Pages, TakeBack, list_address,
    list_filters::{ColumnChoice, Filters, Tabs, column_text},
    list_proposals,
    recent::Recent,
};
use crate::{
    components::{Amount, EmptyState, Fetched, PageHead, fetching},
    texts::{Time, named},
    tr,
};
use domain::{
    policy::Phase,
    screening::{
        ListColumn, ListQuery, ListedProposal, ProposalList, ProposalSort, ScreeningState,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The list.
#[component]
pub fn ScreeningPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let map = query.read();
        let parts = (&*map).into_iter().map(|(name, value)| (&**name, value));
        let slug = params.read().get("slug").unwrap_or_default();
        (slug, ListQuery::from_address(parts))
    };
    let list = fetching(asked, |(slug, query)| list_proposals(slug, query));
    let undo = ServerAction::<TakeBack>::new();
    view! { <Fetched of=list let:list><List list undo/></Fetched> }.into_any()
}

#[component]
fn List(list: ProposalList, undo: ServerAction<TakeBack>) -> impl IntoView {
    let slug = list.heading.slug.clone();
    let (query, pages) = (list.query.clone(), list.pages);
    let address = {
        let slug = slug.clone();
        Box::new(move |page| {
            let query = ListQuery {
                page,
                ..query.clone()
            };
            list_address(&slug, &query)
        })
    };
    let page = list.query.page;
    let compare = (list.counts.all() > 1).then(|| {
        view! { <a class="button" href=format!("/organise/{slug}/similar")>{tr!(screening.similar_title)}</a> }
    });
    let everything = ListQuery {
        columns: list.query.columns.clone(),
        ..ListQuery::default()
    };
    let body = if list.counts.all() == 0 {
        view! {
            <EmptyState title=tr!(screening.none_title) text=tr!(screening.none_text)/>
        }
        .into_any()
    } else if list.rows.is_empty() {
        view! {
            <EmptyState title=tr!(screening.no_match_title) text=tr!(screening.no_match_text)>
                <a class="button" href=list_address(&slug, &everything)>{tr!(screening.show_all)}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <ColumnChoice query=list.query.clone() slug=slug.clone()/>
            <Rows list=list.clone()/>
        }
        .into_any()
    };
    view! {
        <OrganiserPage heading=list.heading.clone() area="proposals" wide=true>
            <PageHead title=tr!(competitions.nav_proposals) lead=tr!(screening.list_lead)>
                {compare}
            </PageHead>
            <Recent recent=list.recent.clone() undo all=true/>
            <Tabs list=list.clone()/>
            <Filters list=list.clone()/>
            <p class="result-count" role="status">{tr!(screening.found, count = list.found)}</p>
            {body}
            <Pages page pages address/>
        </OrganiserPage>
    }
}

#[component]
fn Rows(list: ProposalList) -> impl IntoView {
    let slug = list.heading.slug.clone();
    let choose = list.may_decide;
    let may_return = list.heading.phase <= Phase::Screening;
    // Without scripts a link ticks the boxes.
    let all = use_query_map().read_untracked().get("all").is_some();
    let every = {
        let shown = list_address(&slug, &list.query);
        let (href, label) = if all {
            (shown, tr!(screening.choose_none))
        } else {
            let sign = if shown.contains('?') { '&' } else { '?' };
            (format!("{shown}{sign}all=1"), tr!(screening.choose_all))
        };
        view! { <a href=href>{label}</a> }
    };
    let head = |sort: ProposalSort, label: &'static str, class: &'static str| {
        let now = list.query.sort == sort;
        let query = ListQuery {
            sort,
            descending: now && !list.query.descending,
            page: 1,
            ..list.query.clone()
        };
        let order = match (now, list.query.descending) {
            (false, _) => None,
            (true, false) => Some("ascending"),
            (true, true) => Some("descending"),
        };
        view! {
            <th scope="col" class=class aria-sort=order><a href=list_address(&slug, &query)>{label}</a></th>
        }
    };
    let heads = list
        .query
        .columns
        .iter()
        .map(|column| {
            let label = column_text(*column);
            match column {
                // It stands under the title.
                ListColumn::Team => ().into_any(),
                ListColumn::Submitted => head(ProposalSort::Submitted, label, "").into_any(),
                ListColumn::Reviews => head(ProposalSort::Received, label, "num").into_any(),
                ListColumn::Amount => view! { <th scope="col" class="num">{label}</th> }.into_any(),
                _ => view! { <th scope="col">{label}</th> }.into_any(),
            }
        })
        .collect_view();
    let rows = list
        .rows
        .iter()
        .map(|row| {
            let zone = list.heading.zone.clone();
            let columns = list.query.columns.clone();
            view! { <Row row=row.clone() columns slug=slug.clone() zone choose all/> }
        })
        .collect_view();
    view! {
        <form method="get" action=format!("/organise/{slug}/decide")>
            <table class="data">
                <caption class="visually-hidden">{tr!(competitions.nav_proposals)}</caption>
                <thead>
                    <tr>
                        {choose.then(|| view! { <th scope="col"><span class="visually-hidden">{tr!(screening.choose)}</span></th> })}
                        {head(ProposalSort::Number, tr!(screening.number), "num")}
                        {head(ProposalSort::Title, tr!(screening.title), "")}
                        {heads}
                        <th scope="col">{tr!(screening.state)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {choose.then(|| view! {
                <div class="actions sticky">
                    <span class="meta">{tr!(screening.chosen_ones)}</span>
                    <button type="submit" class="small" name="decision" value="eligible">{tr!(screening.make_eligible)}</button>
                    {may_return.then(|| view! {
                        <button type="submit" class="small" name="decision" value="returned">{tr!(screening.return_chosen)}</button>
                    })}
                    <button type="submit" class="small" name="decision" value="ineligible">{tr!(screening.refuse_chosen)}</button>
                    {every}
                </div>
            })}
        </form>
    }
}

#[component]
fn Row(
    row: ListedProposal,
    columns: Vec<ListColumn>,
    slug: String,
    zone: String,
    choose: bool,
    all: bool,
) -> impl IntoView {
    let team = columns.contains(&ListColumn::Team);
    let cells = columns
        .into_iter()
        .map(|column| view! { <Cell row=row.clone() column/> })
        .collect_view();
    let chooser = choose.then(|| {
        view! {
            <td data-label=tr!(screening.choose)>
                <input
                    type="checkbox"
                    name="proposal"
                    value=row.id.to_string()
                    checked=all
                    aria-label=tr!(screening.choose_number, number = row.number)
                />
            </td>
        }
    });
    view! {
        <tr>
            {chooser}
            <td class="num" data-label=tr!(screening.number)>{row.number}</td>
            <th scope="row">
                <a href=format!("/organise/{slug}/proposals/{}", row.number) lang=row.language.code()>{row.title.clone()}</a>
                {team.then(|| view! { <span class="meta">" " {row.team.clone()}</span> })}
            </th>
            {cells}
            <td data-label=tr!(screening.state)>
                <StateBadge state=row.screening/>
                {row.correct_until.map(|at| view! {
                    <span class="meta">" " {tr!(screening.correct_until_short)} " " <Time at zone/></span>
                })}
            </td>
        </tr>
    }
}

#[component]
fn Cell(row: ListedProposal, column: ListColumn) -> impl IntoView {
    let class = match column {
        ListColumn::Amount | ListColumn::Reviews => "num",
        _ => "",
    };
    let text = match column {
        ListColumn::Team => return ().into_any(),
        ListColumn::College => row.college.unwrap_or_default().into_any(),
        ListColumn::Sector => row
            .sector
            .map(|sector| named("sector", sector.key()))
            .into_any(),
        ListColumn::Language => row.language.own_name().into_any(),
        ListColumn::Amount => view! { <Amount money=row.amount/> }.into_any(),
        ListColumn::Submitted => view! {
            <span>
                {row.submitted_at.map(|at| view! { <Time at/> })}
                <Arrived late=row.late extended=row.extended/>
            </span>
        }
        .into_any(),
        ListColumn::Reviews => tr!(
            screening.reviews_of,
            received = row.received,
            assigned = row.assigned
        )
        .into_any(),
    };
    view! { <td class=class data-label=column_text(column)>{text}</td> }.into_any()
}

/// Says of a submission that it did not come by everybody's deadline.
#[component]
fn Arrived(late: bool, extended: bool) -> impl IntoView {
    let mark = |text: &'static str| view! { " " <span class="badge info">{text}</span> };
    view! {
        {extended.then(|| mark(tr!(proposals.extended)))}
        {late.then(|| mark(tr!(screening.arrival_grace)))}
    }
    .into_any()
}

/// Where the screening of a proposal stands.
#[component]
pub fn StateBadge(
    /// The state.
    state: ScreeningState,
) -> impl IntoView {
    let class = match state {
        ScreeningState::Pending => "badge",
        ScreeningState::Eligible => "badge success",
        ScreeningState::Returned => "badge warning",
        ScreeningState::Ineligible => "badge danger",
    };
    view! { <span class=class>{named("screening", state.key())}</span> }.into_any()
}
