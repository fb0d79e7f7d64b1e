//! The HTTP status of a page that could not be shown.

use leptos::prelude::use_context;
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
