//! Where a juror places their proposals, typed beside each, and where that contradicts the scores.

use super::PlaceOwn;
use crate::{forms::*, texts::Texts, tr};
use domain::{
    money::decimal,
    reviews::{OwnOrder, OwnScores},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What the scores of a proposal come to, as a share of what they could.
pub(super) fn overall_text(overall: Option<f64>) -> String {
    let language = Texts::current().language;
    overall.map_or_else(
        || "–".to_owned(),
        |share| {
            tr!(
                reviews.percent,
                number = decimal(share * 100.0, 0, language)
            )
        },
    )
}

/// Where the places contradict the scores; that they do not, once there are places; nothing without any.
#[component]
pub(super) fn Contradictions(
    /// Everything the juror scored.
    order: OwnOrder,
) -> impl IntoView {
    if order.rows.iter().all(|row| row.place.is_none()) {
        return ().into_any();
    }
    if order.contradictions.is_empty() {
        return view! { <div class="notice success" id="places"><p>{tr!(reviews.places_agree)}</p></div> }
            .into_any();
    }
    let lines = order
        .contradictions
        .iter()
        .filter_map(|pair| Some((order.rows.get(pair.placed)?, order.rows.get(pair.scored)?)))
        .map(|(placed, scored)| {
            let text = tr!(
                reviews.contradiction,
                placed = placed.title,
                scored = scored.title,
                low = overall_text(placed.overall),
                high = overall_text(scored.overall)
            );
            view! { <li>{text}</li> }
        })
        .collect_view();
    view! {
        <section class="notice info" id="places" aria-labelledby="places-title">
            <h2 id="places-title">{tr!(reviews.places_disagree)}</h2>
            <ul>{lines}</ul>
            <p>{tr!(reviews.places_advice)}</p>
        </section>
    }
    .into_any()
}

fn field_of(row: &OwnScores) -> String {
    format!("place[a{}]", row.assignment)
}

/// The input of one proposal.
#[component]
pub(super) fn PlaceInput(
    /// The form's state.
    form: FormState,
    /// The proposal.
    row: OwnScores,
) -> impl IntoView {
    let key = format!("a{}", row.assignment);
    let name = field_of(&row);
    let shown = row.place.map(|place| place.to_string()).unwrap_or_default();
    let problem = form.problem(&name);
    let error = format!("{name}-error");
    let described = error.clone();
    view! {
        <input
            type="text"
            inputmode="numeric"
            maxlength="3"
            size="3"
            id=name.clone()
            value=form.value(&name, &shown)
            name=name
            aria-label=tr!(reviews.own_place_of, title = row.title)
            aria-invalid=move || problem.get().map(|_| "true")
            aria-describedby=move || problem.get().map(|_| described.clone())
        />
        <Hidden name=format!("before[{key}]") value=shown/>
        {move || problem.get().map(|text| view! { <p class="error" id=error.clone()>{text}</p> })}
    }
    .into_any()
}

/// The form around the table.
#[component]
pub(super) fn PlacesForm(
    /// Its action.
    action: ServerAction<PlaceOwn>,
    /// Everything the juror scored.
    order: OwnOrder,
    /// The table.
    children: Children,
) -> impl IntoView {
    let form = FormState::of(action);
    let slug = order.jury.slug;
    let titles: BTreeMap<String, String> = order
        .rows
        .into_iter()
        .map(|row| (field_of(&row), row.title))
        .collect();
    let errors = form_errors(form.clone(), move |field| titles.get(field).cloned());
    view! {
        <ActionForm action attr:novalidate="">
            {errors}
            <Hidden name="slug" value=slug/>
            {children()}
            <div class="actions"><Submit form label=tr!(reviews.save_places)/></div>
        </ActionForm>
    }
    .into_any()
}
