//! Deliberation: the organiser's page of discussions, and the discussion of a proposal. All are plain pages.

mod api;
mod discussion_page;
mod messages;
mod minutes;
mod offers;
mod organiser_page;
mod own_discussions;
mod scores;

pub use api::*;
pub use discussion_page::DiscussionPage;
pub use organiser_page::DeliberationPage;
pub(crate) use own_discussions::OwnDiscussions;

use crate::{
    texts::{Time, TimeStyle},
    tr,
};
use domain::deliberations::Span;
use leptos::prelude::*;

/// Whether a discussion is open, in words.
fn span_view(span: Span, open: bool, zone: String) -> AnyView {
    let time = |at: i64| view! { <Time at=at zone=zone.clone() style=TimeStyle::DateTime/> };
    match (span.closed_at, span.until_at) {
        (Some(at), _) => {
            view! { <span class="badge">{tr!(deliberations.closed)}</span> " " {time(at)} }
                .into_any()
        }
        (None, until) if open => view! {
            <span class="badge success">{tr!(deliberations.open)}</span>
            {until.map(|at| view! { " " {tr!(deliberations.until)} " " {time(at)} })}
        }
        .into_any(),
        _ => view! { <span class="badge">{tr!(deliberations.over)}</span> }.into_any(),
    }
}
