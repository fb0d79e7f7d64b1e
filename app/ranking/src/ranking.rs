//! What comes out: proposals in rank order with the evidence behind every rank. No rule is applied here.

/// One proposal with its estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Index of the proposal.
    pub proposal: u32,
    /// Number of reviews counted.
    pub scores: u32,
    /// Plain mean of its reviews, in points of the first look; `None` without any review.
    pub raw_mean: Option<f64>,
    /// Estimated distance from the intercept, in points (proposal effect, plus sector effect where the model has
    /// one): positive is better. Best linear unbiased prediction at the REML estimates.
    pub effect: f64,
    /// `intercept + effect`: the severity-corrected score, in points of the weighted mean; the intercept itself for a
    /// proposal without any review.
    pub adjusted: f64,
    /// Central 90 % posterior interval of the adjusted score, in points; above 4 million scored proposals × draws the mean ± 1.645
    /// standard deviations. `None` without any review, without draws, or
    /// where the data cannot carry it ([`Warning::NoReplication`]).
    pub interval_90: Option<(f64, f64)>,
    /// 1 is best. All ranks differ.
    pub rank: u32,
    /// Central 90 % posterior interval of the rank among the scored proposals; `None` as for `interval_90`.
    pub rank_interval_90: Option<(u32, u32)>,
    /// Probability that it belongs in the seats; `None` as for `interval_90`.
    pub p_selected: Option<f64>,
    /// Among the first `seats` ranks.
    pub selected: bool,
    /// `p_selected` lies between 0.30 and 0.70: a second look is due.
    pub close_call: bool,
}

/// One juror who gave at least one counted review.
#[derive(Clone, Debug, PartialEq)]
pub struct JurorEffect {
    /// Index of the juror.
    pub juror: u32,
    /// Number of reviews counted.
    pub scores: u32,
    /// Points by which this juror scores above (positive, generous) or below (negative, strict) the jury.
    pub severity: f64,
    /// Residual variance of this juror relative to the jury's; 1 where the guard is off.
    pub noise: f64,
    /// Their scores are so noisy (`noise` above 2) that they were weighed down by `1 / noise`. A question to ask, not a
    /// verdict: one honest jury in 25 has such a juror by chance.
    pub flagged: bool,
}

/// How a second look's own rubric is scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LookEffect {
    /// Number of reviews counted that were scored by it.
    pub scores: u32,
    /// Points above (positive) or below (negative) the first look, on its scale; taken out of all adjusted scores.
    pub effect: f64,
}

/// Estimated variances, in squared points.
///
/// With no residual left (every juror agrees with the others up to severity) they are bounds and not estimates: the residual is at
/// most, and the others are at least, what is written here.
#[derive(Clone, Debug, PartialEq)]
pub struct Variance {
    /// Between proposals (inside their sector, where the model has sectors).
    pub proposal: f64,
    /// Between jurors: severity.
    pub juror: f64,
    /// Between sectors; `None` where the model has no sector effect.
    pub sector: Option<f64>,
    /// What remains: disagreement about single proposals.
    pub residual: f64,
}

/// A finished ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// All proposals in rank order; those without any review come last.
    pub proposals: Vec<Ranked>,
    /// Jurors with counted reviews, by index.
    pub jurors: Vec<JurorEffect>,
    /// Variance components (REML).
    pub variance: Variance,
    /// Estimated mean of all proposals, in points.
    pub intercept: f64,
    /// Minus twice the restricted log-likelihood at the estimates, as lme4's `REMLcrit`.
    /// Zero where there is nothing to fit (one score, or all scores equal).
    pub reml_criterion: f64,
    /// Of the second look's own rubric, where reviews by it and by the first are counted.
    pub second_look: Option<LookEffect>,
    /// Number of reviews counted.
    pub observations: u32,
    /// What a reader must know, in the order of this enum.
    pub warnings: Vec<Warning>,
}

/// What limits a ranking. None of them is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The estimated variance between proposals is zero, or too small to tell any two apart: every scored proposal has the same chance, and the tie keys decide.
    ScoresDoNotSeparate,
    /// No proposal has two scores: proposals are ranked, but probabilities and intervals are refused. The variance
    /// between proposals cannot be told from the residual one; both are reported as half of their sum.
    NoReplication,
    /// The graph of jurors and proposals falls apart into these islands of proposals, which cannot be compared.
    /// A result must not be published until they are bridged.
    Disconnected { islands: Vec<Vec<u32>> },
    /// There are at least as many seats as proposals: all are selected.
    SeatsCoverAll,
    /// These proposals have no counted review: they come last, in the order of their tie keys.
    Unscored { proposals: Vec<u32> },
    /// The model that does not shrink proposals (proposals fixed, jurors random) fills that many seats differently;
    /// only said from two seats on.
    TenDiffers { seats: u32 },
    /// All scores are equal: the tie keys decide.
    AllScoresEqual,
    /// These reviews (proposal, juror) contain no weighted score and were not counted.
    EmptyReviews { reviews: Vec<(u32, u32)> },
    /// The severity of jurors cannot be estimated (one juror, or one review each) and was taken as zero.
    SeverityUnknown,
    /// The sector effect was asked for but cannot be estimated (fewer than two sectors, or none with two scored
    /// proposals) and was left out.
    SectorUnknown,
}

/// The selection without one juror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The juror whose reviews were left out.
    pub juror: u32,
    /// The proposals selected without them, by index.
    pub selected: Vec<u32>,
    /// How many of the seats of the full ranking change hands.
    pub seats_changed: u32,
}
