//! What is asked of the list of proposals: tabs of states, filters, the choice of columns. All are links and plain forms
//! that change their own part of the address and carry the others.

use super::list_address;
use crate::{forms::FilterMenu, texts::named, tr};
use domain::{
    Language,
    screening::{Arrival, ListColumn, ListQuery, NO_COLUMNS, ProposalList, ScreeningState},
    vocabulary::Sector,
};
use leptos::prelude::*;

/// A tab for each state.
#[component]
pub(super) fn Tabs(list: ProposalList) -> impl IntoView {
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
        .into_any()
}

/// Search and menus.
#[component]
pub(super) fn Filters(list: ProposalList) -> impl IntoView {
    let query = list.query;
    let slug = list.heading.slug;
    let sectors = Sector::ALL.iter().map(|sector| {
        (
            sector.key().to_owned(),
            named("sector", sector.key()).to_owned(),
        )
    });
    let colleges = list
        .colleges
        .into_iter()
        .map(|(id, name)| (id.to_string(), name));
    let languages = Language::ALL.map(|own| (own.code().to_owned(), own.own_name().to_owned()));
    let arrivals = Arrival::ALL
        .iter()
        .map(|arrival| (arrival.key().to_owned(), arrival_text(*arrival).to_owned()));
    let chosen = |name| {
        let parts = query.parts();
        let part = parts.into_iter().find(|(own, _)| *own == name);
        part.map(|(_, value)| value).unwrap_or_default()
    };
    // Which columns there are is no filter.
    let all = ListQuery {
        columns: query.columns.clone(),
        ..ListQuery::default()
    };
    let menu = |name: &'static str, label: &'static str, options: Vec<(String, String)>| {
        view! { <FilterMenu name label options chosen=chosen(name)/> }
    };
    view! {
        <form class="filters" method="get" action=format!("/organise/{slug}/proposals") role="search">
            <div class="field grow">
                <label for="q">{tr!(screening.search)}</label>
                <input type="search" id="q" name="q" value=query.words.clone()/>
            </div>
            {menu("sector", tr!(screening.sector), sectors.collect())}
            {menu("college", tr!(screening.college), colleges.collect())}
            {menu("language", tr!(screening.language), languages.into())}
            {menu("arrival", tr!(screening.arrival), arrivals.collect())}
            <Carried query=query.clone() own=&["q", "sector", "college", "language", "arrival", "page"]/>
            <button type="submit">{tr!(screening.apply)}</button>
            <a href=list_address(&slug, &all)>{tr!(screening.clear)}</a>
        </form>
    }
    .into_any()
}

fn arrival_text(arrival: Arrival) -> &'static str {
    match arrival {
        Arrival::After => tr!(screening.arrival_after),
        Arrival::Grace => tr!(screening.arrival_grace),
        Arrival::Extended => tr!(screening.arrival_extended),
    }
}

/// What a column is called, at its head and in the choice.
pub(super) fn column_text(column: ListColumn) -> &'static str {
    match column {
        ListColumn::Team => tr!(screening.team),
        ListColumn::College => tr!(screening.college),
        ListColumn::Sector => tr!(screening.sector),
        ListColumn::Language => tr!(screening.language),
        ListColumn::Amount => tr!(screening.amount),
        ListColumn::Submitted => tr!(screening.submitted),
        ListColumn::Reviews => tr!(screening.reviews),
    }
}

/// Which columns the list shows.
#[component]
pub(super) fn ColumnChoice(query: ListQuery, slug: String) -> impl IntoView {
    let boxes = ListColumn::ALL
        .iter()
        .map(|column| {
            let shown = query.shows(*column);
            view! {
                <label>
                    <input type="checkbox" name="cols" value=column.key() checked=shown/> " "
                    {column_text(*column)}
                </label>
            }
        })
        .collect_view();
    let usual = ListQuery {
        columns: ListColumn::USUAL.to_vec(),
        ..query.clone()
    };
    view! {
        <details class="disclosure">
            <summary>{tr!(screening.columns)}</summary>
            <form method="get" action=format!("/organise/{slug}/proposals")>
                <fieldset class="choices inline">
                    <legend>{tr!(screening.columns_hint)}</legend>
                    {boxes}
                </fieldset>
                // Without it, ticking nothing would ask for the usual columns.
                <input type="hidden" name="cols" value=NO_COLUMNS/>
                <Carried query=query.clone() own=&["cols"]/>
                <div class="actions">
                    <button type="submit" class="small">{tr!(screening.columns_show)}</button>
                    <a href=list_address(&slug, &usual)>{tr!(screening.columns_usual)}</a>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// The parts of the address that a form does not change itself.
#[component]
fn Carried(query: ListQuery, own: &'static [&'static str]) -> impl IntoView {
    query
        .parts()
        .into_iter()
        .filter(|(name, _)| !own.contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}
