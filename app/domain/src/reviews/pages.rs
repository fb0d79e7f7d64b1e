//! What the juror's pages show. All of it is the juror's own; proposals come in the order of their numbers.

use super::{
    calibration::OwnUse,
    contents::{ReviewContent, ReviewState},
};
use crate::{
    AssignmentId, CriterionId, Language, Localised, ProposalId,
    competitions::Criterion,
    files::{FileEntry, Photo},
    jury::BlindRules,
    policy::Phase,
    proposals::ProposalContent,
    vocabulary::Sector,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// In which it is judged, from 1.
    pub round: i32,
    /// Of the proposal.
    pub title: String,
    /// Of the proposal.
    pub sector: Option<Sector>,
    /// In which the proposal is written.
    pub language: Language,
    /// How far.
    pub state: QueueState,
    /// Submitted after the juror declared conflicts: nothing is to be read before that is done again.
    pub undeclared: bool,
    /// Criteria answered so far.
    pub answered: u32,
    /// About how long it still takes; none when it is handed in.
    pub minutes: u32,
}

/// Words that people read in a minute, when they have to judge them.
const WORDS_A_MINUTE: u32 = 180;
/// Minutes for scores and a comment that helps.
const TO_SCORE: u32 = 6;

/// About how many minutes a proposal of so many words still takes its juror. A draft was read before; nothing is measured
/// of how long anybody takes.
#[must_use]
pub const fn minutes_left(state: QueueState, words: u32) -> u32 {
    match state {
        QueueState::New | QueueState::Opened => words.div_ceil(WORDS_A_MINUTE) + TO_SCORE,
        QueueState::Draft => TO_SCORE,
        QueueState::Received => 0,
    }
}

/// A juror's queue in one competition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// The competition and the counts.
    pub jury: JuryCard,
    /// Whether there is an invented proposal to practise on now.
    pub practice: bool,
    /// Criteria in the rubric.
    pub criteria: u32,
    /// By number. Empty until conflicts are declared: nothing is to be read before.
    pub items: Vec<QueueItem>,
}

impl Queue {
    /// About how long the rest takes, in minutes.
    #[must_use]
    pub fn minutes_left(&self) -> u32 {
        self.items.iter().map(|item| item.minutes).sum()
    }

    /// Proposals that came after the declaration of conflicts.
    #[must_use]
    pub fn undeclared(&self) -> usize {
        self.items.iter().filter(|item| item.undeclared).count()
    }
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
    /// The last submitted revision. Only the server shows it: it is not sent to the page's code.
    #[serde(skip)]
    pub content: ProposalContent,
    /// What the team added; as the content.
    #[serde(skip)]
    pub files: Vec<FileEntry>,
    /// The photo among them; as the content.
    #[serde(skip)]
    pub photo: Option<Photo>,
    /// What the juror gave to other proposals, by criterion; as the content.
    #[serde(skip)]
    pub used: Vec<OwnUse>,
    /// What the juror sees of the team and of the others; as the content.
    #[serde(skip)]
    pub blind: BlindRules,
    /// Whether the juror may read the other reviews now; as the content.
    #[serde(skip)]
    pub others: bool,
    /// What to score.
    pub rubric: Vec<Criterion>,
    /// Absent until something is saved.
    pub review: Option<OwnReview>,
    /// How far the juror is.
    pub progress: Progress,
    /// The next one that is not handed in, in the order of the queue; after the last it begins again.
    pub next: Option<AssignmentId>,
}

/// What another juror handed in, without the private note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherReview {
    /// Number of the juror.
    pub juror: u32,
    /// In units; `None` is "cannot judge".
    pub scores: BTreeMap<CriterionId, Option<i32>>,
    /// To the team.
    pub comment: String,
}

/// The other reviews of a proposal, for a juror whom the rules show them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherReviews {
    /// The juror's own sheet.
    pub assignment: AssignmentId,
    /// The competition's part of addresses.
    pub slug: String,
    /// The competition's name.
    pub competition: Localised,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// In which the proposal is written.
    pub language: Language,
    /// What was scored.
    pub rubric: Vec<Criterion>,
    /// By number of the juror.
    pub reviews: Vec<OtherReview>,
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
    /// Why a score was changed after the window, in a discussion.
    pub reason: Option<String>,
    /// Milliseconds UTC.
    pub saved_at: i64,
}
