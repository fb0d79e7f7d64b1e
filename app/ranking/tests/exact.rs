//! Juries that agree exactly, up to severity: no residual is left, so that nothing but rounding and the bound of the ratios remains.
#![allow(clippy::unwrap_used)]

use ranking::{Criterion, Ranking, Review, Rules, Scores, Warning, rank};

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

/// `per_proposal` jurors, drawn at random, score each proposal by `score` of the proposal and the juror. Keys are in no order.
fn jury(
    [proposals, jurors, per_proposal]: [u32; 3],
    seed: u64,
    score: impl Fn(u32, u32) -> u32,
) -> Scores {
    let mut numbers = Numbers(seed);
    let mut reviews = Vec::new();
    for proposal in 0..proposals {
        let mut chosen = Vec::new();
        while chosen.len() < per_proposal as usize {
            let juror = numbers.below(jurors);
            if !chosen.contains(&juror) {
                chosen.push(juror);
            }
        }
        reviews.extend(chosen.into_iter().map(|juror| Review {
            proposal,
            juror,
            scores: vec![Some(score(proposal, juror) as i32)],
        }));
    }
    Scores {
        proposals,
        jurors,
        sectors: Vec::new(),
        criteria: vec![Criterion {
            weight: 1,
            min: 0,
            max: 10_000,
            units_per_point: 1,
            second_look: false,
        }],
        reviews,
        tie_keys: (0..proposals)
            .map(|_| [(); 32].map(|()| numbers.below(256) as u8))
            .collect(),
    }
}

fn rules(seats: u32, draws: u32) -> Rules {
    Rules {
        seats,
        draws,
        seed: 1,
        guard: false,
        sector_effect: false,
    }
}

fn is_connected(ranking: &Ranking) -> bool {
    let parts = |warning: &Warning| matches!(warning, Warning::Disconnected { .. });
    !ranking.warnings.iter().any(parts)
}

#[test]
fn exactly_equal_proposals_stand_in_the_order_of_their_keys() {
    let mut connected = 0;
    for (size, seeds) in [([8, 4, 2], 40), ([60, 12, 2], 10), ([60, 12, 4], 10)] {
        for seed in 0..seeds {
            // Proposals 2i and 2i + 1 are equal.
            let scores = jury(size, seed, |proposal, juror| {
                10 * (proposal / 2) + 30 * juror
            });
            let ranking = rank(&scores, &rules(size[0] / 2 - 1, 0)).unwrap();
            if !is_connected(&ranking) {
                continue;
            }
            connected += 1;
            let order: Vec<u32> = ranking.proposals.iter().map(|p| p.proposal).collect();
            let mut expected: Vec<u32> = (0..size[0]).collect();
            expected.sort_by_key(|&p| (u32::MAX - p / 2, scores.tie_keys[p as usize]));
            assert_eq!(order, expected, "{size:?}, seed {seed}");
            let differs = |warning: &Warning| matches!(warning, Warning::TenDiffers { .. });
            assert!(
                !ranking.warnings.iter().any(differs),
                "{size:?}, seed {seed}"
            );
        }
    }
    assert!(connected >= 40, "{connected}");
}

#[test]
fn chances_of_a_large_jury_that_agrees_exactly_are_certain() {
    let scores = jury([200, 130, 4], 1, |proposal, _| proposal);
    let ranking = rank(&scores, &rules(10, 200)).unwrap();
    assert!(is_connected(&ranking));
    for (place, ranked) in ranking.proposals.iter().enumerate() {
        let certain = if place < 10 { 1.0 } else { 0.0 };
        assert_eq!(ranked.proposal, 199 - place as u32);
        assert_eq!(ranked.p_selected, Some(certain), "place {place}");
    }
}
