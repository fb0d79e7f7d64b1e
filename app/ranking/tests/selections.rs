//! Rankings of data that carry little, and of balanced data with known answers.
#![allow(clippy::unwrap_used)]

use ranking::{Criterion, Ranking, Review, Rules, Scores, Warning, leave_one_juror_out, rank};

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
            second_look: false,
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
fn scores_at_the_very_edge_of_separating_do_not_separate() {
    // Variance between proposals equals what jurors' disagreement explains to the last digit.
    let ranking = rank(&full(&[&[4, 17], &[24, 14], &[10, 12]]), &rules(1)).unwrap();
    assert!(ranking.variance.proposal < 1e-9);
    assert_eq!(ranking.warnings, [Warning::ScoresDoNotSeparate]);
    let even = |share: Option<f64>| share == Some(1.0 / 3.0);
    assert!(
        ranking
            .proposals
            .iter()
            .all(|ranked| even(ranked.p_selected))
    );
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
