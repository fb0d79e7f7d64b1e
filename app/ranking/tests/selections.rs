//! Rankings of data that carry little, of balanced data with known answers, and of rogue jurors.
#![allow(clippy::unwrap_used)]

use ranking::{
    BadRule, Criterion, Ranking, Refusal, Review, Rules, Scores, Warning, leave_one_juror_out, rank,
};

/// One criterion in whole points; `table[proposal][juror]`, `None` for no review.
fn scores(table: &[&[Option<i32>]]) -> Scores {
    let mut reviews = Vec::new();
    for (proposal, row) in (0u32..).zip(table) {
        for (juror, score) in (0u32..).zip(*row) {
            reviews.extend(score.map(|score| Review {
                proposal,
                juror,
                scores: vec![Some(score)],
            }));
        }
    }
    Scores {
        proposals: table.len() as u32,
        jurors: table.iter().map(|row| row.len()).max().unwrap_or(0) as u32,
        sectors: Vec::new(),
        criteria: vec![Criterion {
            weight: 1,
            min: -1_000,
            max: 1_000,
            units_per_point: 1,
        }],
        reviews,
        tie_keys: (0..table.len())
            .map(|proposal| [255 - proposal as u8; 32])
            .collect(),
    }
}

fn full(table: &[&[i32]]) -> Scores {
    let rows: Vec<Vec<Option<i32>>> = table
        .iter()
        .map(|row| row.iter().copied().map(Some).collect())
        .collect();
    scores(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn rules(seats: u32) -> Rules {
    Rules {
        seats,
        draws: 1_000,
        seed: 1,
        guard: false,
        sector_effect: false,
    }
}

fn order(ranking: &Ranking) -> Vec<u32> {
    ranking
        .proposals
        .iter()
        .map(|ranked| ranked.proposal)
        .collect()
}

fn assert_close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-7 * (1.0 + expected.abs()),
        "{found} and not {expected}"
    );
}

#[test]
fn balanced_scores_have_the_estimates_of_the_analysis_of_variance() {
    let table: [[i32; 3]; 5] = [
        [14, 10, 18],
        [22, 17, 20],
        [9, 8, 14],
        [31, 20, 27],
        [16, 13, 22],
    ];
    let ranking = rank(
        &full(&table.each_ref().map(|row| row.as_slice())),
        &rules(2),
    )
    .unwrap();
    let (n, j) = (5.0, 3.0);
    let mean = table.iter().flatten().sum::<i32>() as f64 / 15.0;
    let rows = table.map(|row| row.iter().sum::<i32>() as f64 / j);
    let columns = [0, 1, 2].map(|c| table.iter().map(|row| row[c]).sum::<i32>() as f64 / n);
    let squares = |values: &[f64]| {
        values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
    };
    let all: Vec<f64> = table
        .iter()
        .flatten()
        .map(|&score| f64::from(score))
        .collect();
    let between_rows = j * squares(&rows) / (n - 1.0);
    let between_columns = n * squares(&columns) / (j - 1.0);
    let residual =
        (squares(&all) - j * squares(&rows) - n * squares(&columns)) / ((n - 1.0) * (j - 1.0));
    assert_close(ranking.intercept, mean);
    assert_close(ranking.variance.residual, residual);
    assert_close(ranking.variance.proposal, (between_rows - residual) / j);
    assert_close(ranking.variance.juror, (between_columns - residual) / n);
    for ranked in &ranking.proposals {
        let row = rows[ranked.proposal as usize];
        assert_close(
            ranked.effect,
            (1.0 - residual / between_rows) * (row - mean),
        );
        assert_close(ranked.raw_mean.unwrap(), row);
        let (low, high) = ranked.interval_90.unwrap();
        assert!(low < ranked.adjusted && ranked.adjusted < high);
    }
    for effect in &ranking.jurors {
        let column = columns[effect.juror as usize];
        assert_close(
            effect.severity,
            (1.0 - residual / between_columns) * (column - mean),
        );
    }
    assert_eq!(order(&ranking), [3, 1, 4, 0, 2]);
    assert_eq!(ranking.warnings, []);
}

