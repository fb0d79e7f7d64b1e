//! Screening: the organiser's list of submitted proposals, and decisions about them.
//!
//! Every decision is a row of its own, names the version of the proposal that was read, can be taken back for some
//! minutes, and is told to the team after them. Reading scores or drafts is not possible here.

mod bulk;
mod decisions;
mod details;
mod lists;
mod messages;
mod people;
mod similar;
mod undoing;

pub use bulk::*;
pub use decisions::decide;
pub(crate) use decisions::withdraw_news;
pub use details::*;
pub use lists::*;
pub(crate) use lists::{pages, submitted};
pub use messages::message_team;
pub(crate) use messages::messages_of;
pub(crate) use people::{Person, people_of};
pub use similar::{similar, sketch_older};
pub use undoing::take_back;

use crate::{Result, entities::competitions};
use domain::{Facts, policy::Phase, screening::Heading};

/// What pages of a competition show at their top.
pub(crate) fn heading(competition: &competitions::Model, facts: &Facts) -> Result<Heading> {
    Ok(Heading {
        competition: competition.id.into(),
        slug: competition.slug.clone(),
        name: serde_json::from_str(&competition.name)?,
        phase: facts.phase.unwrap_or(Phase::Draft),
        zone: competition.zone.clone(),
        jury_opens_at: competition.jury_opens_at,
        jury_closes_at: competition.jury_closes_at,
    })
}
