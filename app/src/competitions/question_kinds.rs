//! The settings of each kind of question. A page without scripts has all of them; the style sheet shows those of
//! the chosen kind (`.by-kind`), and the server reads no others.

use super::languages::InLanguages;
use crate::{forms::*, tr};
use domain::{Language, Localised, proposals::QuestionKind};
use leptos::prelude::*;

/// The settings; with `fixed` those of `kind` only.
#[component]
pub(super) fn KindSettings(form: FormState, kind: QuestionKind, fixed: bool) -> impl IntoView {
    let (mut characters, mut words) = (120, 150);
    let (mut lowest, mut highest) = (0, 1_000);
    let (mut several, mut options) = (false, Vec::new());
    let own = kind.key();
    match kind {
        QuestionKind::Line { max } => characters = max,
        QuestionKind::Text { words: most } => words = most,
        QuestionKind::Number { min, max } => (lowest, highest) = (min, max),
        QuestionKind::Choice {
            many,
            options: offered,
        } => (several, options) = (many, offered),
        _ => {}
    }
    let number = |name: &'static str, label: &'static str, value: String| {
        view! { <TextField form=form.clone() name label value inputmode="numeric" conditional=true autocomplete="off"/> }
            .into_any()
    };
    let line = number(
        "edit[characters]",
        tr!(competitions.question_characters),
        characters.to_string(),
    );
    let text = number(
        "edit[words]",
        tr!(competitions.question_words),
        words.to_string(),
    );
    let numbers = view! {
        <div class="field-row">
            {number("edit[lowest]", tr!(competitions.question_lowest), lowest.to_string())}
            {number("edit[highest]", tr!(competitions.question_highest), highest.to_string())}
        </div>
    }
    .into_any();
    let mut lines = Localised::default();
    for language in Language::ALL {
        let own = options.iter().map(|option| &option.label.0);
        let own: Vec<&str> = own
            .filter_map(|label| label.get(&language).map(String::as_str))
            .collect();
        lines.set(language, &own.join("\n"));
    }
    let choice = view! {
        <InLanguages form=form.clone() name="edit[options]" label=tr!(competitions.question_options) value=lines rows=5
            hint=tr!(competitions.question_options_hint) conditional=true/>
        <Tick form=form.clone() name="edit[many]" label=tr!(competitions.question_many) checked=several/>
    }
    .into_any();
    [
        ("line", line),
        ("text", text),
        ("number", numbers),
        ("choice", choice),
    ]
    .into_iter()
    .filter(|(kind, _)| !fixed || *kind == own)
    .map(|(kind, inputs)| view! { <div data-kind=kind>{inputs}</div> })
    .collect_view()
    .into_any()
}
