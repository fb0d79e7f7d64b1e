//! Assignments whose graph would fall apart into islands.
#![allow(clippy::unwrap_used)]

use ranking::{AssignmentRules, JurorTraits, Pool, ProposalTraits, assign, assign_around};

mod common;

use common::assert_hard_rules;

#[test]
fn assignment_of_two_panels_is_bridged() {
    // By sector alone the two halves would never meet.
    let pool = Pool {
        proposals: (0..20)
            .map(|p| ProposalTraits {
                sector: Some(p / 10),
                language: 0,
            })
            .collect(),
        jurors: (0..6)
            .map(|j| JurorTraits {
                capacity: 10,
                sectors: vec![j / 3],
                languages: vec![0],
            })
            .collect(),
        conflicts: Vec::new(),
        existing: Vec::new(),
    };
    for seed in 0..20 {
        for per_proposal in [1, 2, 3] {
            let rules = AssignmentRules { per_proposal, seed };
            let assignment = assign(&pool, &rules).unwrap();
            assert_hard_rules(&pool, &rules, &assignment);
            assert_eq!(assignment.components, if per_proposal == 1 { 6 } else { 1 });
        }
    }
}

#[test]
fn assignment_whose_only_cycle_must_stay_is_not_searched_island_by_island() {
    let pool = Pool {
        proposals: vec![
            ProposalTraits {
                sector: None,
                language: 0
            };
            2_000
        ],
        jurors: (0..100)
            .map(|_| JurorTraits {
                capacity: 40,
                sectors: vec![],
                languages: vec![0],
            })
            .collect(),
        conflicts: vec![],
        existing: vec![(0, 0), (1, 0), (0, 1), (1, 1)],
    };
    let mut wanted = vec![1; 2_000];
    (wanted[0], wanted[1]) = (2, 2);
    let assignment = assign_around(&pool, &wanted, &[], 5).unwrap();
    assert!(assignment.dropped.is_empty());
    // Nothing that may go lies on a cycle: each of the other jurors is an island.
    assert_eq!(assignment.components, 99);
}
