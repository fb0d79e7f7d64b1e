//! The same bits on every machine: one number that stands for all bits of a fixed assignment.
//!
//! When a change of the method moves it, every published result made before can only be recomputed by the older version: say
//! so where versions are described, and only then write the new number here.
#![allow(clippy::unwrap_used)]

use ranking::{AssignmentRules, JurorTraits, Pool, ProposalTraits, assign};

/// FNV-1a over words.
fn digest(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3)
    })
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
        .map(|pair| u64::from(pair.juror) << 32 | u64::from(pair.proposal))
        .chain([assignment.connectivity.to_bits()]);
    assert_eq!(format!("{:016x}", digest(words)), "39a65263f3358027");
}
