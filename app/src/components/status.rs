//! What a page tells the server that makes it: its HTTP status, and that it has a script of its own.

use leptos::prelude::*;
use std::sync::Arc;

/// Sets the status of the answer; the server provides it, a browser has none.
#[derive(Clone)]
pub struct PageStatus(pub Arc<dyn Fn(u16) + Send + Sync>);

/// Sets the status of the page that is being made.
pub fn set_page_status(status: u16) {
    if let Some(PageStatus(set)) = use_context::<PageStatus>() {
        set(status);
    }
}

/// Allows a page a script of the site and finds its address; the server provides it.
#[derive(Clone)]
pub struct PageScripts(pub Arc<dyn Fn(&'static str) -> String + Send + Sync>);

/// The script of the site with this name (`/upload.js`), for a plain page that gets better by it. Nowhere else are
/// scripts allowed.
#[component]
pub fn PageScript(
    /// Its name.
    name: &'static str,
) -> impl IntoView {
    use_context::<PageScripts>().map(|PageScripts(allow)| {
        view! { <script src=allow(name) type="module"></script> }
    })
}
