//! `/organise/:slug/progress`: whose work is missing, and which proposals are in danger because of it.

use super::{
    AddPair, ScheduleReminders, claims_page::OpenClaims, jury_progress,
    matrix_filters::candidates_address, schedules::SchedulePanel, vacancies::VacancyPanel,
};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    screening::{OrganiserPage, Pages, query_part},
    texts::{Time, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    jury::{Coverage, JurorProgress, JuryProgress, ProposalProgress},
    policy::Phase,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What can be done on the page itself.
#[derive(Clone, Copy)]
struct Actions {
    add: ServerAction<AddPair>,
    schedule: ServerAction<ScheduleReminders>,
}

/// The page.
#[component]
pub fn JuryProgressPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let actions = Actions {
        add: ServerAction::new(),
        schedule: ServerAction::new(),
    };
    let asked = move || {
        let page = query.read().get("page").and_then(|page| page.parse().ok());
        let slug = params.read().get("slug").unwrap_or_default();
        (slug, page.unwrap_or(1))
    };
    let progress = fetching(asked, |(slug, page)| jury_progress(slug, page));
    view! { <Fetched of=progress let:progress><Progress progress actions/></Fetched> }.into_any()
}

#[component]
fn Progress(progress: JuryProgress, actions: Actions) -> impl IntoView {
    let slug = progress.heading.slug.clone();
    let body = if progress.jurors.is_empty() || progress.proposals.is_empty() {
        view! {
            <EmptyState title=tr!(jury.no_progress_title) text=tr!(jury.no_progress_text)>
                <a class="button" href=format!("/organise/{slug}/assignment")>{tr!(competitions.nav_assignment)}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Full progress=progress.clone() slug actions/> }.into_any()
    };
    view! {
        <OrganiserPage heading=progress.heading.clone() area="progress" wide=true>
            <PageHead title=tr!(competitions.nav_progress) lead=tr!(jury.progress_lead)/>
            <OpenClaims count=progress.open_claims slug=progress.heading.slug.clone()/>
            {body}
        </OrganiserPage>
    }
}

#[component]
fn Full(progress: JuryProgress, slug: String, actions: Actions) -> impl IntoView {
    let (page, pages) = (progress.page, progress.pages);
    let address = {
        let slug = slug.clone();
        Box::new(move |page: u32| {
            let query = query_part(&[("page", page.to_string().as_str())]);
            format!("/organise/{slug}/progress{query}")
        })
    };
    let text = tr!(
        jury.received_of,
        received = progress.received,
        needed = progress.needed
    );
    let over = progress.heading.phase > Phase::Jury;
    let counts = Coverage::ALL
        .iter()
        .zip(progress.coverage)
        .filter(|(coverage, _)| coverage.occurs(over))
        .map(|(coverage, count)| {
            view! { <div class="stat"><dt>{coverage_text(*coverage)}</dt><dd>{count}</dd></div> }
        })
        .collect_view();
    let counted = time_text(
        progress.counted_at,
        &viewer::current().zone,
        TimeStyle::Clock,
    );
    let closed = (over && progress.page == 1).then(|| closing(&progress, &slug));
    let outlook = if over {
        tr!(jury.state)
    } else {
        tr!(jury.coverage)
    };
    let rows = progress
        .proposals
        .into_iter()
        .map(|row| view! { <ProposalRow row slug=slug.clone() outlook/> })
        .collect_view();
    view! {
        <div id="received-now" data-fresh>
        <div class="progress">
            <label for="received">{tr!(jury.received)}</label>
            <progress id="received" value=progress.received max=progress.needed.max(1)>{text.clone()}</progress>
            <span class="value">{text}</span>
        </div>
        <dl class="stats">{counts}</dl>
        <p class="meta">{tr!(jury.as_of, time = counted)}</p>
        </div>
        {closed}
        <VacancyPanel
            vacancies=progress.vacancies
            slug=slug.clone()
            may_assign=progress.may_assign
            add=actions.add
        />
        <section aria-labelledby="jurors-title">
            <h2 id="jurors-title">{tr!(jury.jurors)}</h2>
            <Jurors jurors=progress.jurors may_remind=progress.may_remind may_assign=progress.may_assign slug=slug.clone()/>
        </section>
        <SchedulePanel
            plan=progress.reminders
            slug=slug.clone()
            may_change=progress.may_remind
            schedule=actions.schedule
        />
        <section aria-labelledby="proposals-title">
            <h2 id="proposals-title">{tr!(competitions.nav_proposals)}</h2>
            <table class="data">
                <caption class="visually-hidden">{tr!(competitions.nav_proposals)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(jury.proposal)}</th>
                        <th scope="col" class="num">{tr!(jury.received)}</th>
                        <th scope="col" class="num">{tr!(jury.jurors)}</th>
                        <th scope="col">{outlook}</th>
                    </tr>
                </thead>
                <tbody id="proposals-now" data-fresh>{rows}</tbody>
            </table>
            <Pages page pages address/>
        </section>
    }
}

