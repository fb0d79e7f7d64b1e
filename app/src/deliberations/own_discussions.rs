//! The discussions in a juror's queue.

use super::my_discussions;
use crate::{components::once, tr};
use domain::deliberations::OpenDiscussion;
use leptos::prelude::*;

/// What is being discussed, with the number of new messages; nothing before anything is.
#[component]
pub(crate) fn OwnDiscussions(
    /// The competition.
    slug: String,
) -> impl IntoView {
    let found = my_discussions(slug);
    once(async move {
        let found = found.await.unwrap_or_default();
        if found.is_empty() {
            return ().into_any();
        }
        let rows = found.into_iter().map(row).collect_view();
        view! {
            <section class="stack" aria-labelledby="discussions-title">
                <h2 id="discussions-title">{tr!(deliberations.title)}</h2>
                <p>{tr!(deliberations.own_lead)}</p>
                <ul class="list">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(own: OpenDiscussion) -> AnyView {
    let href = format!("/discussions/{}", own.proposal);
    let badge = match (own.open, own.new) {
        (_, new) if new > 0 => {
            view! { <span class="badge info">{tr!(deliberations.new, count = new)}</span> }
                .into_any()
        }
        (true, _) => {
            view! { <span class="badge success">{tr!(deliberations.open)}</span> }.into_any()
        }
        (false, _) => view! { <span class="badge">{tr!(deliberations.closed)}</span> }.into_any(),
    };
    view! {
        <li>
            <a href=href>{tr!(jury.number_and_title, number = own.number, title = own.title)}</a>
            " " <span class="push">{badge}</span>
        </li>
    }
    .into_any()
}
