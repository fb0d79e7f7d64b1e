//! Choices: menus, radio buttons, checkboxes.

use super::FormState;
use crate::tr;
use leptos::prelude::*;

/// A value and how it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Sent.
    pub value: String,
    /// Shown.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A menu. Without `required` the first entry is "none".
#[component]
pub fn Select(
    /// The form's state.
    form: FormState,
    /// The input's name, also its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// What is chosen now.
    #[prop(optional, into)]
    value: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether one must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let chosen = form.value(&name, &value);
    let problem = form.problem(&name);
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = hint.is_some().then(|| hint_id.clone());
    let options = options
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=name.clone()>
                {label} {(!required).then(|| view! { " " <span class="optional">{tr!(core.optional)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <select
                id=name.clone()
                name=name.clone()
                required=required
                aria-describedby=described
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
            >
                <option value="">{tr!(core.choose)}</option>
                {options}
            </select>
            {move || problem.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
        </div>
    }
    .into_any()
}

/// A menu of a form that asks for a list: its first entry is no filter. It reads the address, not a [`FormState`].
#[component]
pub fn FilterMenu(
    /// The input's name, also its id.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// Values and how they are called.
    options: Vec<(String, String)>,
    /// What is chosen now.
    chosen: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    problem: Option<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let selected = value == chosen.trim();
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect_view();
    let error = format!("{name}-error");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| error.clone())>
                <option value="">{tr!(core.any)}</option>
                {options}
            </select>
            {problem.map(|text| view! { <p class="error" id=error>{text}</p> })}
        </div>
    }
    .into_any()
}

/// A group of radio buttons or (with `many`) checkboxes.
#[component]
pub fn Choices(
    /// The form's state.
    form: FormState,
    /// The inputs' name, with `many` followed by `[]`; the group's id.
    #[prop(into)]
    name: String,
    /// The group's legend.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// What is chosen now.
    #[prop(optional)]
    chosen: Vec<String>,
    /// Whether more than one may be chosen.
    #[prop(optional)]
    many: bool,
    /// Help under the legend.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether they stand side by side.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let class = if inline { "choices inline" } else { "choices" };
    // The brackets tell the server function that it is a list, also when only one is ticked.
    let (kind, sent) = if many {
        ("checkbox", format!("{name}[]"))
    } else {
        ("radio", name.clone())
    };
    let chosen = form.values(&sent).unwrap_or(chosen);
    let problem = form.problem(&name);
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    let inputs = options
        .into_iter()
        .map(|choice| {
            let checked = chosen.contains(&choice.value);
            view! {
                <label><input type=kind name=sent.clone() value=choice.value checked=checked/> " " {choice.label}</label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=class id=name.clone() tabindex="-1" aria-describedby=described>
            <legend>{label}</legend>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            {inputs}
            <div id=error_id>{move || problem.get().map(|text| view! { <p class="error">{text}</p> })}</div>
        </fieldset>
    }
    .into_any()
}

/// One checkbox, sent as `name=true` when ticked.
#[component]
pub fn Tick(
    /// The form's state.
    form: FormState,
    /// The input's name, also its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// Whether it is ticked now.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    let checked = form
        .values(&name)
        .map_or(checked, |values| !values.is_empty());
    let problem = form.problem(&name);
    view! {
        <div class="choices">
            <label for=name.clone()>
                <input type="checkbox" id=name.clone() name=name.clone() value="true" checked=checked/> " " {label}
            </label>
            {move || problem.get().map(|text| view! { <p class="error">{text}</p> })}
        </div>
    }
    .into_any()
}
