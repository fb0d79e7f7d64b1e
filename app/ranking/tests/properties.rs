//! What must hold for every jury.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use ranking::{Criterion, Ranking, Review, Rules, Scores, Warning, leave_one_juror_out, rank};

/// Every bit of a ranking, so that even 0.0 and -0.0 differ.
fn bits(ranking: &Ranking) -> Vec<u64> {
    let mut bits = vec![
        ranking.intercept.to_bits(),
        ranking.reml_criterion.to_bits(),
    ];
    let variance = &ranking.variance;
    bits.extend(
        [
            variance.proposal,
            variance.juror,
            variance.residual,
            variance.sector.unwrap_or(-1.0),
        ]
        .map(f64::to_bits),
    );
    for ranked in &ranking.proposals {
        let (low, high) = ranked.interval_90.unwrap_or((-1.0, -1.0));
        let (first, last) = ranked.rank_interval_90.unwrap_or((0, 0));
        bits.extend([
            u64::from(ranked.proposal),
            u64::from(ranked.rank),
            u64::from(first),
            u64::from(last),
        ]);
        bits.extend([
            u64::from(ranked.selected),
            u64::from(ranked.close_call),
            u64::from(ranked.scores),
        ]);
        let numbers = [ranked.effect, ranked.adjusted, low, high];
        bits.extend(numbers.map(f64::to_bits));
        bits.extend(
            [ranked.raw_mean, ranked.p_selected].map(|number| number.unwrap_or(-1.0).to_bits()),
        );
    }
    for effect in &ranking.jurors {
        bits.extend([
            u64::from(effect.juror),
            effect.severity.to_bits(),
            effect.noise.to_bits(),
        ]);
    }
    bits
}

fn assert_sound(ranking: &Ranking, scores: &Scores, rules: &Rules) {
    assert_eq!(ranking.proposals.len() as u32, scores.proposals);
    let mut seen = vec![false; scores.proposals as usize];
    for (ranked, rank) in ranking.proposals.iter().zip(1u32..) {
        assert!(!std::mem::replace(
            &mut seen[ranked.proposal as usize],
            true
        ));
        assert_eq!(ranked.rank, rank);
        assert_eq!(ranked.selected, rank <= rules.seats);
        assert!(ranked.effect.is_finite() && ranked.adjusted.is_finite());
        assert!(ranked.raw_mean.is_none() == (ranked.scores == 0));
        if let Some((low, high)) = ranked.interval_90 {
            assert!(low.is_finite() && high.is_finite() && low <= high);
        }
        if let Some((first, last)) = ranked.rank_interval_90 {
            assert!(1 <= first && first <= last && last <= scores.proposals);
        }
        assert!(ranked.p_selected.is_none_or(|p| (0.0..=1.0).contains(&p)));
    }
    assert!(
        ranking
            .proposals
            .is_sorted_by_key(|ranked| ranked.scores == 0)
    );
    let variance = &ranking.variance;
    for component in [
        variance.proposal,
        variance.juror,
        variance.residual,
        variance.sector.unwrap_or(0.0),
    ] {
        assert!(component.is_finite() && component >= 0.0);
    }
    assert!(ranking.intercept.is_finite() && ranking.reml_criterion.is_finite());
    for effect in &ranking.jurors {
        assert!(effect.severity.is_finite() && effect.noise.is_finite() && effect.scores > 0);
    }
}

prop_compose! {
    /// Any jury: sparse, disconnected, constant, extreme or empty.
    fn juries()(proposals in 1u32..9, jurors in 1u32..7, spread in 0i32..4)(
        cells in prop::collection::vec(prop::option::weighted(0.5, (0i32..=10, prop::option::weighted(0.9, 0i32..=3))), (proposals * jurors) as usize),
        sectors in prop::collection::vec(prop::option::of(0u32..3), proposals as usize),
        with_sectors in any::<bool>(),
        keys in prop::collection::vec(any::<[u8; 32]>(), proposals as usize),
        proposals in Just(proposals), jurors in Just(jurors), spread in Just(spread),
    ) -> Scores {
        let mut reviews = Vec::new();
        for (at, cell) in (0u32..).zip(cells) {
            if let Some((first, second)) = cell {
                let first = match spread { 0 => 5, 1 => first / 5, 2 => first, _ => first * first * 10_000 };
                reviews.push(Review { proposal: at / jurors, juror: at % jurors, scores: vec![Some(first), second] });
            }
        }
        Scores {
            proposals,
            jurors,
            sectors: if with_sectors { sectors } else { Vec::new() },
            criteria: vec![
                Criterion { weight: 2, min: 0, max: 1_000_000, units_per_point: 4, second_look: false },
                Criterion { weight: 1, min: 0, max: 3, units_per_point: 1, second_look: false },
            ],
            reviews,
            tie_keys: keys,
        }
    }
}

