//! Places that became free while the jury is at work, and who could take each.

use super::{Candidate, ProposalTag};
use serde::{Deserialize, Serialize};

/// Most vacancies on one page; the assignment page has the others.
pub const VACANCIES_SHOWN: usize = 50;

/// A proposal with fewer jurors than it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vacancy {
    /// The proposal.
    pub proposal: ProposalTag,
    /// Jurors who have it.
    pub readers: u32,
    /// Jurors it is to have.
    pub wanted: u32,
    /// The juror who fits best of all who could be given it; `None` when nobody could.
    pub best: Option<Candidate>,
}

/// What is free in a jury that has begun to be given proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vacancies {
    /// By number, at most [`VACANCIES_SHOWN`].
    pub list: Vec<Vacancy>,
    /// How many there are in all.
    pub count: u32,
}
