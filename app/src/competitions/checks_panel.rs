//! The checklist of the screening, below the form that it belongs to.

use super::{SaveChecks, conflicts::Version, languages::InLanguages};
use crate::{forms::*, texts::Texts, tr};
use domain::{Language, Localised};
use leptos::{form::ActionForm, prelude::*};

/// The points, and the form that changes them, closed until it is asked for.
#[component]
pub(super) fn ChecksPanel(
    slug: String,
    version: i64,
    editable: bool,
    checks: Vec<Localised>,
) -> impl IntoView {
    let form = editable.then(|| view! { <ChecksForm slug version checks=checks.clone()/> });
    let points = if checks.is_empty() {
        view! { <p class="meta">{tr!(competitions.checks_none)}</p> }.into_any()
    } else {
        view! { <CheckList checks/> }.into_any()
    };
    view! {
        <section class="panel" id="checks" aria-labelledby="checks-title">
            <header class="panel-head"><h2 id="checks-title">{tr!(competitions.checks_title)}</h2></header>
            <p>{tr!(competitions.checks_lead)}</p>
            {points}
            {form}
        </section>
    }
    .into_any()
}

/// The points in the reader's language.
#[component]
pub fn CheckList(
    /// In their order.
    checks: Vec<Localised>,
) -> impl IntoView {
    let language = Texts::current().language;
    let points = checks
        .iter()
        .map(|check| view! { <li>{check.get(language).to_owned()}</li> })
        .collect_view();
    view! { <ol>{points}</ol> }
}

#[component]
fn ChecksForm(slug: String, version: i64, checks: Vec<Localised>) -> impl IntoView {
    let action = ServerAction::<SaveChecks>::new();
    let form = FormState::of(action);
    let open = form.came_back();
    // One point a line, in each language that has them.
    let mut lines = Localised::default();
    for language in Language::ALL {
        let texts: Vec<&str> = checks
            .iter()
            .filter_map(|check| check.0.get(&language).map(String::as_str))
            .collect();
        lines.set(language, &texts.join("\n"));
    }
    view! {
        <details class="disclosure" open=open>
            <summary>{tr!(competitions.checks_edit)}</summary>
            <ActionForm action attr:class="form">
                <FormErrors form=form.clone() labels=vec![
                    ("checks[en]", Language::En.own_name()),
                    ("checks[fr]", Language::Fr.own_name()),
                    ("checks[nl]", Language::Nl.own_name()),
                    ("checks[de]", Language::De.own_name()),
                    ("checks[rw]", Language::Rw.own_name()),
                ]/>
                <Version form=form.clone() version/>
                <Hidden name="slug" value=slug/>
                <InLanguages form=form.clone() name="checks" label=tr!(competitions.checks_lines) value=lines
                    hint=tr!(competitions.checks_hint) rows=6/>
                <Submit form label=tr!(competitions.save)/>
            </ActionForm>
        </details>
    }
    .into_any()
}
