//! The other methods, against numbers worked out by hand and against each other.
#![allow(clippy::unwrap_used)]

use ranking::{BadRule, Criterion, Method, Placed, Refusal, Review, Rules, Scores, rank, rank_by};

const RULES: Rules = Rules {
    seats: 1,
    draws: 0,
    seed: 0,
    guard: false,
    sector_effect: false,
};

/// One criterion in half points; `table[proposal][juror]`, 0 for no review.
fn scores(table: &[[i32; 4]]) -> Scores {
    let mut reviews = Vec::new();
    for (proposal, row) in (0u32..).zip(table) {
        for (juror, &score) in (0u32..).zip(row) {
            if score != 0 {
                reviews.push(Review {
                    proposal,
                    juror,
                    scores: vec![Some(score)],
                });
            }
        }
    }
    Scores {
        proposals: table.len() as u32,
        jurors: 4,
        sectors: Vec::new(),
        criteria: vec![Criterion {
            weight: 1,
            min: 1,
            max: 100,
            units_per_point: 2,
            second_look: false,
        }],
        reviews,
        tie_keys: (0..table.len())
            .map(|proposal| [9 - proposal as u8; 32])
            .collect(),
    }
}

/// What stands for each proposal.
fn values(placed: &[Placed]) -> Vec<Option<f64>> {
    let mut placed = placed.to_vec();
    placed.sort_by_key(|placed| placed.proposal);
    placed.iter().map(|placed| placed.score).collect()
}

fn order(placed: &[Placed]) -> Vec<u32> {
    placed.iter().map(|placed| placed.proposal).collect()
}

#[test]
fn means_trimmed_means_and_medians_are_those_of_the_scores() {
    let table = scores(&[
        [2, 4, 6, 60],
        [20, 0, 18, 0],
        [0, 0, 0, 0],
        [10, 30, 12, 0],
        [0, 0, 0, 24],
    ]);
    let by = |method| rank_by(method, &table, &RULES).unwrap();
    let mean = by(Method::Mean);
    let expected = [9.0, 9.5, f64::NAN, 26.0 / 3.0, 12.0].map(|x| (!x.is_nan()).then_some(x));
    assert_eq!(values(&mean), expected);
    assert_eq!(order(&mean), [4, 1, 0, 3, 2]);
    assert_eq!(
        mean.iter().map(|placed| placed.rank).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    assert!(mean[0].selected && mean[1..].iter().all(|placed| !placed.selected));
    let expected = [Some(2.5), Some(9.5), None, Some(6.0), Some(12.0)];
    assert_eq!(values(&by(Method::TrimmedMean)), expected);
    assert_eq!(values(&by(Method::Median)), expected);
}

#[test]
fn standardised_scores_of_jurors_with_the_same_order_agree() {
    // Juror 1 is generous and uses twice the scale, juror 2 scores all alike, juror 3 one only.
    let table = scores(&[
        [10, 20, 7, 0],
        [20, 40, 7, 0],
        [30, 60, 7, 0],
        [40, 80, 7, 90],
    ]);
    let placed = rank_by(Method::ZScore, &table, &RULES).unwrap();
    assert_eq!(order(&placed), [3, 2, 1, 0]);
    let value = |at: usize| values(&placed)[at].unwrap();
    // ±1.5 and ±0.5 steps of 5 points, whose standard deviation is 5·√(5/3); two of three jurors speak.
    let points = [
        5.0, 10.0, 3.5, 10.0, 20.0, 3.5, 15.0, 30.0, 3.5, 20.0, 40.0, 3.5, 45.0,
    ];
    let centre = points.iter().sum::<f64>() / 13.0;
    let squares = points
        .iter()
        .map(|y| (y - centre) * (y - centre))
        .sum::<f64>();
    let spread = (squares / 12.0).sqrt();
    let z = 1.5 / (5.0_f64 / 3.0).sqrt();
    assert!((value(0) - (centre - spread * z * 2.0 / 3.0)).abs() < 1e-12);
    assert!((value(3) - (centre + spread * z * 2.0 / 4.0)).abs() < 1e-12);
}

#[test]
fn fixed_proposals_of_a_balanced_jury_are_its_means_and_the_mixed_model_is_that_of_rank() {
    let table = scores(&[
        [14, 10, 18, 9],
        [22, 17, 20, 12],
        [9, 8, 14, 6],
        [31, 20, 27, 17],
    ]);
    let mean = values(&rank_by(Method::Mean, &table, &RULES).unwrap());
    let fixed = values(&rank_by(Method::FixedProposals, &table, &RULES).unwrap());
    for (mean, fixed) in mean.iter().zip(&fixed) {
        assert!(
            (mean.unwrap() - fixed.unwrap()).abs() < 1e-4,
            "{mean:?} {fixed:?}"
        );
    }
    let ranking = rank(&table, &RULES).unwrap();
    let model = rank_by(Method::MixedModel, &table, &RULES).unwrap();
    for (ranked, placed) in ranking.proposals.iter().zip(&model) {
        assert_eq!(
            (
                ranked.proposal,
                Some(ranked.adjusted),
                ranked.rank,
                ranked.selected
            ),
            (placed.proposal, placed.score, placed.rank, placed.selected)
        );
    }
}

#[test]
fn ties_go_to_the_keys_and_refusals_are_those_of_rank() {
    for method in Method::ALL {
        let equal = scores(&[[7, 7, 0, 0], [7, 7, 0, 0], [0, 7, 7, 0]]);
        let placed = rank_by(method, &equal, &RULES).unwrap();
        assert_eq!(order(&placed), [2, 1, 0], "{method:?}");
        assert!(placed.iter().all(|placed| placed.score == Some(3.5)));
        assert_eq!(
            rank_by(method, &scores(&[[0; 4]]), &RULES),
            Err(Refusal::NoScores)
        );
        let rules = Rules { seats: 0, ..RULES };
        assert_eq!(
            rank_by(method, &equal, &rules),
            Err(Refusal::BadRules(BadRule::NoSeats))
        );
    }
}
