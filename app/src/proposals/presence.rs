//! Who else has the section open, in a sentence that the server makes; `public/device.js` asks again while the page is
//! seen.

use super::Present as Ask;
use domain::ProposalId;
use leptos::{prelude::*, server_fn::ServerFn};

/// The others at this section; empty while there is nobody.
#[component]
pub(super) fn Present(id: ProposalId, section: String, first: String) -> impl IntoView {
    let asked = format!("id={id}&section={section}");
    view! { <p class="present" role="status" data-ask=Ask::PATH data-with=asked>{first}</p> }
        .into_any()
}