#[test]
fn strict_juror_does_not_decide_who_wins() {
    // Juror 0 is two points stricter; proposal 0 has only the strict juror and one other, proposal 3 only lenient ones.
    let table: [&[Option<i32>]; 5] = [
        &[Some(60), Some(80), None, None],
        &[Some(50), Some(70), Some(71), Some(69)],
        &[Some(30), Some(50), Some(49), Some(51)],
        &[None, None, Some(74), Some(75)],
        &[Some(40), Some(61), Some(59), Some(60)],
    ];
    let ranking = rank(&scores(&table), &rules(1)).unwrap();
    assert_eq!(order(&ranking)[0], 0);
    assert!(ranking.proposals[0].raw_mean < ranking.proposals[1].raw_mean);
    assert!(ranking.jurors[0].severity < -10.0);
}

#[test]
fn equal_scores_go_to_the_tie_keys() {
    let ranking = rank(&full(&[&[7, 7], &[7, 7], &[7, 7], &[7, 7]]), &rules(1)).unwrap();
    assert_eq!(order(&ranking), [3, 2, 1, 0]);
    assert!(
        ranking
            .proposals
            .iter()
            .all(|ranked| ranked.p_selected == Some(0.25) && ranked.adjusted == 7.0)
    );
    assert_eq!(
        ranking.warnings,
        [Warning::ScoresDoNotSeparate, Warning::AllScoresEqual]
    );
}

#[test]
fn scores_that_do_not_separate_give_every_proposal_the_same_chance() {
    // Every proposal has the same mean: less variance than jurors' disagreement explains.
    let ranking = rank(
        &full(&[&[1, 5, 9], &[9, 1, 5], &[5, 9, 1], &[1, 9, 5]]),
        &rules(1),
    )
    .unwrap();
    assert_eq!(ranking.variance.proposal, 0.0);
    assert!(
        ranking
            .proposals
            .iter()
            .all(|ranked| ranked.p_selected == Some(0.25) && !ranked.close_call)
    );
    assert!(
        ranking
            .proposals
            .iter()
            .all(|ranked| ranked.rank_interval_90 == Some((1, 4)))
    );
    assert_eq!(order(&ranking), [3, 2, 1, 0]);
    assert_eq!(ranking.warnings, [Warning::ScoresDoNotSeparate]);
}

#[test]
fn jurors_who_agree_leave_the_plain_means() {
    let table: [&[Option<i32>]; 4] = [
        &[Some(10), Some(12), None],
        &[Some(20), None, Some(19)],
        &[None, Some(30), Some(31)],
        &[Some(41), Some(40), None],
    ];
    let ranking = rank(&scores(&table), &rules(1)).unwrap();
    assert_eq!(ranking.variance.juror, 0.0);
    assert!(ranking.jurors.iter().all(|effect| effect.severity == 0.0));
    let shrink = |at: usize| {
        ranking.proposals[at].effect / (ranking.proposals[at].raw_mean.unwrap() - ranking.intercept)
    };
    assert_close(shrink(0), shrink(3));
}

#[test]
fn one_juror_without_replication_ranks_but_refuses_probabilities() {
    let ranking = rank(&full(&[&[4], &[9], &[6]]), &rules(1)).unwrap();
    assert_eq!(order(&ranking), [1, 2, 0]);
    assert_eq!(ranking.variance.juror, 0.0);
    let nothing = |ranked: &ranking::Ranked| {
        ranked.p_selected.is_none()
            && ranked.interval_90.is_none()
            && ranked.rank_interval_90.is_none()
    };
    assert!(ranking.proposals.iter().all(nothing));
    assert_eq!(
        ranking.warnings,
        [Warning::NoReplication, Warning::SeverityUnknown]
    );
}

#[test]
fn two_jurors_without_a_shared_proposal_are_islands() {
    let table: [&[Option<i32>]; 4] = [
        &[Some(4), Some(5), None, None],
        &[Some(9), Some(8), None, None],
        &[None, None, Some(1), Some(3)],
        &[None, None, Some(7), Some(7)],
    ];
    let ranking = rank(&scores(&table), &rules(1)).unwrap();
    assert!(ranking.warnings.contains(&Warning::Disconnected {
        islands: vec![vec![0, 1], vec![2, 3]]
    }));
}

#[test]
fn seats_for_all_select_all() {
    let ranking = rank(&full(&[&[1, 2], &[5, 7], &[4, 4]]), &rules(3)).unwrap();
    assert!(
        ranking
            .proposals
            .iter()
            .all(|ranked| ranked.selected && ranked.p_selected == Some(1.0))
    );
    assert_eq!(ranking.warnings, [Warning::SeatsCoverAll]);
}

