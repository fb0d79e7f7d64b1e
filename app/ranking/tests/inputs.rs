//! What is counted, and what is refused.
#![allow(clippy::unwrap_used)]

use ranking::{BadRule, Criterion, Refusal, Review, Rules, Scores, Warning, rank};

fn rules(seats: u32) -> Rules {
    Rules {
        seats,
        draws: 1_000,
        seed: 1,
        guard: false,
        sector_effect: false,
    }
}

fn assert_close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-7 * (1.0 + expected.abs()),
        "{found} and not {expected}"
    );
}

/// Two criteria, the second three times as heavy and in half points.
fn two_criteria(reviews: Vec<(u32, u32, [Option<i32>; 2])>) -> Scores {
    Scores {
        proposals: 3,
        jurors: 3,
        sectors: Vec::new(),
        criteria: vec![
            Criterion {
                weight: 1,
                min: 0,
                max: 10,
                units_per_point: 1,
                second_look: false,
            },
            Criterion {
                weight: 3,
                min: 0,
                max: 20,
                units_per_point: 2,
                second_look: false,
            },
        ],
        reviews: reviews
            .into_iter()
            .map(|(proposal, juror, s)| Review {
                proposal,
                juror,
                scores: s.to_vec(),
            })
            .collect(),
        tie_keys: vec![[0; 32]; 3],
    }
}

#[test]
fn criterion_not_judged_is_neither_zero_nor_a_penalty() {
    let reviews = vec![
        (0, 0, [Some(4), Some(18)]),
        (1, 0, [Some(2), Some(16)]),
        (2, 1, [Some(3), None]),
        (2, 2, [None, None]),
    ];
    let ranking = rank(&two_criteria(reviews), &rules(1)).unwrap();
    let raw = |proposal: u32| {
        ranking
            .proposals
            .iter()
            .find(|ranked| ranked.proposal == proposal)
            .unwrap()
            .raw_mean
            .unwrap()
    };
    assert_close(raw(0), (4.0 + 3.0 * 9.0) / 4.0);
    assert_close(raw(1), (2.0 + 3.0 * 8.0) / 4.0);
    // Means of the criteria 3 and 8.5: exactly average on the first is exactly average over all.
    assert_close(raw(2), (3.0 + 3.0 * 8.5) / 4.0);
    assert!(ranking.warnings.contains(&Warning::EmptyReviews {
        reviews: vec![(2, 2)]
    }));
    assert_eq!(ranking.observations, 3);
}

#[test]
fn refusals_name_what_is_wrong() {
    let good = || {
        two_criteria(vec![
            (0, 0, [Some(4), Some(18)]),
            (1, 0, [Some(2), Some(16)]),
        ])
    };
    let refusal = |change: &dyn Fn(&mut Scores)| {
        let mut scores = good();
        change(&mut scores);
        rank(&scores, &rules(1)).unwrap_err()
    };
    assert!(rank(&good(), &rules(1)).is_ok());
    assert_eq!(refusal(&|s| s.proposals = 0), Refusal::NoProposals);
    assert_eq!(refusal(&|s| s.reviews.clear()), Refusal::NoScores);
    assert_eq!(
        refusal(&|s| s.reviews[1].proposal = 0),
        Refusal::DuplicateReview {
            proposal: 0,
            juror: 0
        }
    );
    assert_eq!(
        refusal(&|s| s.reviews[1].proposal = 3),
        Refusal::UnknownProposal {
            proposal: 3,
            juror: 0
        }
    );
    assert_eq!(
        refusal(&|s| s.reviews[1].juror = 3),
        Refusal::UnknownJuror {
            proposal: 1,
            juror: 3
        }
    );
    assert_eq!(
        refusal(&|s| s.reviews[0].scores[1] = Some(21)),
        Refusal::OutOfScale {
            proposal: 0,
            juror: 0,
            criterion: 1,
            score: 21
        }
    );
    assert_eq!(
        refusal(&|s| s.reviews[0].scores.truncate(1)),
        Refusal::WrongCriteria {
            proposal: 0,
            juror: 0,
            expected: 2,
            found: 1
        }
    );
    assert_eq!(
        refusal(&|s| s.tie_keys.truncate(1)),
        Refusal::WrongTieKeys {
            expected: 3,
            found: 1
        }
    );
    assert_eq!(
        refusal(&|s| s.sectors = vec![None]),
        Refusal::WrongSectors {
            expected: 3,
            found: 1
        }
    );
    assert_eq!(
        refusal(&|s| s.criteria.clear()),
        Refusal::BadRules(BadRule::NoCriteria)
    );
    assert_eq!(
        refusal(&|s| s
            .criteria
            .iter_mut()
            .for_each(|criterion| criterion.weight = 0)),
        Refusal::BadRules(BadRule::NoWeight)
    );
    assert_eq!(
        refusal(&|s| s.criteria[1].units_per_point = 0),
        Refusal::BadRules(BadRule::NoUnits { criterion: 1 })
    );
    assert_eq!(
        refusal(&|s| s.criteria[0].min = 11),
        Refusal::BadRules(BadRule::EmptyScale { criterion: 0 })
    );
    assert_eq!(
        rank(&good(), &rules(0)).unwrap_err(),
        Refusal::BadRules(BadRule::NoSeats)
    );
}
