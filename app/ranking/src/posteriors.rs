//! What the data say about every proposal, given how uncertain the variances are: joint draws without a Markov chain.
//!
//! Prior: p(μ) ∝ 1, p(σ) ∝ 1/σ, θ = √γ ~ half-Cauchy(0, 1) for every ratio. u = 2·atan(θ)/π is then uniform a priori, so a
//! midpoint grid in u with weights exp(−criterion/2) is the posterior of the ratios: 20 × 20 cells over the part of the
//! unit square that a coarse scan finds to matter, or a few around the estimate for a large jury. Draws are shared out over the
//! cells by weight; each takes σ² = r²/χ² and x = ΓL⁻ᵀ(z + σε) jointly, fixed effects included.

use crate::equations::{Design, ELIMINATED, KEPT, Point, Ratios, SECTOR};
use crate::fits::{self, Fit, Free};
use crate::samplers::Sampler;
use crate::tallies::{LANES, Tally};
use std::f64::consts::PI;

/// Cells whose log weight lies further below the best are left out when the grid is narrowed.
const NEGLIGIBLE: f64 = 14.0;
/// Largest dense system for which the whole range of ratios is scanned.
const SCANNED: usize = 128;

/// One cell of the grid.
struct Cell {
    ratios: Ratios,
    log_weight: f64,
    /// The equations, where solving them again would cost more than keeping them.
    point: Option<Point>,
}

/// A range of u for each ratio, cut into equal cells.
#[derive(Clone, Copy)]
struct Bounds {
    low: [f64; 3],
    high: [f64; 3],
    side: [usize; 3],
}

/// Draws `draws` times from the joint posterior of the adjusted scores and counts what happens.
pub(crate) fn draw(
    design: &Design,
    fit: &Fit,
    free: Free,
    seats: u32,
    draws: u32,
    seed: u64,
) -> Tally {
    let items = if design.proposals_eliminated {
        design.levels()
    } else {
        design.kept_levels
    };
    let mut tally = Tally::new(items, seats, draws);
    let mut sampler = Sampler::new(seed);
    let cells = cells(design, fit, free);
    let best = cells
        .iter()
        .map(|cell| cell.log_weight)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut total = 0.0;
    for cell in &cells {
        total += libm::exp(cell.log_weight - best);
    }
    let (mut sum, mut done) = (0.0, 0u32);
    let mut reduced = None;
    for cell in &cells {
        sum += libm::exp(cell.log_weight - best);
        // Systematic sampling: each cell gets its share of the draws to within one.
        let until = ((sum / total * f64::from(draws) + 0.5) as u32).min(draws);
        if until <= done {
            continue;
        }
        match &cell.point {
            Some(point) => draw_at(design, point, until - done, &mut sampler, &mut tally),
            None => {
                let ratio = cell.ratios[ELIMINATED];
                let equations = match reduced.take() {
                    Some((other, equations)) if other == ratio => equations,
                    _ => design.reduce(ratio),
                };
                let point = design.point(&equations, cell.ratios[KEPT], cell.ratios[SECTOR]);
                reduced = Some((ratio, equations));
                draw_at(design, &point, until - done, &mut sampler, &mut tally);
            }
        }
        done = until;
    }
    tally.count();
    tally
}