#[test]
fn unscored_proposals_come_last_in_the_order_of_their_keys() {
    let table: [&[Option<i32>]; 5] = [
        &[None, None],
        &[Some(1), Some(2)],
        &[None, None],
        &[Some(-900), Some(-901)],
        &[Some(3), Some(5)],
    ];
    let ranking = rank(&scores(&table), &rules(3)).unwrap();
    assert_eq!(order(&ranking), [4, 1, 3, 2, 0]);
    assert_eq!(
        ranking
            .proposals
            .iter()
            .filter(|ranked| ranked.selected)
            .count(),
        3
    );
    assert!(ranking.proposals[3].raw_mean.is_none() && ranking.proposals[3].p_selected.is_none());
    assert!(ranking.warnings.contains(&Warning::Unscored {
        proposals: vec![0, 2]
    }));
}

#[test]
fn probabilities_of_all_scored_proposals_sum_to_the_seats() {
    let table: [&[i32]; 6] = [
        &[3, 5, 4],
        &[6, 5, 7],
        &[2, 5, 3],
        &[6, 7, 5],
        &[4, 4, 6],
        &[5, 6, 6],
    ];
    let ranking = rank(&full(&table), &rules(2)).unwrap();
    let sum: f64 = ranking
        .proposals
        .iter()
        .map(|ranked| ranked.p_selected.unwrap())
        .sum();
    assert_close(sum, 2.0);
    let close = |ranked: &&ranking::Ranked| (0.3..=0.7).contains(&ranked.p_selected.unwrap());
    let close_calls = ranking.proposals.iter().filter(close).count();
    assert!(close_calls > 0);
    assert_eq!(
        ranking
            .proposals
            .iter()
            .filter(|ranked| ranked.close_call)
            .count(),
        close_calls
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
            },
            Criterion {
                weight: 3,
                min: 0,
                max: 20,
                units_per_point: 2,
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

#[test]
fn leaving_out_each_juror_names_the_seats_that_change() {
    // Juror 2 alone lifts proposal 2 into the seat.
    let table = full(&[&[60, 61, 62], &[58, 59, 57], &[55, 57, 99], &[40, 41, 42]]);
    assert_eq!(order(&rank(&table, &rules(1)).unwrap())[0], 2);
    let left_out = leave_one_juror_out(&table, &rules(1)).unwrap();
    let selected: Vec<(u32, &[u32], u32)> = left_out
        .iter()
        .map(|left| (left.juror, left.selected.as_slice(), left.seats_changed))
        .collect();
    assert_eq!(
        selected,
        [(0, &[2][..], 0), (1, &[2][..], 0), (2, &[0][..], 1)]
    );
    let alone = leave_one_juror_out(&full(&[&[1], &[2]]), &rules(1)).unwrap();
    assert_eq!((alone[0].selected.len(), alone[0].seats_changed), (0, 1));
}

/// Whole numbers about 0 with a standard deviation of about 10 × `share` %, from a fixed sequence.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// Nearly normal: the sum of twelve uniform numbers has variance 1.
    fn normal(&mut self) -> f64 {
        (0..12)
            .map(|_| self.below(1 << 20) as f64 / f64::from(1 << 20))
            .sum::<f64>()
            - 6.0
    }
}

/// Sixty proposals, twelve jurors, four scores each in tenths; `rogue` makes juror 0 score at random.
fn simulated(seed: u64, rogue: bool) -> Scores {
    let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let quality: Vec<f64> = (0..60).map(|_| 0.6 * numbers.normal()).collect();
    let severity: Vec<f64> = (0..12).map(|_| 0.7 * numbers.normal()).collect();
    let mut reviews = Vec::new();
    let mut deck: Vec<u32> = Vec::new();
    for proposal in 0..60u32 {
        // Jurors are dealt from a shuffled deck, so that each gets twenty.
        if deck.is_empty() {
            deck = (0..12).collect();
            for i in (1..12).rev() {
                deck.swap(i, numbers.below(i as u64 + 1) as usize);
            }
        }
        for juror in deck.split_off(deck.len() - 4) {
            let value = if rogue && juror == 0 {
                severity[0] + 1.6 * numbers.normal()
            } else {
                quality[proposal as usize] + severity[juror as usize] + 0.8 * numbers.normal()
            };
            reviews.push(Review {
                proposal,
                juror,
                scores: vec![Some((100.0 * value) as i32)],
            });
        }
    }
    Scores {
        proposals: 60,
        jurors: 12,
        sectors: (0..60).map(|proposal| Some(proposal % 6)).collect(),
        criteria: vec![Criterion {
            weight: 1,
            min: -1_000,
            max: 1_000,
            units_per_point: 100,
        }],
        reviews,
        tie_keys: vec![[0; 32]; 60],
    }
}

#[test]
fn guard_flags_a_juror_who_scores_at_random_and_seldom_an_honest_one() {
    let guarded = Rules {
        draws: 0,
        guard: true,
        ..rules(10)
    };
    let (mut caught, mut innocent, mut honest) = (0, 0, 0);
    for seed in 0..50 {
        let ranking = rank(&simulated(seed, true), &guarded).unwrap();
        caught += u32::from(ranking.jurors[0].flagged);
        innocent += ranking.jurors[1..]
            .iter()
            .filter(|effect| effect.flagged)
            .count();
        assert!(
            ranking
                .jurors
                .iter()
                .all(|effect| effect.flagged == (effect.noise > 2.0))
        );
        let ranking = rank(&simulated(seed, false), &guarded).unwrap();
        honest += u32::from(ranking.jurors.iter().any(|effect| effect.flagged));
    }
    assert!(caught >= 42, "caught {caught} of 50");
    assert!(
        innocent <= 2,
        "{innocent} innocent jurors flagged beside the rogue"
    );
    assert!(
        honest <= 4,
        "{honest} of 50 honest juries have a flagged juror"
    );
}

#[test]
fn guard_without_a_flag_changes_nothing() {
    let scores = simulated(3, false);
    let plain = rank(&scores, &rules(10)).unwrap();
    let guarded = rank(
        &scores,
        &Rules {
            guard: true,
            ..rules(10)
        },
    )
    .unwrap();
    assert!(
        guarded
            .jurors
            .iter()
            .all(|effect| !effect.flagged && effect.noise != 1.0)
    );
    assert_eq!(plain.proposals, guarded.proposals);
}

#[test]
fn sector_effect_is_estimated_where_sectors_differ_and_left_out_where_it_cannot_be() {
    let with_sectors = Rules {
        sector_effect: true,
        ..rules(10)
    };
    let mut scores = simulated(1, false);
    for review in &mut scores.reviews {
        let bonus = [0, 60, 120, 180, 240, 300][(review.proposal % 6) as usize];
        review.scores[0] = review.scores[0].map(|score| score + bonus);
    }
    let ranking = rank(&scores, &with_sectors).unwrap();
    assert!(
        ranking.variance.sector.unwrap() > 0.5,
        "{:?}",
        ranking.variance
    );
    assert!(ranking.variance.proposal < 0.7, "{:?}", ranking.variance);
    for ranked in &ranking.proposals {
        assert_close(ranked.adjusted, ranking.intercept + ranked.effect);
        let (low, high) = ranked.interval_90.unwrap();
        assert!(low < ranked.adjusted && ranked.adjusted < high);
    }
    assert!(rank(&scores, &rules(10)).unwrap().variance.sector.is_none());
    scores.sectors = vec![Some(4); 60];
    let ranking = rank(&scores, &with_sectors).unwrap();
    assert!(ranking.variance.sector.is_none());
    assert!(ranking.warnings.contains(&Warning::SectorUnknown));
}

#[test]
fn model_with_fixed_proposals_is_compared() {
    // Proposals with a single extreme score are shrunk by the model, and not when proposals are fixed.
    let noise = [
        [10, -10, 10, -10, 0],
        [-10, 10, 0, 10, -10],
        [0, 10, -10, -10, 10],
        [10, -10, -10, 10, 0],
    ];
    let mut table: Vec<Vec<Option<i32>>> = Vec::new();
    for (at, quality) in [60, 59, 55, 50, 45, 41, 40].into_iter().enumerate() {
        table.push(
            noise[at % 4]
                .iter()
                .map(|error| Some(quality + error))
                .collect(),
        );
    }
    table.push(vec![Some(63), None, None, None, None]);
    table.push(vec![None, Some(62), None, None, None]);
    let table = scores(&table.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let ranking = rank(&table, &rules(2)).unwrap();
    assert_eq!(order(&ranking)[..2], [0, 1]);
    assert!(
        ranking.warnings.contains(&Warning::TenDiffers { seats: 2 }),
        "{:?}",
        ranking.warnings
    );
}
