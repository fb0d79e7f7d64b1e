//! Deciding the same about several proposals: what it would do.

use super::{Heading, ScreeningState};
use crate::{Localised, ProposalId};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// Why a decision about several leaves a proposal as it is.
    WhyLeft {
        /// That was decided already.
        Already = "already",
        /// It is not submitted any more.
        NotSubmitted = "not_submitted",
    }
}

/// A proposal that a decision about several is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenProposal {
    /// The proposal.
    pub id: ProposalId,
    /// The decision has to name it.
    pub version: i64,
    /// What people say aloud.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Where its screening stands before.
    pub from: ScreeningState,
}

/// A proposal that a decision about several leaves as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAlone {
    /// What people say aloud.
    pub number: i32,
    /// Its title; empty when it is not submitted.
    pub title: String,
    /// Why.
    pub why: WhyLeft,
}

/// What deciding the same about several would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPreview {
    /// Of which competition.
    pub heading: Heading,
    /// What would be decided.
    pub state: ScreeningState,
    /// About these.
    pub taken: Vec<TakenProposal>,
    /// These are left as they are.
    pub left: Vec<LeftAlone>,
    /// How many people get mail.
    pub mails: u32,
    /// How many unsubmitted reviews are taken from jurors.
    pub taken_from: u32,
    /// When the jury begins, as an input takes it.
    pub until: String,
    /// The competition's checklist.
    pub checks: Vec<Localised>,
}
