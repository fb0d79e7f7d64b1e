//! The competition's checklist beside a decision: what is found about each point, and what was found before.

use crate::{forms::*, texts::Texts, tr};
use domain::{
    Localised,
    screening::{Points, unmet},
};
use leptos::prelude::*;

/// One choice for each point; nothing where the competition has no checklist.
#[component]
pub(super) fn PointFields(
    /// The form's state.
    form: FormState,
    /// The checklist.
    checks: Vec<Localised>,
    /// Under the heading.
    hint: &'static str,
) -> impl IntoView {
    if checks.is_empty() {
        return ().into_any();
    }
    let language = Texts::current().language;
    let points = (1..)
        .zip(checks)
        .map(|(place, check): (usize, _)| {
            let options = vec![
                Choice::new("met", tr!(screening.met)),
                Choice::new("unmet", tr!(screening.unmet)),
            ];
            let label = format!("{place}. {}", check.get(language));
            view! { <Choices form=form.clone() name=format!("points[p{place}]") label options inline=true/> }
        })
        .collect_view();
    view! {
        <fieldset class="fieldset" id="points" tabindex="-1">
            <legend>{tr!(screening.checklist)}</legend>
            <p class="hint">{hint}</p>
            {points}
        </fieldset>
    }
    .into_any()
}

/// What was found about the points; nothing where nobody looked at one.
#[component]
pub(super) fn Found(
    /// The checklist.
    checks: Vec<Localised>,
    /// What was found.
    points: Points,
) -> impl IntoView {
    if points.is_empty() {
        return ().into_any();
    }
    let (looked_at, of) = (points.len(), checks.len());
    let unmet = unmet(&checks, &points);
    if unmet.is_empty() {
        let text = if looked_at == of {
            tr!(screening.points_all).to_owned()
        } else {
            tr!(screening.points_some, count = looked_at, of = of)
        };
        return view! { <p>{text}</p> }.into_any();
    }
    let language = Texts::current().language;
    let unmet = unmet
        .into_iter()
        .map(|check| view! { <li>{check.get(language).to_owned()}</li> })
        .collect_view();
    view! {
        <p><strong>{tr!(screening.points_unmet)}</strong></p>
        <ul>{unmet}</ul>
    }
    .into_any()
}
