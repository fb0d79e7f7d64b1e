//! `/organise/:slug/proposals`: the list with filters, sorting, pages and a choice of rows.

use super::{OrganiserPage, Pages, TakeBack, list_address, list_proposals, recent::Recent};
use crate::{
    components::{EmptyState, Loaded, PageHead},
    texts::{Time, named},
    tr,
};
use domain::{
    policy::Phase,
    screening::{ListQuery, ListedProposal, ProposalList, ProposalSort, ScreeningState},
    vocabulary::Sector,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The list.
#[component]
pub fn ScreeningPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let part = |name| query.read().get(name).unwrap_or_default();
        let slug = params.read().get("slug").unwrap_or_default();
        (
            slug,
            [
                part("state"),
                part("sector"),
                part("college"),
                part("q"),
                part("sort"),
                part("page"),
            ],
        )
    };
    let list = Resource::new(
        asked,
        |(slug, [state, sector, college, words, sort, page])| {
            list_proposals(slug, state, sector, college, words, sort, page)
        },
    );
    let undo = ServerAction::<TakeBack>::new();
    view! { <Loaded of=list let:list><List list undo/></Loaded> }.into_any()
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
    let body = if list.counts.all() == 0 {
        view! {
            <EmptyState title=tr!(screening.none_title) text=tr!(screening.none_text)/>
        }
        .into_any()
    } else if list.rows.is_empty() {
        view! {
            <EmptyState title=tr!(screening.no_match_title) text=tr!(screening.no_match_text)>
                <a class="button" href=format!("/organise/{slug}/proposals")>{tr!(screening.show_all)}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Rows list=list.clone()/> }.into_any()
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
fn Tabs(list: ProposalList) -> impl IntoView {
    let tab = |state: Option<ScreeningState>| {
        let query = ListQuery {
            state,
            page: 1,
            ..list.query.clone()
        };
        let (label, count) = match state {
            None => (tr!(screening.all), list.counts.all()),
            Some(state) => (named("screening", state.key()), list.counts.of(state)),
        };
        let here = (state == list.query.state).then_some("page");
        view! {
            <a href=list_address(&list.heading.slug, &query) aria-current=here>
                {label} " " <span class="count">{count}</span>
            </a>
        }
    };
    let states = ScreeningState::ALL
        .iter()
        .map(|state| tab(Some(*state)))
        .collect_view();
    view! { <nav class="tabs" aria-label=tr!(screening.states)>{tab(None)} {states}</nav> }
}

#[component]
fn Filters(list: ProposalList) -> impl IntoView {
    let query = list.query.clone();
    let slug = list.heading.slug.clone();
    let sectors = Sector::ALL
        .iter()
        .map(|sector| {
            let chosen = query.sector == Some(*sector);
            view! { <option value=sector.key() selected=chosen>{named("sector", sector.key())}</option> }
        })
        .collect_view();
    let colleges = list
        .colleges
        .iter()
        .map(|(id, name)| {
            let chosen = query.college == Some(*id);
            view! { <option value=id.to_string() selected=chosen>{name.clone()}</option> }
        })
        .collect_view();
    let address = format!("/organise/{slug}/proposals");
    let action = address.clone();
    view! {
        <form class="filters" method="get" action=action role="search">
            <div class="field grow">
                <label for="q">{tr!(screening.search)}</label>
                <input type="search" id="q" name="q" value=query.words.clone()/>
            </div>
            <div class="field">
                <label for="sector">{tr!(screening.sector)}</label>
                <select id="sector" name="sector"><option value="">{tr!(screening.any)}</option>{sectors}</select>
            </div>
            <div class="field">
                <label for="college">{tr!(screening.college)}</label>
                <select id="college" name="college"><option value="">{tr!(screening.any)}</option>{colleges}</select>
            </div>
            {query.state.map(|state| view! { <input type="hidden" name="state" value=state.key()/> })}
            <input type="hidden" name="sort" value=query.sort_key()/>
            <button type="submit">{tr!(screening.apply)}</button>
            <a href=address>{tr!(screening.clear)}</a>
        </form>
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
    let rows = list
        .rows
        .iter()
        .map(|row| {
            let zone = list.heading.zone.clone();
            view! { <Row row=row.clone() slug=slug.clone() zone choose all/> }
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
                        <th scope="col">{tr!(screening.college)}</th>
                        <th scope="col">{tr!(screening.sector)}</th>
                        {head(ProposalSort::Submitted, tr!(screening.submitted), "")}
                        {head(ProposalSort::Received, tr!(screening.reviews), "num")}
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
fn Row(row: ListedProposal, slug: String, zone: String, choose: bool, all: bool) -> impl IntoView {
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
                <span class="meta">" " {row.team.clone()}</span>
            </th>
            <td data-label=tr!(screening.college)>{row.college.clone().unwrap_or_default()}</td>
            <td data-label=tr!(screening.sector)>{row.sector.map(|sector| named("sector", sector.key()))}</td>
            <td data-label=tr!(screening.submitted)>{row.submitted_at.map(|at| view! { <Time at/> })}</td>
            <td class="num" data-label=tr!(screening.reviews)>
                {tr!(screening.reviews_of, received = row.received, assigned = row.assigned)}
            </td>
            <td data-label=tr!(screening.state)>
                <StateBadge state=row.screening/>
                {row.correct_until.map(|at| view! {
                    <span class="meta">" " {tr!(screening.correct_until_short)} " " <Time at zone/></span>
                })}
            </td>
        </tr>
    }
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