prop_compose! {
    fn any_rules()(seats in 1u32..5, draws in 0u32..60, seed in any::<u64>(), guard in any::<bool>(), sector_effect in any::<bool>()) -> Rules {
        Rules { seats, draws, seed, guard, sector_effect }
    }
}

prop_compose! {
    /// Every juror scores every proposal.
    fn tables()(proposals in 3usize..8, jurors in 2usize..6)(
        table in prop::collection::vec(prop::collection::vec(0i32..40, jurors), proposals),
    ) -> Vec<Vec<i32>> {
        table
    }
}

fn balanced(table: &[Vec<i32>]) -> Scores {
    let mut reviews = Vec::new();
    for (proposal, row) in (0u32..).zip(table) {
        for (juror, score) in (0u32..).zip(row) {
            reviews.push(Review {
                proposal,
                juror,
                scores: vec![Some(*score)],
            });
        }
    }
    Scores {
        proposals: table.len() as u32,
        jurors: table[0].len() as u32,
        sectors: Vec::new(),
        criteria: vec![Criterion {
            weight: 1,
            min: -100,
            max: 200,
            units_per_point: 2,
            second_look: false,
        }],
        reviews,
        tie_keys: (0..table.len())
            .map(|proposal| [proposal as u8; 32])
            .collect(),
    }
}

fn order(ranking: &Ranking) -> Vec<u32> {
    ranking
        .proposals
        .iter()
        .map(|ranked| ranked.proposal)
        .collect()
}

const PLAIN: Rules = Rules {
    seats: 2,
    draws: 0,
    seed: 0,
    guard: false,
    sector_effect: false,
};