/// Draws given the ratios.
fn draw_at(design: &Design, point: &Point, draws: u32, sampler: &mut Sampler, tally: &mut Tally) {
    let scales = design.scales(point.ratios);
    let degrees = design.degrees() as u32;
    let m = design.size();
    let items = tally.items();
    let mut x = vec![[0.0; LANES]; m];
    let mut values = vec![[0.0; LANES]; items];
    let shares = shares(design, point);
    let mut left = draws;
    while left > 0 {
        let lanes = left.min(LANES as u32) as usize;
        left -= lanes as u32;
        let mut sigma = [0.0; LANES];
        for lane in 0..lanes {
            sigma[lane] = (point.solution.r2 / sampler.chi_squared(degrees)).sqrt();
            for (row, z) in x.iter_mut().zip(&point.z) {
                row[lane] = z + sigma[lane] * sampler.normal();
            }
        }
        point.factor.solve_upper_lanes(&mut x);
        for (row, scale) in x.iter_mut().zip(&scales) {
            for value in row.iter_mut() {
                *value *= scale;
            }
        }
        for (item, value) in values.iter_mut().enumerate() {
            *value = x[0];
            if let Some(sector) = design.item_sectors[item] {
                let effect = &x[1 + design.kept_levels + sector];
                for lane in 0..LANES {
                    value[lane] += effect[lane];
                }
            }
        }
        if design.proposals_eliminated {
            complete(design, &shares, &x, &sigma[..lanes], sampler, &mut values);
        } else {
            for (value, effect) in values.iter_mut().zip(&x[1..]) {
                for lane in 0..LANES {
                    value[lane] += effect[lane];
                }
            }
        }
        for value in &mut values {
            for score in value.iter_mut() {
                *score += design.centre;
            }
        }
        tally.add(&values, lanes);
    }
}

/// What the effect of an eliminated level follows from, besides the other effects.
struct Share {
    /// Sums of its weights and of its weighted scores.
    n: f64,
    total: f64,
    /// Sum of the weights of what was scored by a second look's own rubric.
    second_look: f64,
    /// Share of the unexplained rest that is its effect.
    w: f64,
    /// Standard deviation of its effect in units of σ.
    spread: f64,
}

fn shares(design: &Design, point: &Point) -> Vec<Share> {
    let ratio = point.ratios[ELIMINATED];
    let share = |level: usize| {
        let (mut n, mut total, mut second_look) = (0.0, 0.0, 0.0);
        for r in design.starts[level]..design.starts[level + 1] {
            n += design.weights[r];
            total += design.weights[r] * design.y[r];
            if design.look_at(r).is_some() {
                second_look += design.weights[r];
            }
        }
        let w = ratio / (1.0 + ratio * n);
        Share {
            n,
            total,
            second_look,
            w,
            spread: w.sqrt(),
        }
    };
    (0..design.levels()).map(share).collect()
}

/// Adds the effects of eliminated proposals, given everything else.
fn complete(
    design: &Design,
    shares: &[Share],
    x: &[[f64; LANES]],
    sigma: &[f64],
    sampler: &mut Sampler,
    values: &mut [[f64; LANES]],
) {
    let mut sigmas = [0.0; LANES];
    sigmas[..sigma.len()].copy_from_slice(sigma);
    for (level, (value, share)) in values.iter_mut().zip(shares).enumerate() {
        let mut severity = [0.0; LANES];
        let rows = design.starts[level]..design.starts[level + 1];
        for (kept, weight) in design.kept[rows.clone()].iter().zip(&design.weights[rows]) {
            let kept = &x[1 + *kept as usize];
            for lane in 0..LANES {
                severity[lane] += weight * kept[lane];
            }
        }
        if let Some(look) = design.look().filter(|_| share.second_look > 0.0) {
            for lane in 0..LANES {
                severity[lane] += share.second_look * x[look][lane];
            }
        }
        // All numbers first: what follows is the same for all lanes at once.
        let mut normals = [0.0; LANES];
        for normal in &mut normals[..sigma.len()] {
            *normal = sampler.normal();
        }
        for lane in 0..LANES {
            let rest = share.total - share.n * value[lane] - severity[lane];
            value[lane] += share.w * rest + sigmas[lane] * share.spread * normals[lane];
        }
    }
}

