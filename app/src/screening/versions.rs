//! Forms about something that others may change meanwhile.

use crate::{AppError, forms::FormState};
use domain::Error;
use leptos::{prelude::*, server_fn::ServerFn};

/// Counts what an action has carried out. A resource that depends on it loads again after a success, but
/// not after a refusal: then the page stays as it is, with what was typed.
#[must_use]
pub fn successes<S>(action: ServerAction<S>) -> Memo<u32>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Clone + PartialEq + Send + Sync + 'static,
{
    let value = action.value();
    Memo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or(0);
        if value.with(|value| matches!(value, Some(Ok(_)))) {
            before + 1
        } else {
            before
        }
    })
}

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
