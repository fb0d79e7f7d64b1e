//! The mixed model's equations for given variance ratios.
//!
//! y = μ + s_sector + p_proposal + b_juror + l_look + e with Gaussian p, b, s, e. γ is a variance divided by the residual σ². The
//! side with more levels (proposals or jurors) is eliminated: its equations are diagonal, so a dense system of the other
//! side remains. With K = [1 Z_kept Z_sector Z_look], Ω the weights of the rows and W = γ/(1+γn) of the eliminated side:
//! A = K'(Ω − ΩZWZ'Ω)K, M = ΓAΓ + diag(0, I, 0), Γ = diag(1, √γ, 1). Everything holds at γ = 0.
//!
//! l, of reviews by a second look's own rubric, is fixed as μ is, and in the model with all reviews: the proposals of a second look
//! are those near the cut, neither average ones nor as good as their first scores, so that no difference of means could stand for it.
//! Nothing here chooses γ.

use crate::factors::{Factor, Upper};
use crate::observations::Observations;

/// Ratios of variances to σ², always in the order eliminated side, kept side, sector.
pub(crate) type Ratios = [f64; 3];
pub(crate) const ELIMINATED: usize = 0;
pub(crate) const KEPT: usize = 1;
pub(crate) const SECTOR: usize = 2;

const NO_SECTOR: u32 = u32::MAX;

/// The rows of the model, sorted by the eliminated side.
#[derive(Clone, Debug)]
pub(crate) struct Design {
    /// True when proposals are eliminated and jurors kept, false the other way round.
    pub proposals_eliminated: bool,
    /// Rows of level i of the eliminated side: `starts[i]..starts[i + 1]`.
    pub starts: Vec<usize>,
    /// Level of the kept side of each row.
    pub kept: Vec<u32>,
    /// Sector of each row, or `NO_SECTOR`.
    sector: Vec<u32>,
    /// Rows by a second look's own rubric; empty where that makes no difference.
    second_look: Vec<bool>,
    /// Scores about `centre`, and their weights.
    pub y: Vec<f64>,
    pub weights: Vec<f64>,
    /// Sum of the logarithms of the weights.
    ln_weights: f64,
    pub centre: f64,
    pub kept_levels: usize,
    pub sectors: usize,
    /// Sectors of the items, for adding up adjusted scores.
    pub item_sectors: Vec<Option<usize>>,
}

/// Estimates for one response: everything in the units of the response.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    /// Intercept (about the centre), kept levels, sectors, second look.
    pub x: Vec<f64>,
    /// Effects of the eliminated side.
    pub eliminated: Vec<f64>,
    /// Response minus fitted value, per row.
    pub residuals: Vec<f64>,
    /// y'H⁻¹y after the fixed effects: the degrees of freedom times the estimate of σ².
    pub r2: f64,
}

/// The equations at one point γ, factored.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    pub ratios: Ratios,
    pub factor: Factor,
    /// L⁻¹Γc.
    pub z: Vec<f64>,
    pub solution: Solution,
    /// lme4's REMLcrit.
    pub criterion: f64,
}

/// A and c at one γ of the eliminated side; serves any γ of the others.
pub(crate) struct Reduced {
    ratio: f64,
    a: Upper,
    c: Vec<f64>,
}

impl Design {
    pub fn new(observations: &Observations, with_sectors: bool) -> Self {
        let (items, raters) = (observations.items.len(), observations.raters.len());
        let proposals_eliminated = items >= raters;
        let (levels, kept_levels) = if proposals_eliminated {
            (items, raters)
        } else {
            (raters, items)
        };
        let mut order: Vec<usize> = (0..observations.rows.len()).collect();
        if !proposals_eliminated {
            order.sort_by_key(|&r| (observations.rows[r].rater, observations.rows[r].item));
        }
        let n = order.len();
        let mut total = 0.0;
        for row in &observations.rows {
            total += row.y;
        }
        let centre = total / n as f64;
        let mut design = Design {
            proposals_eliminated,
            starts: Vec::with_capacity(levels + 1),
            kept: Vec::with_capacity(n),
            sector: Vec::with_capacity(n),
            second_look: Vec::new(),
            y: Vec::with_capacity(n),
            weights: vec![1.0; n],
            ln_weights: 0.0,
            centre,
            kept_levels,
            sectors: if with_sectors {
                observations.sector_count
            } else {
                0
            },
            item_sectors: if with_sectors {
                observations.sectors.clone()
            } else {
                vec![None; items]
            },
        };
        for (position, &r) in order.iter().enumerate() {
            let row = observations.rows[r];
            let (level, kept) = if proposals_eliminated {
                (row.item, row.rater)
            } else {
                (row.rater, row.item)
            };
            while design.starts.len() <= level {
                design.starts.push(position);
            }
            design.kept.push(kept as u32);
            design
                .sector
                .push(design.item_sectors[row.item].map_or(NO_SECTOR, |sector| sector as u32));
            design.y.push(row.y - centre);
        }
        if observations.two_looks() {
            let looks = order.iter().map(|&r| observations.rows[r].second_look);
            design.second_look = looks.collect();
        }
        design.starts.push(n);
        design
    }

