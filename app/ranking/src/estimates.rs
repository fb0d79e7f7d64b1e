//! The best estimates from the observations, and what they can tell at all. Nothing is drawn or ordered here.

use crate::equations::{Design, ELIMINATED, KEPT, Ratios, SECTOR, Solution};
use crate::fits::{self, Fit, Free};
use crate::guards;
use crate::observations::Observations;
use crate::ranking::Variance;
use crate::rules::Rules;

/// Scores closer than this share of σ̂ are tied.
const TIE: f64 = 1e-9;
/// The same as a share of the scores themselves, where nothing remains unexplained.
const ROUNDING: f64 = 1e-12;
/// Proposals as fixed effects from the same equations: a variance ratio that shrinks by less than a millionth.
const UNSHRUNK: f64 = 1e6;
/// Up to this size of the dense system a grid of starting points costs next to nothing.
const SMALL: usize = 128;

/// What the data can tell at all.
pub(crate) struct Scope {
    /// Some proposal has two scores, so that proposals and residuals can be told apart.
    pub replicated: bool,
    /// Jurors can be told apart from the mean and from residuals.
    pub severity: bool,
    /// Sectors are in the model: asked for, and distinct from the mean and from proposals.
    pub sectors: bool,
    /// All scores of a look are equal.
    pub all_equal: bool,
}

/// The first score of each look; the same for both where there is no effect of the look.
fn levels(observations: &Observations) -> [f64; 2] {
    let first = observations.rows[0].y;
    if !observations.two_looks() {
        return [first; 2];
    }
    [false, true].map(|second_look| {
        let mut rows = observations.rows.iter();
        let own = rows.find(|row| row.second_look == second_look);
        own.map_or(first, |row| row.y)
    })
}

impl Scope {
    pub fn of(observations: &Observations, rules: &Rules) -> Self {
        let item_counts = observations.item_counts();
        let rater_counts = observations.rater_counts();
        let mut sector_sizes = vec![0u32; observations.sector_count];
        for sector in observations.sectors.iter().flatten() {
            sector_sizes[*sector] += 1;
        }
        let levels = levels(observations);
        let rounding = ROUNDING * (1.0 + levels[0].abs());
        Scope {
            replicated: item_counts.iter().any(|&count| count > 1),
            severity: rater_counts.len() > 1 && rater_counts.iter().any(|&count| count > 1),
            sectors: rules.sector_effect
                && sector_sizes.len() > 1
                && sector_sizes.iter().any(|&size| size > 1),
            all_equal: observations
                .rows
                .iter()
                .all(|row| (row.y - levels[usize::from(row.second_look)]).abs() <= rounding),
        }
    }
}

/// The fitted model.
pub(crate) struct Model {
    pub design: Design,
    pub fit: Fit,
    pub free: Free,
}

/// Estimates in points.
pub(crate) struct Estimates {
    /// `None` where all scores are equal: then there is nothing to fit.
    pub model: Option<Model>,
    pub intercept: f64,
    /// Per item.
    pub adjusted: Vec<f64>,
    /// Per rater.
    pub severity: Vec<f64>,
    pub noise: Vec<f64>,
    pub flagged: Vec<bool>,
    /// How far scores by a second look's own rubric lie above those of the first.
    pub second_look: Option<f64>,
    pub variance: Variance,
    pub criterion: f64,
    /// Scores closer than this are tied.
    pub tolerance: f64,
    /// Some variance between proposals (or sectors) was found, enough to tell two of them apart.
    pub separated: bool,
}

impl Estimates {
    pub fn of(observations: &Observations, scope: &Scope, rules: &Rules) -> Self {
        if scope.all_equal {
            return Self::of_equal_scores(observations, scope);
        }
        let (items, raters) = (observations.items.len(), observations.raters.len());
        let mut design = Design::new(observations, scope.sectors);
        let (proposal, juror) = if design.proposals_eliminated {
            (ELIMINATED, KEPT)
        } else {
            (KEPT, ELIMINATED)
        };
        let mut free: Free = [false; 3];
        free[proposal] = scope.replicated && items > 1;
        free[juror] = scope.severity;
        free[SECTOR] = scope.sectors;
        let mut start: Ratios = [0.0; 3];
        // Without replication only the sum of the proposals' and the residual variance is known: halves, by convention.
        start[proposal] = if items > 1 { 1.0 } else { 0.0 };
        start[juror] = if scope.severity { 0.5 } else { 0.0 };
        start[SECTOR] = if scope.sectors { 0.2 } else { 0.0 };
        if design.size() <= SMALL {
            start = fits::log_grid(&design, free, start).ratios;
        } else if let Some((quality, severity)) = moments(observations) {
            start[proposal] = quality;
            start[juror] = severity;
        }
        let mut fit = fits::fit(&design, free, start);
        let mut noise = vec![1.0; raters];
        // A single juror has no jury to be compared with.
        if rules.guard && scope.replicated && scope.severity {
            noise = guards::noise(&design, &fit, free, raters);
        }
        let flagged: Vec<bool> = noise.iter().map(|&v| v > guards::FLAGGED).collect();
        if flagged.contains(&true) {
            design.weigh(|rater| {
                if flagged[rater] {
                    1.0 / noise[rater]
                } else {
                    1.0
                }
            });
            fit = fits::fit(&design, free, fit.point.ratios);
        }
        let ratios = fit.point.ratios;
        let (intercept, adjusted, severity) = effects(&design, &fit.point.solution);
        let tolerance = tolerance(observations, &fit);
        let spread = adjusted.iter().copied().fold(f64::NEG_INFINITY, f64::max)
            - adjusted.iter().copied().fold(f64::INFINITY, f64::min);
        Estimates {
            intercept,
            adjusted,
            severity,
            noise,
            flagged,
            second_look: design.look().map(|at| fit.point.solution.x[at]),
            variance: Variance {
                proposal: ratios[proposal] * fit.sigma2,
                juror: ratios[juror] * fit.sigma2,
                sector: scope.sectors.then_some(ratios[SECTOR] * fit.sigma2),
                residual: fit.sigma2,
            },
            criterion: fit.point.criterion,
            tolerance,
            // At the edge of none at all, rounding alone leaves a variance of some 1e-16.
            separated: (ratios[proposal] > 0.0 || ratios[SECTOR] > 0.0) && spread > tolerance,
            model: Some(Model { design, fit, free }),
        }
    }

