//! Other ways to make a ranking of the same scores, for a "what if" view. Only [`rank`](crate::rank) decides seats.
//! Those that are no model know nothing of a second look's own rubric but its scale.
//!
//! How many of the true ten of sixty proposals each method finds in simulated juries (twelve jurors, four scores each) stands at its
//! variant; `cargo run --release -p ranking --example calibration` repeats that.

use crate::estimates::{self, Estimates, Scope};
use crate::observations::Observations;
use crate::rules::Rules;
use crate::scores::{BadRule, Refusal, Scores};
use crate::ties;

/// What stands for a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Plain mean of its scores: whoever met the generous jurors wins. Finds 5.9 of ten.
    Mean,
    /// Mean without its highest and its lowest score, where there are at least three. Finds 5.6 of ten.
    TrimmedMean,
    /// Median of its scores (the mean of the two in the middle). Finds 5.6 of ten.
    Median,
    /// Mean of its scores after each juror's were standardised to mean 0 and standard deviation 1 (n − 1), put back on the scale of all
    /// scores. A juror with a single score, or equal ones, says "average" of each. Finds 6.3 of ten; it punishes whoever met a juror
    /// of good proposals.
    ZScore,
    /// The mixed model with fixed proposals and random jurors (generalised least squares at the REML variances of the other model):
    /// severity is removed, but a proposal of few scores is not drawn towards the mean. Finds 6.4 of ten where all have as many scores.
    FixedProposals,
    /// The mixed model, as in [`rank`](crate::rank). Finds 6.4 of ten.
    MixedModel,
}

impl Method {
    /// All methods, the simplest first.
    pub const ALL: [Method; 6] = [
        Method::Mean,
        Method::TrimmedMean,
        Method::Median,
        Method::ZScore,
        Method::FixedProposals,
        Method::MixedModel,
    ];
}

/// One proposal in the order of a method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Index of the proposal.
    pub proposal: u32,
    /// What stands for it, in points; `None` without any review.
    pub score: Option<f64>,
    /// 1 is best. All ranks differ.
    pub rank: u32,
    /// Among the first `seats` ranks.
    pub selected: bool,
}

/// Ranks all proposals by another method, in rank order. Ties, missing scores and proposals without any are treated as by
/// [`rank`](crate::rank); of the rules only the models heed `guard` and `sector_effect`, and none draws.
///
/// # Errors
/// As [`rank`](crate::rank).
pub fn rank_by(method: Method, scores: &Scores, rules: &Rules) -> Result<Vec<Placed>, Refusal> {
    if rules.seats == 0 {
        return Err(Refusal::BadRules(BadRule::NoSeats));
    }
    let observations = Observations::new(scores)?;
    let mut tolerance = estimates::rounding(&observations);
    let values = match method {
        Method::Mean => by_item(&observations, mean),
        Method::TrimmedMean => by_item(&observations, |scores| match scores {
            [_, inner @ .., _] if !inner.is_empty() => mean(inner),
            _ => mean(scores),
        }),
        Method::Median => by_item(&observations, |scores| {
            mean(&scores[(scores.len() - 1) / 2..=scores.len() / 2])
        }),
        Method::ZScore => standardised(&observations),
        Method::FixedProposals | Method::MixedModel => {
            let scope = Scope::of(&observations, rules);
            let estimates = Estimates::of(&observations, &scope, rules);
            tolerance = estimates.tolerance;
            match method {
                Method::FixedProposals => estimates.unshrunk(),
                _ => estimates.adjusted,
            }
        }
    };
    let order = ties::order(
        &values,
        tolerance,
        &ties::keys(&observations, &scores.tie_keys),
    );
    let all = ties::all(&order, &observations, &scores.tie_keys);
    Ok((1u32..)
        .zip(all)
        .map(|(rank, (proposal, item))| Placed {
            proposal,
            score: item.map(|item| values[item]),
            rank,
            selected: rank <= rules.seats,
        })
        .collect())
}

fn mean(values: &[f64]) -> f64 {
    let mut sum = 0.0;
    for value in values {
        sum += value;
    }
    sum / values.len() as f64
}

/// A number per item from its scores, the lowest first.
fn by_item(observations: &Observations, number: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    (observations.rows.chunk_by(|a, b| a.item == b.item))
        .map(|rows| {
            let mut scores: Vec<f64> = rows.iter().map(|row| row.y).collect();
            scores.sort_by(f64::total_cmp);
            number(&scores)
        })
        .collect()
}

/// Mean and standard deviation (n − 1; 0 for a single value).
fn moments(values: &[f64]) -> (f64, f64) {
    let mean = mean(values);
    let mut squares = 0.0;
    for value in values {
        squares += (value - mean) * (value - mean);
    }
    let degrees = values.len().saturating_sub(1).max(1) as f64;
    (mean, (squares / degrees).sqrt())
}

fn standardised(observations: &Observations) -> Vec<f64> {
    let all: Vec<f64> = observations.rows.iter().map(|row| row.y).collect();
    let (centre, spread) = moments(&all);
    let mut of_rater = vec![Vec::new(); observations.raters.len()];
    for row in &observations.rows {
        of_rater[row.rater].push(row.y);
    }
    let of_rater: Vec<(f64, f64)> = of_rater.iter().map(|scores| moments(scores)).collect();
    let smallest = estimates::rounding(observations);
    let mut standardised = observations.clone();
    for row in &mut standardised.rows {
        let (mean, deviation) = of_rater[row.rater];
        // Equal scores may differ by rounding.
        let z = if deviation > smallest {
            (row.y - mean) / deviation
        } else {
            0.0
        };
        row.y = centre + spread * z;
    }
    by_item(&standardised, mean)
}