    pub fn rows(&self) -> usize {
        self.y.len()
    }

    pub fn levels(&self) -> usize {
        self.starts.len() - 1
    }

    /// Weighs every row by its juror.
    pub fn weigh(&mut self, weight_of: impl Fn(usize) -> f64) {
        self.ln_weights = 0.0;
        for (row, rater) in self.raters().into_iter().enumerate() {
            self.weights[row] = weight_of(rater);
            if self.weights[row] != 1.0 {
                self.ln_weights += libm::log(self.weights[row]);
            }
        }
    }

    /// The juror of each row.
    pub fn raters(&self) -> Vec<usize> {
        let mut raters = Vec::with_capacity(self.rows());
        for level in 0..self.levels() {
            for r in self.starts[level]..self.starts[level + 1] {
                raters.push(if self.proposals_eliminated {
                    self.kept[r] as usize
                } else {
                    level
                });
            }
        }
        raters
    }

    /// Rows less fixed effects.
    pub fn degrees(&self) -> usize {
        self.rows() - 1 - usize::from(self.look().is_some())
    }

    /// Where the random effects end in the dense system: intercept, kept levels, sectors.
    pub fn random_end(&self) -> usize {
        1 + self.kept_levels + self.sectors
    }

    /// Position of the second look's effect in the dense system, if it has one: the last.
    pub fn look(&self) -> Option<usize> {
        (!self.second_look.is_empty()).then(|| self.random_end())
    }

    /// Size of the dense system.
    pub fn size(&self) -> usize {
        self.random_end() + usize::from(self.look().is_some())
    }

    /// Position of a row's look in the dense system; the first has none.
    pub fn look_at(&self, row: usize) -> Option<usize> {
        self.look().filter(|_| self.second_look[row])
    }

    /// The positions of a row in the dense system after its kept level.
    pub fn further(&self, row: usize) -> impl Iterator<Item = usize> {
        self.sector_at(row).into_iter().chain(self.look_at(row))
    }

    /// Position of a row's sector in the dense system.
    pub fn sector_at(&self, row: usize) -> Option<usize> {
        let sector = self.sector[row];
        (sector != NO_SECTOR).then(|| 1 + self.kept_levels + sector as usize)
    }

    /// Sums of weights of level i at each position of the dense system it touches (the intercept first), and its total weight.
    pub fn touched(&self, level: usize, counts: &mut Vec<(usize, f64)>) -> f64 {
        counts.clear();
        counts.push((0, 0.0));
        let rows = self.starts[level]..self.starts[level + 1];
        let mut total = 0.0;
        for r in rows.clone() {
            counts.push((1 + self.kept[r] as usize, self.weights[r]));
            total += self.weights[r];
        }
        counts[0].1 = total;
        let first = counts.len();
        for r in rows {
            for at in self.further(r) {
                match counts[first..].iter_mut().find(|entry| entry.0 == at) {
                    Some(entry) => entry.1 += self.weights[r],
                    None => counts.push((at, self.weights[r])),
                }
            }
        }
        counts[first..].sort_by_key(|entry| entry.0);
        total
    }

    pub fn reduce(&self, ratio: f64) -> Reduced {
        let m = self.size();
        let mut a = Upper::zeros(m);
        let mut counts = Vec::new();
        for level in 0..self.levels() {
            let n = self.touched(level, &mut counts);
            let h = 1.0 / (1.0 + ratio * n);
            let w = ratio * h;
            // The intercept's row without the cancellation in n − wn².
            for &(at, weight) in &counts {
                a.cells[at] += weight * h;
            }
            for (first, &(i, weight)) in counts.iter().enumerate().skip(1) {
                a.cells[i * m + i] += weight;
                let f = w * weight;
                for &(j, other) in &counts[first..] {
                    a.cells[i * m + j] -= f * other;
                }
            }
            for r in self.starts[level]..self.starts[level + 1] {
                for at in self.further(r) {
                    a.cells[(1 + self.kept[r] as usize) * m + at] += self.weights[r];
                }
                if let (Some(sector), Some(look)) = (self.sector_at(r), self.look_at(r)) {
                    a.cells[sector * m + look] += self.weights[r];
                }
            }
        }
        let c = self.project(ratio, &self.y);
        Reduced { ratio, a, c }
    }

