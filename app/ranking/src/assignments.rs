//! Who reads what: the shapes of an assignment problem and of its answer.

use crate::boards::{NO_OUTSIDER, SECOND_OUTSIDER, WRONG_LANGUAGE};
use std::fmt;

/// What matters of a proposal for finding jurors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalTraits {
    /// Its sector, if it has one.
    pub sector: Option<u32>,
    /// The language it is written in.
    pub language: u32,
}

/// What matters of a juror for finding proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JurorTraits {
    /// The most proposals this juror will read, those in [`Pool::existing`] included.
    pub capacity: u32,
    /// Sectors they know.
    pub sectors: Vec<u32>,
    /// Languages they read.
    pub languages: Vec<u32>,
}

/// Everybody and everything to be matched. Indices are positions in `proposals` and `jurors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    pub proposals: Vec<ProposalTraits>,
    pub jurors: Vec<JurorTraits>,
    /// (juror, proposal) pairs that must never meet.
    pub conflicts: Vec<(u32, u32)>,
    /// (juror, proposal) pairs that stand already; they stay unless a rule breaks them.
    pub existing: Vec<(u32, u32)>,
}

/// Rules of one assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentRules {
    /// Jurors per proposal, exactly.
    pub per_proposal: u32,
    /// Seed of the order in which equals are taken.
    pub seed: u64,
}

/// One juror reads one proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub juror: u32,
    pub proposal: u32,
    pub reason: PairReason,
}

/// Why a pair was made: the material of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PairReason {
    /// The pair stood already.
    Existing,
    /// The juror reads the language (`language`) or knows the sector (`sector`), or both. A proposal without a sector
    /// is `Fits { language: true, sector: false }`.
    Fits { language: bool, sector: bool },
    /// The juror reads the language and brings the view from outside the sector.
    CrossSector,
    /// Neither language nor sector fit: nobody better was free under the rules.
    OnlyAvailable,
}

/// What does not fit in an assignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// Pairs whose juror does not read the proposal's language.
    pub languages: u32,
    /// Proposals with a sector and several jurors, none of whom is from outside it.
    pub unmixed: u32,
    /// Pairs whose juror is from outside the proposal's sector, without the first of each proposal that has several jurors.
    pub sectors: u32,
}

impl Mismatch {
    /// The cost that [`assign`](crate::assign) makes least: 1000 for a language, 400 for a proposal without the outside view, 10 for a sector.
    #[must_use]
    pub fn cost(&self) -> i64 {
        WRONG_LANGUAGE * i64::from(self.languages)
            + NO_OUTSIDER * i64::from(self.unmixed)
            + SECOND_OUTSIDER * i64::from(self.sectors)
    }
}

/// A finished assignment.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// All pairs, by proposal, then juror.
    pub pairs: Vec<Pair>,
    /// Proposals per juror, one entry per juror.
    pub loads: Vec<u32>,
    /// Connected components of the graph of proposals and jurors who read at least one; 1 is what a ranking needs.
    pub components: u32,
    /// λ₂ of that graph: the algebraic connectivity of the jurors, in proposals. σ²/λ₂ is the variance of the difference between
    /// jurors that is known least (a contrast of length one, proposals unknown). 0 for a graph in parts, infinite with
    /// fewer than two jurors who read. With more than 121 jurors an upper bound (120 steps of Lanczos' method): right to three digits on
    /// random graphs, too high by a factor on long chains.
    pub connectivity: f64,
    /// What does not fit.
    pub mismatch: Mismatch,
    /// Share of the proposals with a sector that have at least one juror from outside it; 1 when none has a sector.
    pub cross_sector_share: f64,
    /// Existing pairs (juror, proposal) that had to go because a rule breaks them.
    pub dropped: Vec<(u32, u32)>,
}

/// Why no assignment exists.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Infeasible {
    /// `conflicts` or `existing` name a juror who does not exist.
    UnknownJuror { juror: u32 },
    /// `conflicts` or `existing` name a proposal that does not exist.
    UnknownProposal { proposal: u32 },
    /// Zero jurors per proposal were asked for.
    NothingAsked,
    /// There are fewer places (capacity that conflicts leave usable) than reviews: `missing` more are needed at least. Only where the
    /// capacities are too few in all, and no [`Bottleneck`](Self::Bottleneck) of fewer proposals explains it.
    TooFewPlaces {
        needed: u64,
        places: u64,
        missing: u64,
    },
    /// These proposals have fewer jurors without a conflict (and with any capacity) than they need:
    /// (proposal, how many are lacking).
    TooFewJurors { proposals: Vec<(u32, u32)> },
    /// The smallest set of proposals that compete for full jurors; others may remain when it is dealt with. Together these proposals
    /// need `missing` more places than `jurors` have, when all other jurors read what they may of them; every proposal that cannot
    /// do without `jurors` is among them. No such set has fewer proposals, or as many and fewer jurors (with very many conflicts: none
    /// that was found in a bounded search). More capacity of any juror in `jurors` (all are full), or one more juror without a
    /// conflict, would help.
    Bottleneck {
        proposals: Vec<u32>,
        jurors: Vec<u32>,
        missing: u64,
    },
}

impl fmt::Display for Infeasible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Infeasible::UnknownJuror { juror } => write!(f, "juror {juror} does not exist"),
            Infeasible::UnknownProposal { proposal } => {
                write!(f, "proposal {proposal} does not exist")
            }
            Infeasible::NothingAsked => write!(f, "zero jurors per proposal were asked for"),
            Infeasible::TooFewPlaces {
                needed,
                places,
                missing,
            } => {
                write!(
                    f,
                    "{needed} reviews are needed, the jurors have {places} places: {missing} are missing"
                )
            }
            Infeasible::TooFewJurors { proposals } => {
                write!(
                    f,
                    "{} proposals have too few jurors without a conflict",
                    proposals.len()
                )
            }
            Infeasible::Bottleneck {
                proposals,
                jurors,
                missing,
            } => write!(
                f,
                "{} proposals need {missing} more places than the {} jurors open to them have",
                proposals.len(),
                jurors.len()
            ),
        }
    }
}

impl std::error::Error for Infeasible {}
