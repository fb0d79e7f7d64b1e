//! `/offline`: what a browser shows, from its own memory, in place of a page that it cannot load.

use crate::tr;
use leptos::prelude::*;

/// The page.
#[component]
pub fn OfflinePage() -> impl IntoView {
    let title = tr!(core.offline_title);
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <leptos_meta::Title text=title/>
            <div class="empty-state">
                <h1>{title}</h1>
                <p>{tr!(core.offline_page)}</p>
                <p>{tr!(core.offline_form)}</p>
            </div>
        </main>
    }
    .into_any()
}
