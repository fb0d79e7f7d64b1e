//! REML estimates of the variance ratios: average information with step halving, and what to do when it fails.

use crate::equations::{Design, ELIMINATED, KEPT, Point, Ratios, SECTOR};
use crate::factors::Upper;

/// Ratios above this (a standard deviation 10,000 times the residual one) mean that there is no residual at all.
pub(crate) const LARGEST: f64 = 1e8;
const ITERATIONS: u32 = 80;
/// The iteration ends where the next step is expected to change the ratios by less than this share.
const TOLERANCE: f64 = 1e-7;

/// So many standard errors from the boundary there is no better point on it.
const FAR: f64 = 20.0;

/// Which ratios are estimated; the others stay where they are.
pub(crate) type Free = [bool; 3];

/// The best point found and how sharply it is determined.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub point: Point,
    pub sigma2: f64,
    /// Approximate standard errors of the ratios from the average information; 0 where a ratio is not free.
    pub errors: Ratios,
}

/// Slope and curvature of the criterion at a point.
struct Slope {
    gradient: Ratios,
    /// Average information of the profiled criterion.
    information: [[f64; 3]; 3],
}

/// Where the steps downhill ended.
struct Climb {
    point: Point,
    /// The average information one step before.
    information: [[f64; 3]; 3],
    arrived: bool,
}

/// Fits the ratios that are `free`, from `start`.
pub(crate) fn fit(design: &Design, free: Free, start: Ratios) -> Fit {
    let mut best = climb(design, free, at(design, start));
    if !best.arrived {
        let other = climb(design, free, log_grid(design, free, start));
        if other.point.criterion < best.point.criterion {
            best = other;
        }
    }
    for k in 0..3 {
        let near = FAR * errors(&best.information, free)[k];
        if free[k] && best.point.ratios[k] > 0.0 && best.point.ratios[k] < near {
            let mut edge = best.point.ratios;
            edge[k] = 0.0;
            let candidate = at(design, edge);
            if candidate.criterion < best.point.criterion {
                best = climb(design, free, candidate);
            }
        }
    }
    Fit {
        sigma2: best.point.solution.r2 / design.degrees() as f64,
        errors: errors(&best.information, free),
        point: best.point,
    }
}

/// The equations at given ratios.
pub(crate) fn at(design: &Design, ratios: Ratios) -> Point {
    design.point(
        &design.reduce(ratios[ELIMINATED]),
        ratios[KEPT],
        ratios[SECTOR],
    )
}

/// The best of γ = 0 and five powers of ten for every free ratio.
pub(crate) fn log_grid(design: &Design, free: Free, start: Ratios) -> Point {
    let values = |k: usize| -> Vec<f64> {
        if free[k] {
            vec![0.0, 0.01, 0.1, 1.0, 10.0, 100.0]
        } else {
            vec![start[k]]
        }
    };
    let mut best = None;
    for eliminated in values(ELIMINATED) {
        let reduced = design.reduce(eliminated);
        for kept in values(KEPT) {
            for sector in values(SECTOR) {
                let point = design.point(&reduced, kept, sector);
                if best
                    .as_ref()
                    .is_none_or(|other: &Point| point.criterion < other.criterion)
                {
                    best = Some(point);
                }
            }
        }
    }
    best.unwrap_or_else(|| at(design, start))
}

/// Average-information steps downhill.
fn climb(design: &Design, free: Free, start: Point) -> Climb {
    let mut climb = Climb {
        point: start,
        information: [[0.0; 3]; 3],
        arrived: false,
    };
    let mut previous = 0.0;
    for _ in 0..ITERATIONS {
        let point = &climb.point;
        let slope = slope(design, point);
        climb.information = slope.information;
        let mut active = free;
        for (k, is_active) in active.iter_mut().enumerate() {
            // At the boundary a ratio moves only inwards.
            *is_active &= point.ratios[k] > 0.0 || slope.gradient[k] < 0.0;
        }
        let Some(step) = newton_step(&slope, active) else {
            climb.arrived = active == [false; 3];
            return climb;
        };
        let mut share = 1.0;
        let mut accepted = None;
        for _ in 0..20 {
            let mut ratios = point.ratios;
            for k in 0..3 {
                let old = ratios[k];
                // A wild step may shrink or grow a ratio by 20 at most, except to the boundary.
                let target = old + share * step[k];
                let bounded = if target > 20.0 * old + 1.0 {
                    20.0 * old + 1.0
                } else {
                    target
                };
                ratios[k] = bounded.clamp(0.0, LARGEST);
            }
            let change =
                (0..3).map(|k| (ratios[k] - point.ratios[k]).abs() / (point.ratios[k] + 1e-6));
            let change = change.fold(0.0, f64::max);
            let candidate = at(design, ratios);
            let noise = 1e-13 * (1.0 + point.criterion.abs());
            if candidate.criterion <= point.criterion + noise {
                accepted = Some((candidate, change));
                break;
            }
            share *= 0.5;
        }
        let Some((candidate, change)) = accepted else {
            return climb;
        };
        climb.point = candidate;
        // Steps shrink at least as fast as they did.
        let shrinkage = if previous > 0.0 {
            (change / previous).min(1.0)
        } else {
            1.0
        };
        if change * shrinkage <= TOLERANCE {
            climb.arrived = true;
            return climb;
        }
        previous = change;
    }
    climb
}

