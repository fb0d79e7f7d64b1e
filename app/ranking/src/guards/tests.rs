#![allow(clippy::unwrap_used)]

#[path = "../../tests/common/matrices.rs"]
mod matrices;

use super::*;
use crate::observations::Observations;
use crate::scores::{Criterion, Review, Scores};
use matrices::invert;

/// Whole numbers below a bound, always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}

/// Two scores in three; one proposal without a sector.
fn scores(numbers: &mut Numbers, proposals: u32, jurors: u32) -> Scores {
    let pairs = (0..proposals).flat_map(|proposal| (0..jurors).map(move |j| (proposal, j)));
    let mut review = |(proposal, juror)| {
        let kept = juror == proposal % jurors || numbers.below(3) > 0;
        kept.then(|| Review {
            proposal,
            juror,
            scores: vec![Some(numbers.below(100) as i32)],
        })
    };
    Scores {
        proposals,
        jurors,
        sectors: (0..proposals).map(|p| (p > 0).then_some(p % 3)).collect(),
        criteria: vec![Criterion {
            weight: 1,
            min: 0,
            max: 100,
            units_per_point: 10,
            second_look: false,
        }],
        reviews: pairs.filter_map(&mut review).collect(),
        tie_keys: vec![[0; 32]; proposals as usize],
    }
}

/// By Henderson's mixed-model equations: with K all columns (the mean, the second look, proposals, jurors, sectors), Ω the weights and G the ratios, k'Ck
/// for each row k of K and C = (K'ΩK + diag(0, G⁻¹))⁻¹. A ratio of 0 has no columns.
fn dense(
    rows: &[[Option<usize>; 3]],
    second_look: &[bool],
    weights: &[f64],
    levels: [usize; 3],
    ratios: [f64; 3],
) -> Vec<f64> {
    // The mean, and the second look where there is one.
    let looks = usize::from(second_look.contains(&true));
    let mut diagonal = vec![0.0; 1 + looks];
    let mut starts = [0; 3];
    for side in (0..3).filter(|&side| ratios[side] > 0.0) {
        starts[side] = diagonal.len();
        diagonal.extend(vec![1.0 / ratios[side]; levels[side]]);
    }
    let columns = |(row, looked): (&[Option<usize>; 3], &bool)| -> Vec<usize> {
        let sides = (0..3).filter(|&side| ratios[side] > 0.0);
        let own = sides.filter_map(|side| row[side].map(|level| starts[side] + level));
        std::iter::once(0)
            .chain(looked.then_some(1))
            .chain(own)
            .collect()
    };
    let mut equations = vec![vec![0.0; diagonal.len()]; diagonal.len()];
    for (at, value) in diagonal.into_iter().enumerate() {
        equations[at][at] = value;
    }
    for (row, weight) in rows.iter().zip(second_look).zip(weights) {
        for &i in &columns(row) {
            for &j in &columns(row) {
                equations[i][j] += weight;
            }
        }
    }
    let (inverse, _) = invert(equations);
    let variance = |row: (&[Option<usize>; 3], &bool)| {
        let columns = columns(row);
        let of = |&i: &usize| columns.iter().map(|&j| inverse[i][j]).sum::<f64>();
        columns.iter().map(of).sum()
    };
    rows.iter().zip(second_look).map(variance).collect()
}

#[test]
fn error_variances_are_those_of_the_dense_equations() {
    let mut numbers = Numbers(7);
    let mut checked = 0;
    for (proposals, jurors) in [(9, 5), (5, 9), (12, 4), (3, 3), (14, 2)] {
        for case in 0..16 {
            let scores = scores(&mut numbers, proposals, jurors);
            let mut observations = Observations::new(&scores).unwrap();
            let looked = |at: usize| case >= 8 && at % 3 == 1;
            for (at, row) in observations.rows.iter_mut().enumerate() {
                row.second_look = looked(at);
            }
            let case = case % 8;
            let with_sectors = case % 2 == 1;
            let mut design = Design::new(&observations, with_sectors);
            let weights: Vec<f64> = (0..jurors)
                .map(|_| f64::from(1 + numbers.below(40)) / 20.0)
                .collect();
            if case >= 2 {
                design.weigh(|rater| weights[rater]);
            }
            // Proposals, jurors, sectors; from nothing to much.
            let mut ratio = |least: u32| f64::from(least + numbers.below(60)) / 20.0;
            let mut ratios = [ratio(1), ratio(1), ratio(1)];
            if case >= 6 {
                ratios[case % 3] = 0.0;
            }
            let point = if design.proposals_eliminated {
                ratios
            } else {
                [ratios[1], ratios[0], ratios[2]]
            };
            let fit = Fit {
                point: fits::at(&design, point),
                sigma2: 1.0,
                errors: [0.0; 3],
            };
            let mut sorted: Vec<(usize, usize, bool)> = (observations.rows.iter())
                .map(|row| (row.item, row.rater, row.second_look))
                .collect();
            sorted.sort_by_key(|&(item, rater, _)| match design.proposals_eliminated {
                true => (item, rater),
                false => (rater, item),
            });
            let rows: Vec<[Option<usize>; 3]> = sorted
                .iter()
                .map(|&(item, rater, _)| {
                    let sector = observations.sectors[item].filter(|_| with_sectors);
                    [Some(item), Some(rater), sector]
                })
                .collect();
            let of_row = |own: &(usize, usize, bool)| if case >= 2 { weights[own.1] } else { 1.0 };
            let of_rows: Vec<f64> = sorted.iter().map(of_row).collect();
            let levels = [
                observations.items.len(),
                observations.raters.len(),
                observations.sector_count,
            ];
            let second_look: Vec<bool> = sorted.iter().map(|own| own.2).collect();
            let expected = dense(&rows, &second_look, &of_rows, levels, ratios);
            let found = error_variances(&design, &fit);
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                assert!(
                    (found - expected).abs() <= 1e-9 * expected,
                    "{proposals}x{jurors}, case {case}: {found} and not {expected}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 1_000, "{checked}");
}
