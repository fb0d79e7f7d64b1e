//! What is typed and not saved yet when somebody leaves.

use leptos::{ev, html, prelude::*, web_sys};

/// Sends a hydrated form to `address` when its page goes, or another takes its place, if `unsaved` says so then.
/// Nobody will be there to hear the answer.
pub fn send_when_leaving(
    form: NodeRef<html::Form>,
    address: &'static str,
    unsaved: impl Fn() -> bool + Copy + Send + Sync + 'static,
) {
    let send = move || {
        let fields = form
            .try_get_untracked()
            .flatten()
            .filter(|_| unsaved())
            .and_then(|form| web_sys::FormData::new_with_form(&form).ok())
            .and_then(|all| web_sys::UrlSearchParams::new_with_str_sequence_sequence(&all).ok());
        if let Some(fields) = fields {
            let _ = window()
                .navigator()
                .send_beacon_with_opt_url_search_params(address, Some(&fields));
        }
    };
    Effect::new(move |_| {
        let leaving = window_event_listener(ev::pagehide, move |_| send());
        on_cleanup(move || {
            leaving.remove();
            send();
        });
    });
}
