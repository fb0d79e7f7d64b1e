//! Simulated juries: the guard against rogue jurors, and sectors that differ.
#![allow(clippy::unwrap_used)]

use ranking::{Criterion, Review, Rules, Scores, Warning, rank};

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
            second_look: false,
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
