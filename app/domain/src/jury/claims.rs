//! Conflicts of interest that a team's lead names about jurors, and what organisers decide.
//!
//! An accepted one is a conflict of that juror like any other; nothing that a juror reads says who named it or why.

use super::{ProposalTag, ReviewStage};
use crate::{ClaimId, JurorId, Localised, Problem, TeamId, fields, screening::Heading};
use serde::{Deserialize, Serialize};

/// Most characters of the organisers' answer.
pub const ANSWER_MAX: u32 = 600;

/// Stored as the reason of a conflict that comes from an accepted claim: the juror reads that reason.
pub const CLAIM_ACCEPTED: &str = "claim_accepted";

crate::vocabulary::vocabulary! {
    /// What became of a claim.
    ClaimState {
        /// Waits for the organisers.
        Open = "open",
        /// The juror has a conflict.
        Accepted = "accepted",
        /// Everything stays as it was.
        Dismissed = "dismissed",
    }
}

/// A juror as the teams see them once the organisers have published the jury.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedJuror {
    /// The juror.
    pub id: JurorId,
    /// Name.
    pub name: String,
    /// Where they work; may be empty.
    pub employer: String,
    /// What this team has claimed about them.
    pub claim: Option<TeamClaim>,
}

/// A claim as its team reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamClaim {
    /// In the words of the lead.
    pub reason: String,
    /// When, milliseconds UTC.
    pub claimed_at: i64,
    /// What became of it.
    pub state: ClaimState,
    /// What the organisers answered; empty while it is open.
    pub answer: String,
    /// When they did, milliseconds UTC.
    pub decided_at: Option<i64>,
}

/// The jury as a team sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamJury {
    /// Whose page.
    pub team: TeamId,
    /// Name of the team.
    pub team_name: String,
    /// Name of the competition.
    pub competition: Localised,
    /// The jurors who accepted, and others about whom the team has claimed something; by name.
    pub jurors: Vec<NamedJuror>,
    /// Whether this person can claim a conflict now.
    pub may_claim: bool,
}

/// A claim as organisers and auditors read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// About which proposal.
    pub proposal: ProposalTag,
    /// Whose proposal it is.
    pub team: String,
    /// About which juror.
    pub juror: JurorId,
    /// The juror's name.
    pub juror_name: String,
    /// Where the juror works.
    pub employer: String,
    /// In the words of the lead.
    pub reason: String,
    /// Who said so, unless the account is gone.
    pub by: Option<String>,
    /// When, milliseconds UTC.
    pub claimed_at: i64,
    /// What became of it.
    pub state: ClaimState,
    /// What the organisers answered; empty while it is open.
    pub answer: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When, milliseconds UTC.
    pub decided_at: Option<i64>,
    /// The juror has a conflict with this proposal, from whatever side.
    pub conflicted: bool,
    /// How far the juror's review is; `None` when they do not have the proposal.
    pub stage: Option<ReviewStage>,
}

/// The claims of a competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimList {
    /// Of which competition.
    pub heading: Heading,
    /// The open ones first, the oldest of them first; then the latest decided.
    pub rows: Vec<Claim>,
    /// Whether this person can decide now.
    pub may_decide: bool,
}

/// Reads the organisers' answer as typed.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn parse_answer(text: &str) -> Result<String, Problem> {
    fields::required(text, ANSWER_MAX)
}

/// Reads a decision: accepted or dismissed.
///
/// # Errors
/// `Required`, `NotAChoice`.
pub fn parse_decision(key: &str) -> Result<ClaimState, Problem> {
    if key.trim().is_empty() {
        return Err(Problem::Required);
    }
    ClaimState::parse(key)
        .filter(|state| *state != ClaimState::Open)
        .ok_or(Problem::NotAChoice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decision_is_one_of_two() {
        assert_eq!(parse_decision("accepted"), Ok(ClaimState::Accepted));
        assert_eq!(parse_decision("dismissed"), Ok(ClaimState::Dismissed));
        assert_eq!(parse_decision(""), Err(Problem::Required));
        assert_eq!(parse_decision("open"), Err(Problem::NotAChoice));
    }
}
