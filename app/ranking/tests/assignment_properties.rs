//! Assignments of any pool keep every hard rule, and are refused exactly when a flow says that none exists.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use ranking::{Assignment, AssignmentRules, JurorTraits, PairReason, Pool, ProposalTraits, assign};

mod common;

use common::assert_hard_rules;

/// Whether a flow covers every proposal: plain augmenting paths by depth-first search, sharing nothing with the crate.
fn can_be_covered(pool: &Pool, per_proposal: u32) -> bool {
    fn augment(
        p: usize,
        pool: &Pool,
        open: &dyn Fn(usize, usize) -> bool,
        reads: &mut [Vec<usize>],
        seen: &mut [bool],
    ) -> bool {
        for j in 0..reads.len() {
            if seen[j] || !open(p, j) || reads[j].contains(&p) {
                continue;
            }
            seen[j] = true;
            if reads[j].len() < pool.jurors[j].capacity as usize {
                reads[j].push(p);
                return true;
            }
            for at in 0..reads[j].len() {
                let other = reads[j][at];
                if augment(other, pool, open, reads, seen) {
                    let at = reads[j].iter().position(|&q| q == other).unwrap();
                    reads[j][at] = p;
                    return true;
                }
            }
        }
        false
    }
    let open = |p: usize, j: usize| !pool.conflicts.contains(&(j as u32, p as u32));
    let mut reads = vec![Vec::new(); pool.jurors.len()];
    (0..pool.proposals.len()).all(|p| {
        (0..per_proposal).all(|_| {
            let mut seen = vec![false; reads.len()];
            augment(p, pool, &open, &mut reads, &mut seen)
        })
    })
}

prop_compose! {
    fn pools()(proposals in 0usize..9, jurors in 0usize..6)(
        proposals in prop::collection::vec((prop::option::of(0u32..3), 0u32..2), proposals),
        traits in prop::collection::vec((0u32..9, prop::collection::vec(0u32..3, 0..3), prop::collection::vec(0u32..2, 0..3)), jurors),
        conflicts in prop::collection::vec((0..jurors.max(1) as u32, 0..proposals.max(1) as u32), 0..10),
        existing in prop::collection::vec((0..jurors.max(1) as u32, 0..proposals.max(1) as u32), 0..10),
    ) -> Pool {
        let named = !proposals.is_empty() && !traits.is_empty();
        Pool {
            proposals: proposals.into_iter().map(|(sector, language)| ProposalTraits { sector, language }).collect(),
            jurors: traits.into_iter().map(|(capacity, sectors, languages)| JurorTraits { capacity, sectors, languages }).collect(),
            conflicts: if named { conflicts } else { vec![] },
            existing: if named { existing } else { vec![] },
        }
    }
}

/// No review can be moved from one juror to another who reads fewer by two or more.
fn assert_no_simple_move_evens(pool: &Pool, assignment: &Assignment) {
    for pair in assignment
        .pairs
        .iter()
        .filter(|pair| pair.reason != PairReason::Existing)
    {
        for (j, juror) in pool.jurors.iter().enumerate() {
            let load = assignment.loads[j];
            let taken = assignment
                .pairs
                .iter()
                .any(|p| p.proposal == pair.proposal && p.juror as usize == j)
                || pool.conflicts.contains(&(j as u32, pair.proposal));
            assert!(
                taken || load >= juror.capacity || load + 2 > assignment.loads[pair.juror as usize]
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn assignment_of_any_pool_keeps_the_rules_or_is_impossible(pool in pools(), per_proposal in 1u32..5, seed: u64) {
        let rules = AssignmentRules { per_proposal, seed };
        let result = assign(&pool, &rules);
        prop_assert_eq!(result.is_ok(), can_be_covered(&pool, per_proposal), "{:?}", result);
        prop_assert_eq!(&result, &assign(&pool, &rules));
        if let Ok(assignment) = result {
            assert_hard_rules(&pool, &rules, &assignment);
            assert_no_simple_move_evens(&pool, &assignment);
        }
    }

    #[test]
    fn assignment_without_conflicts_and_with_room_is_within_one(
        proposals in 1u32..30, jurors in 3u32..8, per_proposal in 1u32..4, seed: u64,
    ) {
        let pool = Pool {
            proposals: (0..proposals).map(|p| ProposalTraits { sector: Some(p % 4), language: p % 2 }).collect(),
            jurors: (0..jurors).map(|j| JurorTraits { capacity: 100, sectors: vec![j % 4], languages: vec![j % 2] }).collect(),
            conflicts: vec![],
            existing: vec![],
        };
        let assignment = assign(&pool, &AssignmentRules { per_proposal, seed }).unwrap();
        let (low, high) = (assignment.loads.iter().min().unwrap(), assignment.loads.iter().max().unwrap());
        prop_assert!(high - low <= 1, "{:?}", assignment.loads);
    }
}
