//! A text in all five languages: the English one first, the others closed until they are wanted.

use crate::{forms::*, tr};
use domain::{Language, Localised};
use leptos::prelude::*;

/// The inputs, named `name[en]`, `name[fr]` …
#[component]
pub(super) fn InLanguages(
    /// The form's state.
    form: FormState,
    /// What their names begin with.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// What stands there now.
    value: Localised,
    /// Help under the English label.
    #[prop(optional)]
    hint: &'static str,
    /// Whether the English text must be there.
    #[prop(optional)]
    required: bool,
    /// Whether it must be there sometimes, as the hint says.
    #[prop(optional)]
    conditional: bool,
    /// Visible lines; one line where it is left out.
    #[prop(optional)]
    rows: u32,
) -> impl IntoView {
    let input = |language: Language| {
        let text = value.0.get(&language).cloned().unwrap_or_default();
        let english = language == Language::En;
        let name = format!("{name}[{}]", language.code());
        let label = tr!(
            competitions.in_language,
            label = label,
            language = language.own_name()
        );
        let hint = if english { hint } else { "" };
        let (form, required) = (form.clone(), required && english);
        match (rows, hint) {
            (0, "") => {
                view! { <TextField form name label value=text required conditional/> }.into_any()
            }
            (0, hint) => {
                view! { <TextField form name label value=text hint required conditional/> }
                    .into_any()
            }
            (_, "") => view! { <TextArea form name label value=text required conditional rows/> }
                .into_any(),
            (_, hint) => {
                view! { <TextArea form name label value=text hint required conditional rows/> }
                    .into_any()
            }
        }
    };
    let others = &Language::ALL[1..];
    let written = others
        .iter()
        .filter(|own| value.0.contains_key(own))
        .count();
    let summary = tr!(
        competitions.other_languages,
        label = label,
        count = written,
        of = others.len()
    );
    let open = form.came_back();
    view! {
        {input(Language::En)}
        <details class="disclosure" open=open>
            <summary>{summary}</summary>
            <div>{others.iter().map(|language| input(*language)).collect_view()}</div>
        </details>
    }
    .into_any()
}