/// −I⁻¹g over the active ratios; `None` when none is active.
fn newton_step(slope: &Slope, active: Free) -> Option<Ratios> {
    let which: Vec<usize> = (0..3).filter(|&k| active[k]).collect();
    if which.is_empty() {
        return None;
    }
    let q = which.len();
    let mut matrix = Upper::zeros(q);
    for (i, &k) in which.iter().enumerate() {
        for (j, &l) in which.iter().enumerate().skip(i) {
            matrix.cells[i * q + j] = slope.information[k][l];
        }
        // Keeps the information positive definite where two ratios say the same.
        matrix.cells[i * q + i] += 1e-12 * slope.information[k][k].abs() + f64::MIN_POSITIVE;
    }
    let factor = matrix.factor();
    let mut solution: Vec<f64> = which.iter().map(|&k| -slope.gradient[k]).collect();
    factor.solve_lower(&mut solution);
    factor.solve_upper(&mut solution);
    let mut step = [0.0; 3];
    for (&k, value) in which.iter().zip(&solution) {
        step[k] = if value.is_finite() { *value } else { 0.0 };
    }
    Some(step)
}

fn errors(information: &[[f64; 3]; 3], free: Free) -> Ratios {
    let mut errors = [0.0; 3];
    for k in 0..3 {
        if free[k] {
            // The criterion is −2 times the log-likelihood.
            errors[k] = (2.0 / information[k][k].max(1e-300)).sqrt();
        }
    }
    errors
}

/// Gradient and average information of the criterion with σ² profiled out.
fn slope(design: &Design, point: &Point) -> Slope {
    let r2 = point.solution.r2.max(f64::MIN_POSITIVE);
    let degrees = design.degrees() as f64;
    let factors = if design.sectors > 0 { 3 } else { 2 };
    let traces = traces(design, point);
    let mut sums = [0.0; 3];
    let mut responses: [Vec<f64>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    for k in 0..factors {
        (sums[k], responses[k]) = pushed_back(design, k, &point.solution.residuals);
    }
    let mut slope = Slope {
        gradient: [0.0; 3],
        information: [[0.0; 3]; 3],
    };
    let sigma2 = r2 / degrees;
    for k in 0..factors {
        slope.gradient[k] = traces[k] - sums[k] / sigma2;
        let solution = design.solve_for(point, &responses[k]);
        for l in 0..=k {
            let mut product = 0.0;
            for ((weight, f), residual) in design
                .weights
                .iter()
                .zip(&responses[l])
                .zip(&solution.residuals)
            {
                product += weight * f * residual;
            }
            slope.information[k][l] = (product - sums[k] * sums[l] / r2) / sigma2;
            slope.information[l][k] = slope.information[k][l];
        }
    }
    slope
}

/// y'PZZ'Py of one factor, and its work variate ZZ'Py per row.
fn pushed_back(design: &Design, factor: usize, residuals: &[f64]) -> (f64, Vec<f64>) {
    let n = design.rows();
    let mut level_of = Vec::with_capacity(n);
    for level in 0..design.levels() {
        for r in design.starts[level]..design.starts[level + 1] {
            level_of.push(match factor {
                ELIMINATED => level,
                KEPT => design.kept[r] as usize,
                _ => design
                    .sector_at(r)
                    .map_or(usize::MAX, |at| at - 1 - design.kept_levels),
            });
        }
    }
    let levels = match factor {
        ELIMINATED => design.levels(),
        KEPT => design.kept_levels,
        _ => design.sectors,
    };
    let mut totals = vec![0.0; levels];
    for r in 0..n {
        if let Some(total) = totals.get_mut(level_of[r]) {
            *total += design.weights[r] * residuals[r];
        }
    }
    let mut sum = 0.0;
    for total in &totals {
        sum += total * total;
    }
    (
        sum,
        level_of
            .iter()
            .map(|&level| totals.get(level).copied().unwrap_or(0.0))
            .collect(),
    )
}

/// tr(PZZ') of every factor.
fn traces(design: &Design, point: &Point) -> Ratios {
    let inverse = point.factor.inverse();
    let scales = design.scales(point.ratios);
    let mut traces = [0.0; 3];
    let ratio = point.ratios[ELIMINATED];
    let mut counts = Vec::new();
    for level in 0..design.levels() {
        let n = design.touched(level, &mut counts);
        let h = 1.0 / (1.0 + ratio * n);
        traces[ELIMINATED] += n * h - h * h * quadratic(&inverse, &scales, &counts);
    }
    let blocks = [
        (KEPT, 1, 1 + design.kept_levels),
        (SECTOR, 1 + design.kept_levels, design.random_end()),
    ];
    let mut reduced = None;
    for (factor, start, end) in blocks {
        let gamma = point.ratios[factor];
        if start == end {
            continue;
        }
        // Far from the boundary (I − M⁻¹)/γ is exact enough; near it the difference would cancel.
        if gamma > 1e-4 {
            for i in start..end {
                traces[factor] += 1.0 - inverse.at(i, i);
            }
            traces[factor] /= gamma;
            continue;
        }
        let reduced = reduced.get_or_insert_with(|| design.reduce(ratio));
        for i in start..end {
            let mut column: Vec<f64> = (0..design.size())
                .map(|j| scales[j] * reduced.entry(i, j))
                .collect();
            point.factor.solve_lower(&mut column);
            traces[factor] += reduced.entry(i, i);
            for value in &column {
                traces[factor] -= value * value;
            }
        }
    }
    traces
}

/// k'ΓM⁻¹Γk for a sparse k.
fn quadratic(inverse: &Upper, scales: &[f64], k: &[(usize, f64)]) -> f64 {
    let mut sum = 0.0;
    for (first, &(i, a)) in k.iter().enumerate() {
        let f = a * scales[i];
        sum += f * f * inverse.at(i, i);
        for &(j, b) in &k[first + 1..] {
            sum += 2.0 * f * b * scales[j] * inverse.at(i, j);
        }
    }
    sum
}
