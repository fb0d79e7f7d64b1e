//! Who else has the section open, in a sentence that the server makes. `public/device.js` follows it while the page is
//! seen: by server-sent events (`server/src/web/presence.rs`), and where none come through by asking again.

use super::Present as Ask;
use crate::texts::{Texts, keys};
use domain::{ProposalId, proposals::Presence};
use leptos::{prelude::*, server_fn::ServerFn};

/// The others at this section; empty while there is nobody.
#[component]
pub(super) fn Present(id: ProposalId, section: String, first: String) -> impl IntoView {
    let stream = format!("/proposals/{id}/{section}/present");
    let asked = format!("id={id}&section={section}");
    view! { <p class="present" role="status" data-follow=stream data-ask=Ask::PATH data-with=asked>{first}</p> }
        .into_any()
}

/// Who else is at work here; nothing while nobody is.
#[must_use]
pub fn sentence(texts: Texts, others: Vec<Presence>) -> String {
    let names: Vec<String> = others.into_iter().map(|other| other.name).collect();
    if names.is_empty() {
        return String::new();
    }
    texts.fill(
        keys::proposals::present,
        &[("names", &names.join(", ")), ("count", &names.len())],
    )
}
