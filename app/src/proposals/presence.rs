//! Who else has the section open, in a sentence that the server makes; asked again while the page is seen.

use super::present;
use domain::ProposalId;
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*, task::spawn_local};
use std::time::Duration;

/// Longer than `store` takes a row for fresh, a third of how long it counts.
const EVERY: Duration = Duration::from_secs(20);

/// The others at this section; empty while there is nobody.
#[component]
pub(super) fn Present(id: ProposalId, section: String, first: String) -> impl IntoView {
    let text = RwSignal::new(first);
    Effect::new(move |_| {
        let section = section.clone();
        let ask = move || {
            if document().hidden() {
                return;
            }
            let asked = present(id, section.clone());
            spawn_local(async move {
                if let Ok(found) = asked.await {
                    let _ = text.try_set(found);
                }
            });
        };
        if let Ok(timer) = set_interval_with_handle(ask, EVERY) {
            on_cleanup(move || timer.clear());
        }
    });
    view! { <p class="present" role="status">{text}</p> }.into_any()
}