    /// Scores per item by the model in which proposals (and sectors) are fixed, not random: generalised least squares given the other
    /// variances. Nothing is shrunk.
    pub fn unshrunk(&self) -> Vec<f64> {
        let Some(Model { design, fit, .. }) = &self.model else {
            return self.adjusted.clone();
        };
        let mut ratios = fit.point.ratios;
        let proposal = if design.proposals_eliminated {
            ELIMINATED
        } else {
            KEPT
        };
        ratios[proposal] = ratios[proposal].max(UNSHRUNK);
        ratios[SECTOR] = 0.0;
        effects(design, &fits::at(design, ratios).solution).1
    }

    fn of_equal_scores(observations: &Observations, scope: &Scope) -> Self {
        let raters = observations.raters.len();
        let [mean, second] = levels(observations);
        Estimates {
            model: None,
            intercept: mean,
            adjusted: vec![mean; observations.items.len()],
            severity: vec![0.0; raters],
            noise: vec![1.0; raters],
            flagged: vec![false; raters],
            second_look: observations.two_looks().then_some(second - mean),
            variance: Variance {
                proposal: 0.0,
                juror: 0.0,
                sector: scope.sectors.then_some(0.0),
                residual: 0.0,
            },
            criterion: 0.0,
            tolerance: ROUNDING,
            separated: false,
        }
    }
}

/// Adjusted scores closer than this are tied.
fn tolerance(observations: &Observations, fit: &Fit) -> f64 {
    let ratios = fit.point.ratios;
    // With no residual left, a ratio at its bound still shrinks by some 1e-8 of the spread.
    let mut all = 0.0;
    for ratio in ratios {
        all += ratio;
    }
    let exact = ratios.iter().any(|&ratio| ratio >= fits::LARGEST);
    let shrunk = if exact {
        1e-7 * (all * fit.sigma2).sqrt()
    } else {
        0.0
    };
    (TIE * fit.sigma2.sqrt())
        .max(rounding(observations))
        .max(shrunk)
}

/// Scores of the observations closer than this differ by rounding only.
pub(crate) fn rounding(observations: &Observations) -> f64 {
    let sizes = observations.rows.iter().map(|row| row.y.abs());
    ROUNDING * (1.0 + sizes.fold(0.0, f64::max))
}

/// Intercept, adjusted scores per item and severity per rater, in points.
fn effects(design: &Design, solution: &Solution) -> (f64, Vec<f64>, Vec<f64>) {
    let intercept = design.centre + solution.x[0];
    let kept = solution.x[1..=design.kept_levels].to_vec();
    let eliminated = solution.eliminated.clone();
    let (mut items, raters) = if design.proposals_eliminated {
        (eliminated, kept)
    } else {
        (kept, eliminated)
    };
    for (item, value) in items.iter_mut().enumerate() {
        let sector = design.item_sectors[item]
            .map_or(0.0, |sector| solution.x[1 + design.kept_levels + sector]);
        *value += sector + intercept;
    }
    (intercept, items, raters)
}

/// Ratios of the proposals' and the jurors' variance to the residual one by their sums of squares (Henderson 1953, method 1): what
/// a large jury starts from. `None` where these do not tell the three apart.
fn moments(observations: &Observations) -> Option<(f64, f64)> {
    let n = observations.rows.len() as f64;
    let centre = observations.rows[0].y;
    let mut items = vec![(0.0, 0.0); observations.items.len()];
    let mut raters = vec![(0.0, 0.0); observations.raters.len()];
    let (mut sum, mut squares) = (0.0, 0.0);
    for row in &observations.rows {
        let y = row.y - centre;
        sum += y;
        squares += y * y;
        for level in [&mut items[row.item], &mut raters[row.rater]] {
            level.0 += 1.0;
            level.1 += y;
        }
    }
    // Variance inside the levels of a side, and the sum of n² over all n.
    let side = |levels: &[(f64, f64)]| {
        let (mut between, mut counts) = (0.0, 0.0);
        for (count, total) in levels {
            between += total * total / count;
            counts += count * count;
        }
        ((squares - between) / (n - levels.len() as f64), counts / n)
    };
    let (within_items, item_counts) = side(&items);
    let (within_raters, rater_counts) = side(&raters);
    let total = squares - sum * sum / n;
    let residual = ((n - item_counts) * within_raters + (n - rater_counts) * within_items - total)
        / (n + 1.0 - item_counts - rater_counts);
    let ratio = |within: f64| (within / residual - 1.0).clamp(0.01, 100.0);
    let ratios = (ratio(within_raters), ratio(within_items));
    (residual > 0.0 && ratios.0.is_finite() && ratios.1.is_finite()).then_some(ratios)
}
