//! The model by its definition: dense covariance matrices of small juries, against the estimates that never form one. Sectors, weights of
//! flagged jurors and either side eliminated included, for which there is no reference from outside.
#![allow(clippy::unwrap_used)]
// What is compared within a tolerance may use any logarithm.
#![allow(clippy::disallowed_methods)]

#[path = "common/matrices.rs"]
mod matrices;

use matrices::{Matrix, invert};
use ranking::{Criterion, Method, Ranking, Review, Rules, Scores, rank, rank_by};

fn times(matrix: &Matrix, vector: &[f64]) -> Vec<f64> {
    let product = |row: &Vec<f64>| row.iter().zip(vector).map(|(a, b)| a * b).sum();
    matrix.iter().map(product).collect()
}

/// Variances of proposals, jurors, sectors and residuals.
type Components = [f64; 4];

/// A jury as rows, with the weight of each.
struct Dense<'a> {
    scores: &'a Scores,
    weights: Vec<f64>,
    y: Vec<f64>,
}

impl<'a> Dense<'a> {
    fn new(scores: &'a Scores, ranking: &Ranking) -> Self {
        let weight = |review: &Review| {
            let mut jurors = ranking.jurors.iter();
            let juror = jurors.find(|effect| effect.juror == review.juror).unwrap();
            if juror.flagged {
                1.0 / juror.noise
            } else {
                1.0
            }
        };
        let points = |review: &Review| {
            let score = review.scores.iter().find_map(|score| *score);
            f64::from(score.unwrap()) / 10.0
        };
        Dense {
            scores,
            weights: scores.reviews.iter().map(weight).collect(),
            y: scores.reviews.iter().map(points).collect(),
        }
    }

    fn sector(&self, row: usize) -> Option<u32> {
        self.scores.sectors[self.scores.reviews[row].proposal as usize]
    }

    fn covariance(&self, [proposal, juror, sector, residual]: Components) -> Matrix {
        let rows = &self.scores.reviews;
        let cell = |i: usize, j: usize| {
            let mut value = 0.0;
            if rows[i].proposal == rows[j].proposal {
                value += proposal;
            }
            if rows[i].juror == rows[j].juror {
                value += juror;
            }
            if self.sector(i).is_some() && self.sector(i) == self.sector(j) {
                value += sector;
            }
            if i == j {
                value += residual / self.weights[i];
            }
            value
        };
        let n = rows.len();
        (0..n)
            .map(|i| (0..n).map(|j| cell(i, j)).collect())
            .collect()
    }

    /// The columns of the fixed effects: ones, and the second look if there is one.
    fn looks(&self) -> Matrix {
        let second = |review: &Review| f64::from(review.scores[0].is_none());
        let second: Vec<f64> = self.scores.reviews.iter().map(second).collect();
        let mut columns = vec![vec![1.0; self.y.len()]];
        if second.contains(&1.0) {
            columns.push(second);
        }
        columns
    }

    /// Minus twice the restricted log-likelihood, the fixed effects, and V⁻¹(y − fixed effects).
    fn fit(&self, components: Components) -> (f64, Vec<f64>, Vec<f64>) {
        let (inverse, ln_determinant) = invert(self.covariance(components));
        let columns = self.looks();
        let (fixed, ln_information) = generalised(&columns, &inverse, &self.y);
        let mut rest = self.y.clone();
        for (column, effect) in columns.iter().zip(&fixed) {
            for (value, x) in rest.iter_mut().zip(column) {
                *value -= x * effect;
            }
        }
        let pushed = times(&inverse, &rest);
        let squares: f64 = pushed.iter().zip(&rest).map(|(a, b)| a * b).sum();
        let degrees = (self.y.len() - columns.len()) as f64;
        let constant = degrees * (2.0 * std::f64::consts::PI).ln();
        let criterion = ln_determinant + ln_information + squares + constant;
        (criterion, fixed, pushed)
    }

    /// Proposals as fixed effects: one column for each, and the second look if there is one.
    fn fixed(&self, [_, juror, _, residual]: Components) -> Vec<f64> {
        let (inverse, _) = invert(self.covariance([0.0, juror, 0.0, residual]));
        let of = |proposal: u32| {
            let rows = self.scores.reviews.iter();
            rows.map(|row| f64::from(row.proposal == proposal))
                .collect()
        };
        let mut columns: Matrix = (0..self.scores.proposals).map(of).collect();
        columns.extend(self.looks().into_iter().skip(1));
        generalised(&columns, &inverse, &self.y).0
    }
}

/// (X'V⁻¹X)⁻¹ X'V⁻¹y, and the logarithm of the determinant of X'V⁻¹X.
fn generalised(columns: &Matrix, inverse: &Matrix, y: &[f64]) -> (Vec<f64>, f64) {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let pushed: Matrix = columns.iter().map(|own| times(inverse, own)).collect();
    let row = |own: &Vec<f64>| pushed.iter().map(|other| product(own, other)).collect();
    let (information, ln_determinant) = invert(columns.iter().map(row).collect());
    let right: Vec<f64> = pushed.iter().map(|own| product(own, y)).collect();
    (times(&information, &right), ln_determinant)
}

