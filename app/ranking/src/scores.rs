//! What goes in: the reviews of a jury as integers, and the typed reasons to refuse them.
//!
//! The order of the reviews never matters. Nothing here knows the model.

use std::fmt;

/// One criterion of the rubric.
///
/// A score is an integer number of units; its value in points is `units / units_per_point`
/// (quarter points: `units_per_point` is 4 and 7.25 points are 29 units).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Share of this criterion in the weighted mean, relative to the other criteria.
    pub weight: u32,
    /// Lowest score allowed, in units.
    pub min: i32,
    /// Highest score allowed, in units.
    pub max: i32,
    /// How many units make one point; at least 1.
    pub units_per_point: u32,
    /// Whether it is one of the second look's own rubric. A review is scored by the criteria of one look.
    pub second_look: bool,
}

/// All scores that one juror gave to one proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Index below [`Scores::proposals`].
    pub proposal: u32,
    /// Index below [`Scores::jurors`].
    pub juror: u32,
    /// One entry per criterion, in units; `None` is "cannot judge", which is never zero, or a criterion of the other look.
    /// A review without any weighted score is not counted.
    pub scores: Vec<Option<i32>>,
}

/// The frozen input of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    /// Number of proposals; their indices are `0..proposals`.
    pub proposals: u32,
    /// Number of jurors; their indices are `0..jurors`.
    pub jurors: u32,
    /// The sector of each proposal (`None`: of no sector), or empty where sectors are not used.
    pub sectors: Vec<Option<u32>>,
    /// The rubric.
    pub criteria: Vec<Criterion>,
    /// Complete reviews, in any order.
    pub reviews: Vec<Review>,
    /// One per proposal: settles exact ties, the smaller key first.
    pub tie_keys: Vec<[u8; 32]>,
}

/// Why no ranking can be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no proposal.
    NoProposals,
    /// No review can be counted.
    NoScores,
    /// The juror reviewed the proposal more than once.
    DuplicateReview { proposal: u32, juror: u32 },
    /// A score lies outside the scale of its criterion.
    OutOfScale {
        proposal: u32,
        juror: u32,
        criterion: u32,
        score: i32,
    },
    /// A review names a proposal that does not exist.
    UnknownProposal { proposal: u32, juror: u32 },
    /// A review names a juror who does not exist.
    UnknownJuror { proposal: u32, juror: u32 },
    /// A review has scores of both looks.
    MixedLooks { proposal: u32, juror: u32 },
    /// A review does not have one entry per criterion.
    WrongCriteria {
        proposal: u32,
        juror: u32,
        expected: u32,
        found: u32,
    },
    /// The sectors are neither empty nor one per proposal.
    WrongSectors { expected: u32, found: u32 },
    /// The tie keys are not one per proposal.
    WrongTieKeys { expected: u32, found: u32 },
    /// The rubric or the rules contradict themselves.
    BadRules(BadRule),
}

/// What is wrong with the rubric or the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadRule {
    /// There is nothing to win.
    NoSeats,
    /// The rubric is empty.
    NoCriteria,
    /// All weights of a look are zero.
    NoWeight,
    /// A criterion has zero units per point.
    NoUnits { criterion: u32 },
    /// The lowest score of a criterion is above its highest.
    EmptyScale { criterion: u32 },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoProposals => write!(f, "there is no proposal"),
            Refusal::NoScores => write!(f, "there is no review that can be counted"),
            Refusal::DuplicateReview { proposal, juror } => {
                write!(
                    f,
                    "juror {juror} reviewed proposal {proposal} more than once"
                )
            }
            Refusal::OutOfScale {
                proposal,
                juror,
                criterion,
                score,
            } => write!(
                f,
                "the score {score} of juror {juror} for proposal {proposal} is outside the scale of criterion {criterion}"
            ),
            Refusal::UnknownProposal { proposal, juror } => {
                write!(f, "juror {juror} reviewed the unknown proposal {proposal}")
            }
            Refusal::UnknownJuror { proposal, juror } => {
                write!(
                    f,
                    "proposal {proposal} was reviewed by the unknown juror {juror}"
                )
            }
            Refusal::MixedLooks { proposal, juror } => write!(
                f,
                "the review of proposal {proposal} by juror {juror} has scores of both looks"
            ),
            Refusal::WrongCriteria {
                proposal,
                juror,
                expected,
                found,
            } => write!(
                f,
                "the review of proposal {proposal} by juror {juror} has {found} scores for {expected} criteria"
            ),
            Refusal::WrongSectors { expected, found } => {
                write!(f, "{found} sectors are given for {expected} proposals")
            }
            Refusal::WrongTieKeys { expected, found } => {
                write!(f, "{found} tie keys are given for {expected} proposals")
            }
            Refusal::BadRules(rule) => write!(f, "{rule}"),
        }
    }
}

impl fmt::Display for BadRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadRule::NoSeats => write!(f, "there is no seat to win"),
            BadRule::NoCriteria => write!(f, "the rubric has no criterion"),
            BadRule::NoWeight => write!(f, "no criterion of a look has any weight"),
            BadRule::NoUnits { criterion } => {
                write!(f, "criterion {criterion} has no units per point")
            }
            BadRule::EmptyScale { criterion } => {
                write!(f, "the scale of criterion {criterion} is empty")
            }
        }
    }
}

impl std::error::Error for Refusal {}
