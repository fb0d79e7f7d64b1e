//! What is typed and not saved yet when somebody leaves; what they are shown when it was refused.

use leptos::{
    ev::Event, html, leptos_dom::helpers::request_animation_frame, prelude::*,
    wasm_bindgen::JsCast, web_sys,
};

/// Sends a hydrated form to `address` when its page goes, or another takes its place, if `unsaved` says so then.
/// Nobody will be there to hear the answer; sent twice, the second is stale and changes nothing.
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
        // Reloading asks for the new page before `pagehide`; phones may know no `beforeunload`.
        let soon = window_event_listener_untyped("beforeunload", move |_| send());
        let late = window_event_listener_untyped("pagehide", move |_| send());
        on_cleanup(move || {
            soon.remove();
            late.remove();
            send();
        });
    });
}

/// Lets the browser ask whether to leave, if `unsaved` says so then.
pub fn ask_before_leaving(unsaved: impl Fn() -> bool + Copy + Send + Sync + 'static) {
    Effect::new(move |_| {
        let asking = window_event_listener_untyped("beforeunload", move |ev: Event| {
            if unsaved() {
                ev.prevent_default();
            }
        });
        on_cleanup(move || asking.remove());
    });
}

/// Brings the messages of a refused form into view, once they are there.
pub fn show_messages() {
    request_animation_frame(|| {
        let messages = document().query_selector(".form-errors").ok().flatten();
        if let Some(messages) = messages.and_then(|own| own.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = messages.focus();
        }
    });
}
