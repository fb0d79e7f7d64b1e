//! The juror's pages: juries, queue, score sheet. They show the juror's own work, and nothing of anybody else's but
//! where the rules of the round allow it (`others_page`).

mod api;
mod contents;
mod copies;
mod example_page;
mod hints;
mod history_page;
mod juries_page;
mod my_jury;
mod order_page;
mod others_page;
mod places;
mod practice_page;
mod queue_page;
mod savers;
mod scales;
mod sheet_form;
mod sheet_page;

pub use api::*;
pub(crate) use contents::Paragraphs;
pub use example_page::ExamplePage;
pub use history_page::ReviewHistoryPage;
pub use juries_page::JuriesPage;
pub use my_jury::MyJury;
pub use order_page::OrderPage;
pub use others_page::OthersPage;
pub use practice_page::PracticePage;
pub use queue_page::QueuePage;
pub use sheet_page::SheetPage;

use crate::tr;
use domain::reviews::{Progress, QueueState};
use leptos::prelude::*;

/// Value of the button that hands a review in.
const SUBMIT: &str = "submit";
/// Value of the button that keeps a draft.
const KEEP: &str = "keep";

/// How far a juror is, as the server counts it.
#[component]
fn ProgressLine(
    /// The counts.
    progress: Progress,
    /// Makes the element's id unique on the page.
    id: String,
) -> impl IntoView {
    let Progress {
        assigned,
        drafts,
        received,
    } = progress;
    let text = tr!(
        reviews.received_of,
        received = received,
        assigned = assigned
    );
    view! {
        <div class="progress">
            <label for=id.clone()>{tr!(reviews.progress)}</label>
            <progress id=id value=received.to_string() max=assigned.max(1).to_string()>{text.clone()}</progress>
            <span class="value">
                {text}
                {(drafts > 0).then(|| format!(" · {}", tr!(reviews.drafts_count, count = drafts)))}
            </span>
        </div>
    }
    .into_any()
}

/// The state of a proposal in the queue, in a word.
#[component]
fn StateBadge(
    /// Which.
    state: QueueState,
) -> impl IntoView {
    let (class, text) = match state {
        QueueState::New => ("badge", tr!(reviews.state_new)),
        QueueState::Opened => ("badge info", tr!(reviews.state_opened)),
        QueueState::Draft => ("badge warning", tr!(reviews.state_draft)),
        QueueState::Received => ("badge success", tr!(reviews.state_received)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}
