//! What the juror's pages show. All of it is the juror's own; proposals come in the order of their numbers.

use super::contents::{ReviewContent, ReviewState};
use crate::{
    AssignmentId, Language, Localised, ProposalId, competitions::Criterion, policy::Phase,
    proposals::ProposalContent, vocabulary::Sector,
};
use serde::{Deserialize, Serialize};

/// How far a juror is, as the server counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Given to the juror.
    pub assigned: u32,
    /// Of these: begun, not handed in.
    pub drafts: u32,
    /// Of these: handed in.
    pub received: u32,
}

/// One competition that a person judges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JuryCard {
    /// Part of the address.
    pub slug: String,
    /// The competition's.
    pub name: Localised,
    /// Where it stands.
    pub phase: Phase,
    /// When scoring begins, milliseconds UTC.
    pub opens_at: i64,
    /// When scoring ends.
    pub closes_at: i64,
    /// Of the competition's deadlines.
    pub zone: String,
    /// Whether the juror has declared conflicts, or that there are none.
    pub declared: bool,
    /// How far.
    pub progress: Progress,
}

crate::vocabulary::vocabulary! {
    /// Where an assigned proposal stands for its juror.
    QueueState {
        /// Not opened.
        New = "new",
        /// Read, nothing kept.
        Opened = "opened",
        /// A draft is kept.
        Draft = "draft",
        /// Handed in.
        Received = "received",
    }
}

/// One proposal in a juror's queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueItem {
    /// Names the score sheet.
    pub assignment: AssignmentId,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// Of the proposal.
    pub sector: Option<Sector>,
    /// In which the proposal is written.
    pub language: Language,
    /// How far.
    pub state: QueueState,
    /// Criteria answered so far.
    pub answered: u32,
}

/// A juror's queue in one competition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// The competition and the counts.
    pub jury: JuryCard,
    /// Criteria in the rubric.
    pub criteria: u32,
    /// By number. Empty until conflicts are declared: nothing is to be read before.
    pub items: Vec<QueueItem>,
}

/// The juror's own review, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnReview {
    /// Draft or submitted.
    pub state: ReviewState,
    /// A save has to name it.
    pub version: i64,
    /// What is in it.
    pub content: ReviewContent,
    /// Last change, milliseconds UTC.
    pub saved_at: i64,
    /// Last time it was handed in.
    pub submitted_at: Option<i64>,
}

/// Everything that a score sheet shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreSheet {
    /// Whose sheet.
    pub assignment: AssignmentId,
    /// The competition's part of addresses.
    pub slug: String,
    /// The competition's name.
    pub competition: Localised,
    /// Of the competition's deadlines.
    pub zone: String,
    /// Whether scores can be saved now.
    pub open: bool,
    /// When scoring ends, milliseconds UTC.
    pub closes_at: i64,
    /// Its id.
    pub proposal: ProposalId,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// The last submitted revision.
    pub content: ProposalContent,
    /// What to score.
    pub rubric: Vec<Criterion>,
    /// Absent until something is saved.
    pub review: Option<OwnReview>,
    /// How far the juror is.
    pub progress: Progress,
    /// The next one that is not handed in, in the order of the queue; after the last it begins again.
    pub next: Option<AssignmentId>,
}

/// What a save answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedReview {
    /// The version that the next save has to name.
    pub version: i64,
    /// Draft or submitted.
    pub state: ReviewState,
    /// Milliseconds UTC.
    pub saved_at: i64,
}

/// An earlier state of a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewVersion {
    /// 1, 2, 3 …
    pub version: i64,
    /// Draft or submitted, then.
    pub state: ReviewState,
    /// What was in it.
    pub content: ReviewContent,
    /// Milliseconds UTC.
    pub saved_at: i64,
}
