//! The same bits on every machine: one number that stands for all bits of two fixed results.
//!
//! When a change of the method moves it, every published result made before can only be recomputed by the older version: say
//! so where versions are described, and only then write the new number here.
#![allow(clippy::unwrap_used)]

use ranking::{
    AssignmentRules, Criterion, JurorTraits, Pool, ProposalTraits, Review, Rules, Scores, assign,
    rank,
};

/// FNV-1a over words.
fn digest(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn ranking_of_a_fixed_jury_has_the_same_bits_on_every_machine() {
    let mut state = 1u64;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut reviews = Vec::new();
    for proposal in 0..30u32 {
        for juror in 0..9u32 {
            if below(2) == 0 {
                let noise = if juror == 4 { below(30) } else { below(8) };
                let quality = u64::from(proposal * 7 % 11) + u64::from(juror % 3) + noise;
                reviews.push(Review {
                    proposal,
                    juror,
                    scores: vec![Some(quality as i32), (below(9) > 0).then_some(3)],
                });
            }
        }
    }
    let scores = Scores {
        proposals: 30,
        jurors: 9,
        sectors: (0..30)
            .map(|proposal| (proposal % 5 > 0).then_some(proposal % 5))
            .collect(),
        criteria: vec![
            Criterion {
                weight: 3,
                min: 0,
                max: 60,
                units_per_point: 4,
            },
            Criterion {
                weight: 1,
                min: 0,
                max: 5,
                units_per_point: 1,
            },
        ],
        reviews,
        tie_keys: (0..30).map(|proposal| [proposal; 32]).collect(),
    };
    let rules = Rules {
        seats: 6,
        draws: 2_000,
        seed: 42,
        guard: true,
        sector_effect: true,
    };
    let ranking = rank(&scores, &rules).unwrap();
    let variance = &ranking.variance;
    let heads = [
        ranking.intercept,
        ranking.reml_criterion,
        variance.proposal,
        variance.juror,
        variance.residual,
    ];
    let proposals = ranking.proposals.iter().flat_map(|ranked| {
        let ((low, high), (first, last)) = (
            ranked.interval_90.unwrap(),
            ranked.rank_interval_90.unwrap(),
        );
        let numbers = [
            ranked.raw_mean.unwrap(),
            ranked.effect,
            ranked.adjusted,
            low,
            high,
            ranked.p_selected.unwrap(),
        ];
        let whole = [
            ranked.proposal,
            ranked.rank,
            first,
            last,
            u32::from(ranked.close_call),
        ];
        numbers
            .map(f64::to_bits)
            .into_iter()
            .chain(whole.map(u64::from))
    });
    let jurors = ranking
        .jurors
        .iter()
        .flat_map(|effect| [effect.severity, effect.noise].map(f64::to_bits));
    let words = heads
        .map(f64::to_bits)
        .into_iter()
        .chain(proposals)
        .chain(jurors);
    assert!(
        ranking.jurors.iter().any(|effect| effect.flagged),
        "the guard must have its part in the bits"
    );
    assert_eq!(format!("{:016x}", digest(words)), "92e1bbc11f8bd404");
}

#[test]
fn assignment_of_a_fixed_pool_is_the_same_on_every_machine() {
    let pool = Pool {
        proposals: (0..40)
            .map(|p| ProposalTraits {
                sector: Some(p % 6),
                language: p % 2,
            })
            .collect(),
        jurors: (0..10)
            .map(|j| JurorTraits {
                capacity: 14 + j % 3,
                sectors: vec![j % 6],
                languages: vec![j % 2, (j / 4) % 2],
            })
            .collect(),
        conflicts: (0..10).map(|j| (j, 3 * j)).collect(),
        existing: vec![(1, 1), (2, 7)],
    };
    let assignment = assign(
        &pool,
        &AssignmentRules {
            per_proposal: 3,
            seed: 42,
        },
    )
    .unwrap();
    let words = assignment
        .pairs
        .iter()
        .map(|pair| u64::from(pair.juror) << 32 | u64::from(pair.proposal));
    assert_eq!(format!("{:016x}", digest(words)), "a4fcfcafc904d0cd");
}
