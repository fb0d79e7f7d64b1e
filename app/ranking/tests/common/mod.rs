//! What must hold for every assignment.

use ranking::{Assignment, AssignmentRules, PairReason, Pool};
use std::collections::BTreeSet;

/// Nobody reads twice or in conflict, capacities are kept, each proposal has its jurors, and each existing pair stays or is reported.
pub fn assert_hard_rules(pool: &Pool, rules: &AssignmentRules, assignment: &Assignment) {
    let mut seen = BTreeSet::new();
    let mut loads = vec![0; pool.jurors.len()];
    let mut covered = vec![0; pool.proposals.len()];
    for pair in &assignment.pairs {
        assert!(seen.insert((pair.juror, pair.proposal)), "twice: {pair:?}");
        assert!(
            !pool.conflicts.contains(&(pair.juror, pair.proposal)),
            "conflict: {pair:?}"
        );
        assert_eq!(
            pair.reason == PairReason::Existing,
            pool.existing.contains(&(pair.juror, pair.proposal))
        );
        loads[pair.juror as usize] += 1;
        covered[pair.proposal as usize] += 1;
    }
    assert_eq!(loads, assignment.loads);
    assert!(
        covered.iter().all(|&count| count == rules.per_proposal),
        "{covered:?}"
    );
    assert!(
        loads
            .iter()
            .zip(&pool.jurors)
            .all(|(load, juror)| *load <= juror.capacity)
    );
    for pair in &pool.existing {
        assert!(
            seen.contains(pair) != assignment.dropped.contains(pair),
            "{pair:?}"
        );
    }
}
