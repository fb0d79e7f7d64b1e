//! The guard against rogue jurors: how noisy each juror is, compared with the jury.
//!
//! v_j = (4s² + Σ(ê² + PEV)) / ((4 + n_j)s²), three rounds, each with the weights 1/v_j of the one before. PEV is the prediction error
//! variance of the fitted value. The prior of four scores keeps jurors of few scores near 1. It asks, it does not accuse.

use crate::equations::{Design, ELIMINATED};
use crate::fits::{self, Fit, Free};

/// A juror above this is flagged and weighed down.
pub(crate) const FLAGGED: f64 = 2.0;
const PRIOR_SCORES: f64 = 4.0;
/// Part of the rule: with three rounds 4 % of honest juries of twelve have a juror flagged, with rounds until rest 12 %, while the
/// rogue is caught nearly as often.
const ROUNDS: u32 = 3;

/// Residual variance of every juror relative to the jury's; `fit` belongs to equal weights.
pub(crate) fn noise(design: &Design, fit: &Fit, free: Free, raters: usize) -> Vec<f64> {
    let mut design = design.clone();
    let rater_of = design.raters();
    let mut counts = vec![0.0; raters];
    for &rater in &rater_of {
        counts[rater] += 1.0;
    }
    let mut noise = vec![1.0; raters];
    let mut fit = fit.clone();
    for round in 1..=ROUNDS {
        let errors = error_variances(&design, &fit);
        let mut sums = vec![0.0; raters];
        for ((&rater, error), residual) in rater_of
            .iter()
            .zip(&errors)
            .zip(&fit.point.solution.residuals)
        {
            sums[rater] += residual * residual + error * fit.sigma2;
        }
        for rater in 0..raters {
            let prior = PRIOR_SCORES * fit.sigma2;
            noise[rater] = (prior + sums[rater]) / ((PRIOR_SCORES + counts[rater]) * fit.sigma2);
        }
        if round == ROUNDS {
            break;
        }
        design.weigh(|rater| 1.0 / noise[rater]);
        fit = fits::fit(&design, free, fit.point.ratios);
    }
    noise
}

/// Prediction error variance of the fitted value of every row, divided by σ².
fn error_variances(design: &Design, fit: &Fit) -> Vec<f64> {
    let inverse = fit.point.factor.inverse();
    let scales = design.scales(fit.point.ratios);
    let ratio = fit.point.ratios[ELIMINATED];
    let covariance = |i: usize, j: usize| scales[i] * inverse.at(i, j) * scales[j];
    let (mut counts, mut products) = (Vec::new(), Vec::new());
    let mut variances = Vec::with_capacity(design.rows());
    for level in 0..design.levels() {
        let n = design.touched(level, &mut counts);
        let w = ratio / (1.0 + ratio * n);
        // With the sum over the level: for each row the intercept, its kept level, its sector and its look.
        products.clear();
        let mut level_part = 0.0;
        for &(i, weight) in &counts {
            let mut product = 0.0;
            for &(j, other) in &counts {
                product += other * covariance(i, j);
            }
            products.push(product);
            level_part += weight * product;
        }
        let rows = design.starts[level]..design.starts[level + 1];
        for (r, product) in rows.clone().zip(&products[1..]) {
            let kept = 1 + design.kept[r] as usize;
            let mut own = covariance(0, 0) + covariance(kept, kept) + 2.0 * covariance(0, kept);
            let mut cross = products[0] + product;
            for further in design.further(r) {
                own += covariance(further, further)
                    + 2.0 * (covariance(0, further) + covariance(kept, further));
                for (&(at, _), product) in counts.iter().zip(&products).skip(1 + rows.len()) {
                    cross += if at == further { *product } else { 0.0 };
                }
            }
            if let (Some(sector), Some(look)) = (design.sector_at(r), design.look_at(r)) {
                own += 2.0 * covariance(sector, look);
            }
            let variance = own - 2.0 * w * cross + w * w * level_part + w;
            variances.push(variance.max(0.0));
        }
    }
    variances
}

#[cfg(test)]
mod tests;
