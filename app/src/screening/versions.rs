//! Forms about something that others may change meanwhile.

use crate::forms::FormState;
use domain::Error;
use leptos::prelude::*;

/// The version that a form is about. After a conflict it is the newer one: the reader has been told, and
/// sending again means it.
#[component]
pub fn VersionField(
    /// The form's state.
    form: FormState,
    /// The version that is shown.
    version: i64,
) -> impl IntoView {
    let error = form.error();
    let value = move || {
        error.with(|error| match error {
            Some(Error::Conflict(stale)) if stale.version > 0 => stale.version,
            _ => version,
        })
    };
    view! { <input type="hidden" name="version" value=value/> }.into_any()
}