const DRAWN: Rules = Rules {
    draws: 200,
    ..PLAIN
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranking_of_any_jury_is_sound_or_refused(scores in juries(), rules in any_rules()) {
        if let Ok(ranking) = rank(&scores, &rules) {
            assert_sound(&ranking, &scores, &rules);
        } else {
            prop_assert!(scores.reviews.is_empty());
        }
    }

    #[test]
    fn ranking_again_and_in_finer_units_has_the_same_bits(scores in juries(), rules in any_rules(), fineness in 2i32..5) {
        let mut finer = scores.clone();
        for criterion in &mut finer.criteria {
            (criterion.min, criterion.max) = (criterion.min * fineness, criterion.max * fineness);
            criterion.units_per_point *= fineness as u32;
        }
        for score in finer.reviews.iter_mut().flat_map(|review| &mut review.scores) {
            *score = score.map(|units| units * fineness);
        }
        let first = rank(&scores, &rules);
        prop_assert_eq!(&first, &rank(&scores, &rules));
        if let (Ok(first), Ok(finer)) = (first, rank(&finer, &rules)) {
            prop_assert_eq!(bits(&first), bits(&finer));
        }
    }

    #[test]
    fn adding_a_constant_to_all_scores_moves_all_results_by_it(table in tables(), shift in -50i32..50) {
        let mut shifted = table.clone();
        shifted.iter_mut().flatten().for_each(|score| *score += shift);
        let (before, after) = (rank(&balanced(&table), &DRAWN).unwrap(), rank(&balanced(&shifted), &DRAWN).unwrap());
        let points = f64::from(shift) / 2.0;
        let close = |a: f64, b: f64| (a - b).abs() < 1e-5;
        prop_assert_eq!(order(&before), order(&after));
        prop_assert!(close(before.variance.proposal, after.variance.proposal) && close(before.variance.juror, after.variance.juror));
        for (before, after) in before.proposals.iter().zip(&after.proposals) {
            prop_assert!(close(before.adjusted + points, after.adjusted), "{before:?} {after:?}");
            // A draw may be counted on the other side of a border.
            let (p, q) = (before.p_selected.unwrap(), after.p_selected.unwrap());
            prop_assert!((p - q).abs() <= 0.01, "{p} {q}");
        }
    }

    #[test]
    fn swapping_the_names_of_two_proposals_swaps_their_places(table in tables()) {
        let mut swapped = table.clone();
        swapped.swap(0, 1);
        let (before, after) = (rank(&balanced(&table), &PLAIN).unwrap(), rank(&balanced(&swapped), &PLAIN).unwrap());
        let adjusted = |ranking: &Ranking, proposal: u32| {
            ranking.proposals.iter().find(|ranked| ranked.proposal == proposal).unwrap().adjusted
        };
        for (old, new) in (0..table.len() as u32).map(|p| (p, if p < 2 { 1 - p } else { p })) {
            prop_assert!((adjusted(&before, old) - adjusted(&after, new)).abs() < 1e-6);
        }
    }

    #[test]
    fn ranking_of_shuffled_rows_has_the_same_bits(
        (scores, shuffled) in juries().prop_flat_map(|scores| (Just(scores.clone()), Just(scores.reviews).prop_shuffle())),
        rules in any_rules(),
    ) {
        let other = Scores { reviews: shuffled, ..scores.clone() };
        match (rank(&scores, &rules), rank(&other, &rules)) {
            (Ok(first), Ok(second)) => {
                prop_assert_eq!(bits(&first), bits(&second));
                prop_assert_eq!(first.warnings, second.warnings);
            }
            (first, second) => prop_assert_eq!(first, second),
        }
    }

    #[test]
    fn leaving_out_any_juror_answers_for_each(scores in juries(), guard: bool) {
        let rules = Rules { guard, ..PLAIN };
        if let Ok(full) = rank(&scores, &rules) {
            let left_out = leave_one_juror_out(&scores, &rules).unwrap();
            let jurors: Vec<u32> = full.jurors.iter().map(|effect| effect.juror).collect();
            prop_assert_eq!(left_out.iter().map(|left| left.juror).collect::<Vec<_>>(), jurors);
            prop_assert!(left_out.iter().all(|left| left.selected.is_sorted() && left.seats_changed <= rules.seats));
        }
    }

    #[test]
    fn shifting_one_juror_of_a_balanced_jury_keeps_the_ranks(table in tables(), shift in -50i32..50) {
        let mut shifted = table.clone();
        for row in &mut shifted {
            row[0] += shift;
        }
        let (before, after) = (rank(&balanced(&table), &PLAIN).unwrap(), rank(&balanced(&shifted), &PLAIN).unwrap());
        let separated = |ranking: &Ranking| !ranking.warnings.contains(&Warning::ScoresDoNotSeparate);
        // A shift that leaves no variance between jurors frees degrees of freedom, so that proposals may just separate.
        prop_assume!(separated(&before) && separated(&after));
        prop_assert_eq!(order(&before), order(&after));
    }

    #[test]
    fn raising_a_proposal_of_a_balanced_jury_never_lowers_its_rank(table in tables(), raise in 1i32..30, at in 0usize..3) {
        let mut raised = table.clone();
        for score in &mut raised[at] {
            *score += raise;
        }
        let (before, after) = (rank(&balanced(&table), &PLAIN).unwrap(), rank(&balanced(&raised), &PLAIN).unwrap());
        let place = |ranking: &Ranking| order(ranking).iter().position(|&proposal| proposal as usize == at).unwrap();
        // Where the scores do not separate proposals the rank is drawn by key, not earned.
        let drawn = |ranking: &Ranking| ranking.warnings.contains(&Warning::ScoresDoNotSeparate);
        prop_assume!(!drawn(&before) && !drawn(&after));
        prop_assert!(place(&after) <= place(&before));
    }

    #[test]
    fn ranks_of_a_balanced_jury_follow_the_means(table in tables()) {
        let ranking = rank(&balanced(&table), &PLAIN).unwrap();
        prop_assume!(!ranking.warnings.contains(&Warning::ScoresDoNotSeparate));
        let sums: Vec<i32> = order(&ranking).iter().map(|&p| table[p as usize].iter().sum()).collect();
        prop_assert!(sums.is_sorted_by(|a, b| a >= b), "{sums:?}");
    }
}