/// The grid of the ratios with its weights.
fn cells(design: &Design, fit: &Fit, free: Free) -> Vec<Cell> {
    let dimensions = free.iter().filter(|&&is_free| is_free).count();
    let fixed = fit.point.ratios.map(to_u);
    let mut whole = Bounds {
        low: fixed,
        high: fixed,
        side: [1; 3],
    };
    if design.size() > SCANNED {
        let (side, width) = if design.size() <= 300 && dimensions < 3 {
            (5, 3.0)
        } else {
            (3, 2.25)
        };
        for k in (0..3).filter(|&k| free[k]) {
            // At the bound there is no curvature to measure: the estimate stands alone.
            if fit.point.ratios[k] >= fits::LARGEST {
                continue;
            }
            let (ratio, error) = (fit.point.ratios[k], width * fit.errors[k]);
            whole.low[k] = to_u((ratio - error).max(0.0));
            whole.high[k] = to_u(ratio + error);
            whole.side[k] = side;
        }
        return weigh(design, fit, free, &whole);
    }
    let (coarse, fine) = match dimensions {
        0..=2 => (10, 20),
        _ if design.size() <= 64 => (8, 12),
        _ => (5, 7),
    };
    for k in (0..3).filter(|&k| free[k]) {
        whole.low[k] = 0.0;
        whole.high[k] = 1.0;
        whole.side[k] = coarse;
    }
    // Once is enough: a second narrowing would move the results of every jury and help only where γ is beyond 10⁴ or so. There the last
    // cell stands for all: σ is then too large by up to a hundredth of the proposals' standard deviation, which widens intervals and
    // never narrows them.
    let scanned = weigh(design, fit, free, &whole);
    let mut narrow = narrowed(&scanned, fit, free, &whole);
    for k in (0..3).filter(|&k| free[k]) {
        narrow.side[k] = fine;
    }
    weigh(design, fit, free, &narrow)
}

/// The range that holds every cell of some weight, and one more on each side.
fn narrowed(cells: &[Cell], fit: &Fit, free: Free, whole: &Bounds) -> Bounds {
    // The estimate may lie in a peak that falls between the cells.
    let top = cells
        .iter()
        .map(|cell| cell.log_weight)
        .fold(-0.5 * fit.point.criterion, f64::max);
    let mut narrow = *whole;
    for k in (0..3).filter(|&k| free[k]) {
        let step = (whole.high[k] - whole.low[k]) / whole.side[k] as f64;
        let mode = to_u(fit.point.ratios[k]);
        let (mut low, mut high) = (mode, mode);
        for cell in cells
            .iter()
            .filter(|cell| cell.log_weight > top - NEGLIGIBLE)
        {
            let u = to_u(cell.ratios[k]);
            low = if u < low { u } else { low };
            high = if u > high { u } else { high };
        }
        narrow.low[k] = (low - step).max(whole.low[k]);
        narrow.high[k] = (high + step).min(whole.high[k]);
    }
    narrow
}

fn weigh(design: &Design, fit: &Fit, free: Free, bounds: &Bounds) -> Vec<Cell> {
    let values = |k: usize| -> Vec<f64> {
        if !free[k] {
            return vec![fit.point.ratios[k]];
        }
        let step = (bounds.high[k] - bounds.low[k]) / bounds.side[k] as f64;
        (0..bounds.side[k])
            .map(|i| to_ratio(bounds.low[k] + (i as f64 + 0.5) * step))
            .collect()
    };
    let mut cells = Vec::new();
    for eliminated in values(ELIMINATED) {
        let reduced = design.reduce(eliminated);
        for kept in values(KEPT) {
            for sector in values(SECTOR) {
                let point = design.point(&reduced, kept, sector);
                let (ratios, log_weight) = (point.ratios, -0.5 * point.criterion);
                let keep = design.size() > SCANNED;
                cells.push(Cell {
                    ratios,
                    log_weight,
                    point: keep.then_some(point),
                });
            }
        }
    }
    cells
}

fn to_u(ratio: f64) -> f64 {
    2.0 * libm::atan(ratio.sqrt()) / PI
}

/// tan²(πu/2), by cosines alone.
fn to_ratio(u: f64) -> f64 {
    let theta = libm::cos(0.5 * PI * (1.0 - u)) / libm::cos(0.5 * PI * u).max(1e-6);
    theta * theta
}
