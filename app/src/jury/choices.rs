//! What else a preview may change, as the organiser chooses: a plain form whose answers stand in the address.

use crate::tr;
use domain::jury::Redistribution;
use leptos::prelude::*;

/// The choices; nothing where there is nothing to choose.
#[component]
pub(super) fn ChoicesForm(
    /// What the preview was asked for.
    asked: Redistribution,
    /// Whether the jurors of a redistribution have begun reviews.
    has_begun: bool,
    /// How many pairs could move.
    movable: u32,
    /// Of the preview.
    seed: u64,
    /// The competition.
    slug: String,
) -> impl IntoView {
    let begun = (asked.begun || has_begun).then(|| {
        view! {
            <label><input type="checkbox" name="begun" value="true" checked=asked.begun/> " " {tr!(jury.take_begun)}</label>
        }
    });
    let anew = (asked.anew || movable > 0).then(|| {
        view! {
            <label>
                <input type="checkbox" name="anew" value="true" checked=asked.anew aria-describedby="anew-hint"/>
                " " {tr!(jury.anew)}
            </label>
        }
    });
    let hint = anew.is_some().then(|| {
        view! { <p class="hint" id="anew-hint">{tr!(jury.anew_hint, count = movable)}</p> }
    });
    if begun.is_none() && anew.is_none() {
        return ().into_any();
    }
    let without = asked
        .without
        .iter()
        .map(|juror| view! { <input type="hidden" name="without" value=juror.to_string()/> })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="choices-title">
            <header class="panel-head"><h2 id="choices-title">{tr!(jury.choices_title)}</h2></header>
            <form class="form" method="get" action=format!("/organise/{slug}/assignment/preview")>
                <input type="hidden" name="seed" value=seed.to_string()/>
                {without}
                {asked.partial.then(|| view! { <input type="hidden" name="partial" value="true"/> })}
                <div class="choices">{begun}{anew}</div>
                {hint}
                <div class="actions"><button type="submit">{tr!(jury.preview_again)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