    /// c = K'(Ω − ΩZWZ'Ω) f for a response f per row.
    fn project(&self, ratio: f64, response: &[f64]) -> Vec<f64> {
        let mut c = vec![0.0; self.size()];
        for level in 0..self.levels() {
            let rows = self.starts[level]..self.starts[level + 1];
            let (mut n, mut s) = (0.0, 0.0);
            for r in rows.clone() {
                n += self.weights[r];
                s += self.weights[r] * response[r];
            }
            let h = 1.0 / (1.0 + ratio * n);
            c[0] += s * h;
            let mean = ratio * h * s;
            for r in rows {
                let part = self.weights[r] * (response[r] - mean);
                c[1 + self.kept[r] as usize] += part;
                for at in self.further(r) {
                    c[at] += part;
                }
            }
        }
        c
    }

    /// √γ at each position of the dense system, 1 where the effect is fixed.
    pub fn scales(&self, ratios: Ratios) -> Vec<f64> {
        let mut scales = vec![1.0; self.size()];
        let (kept, sector) = (ratios[KEPT].sqrt(), ratios[SECTOR].sqrt());
        let random = scales[..self.random_end()].iter_mut();
        for (at, scale) in random.enumerate().skip(1) {
            *scale = if at <= self.kept_levels { kept } else { sector };
        }
        scales
    }

    /// Solves the equations at γ; `reduced` must belong to the eliminated side's ratio.
    pub fn point(&self, reduced: &Reduced, kept: f64, sector: f64) -> Point {
        let ratios = [reduced.ratio, kept, sector];
        let scales = self.scales(ratios);
        let m = self.size();
        let mut matrix = reduced.a.clone();
        for i in 0..m {
            let scale = scales[i];
            for (cell, other) in matrix.cells[i * m + i..(i + 1) * m]
                .iter_mut()
                .zip(&scales[i..])
            {
                *cell *= scale * other;
            }
            if (1..self.random_end()).contains(&i) {
                matrix.cells[i * m + i] += 1.0;
            }
        }
        let factor = matrix.factor();
        let (z, solution) = self.solve(&factor, ratios, &scales, reduced.c.clone(), &self.y);
        let criterion = self.criterion(&factor, ratios, solution.r2);
        Point {
            ratios,
            factor,
            z,
            solution,
            criterion,
        }
    }

    /// Solves the same equations for another response.
    pub fn solve_for(&self, point: &Point, response: &[f64]) -> Solution {
        let scales = self.scales(point.ratios);
        let c = self.project(point.ratios[ELIMINATED], response);
        self.solve(&point.factor, point.ratios, &scales, c, response)
            .1
    }

    fn solve(
        &self,
        factor: &Factor,
        ratios: Ratios,
        scales: &[f64],
        c: Vec<f64>,
        y: &[f64],
    ) -> (Vec<f64>, Solution) {
        let mut z = c;
        for (value, scale) in z.iter_mut().zip(scales) {
            *value *= scale;
        }
        factor.solve_lower(&mut z);
        let mut x = z.clone();
        factor.solve_upper(&mut x);
        let mut r2 = 0.0;
        for value in &x[1..self.random_end()] {
            r2 += value * value;
        }
        for (value, scale) in x.iter_mut().zip(scales) {
            *value *= scale;
        }
        let ratio = ratios[ELIMINATED];
        let mut residuals = y.to_vec();
        let mut eliminated = Vec::with_capacity(self.levels());
        for level in 0..self.levels() {
            let rows = self.starts[level]..self.starts[level + 1];
            let (mut n, mut s) = (0.0, 0.0);
            for r in rows.clone() {
                let mut rest = residuals[r] - x[0] - x[1 + self.kept[r] as usize];
                for at in self.further(r) {
                    rest -= x[at];
                }
                residuals[r] = rest;
                n += self.weights[r];
                s += self.weights[r] * rest;
            }
            let h = 1.0 / (1.0 + ratio * n);
            let effect = ratio * h * s;
            // û²/γ as γ(s/(1+γn))²: also right at γ = 0.
            r2 += effect * (h * s);
            for r in rows {
                residuals[r] -= effect;
                r2 += self.weights[r] * residuals[r] * residuals[r];
            }
            eliminated.push(effect);
        }
        (
            z,
            Solution {
                x,
                eliminated,
                residuals,
                r2,
            },
        )
    }

    fn criterion(&self, factor: &Factor, ratios: Ratios, r2: f64) -> f64 {
        let mut sum = factor.ln_determinant() - self.ln_weights;
        let mut last = (0.0, 0.0);
        for level in 0..self.levels() {
            let mut n = 0.0;
            for r in self.starts[level]..self.starts[level + 1] {
                n += self.weights[r];
            }
            // Most levels have as many scores as the one before.
            if n != last.0 {
                last = (n, libm::log(1.0 + ratios[ELIMINATED] * n));
            }
            sum += last.1;
        }
        let degrees = self.degrees() as f64;
        sum + degrees
            * (1.0 + libm::log(2.0 * std::f64::consts::PI * r2.max(f64::MIN_POSITIVE) / degrees))
    }
}

impl Reduced {
    /// The entry (i, j) of A.
    pub fn entry(&self, i: usize, j: usize) -> f64 {
        self.a.at(i, j)
    }
}
