//! `/jury`: the competitions that the reader judges.

use super::{my_juries, my_jury::JuryCards};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    tr,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn JuriesPage() -> impl IntoView {
    let juries = fetching(|| (), |()| my_juries());
    view! {
        <Fetched of=juries let:juries>
            <main class="page" id="main" tabindex="-1">
                <PageHead title=tr!(reviews.my_juries) lead=tr!(reviews.my_juries_lead)/>
                {if juries.is_empty() {
                    view! { <EmptyState title=tr!(reviews.no_jury) text=tr!(reviews.no_jury_text)/> }.into_any()
                } else {
                    view! { <JuryCards juries/> }.into_any()
                }}
            </main>
        </Fetched>
    }
    .into_any()
}
