//! Taking a criterion, need or college out of the rules, while they may still change.

use super::conflicts::Version;
use crate::{forms::*, tr};
use leptos::prelude::*;

/// The form, closed until it is asked for.
#[component]
pub(super) fn Removal(
    /// Its state.
    form: FormState,
    /// Address of the server function.
    action: &'static str,
    /// What is removed, in words.
    summary: &'static str,
    /// The competition.
    slug: String,
    /// Its version.
    version: i64,
    /// What is removed.
    id: String,
) -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary>{summary}</summary>
            <form class="form" method="post" action=action>
                <FormErrors form=form.clone()/>
                <Version form=form.clone() version=version/>
                <Hidden name="slug" value=slug/>
                <Hidden name="id" value=id/>
                <p>{tr!(competitions.remove_text)}</p>
                <Submit form label=tr!(competitions.remove) class="danger"/>
            </form>
        </details>
    }
    .into_any()
}
