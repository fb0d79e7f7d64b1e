//! One-line inputs.

use super::{Check, FormState};
use crate::{texts, tr};
use leptos::prelude::*;

/// A labelled one-line input with hint and message.
#[component]
pub fn TextField(
    /// The form's state.
    form: FormState,
    /// The input's name, also its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What stands there now.
    #[prop(optional, into)]
    value: String,
    /// HTML type: `text`, `email`, `password`, `number`, `datetime-local`, `url` …
    #[prop(default = "text")]
    kind: &'static str,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it must be filled in sometimes, as the hint says: then it is not called optional.
    #[prop(optional)]
    conditional: bool,
    /// HTML autocomplete token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// HTML inputmode, for the right keyboard on a phone.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Most characters (not enforced by the browser, so that nothing typed is cut).
    #[prop(optional)]
    check: Option<Check>,
) -> impl IntoView {
    let secret = kind == "password";
    let shown = if secret {
        String::new()
    } else {
        form.value(&name, &value)
    };
    let refused = form.problem(&name);
    let typed = RwSignal::new(None::<Result<(), String>>);
    let problem = Signal::derive(move || match typed.get() {
        Some(Ok(())) => None,
        Some(Err(text)) => Some(text),
        None => refused.get(),
    });
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = {
        let (hint_id, error_id, has_hint) = (hint_id.clone(), error_id.clone(), hint.is_some());
        move || match (has_hint, problem.with(Option::is_some)) {
            (true, true) => Some(format!("{hint_id} {error_id}")),
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(error_id.clone()),
            (false, false) => None,
        }
    };
    let judge = move |text: String| {
        if let Some(check) = check {
            typed.set(Some(
                check(&text).map_err(|problem| texts::problem_text(&problem)),
            ));
        }
    };
    view! {
        <div class="field">
            <label for=name.clone()>
                {label} {(!required && !conditional).then(|| view! { " " <span class="optional">{tr!(core.optional)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                id=name.clone()
                name=name.clone()
                type=kind
                value=shown
                required=required
                autocomplete=autocomplete
                inputmode=inputmode
                aria-describedby=described
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                on:change=move |ev| judge(event_target_value(&ev))
            />
            {move || problem.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
        </div>
    }
    .into_any()
}

/// An invisible input: ids and versions that go along.
#[component]
pub fn Hidden(
    /// The input's name.
    #[prop(into)]
    name: String,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
