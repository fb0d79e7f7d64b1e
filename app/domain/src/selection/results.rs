//! What the ranking says, by numbers of proposals and jurors: kept beside the frozen input.

use serde::{Deserialize, Serialize};

/// The result of a selection, best first. Scores are in points of the weighted mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelectionResult {
    /// 1.
    pub format: u32,
    /// How many are selected.
    pub seats: u32,
    /// Reviews counted.
    pub reviews: u32,
    /// Estimated mean of all proposals.
    pub intercept: f64,
    /// Estimated variances, in squared points.
    pub variance: Variances,
    /// Every eligible proposal by rank.
    pub places: Vec<Place>,
    /// Jurors with counted reviews, by number.
    pub jurors: Vec<JurorEstimate>,
    /// What a reader must know.
    pub warnings: Vec<SelectionWarning>,
    /// Of the criteria of second looks, where reviews by them were counted; not said where not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_look: Option<SecondLookEffect>,
}

/// How the criteria of second looks are scored, compared with the first ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecondLookEffect {
    /// Reviews counted.
    pub reviews: u32,
    /// Points above (positive) or below (negative) the first ones, on their scale; no adjusted score contains it.
    pub effect: f64,
}

/// Estimated variances (REML).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variances {
    /// Between proposals.
    pub proposal: f64,
    /// Between jurors: severity.
    pub juror: f64,
    /// Between sectors.
    pub sector: Option<f64>,
    /// Disagreement about single proposals.
    pub residual: f64,
}

/// The place of one proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Of the proposal.
    pub number: i32,
    /// 1 is best.
    pub rank: u32,
    /// Among the first seats.
    pub selected: bool,
    /// Counted for it.
    pub reviews: u32,
    /// Plain mean of its reviews.
    pub raw_mean: Option<f64>,
    /// Corrected for the severity of its jurors.
    pub adjusted: f64,
    /// 90 % interval of `adjusted`.
    pub interval: Option<(f64, f64)>,
    /// 90 % interval of the rank.
    pub rank_interval: Option<(u32, u32)>,
    /// Chance that it belongs in the seats, 0 to 1.
    pub p_selected: Option<f64>,
    /// The chance lies between 30 % and 70 %.
    pub close_call: bool,
}

/// One juror by number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct JurorEstimate {
    /// Pseudonym.
    pub number: u32,
    /// Counted reviews.
    pub reviews: u32,
    /// Points above (positive: generous) or below (negative: strict) the jury.
    pub severity: f64,
    /// Disagreement with the others, relative to the jury's; 1 is usual.
    pub noise: f64,
    /// So noisy that the scores were weighed down: a question to ask, not a verdict.
    pub flagged: bool,
}

/// What limits a result. Proposals are named by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SelectionWarning {
    /// The scores do not tell the proposals apart.
    DoNotSeparate,
    /// No proposal has two reviews: no chances and no intervals.
    NoReplication,
    /// Groups of proposals without a common juror cannot be compared; this stops freezing and publishing.
    Disconnected {
        /// Groups of numbers.
        islands: Vec<Vec<i32>>,
    },
    /// There are at least as many seats as proposals.
    SeatsCoverAll,
    /// Without any counted review: they come last.
    Unscored {
        /// Numbers.
        proposals: Vec<i32>,
    },
    /// With fewer reviews than the rules promise.
    Thin {
        /// What the rules promise.
        wanted: u32,
        /// Numbers.
        proposals: Vec<i32>,
    },
    /// The model that does not shrink proposals would fill that many seats differently.
    OtherModelDiffers {
        /// How many.
        seats: u32,
    },
    /// All scores are equal: the tie rule decides.
    AllEqual,
    /// Reviews without any score were not counted.
    EmptyReviews {
        /// How many.
        count: u32,
    },
    /// How strict jurors are could not be estimated.
    SeverityUnknown,
    /// The sector's effect could not be estimated.
    SectorUnknown,
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NoResult {
    /// No proposal is eligible.
    NoProposals,
    /// No review can be counted.
    NoScores,
    /// The stored scores contradict the rubric or the rules.
    Contradiction {
        /// What exactly, in English, for the operator.
        detail: String,
    },
}

impl SelectionResult {
    /// Whether the result may be frozen and published: islands that nobody bridged cannot be compared.
    #[must_use]
    pub fn comparable(&self) -> bool {
        !self
            .warnings
            .iter()
            .any(|warning| matches!(warning, SelectionWarning::Disconnected { .. }))
    }
}
