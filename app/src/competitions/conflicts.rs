//! When somebody else saved first: say so, show what stands there, and let the person decide.

use crate::{forms::FormState, tr};
use domain::Error;
use leptos::prelude::*;

/// The version that a save names: the page's, or after a conflict the one that stands there by then,
/// together with a notice that saving again replaces it.
#[component]
pub fn Version(
    /// The form's state.
    form: FormState,
    /// What the page was made from.
    version: i64,
    /// What was changed meanwhile; the competition unless told otherwise.
    #[prop(optional)]
    title: Option<&'static str>,
    /// Shows what stands there, from `Stale::current`.
    #[prop(optional, into)]
    current: Option<Callback<(String,), AnyView>>,
) -> impl IntoView {
    let error = form.error();
    let stale = move || {
        error.with(|error| match error {
            Some(Error::Conflict(stale)) => Some(stale.clone()),
            _ => None,
        })
    };
    let named = move || stale().map_or(version, |stale| stale.version).to_string();
    let notice = move || {
        stale().map(|stale| {
            let shown = current
                .filter(|_| !stale.current.is_empty())
                .map(|show| show.run((stale.current.clone(),)));
            view! {
                <div class="notice warning">
                    <strong>{title.unwrap_or(tr!(competitions.stale_title))}</strong>
                    <p>{tr!(competitions.stale_text)}</p>
                    {shown}
                </div>
            }
        })
    };
    view! {
        <input type="hidden" name="version" value=named/>
        {notice}
    }
    .into_any()
}