/// After the jury: what did not arrive, and what the selection makes of it.
fn closing(progress: &JuryProgress, slug: &str) -> AnyView {
    let complete = progress.coverage[Coverage::Complete as usize];
    let short = progress.coverage.iter().sum::<u32>() - complete;
    if short == 0 {
        return view! { <div class="notice success"><p>{tr!(jury.closed_complete)}</p></div> }
            .into_any();
    }
    let numbers: Vec<String> = progress
        .proposals
        .iter()
        .filter(|row| row.coverage != Coverage::Complete)
        .map(|row| row.proposal.number.to_string())
        .collect();
    let selection = format!("/organise/{slug}/selection");
    view! {
        <div class="notice warning" id="closed">
            <p>{tr!(jury.closed_short, count = short, numbers = numbers.join(", "))}</p>
            <p>{tr!(jury.closed_rule)} " " <a href=selection>{tr!(competitions.nav_selection)}</a></p>
        </div>
    }
    .into_any()
}

#[component]
fn Jurors(
    jurors: Vec<JurorProgress>,
    may_remind: bool,
    may_assign: bool,
    slug: String,
) -> impl IntoView {
    let rows = jurors
        .into_iter()
        .map(|juror| view! { <JurorRow juror may_remind/> })
        .collect_view();
    let preview = format!("/organise/{slug}/assignment/preview");
    view! {
        <form method="get" action=format!("/organise/{slug}/reminders")>
            <table class="data">
                <caption class="visually-hidden">{tr!(jury.jurors)}</caption>
                <thead>
                    <tr>
                        {may_remind.then(|| view! { <th scope="col"><span class="visually-hidden">{tr!(screening.choose)}</span></th> })}
                        <th scope="col">{tr!(jury.name)}</th>
                        <th scope="col" class="num">{tr!(jury.received)}</th>
                        <th scope="col">{tr!(jury.seen)}</th>
                        <th scope="col">{tr!(jury.reminded)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {may_remind.then(|| view! {
                <div class="actions sticky">
                    <button type="submit">{tr!(jury.remind_preview)}</button>
                    {may_assign.then(|| view! { <button type="submit" formaction=preview>{tr!(jury.redistribute_preview)}</button> })}
                </div>
            })}
        </form>
    }
}

#[component]
fn JurorRow(juror: JurorProgress, may_remind: bool) -> impl IntoView {
    let chooser = may_remind.then(|| {
        view! {
            <td data-label=tr!(screening.choose)>
                <input
                    type="checkbox"
                    name="juror"
                    value=juror.id.to_string()
                    checked=juror.silent && juror.may_remind
                    disabled={juror.received >= juror.assigned}
                    aria-label=tr!(jury.choose_juror, name = juror.name)
                />
            </td>
        }
    });
    let when = |at: Option<i64>| match at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => tr!(jury.never).into_any(),
    };
    let part = |name: &str| format!("{name}-{}", juror.id);
    view! {
        <tr>
            {chooser}
            <th scope="row" id=part("juror") data-fresh>
                {juror.name.clone()} " "
                {juror.silent.then(|| view! { <span class="badge warning">{tr!(jury.silent)}</span> })}
                {(!juror.declared).then(|| view! { <span class="badge info">{tr!(jury.not_declared)}</span> })}
            </th>
            <td class="num" data-label=tr!(jury.received) id=part("received") data-fresh>
                {tr!(jury.received_of, received = juror.received, needed = juror.assigned)}
            </td>
            <td data-label=tr!(jury.seen) id=part("seen") data-fresh>{when(juror.seen_at)}</td>
            <td data-label=tr!(jury.reminded) id=part("reminded") data-fresh>{when(juror.reminded_at)}</td>
        </tr>
    }
}

#[component]
fn ProposalRow(row: ProposalProgress, slug: String, outlook: &'static str) -> impl IntoView {
    let class = match row.coverage {
        Coverage::Uncovered => "badge danger",
        Coverage::AtRisk | Coverage::Short => "badge warning",
        Coverage::OnTrack => "badge info",
        Coverage::Complete => "badge success",
    };
    let waiting =
        (!row.silent.is_empty()).then(|| tr!(jury.waiting_for, names = row.silent.join(", ")));
    let number = row.proposal.number;
    view! {
        <tr>
            <th scope="row">
                <a href=candidates_address(&slug, number)>
                    {tr!(jury.number_and_title, number = number, title = row.proposal.title)}
                </a>
            </th>
            <td class="num" data-label=tr!(jury.received)>
                {tr!(jury.received_of, received = row.received, needed = row.needed)}
            </td>
            <td class="num" data-label=tr!(jury.jurors)>{row.assigned}</td>
            <td data-label=outlook>
                <span class=class>{coverage_text(row.coverage)}</span>
                <span class="meta">" " {waiting}</span>
            </td>
        </tr>
    }
}

fn coverage_text(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Uncovered => tr!(jury.coverage_uncovered),
        Coverage::AtRisk => tr!(jury.coverage_at_risk),
        Coverage::OnTrack => tr!(jury.coverage_on_track),
        Coverage::Short => tr!(jury.coverage_short),
        Coverage::Complete => tr!(jury.coverage_complete),
    }
}
