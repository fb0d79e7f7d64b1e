//! What organisers, teams and the public see of a selection.

use super::results::{NoResult, Place, SelectionResult};
use crate::{
    Localised, ProposalId,
    competitions::Criterion,
    money::Money,
    policy::Phase,
    vocabulary::{Province, Sector, TargetGroup},
};
use serde::{Deserialize, Serialize};

/// What cards of the gallery show of a project. (Its page shows more: `gallery::public_part`.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectCard {
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// The team's own summary.
    pub summary: String,
    /// Field of work.
    pub sector: Option<Sector>,
    /// Name of the host college.
    pub college: Option<String>,
    /// Of the college.
    pub district: Option<String>,
    /// Of the college.
    pub province: Option<Province>,
    /// Whom it serves.
    pub target_groups: Vec<TargetGroup>,
    /// Asked for.
    pub amount: Money,
    /// The team's name.
    pub team: String,
    /// How many trainers, students and professors; never who.
    pub members: Members,
}

/// How many of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    /// Trainers.
    pub trainers: u32,
    /// Students.
    pub students: u32,
    /// Professors.
    pub professors: u32,
}

/// How far a selection is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Computed from the scores as they stand.
    Preview,
    /// Kept; nothing changes it any more.
    Frozen {
        /// Milliseconds UTC.
        at: i64,
        /// Who did it, if still known.
        by: Option<String>,
        /// A publication has to name it.
        version: i64,
    },
    /// Public.
    Published {
        /// Milliseconds UTC.
        at: i64,
    },
}

/// The organiser's view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelectionView {
    /// Part of the address.
    pub slug: String,
    /// The competition's.
    pub name: Localised,
    /// Of the competition's deadlines.
    pub zone: String,
    /// Where it stands.
    pub phase: Phase,
    /// How far.
    pub stage: Stage,
    /// SHA-256 of the canonical input.
    pub input_hash: String,
    /// Whether the reader may freeze and publish (an auditor only reads).
    pub organiser: bool,
    /// Titles and ids by number of the proposal.
    pub titles: Vec<ProposalTitle>,
    /// The result, or why there is none.
    pub outcome: Result<SelectionResult, NoResult>,
}

/// A proposal's number, id and title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalTitle {
    /// Unique in the competition.
    pub number: i32,
    /// Names its page.
    pub id: ProposalId,
    /// As submitted.
    pub title: String,
}

/// What a team reads of its result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamResult {
    /// The competition's part of addresses.
    pub slug: String,
    /// The competition's name.
    pub competition: Localised,
    /// Of the competition's deadlines.
    pub zone: String,
    /// When it became public, milliseconds UTC.
    pub published_at: i64,
    /// The proposal's title.
    pub title: String,
    /// Its place.
    pub place: Place,
    /// How many were selected at most.
    pub seats: u32,
    /// How many proposals were compared.
    pub proposals: u32,
    /// Lowest and highest adjusted score among all, and the last one selected: the scale of the picture.
    pub field: Field,
    /// For each criterion, how far apart its jurors were.
    pub ranges: Vec<CriterionRange>,
    /// What jurors wrote to the team, in an order that follows from the texts only.
    pub comments: Vec<String>,
    /// Whether an exact tie with another proposal was settled by the tie rule.
    pub tied: bool,
    /// SHA-256 of the rules that were frozen when the call opened.
    pub rules_hash: String,
    /// SHA-256 of the frozen input.
    pub input_hash: String,
}

/// Where adjusted scores lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Of the last proposal.
    pub lowest: f64,
    /// Of the first.
    pub highest: f64,
    /// Of the last one selected.
    pub cut: Option<f64>,
}

/// Lowest and highest score of the jurors on one criterion; who gave which is not told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriterionRange {
    /// The criterion.
    pub criterion: Criterion,
    /// Lowest and highest, in units; absent when nobody could judge it.
    pub range: Option<(i32, i32)>,
    /// How many scored it.
    pub scored: u32,
}