/// An incomplete jury in tenths of points; the last juror is erratic, sectors differ and one proposal has none. With a second look
/// some of the better half are judged by its own rubric too, seven points more strictly.
fn jury(seed: u64, proposals: u32, jurors: u32, second_look: bool) -> Scores {
    let mut state = seed;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % bound) as i32
    };
    let quality: Vec<i32> = (0..proposals).map(|_| below(30) + below(30)).collect();
    let severity: Vec<i32> = (0..jurors).map(|_| below(20)).collect();
    let mut reviews = Vec::new();
    for proposal in 0..proposals {
        for juror in 0..jurors {
            let spread = if juror + 1 == jurors { 80 } else { 12 };
            let noise = below(spread) + below(spread);
            if juror == proposal % jurors || below(3) > 0 {
                let bonus = (proposal % 3) as i32 * 15;
                let score = quality[proposal as usize] + severity[juror as usize] + bonus + noise;
                let again = second_look && quality[proposal as usize] > 28 && below(2) > 0;
                reviews.push(Review {
                    proposal,
                    juror,
                    scores: match (second_look, again) {
                        (false, _) => vec![Some(score)],
                        (true, false) => vec![Some(score), None],
                        (true, true) => vec![None, Some(score - 70)],
                    },
                });
            }
        }
    }
    Scores {
        proposals,
        jurors,
        sectors: (0..proposals)
            .map(|proposal| (proposal != 1).then_some(proposal % 3))
            .collect(),
        criteria: [false, true][..=usize::from(second_look)]
            .iter()
            .map(|second_look| Criterion {
                weight: 1,
                min: -1_000,
                max: 1_000,
                units_per_point: 10,
                second_look: *second_look,
            })
            .collect(),
        reviews,
        tie_keys: vec![[0; 32]; proposals as usize],
    }
}

#[test]
fn estimates_are_those_of_the_dense_model_and_no_others_are_likelier() {
    let (mut flagged, mut with_sectors, mut looked) = (0, 0, 0);
    for seed in 0..24 {
        let (proposals, jurors) = if seed % 2 == 0 { (16, 7) } else { (9, 14) };
        let scores = jury(seed, proposals, jurors, seed >= 12);
        let rules = Rules {
            seats: 3,
            draws: 0,
            seed: 0,
            guard: seed % 4 < 2,
            sector_effect: seed % 3 > 0,
        };
        let ranking = rank(&scores, &rules).unwrap();
        flagged += u32::from(ranking.jurors.iter().any(|effect| effect.flagged));
        let variance = &ranking.variance;
        let sector = variance.sector.unwrap_or(0.0);
        with_sectors += u32::from(sector > 0.0);
        let components = [variance.proposal, variance.juror, sector, variance.residual];
        let dense = Dense::new(&scores, &ranking);
        let (criterion, fixed, pushed) = dense.fit(components);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-6;
        assert!(
            close(criterion, ranking.reml_criterion),
            "{seed}: {criterion}"
        );
        assert!(close(fixed[0], ranking.intercept), "{seed}: {fixed:?}");
        let look = ranking.second_look.map(|found| found.effect);
        assert_eq!(look.is_some(), fixed.len() == 2, "{seed}");
        if let Some(effect) = look {
            assert!(close(fixed[1], effect), "{seed}: {fixed:?}");
            looked += 1;
        }
        let sum_where = |belongs: &dyn Fn(usize) -> bool| {
            let rows = (0..pushed.len()).filter(|&row| belongs(row));
            rows.map(|row| pushed[row]).sum::<f64>()
        };
        for ranked in &ranking.proposals {
            let own = scores.sectors[ranked.proposal as usize];
            let effect = variance.proposal
                * sum_where(&|row| scores.reviews[row].proposal == ranked.proposal)
                + sector * sum_where(&|row| own.is_some() && dense.sector(row) == own);
            assert!(close(effect, ranked.effect), "{seed}: {effect} {ranked:?}");
        }
        for juror in &ranking.jurors {
            let effect =
                variance.juror * sum_where(&|row| scores.reviews[row].juror == juror.juror);
            assert!(close(effect, juror.severity), "{seed}: {effect} {juror:?}");
        }
        for k in (0..4).filter(|&k| k != 2 || variance.sector.is_some()) {
            for factor in [0.9, 1.1] {
                let mut other = components;
                other[k] = factor * other[k].max(1e-3 * variance.residual);
                let (worse, ..) = dense.fit(other);
                assert!(worse > criterion - 1e-9, "{seed}: {k} {factor} {worse}");
            }
        }
        let placed = rank_by(Method::FixedProposals, &scores, &rules).unwrap();
        let fixed = dense.fixed(components);
        for placed in placed {
            let expected = fixed[placed.proposal as usize];
            let found = placed.score.unwrap();
            assert!(
                (found - expected).abs() < 1e-4,
                "{seed}: {placed:?} {expected}"
            );
        }
    }
    assert!(
        flagged >= 4 && with_sectors >= 4 && looked >= 10,
        "{flagged} {with_sectors} {looked}"
    );
}
