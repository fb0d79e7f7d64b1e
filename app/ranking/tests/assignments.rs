//! Assignments of typical and of impossible pools.
#![allow(clippy::unwrap_used)]

use ranking::{
    Assignment, AssignmentRules, Infeasible, JurorTraits, Mismatch, PairReason, Pool,
    ProposalTraits, as_it_stands, assign, assign_around,
};

mod common;

use common::assert_hard_rules;

/// Twelve jurors and sixty proposals in six sectors and two languages.
fn jury() -> Pool {
    Pool {
        proposals: (0..60)
            .map(|p| ProposalTraits {
                sector: Some(p % 6),
                language: u32::from(p % 3 == 0),
            })
            .collect(),
        jurors: (0..12)
            .map(|j| JurorTraits {
                capacity: 25,
                sectors: vec![j % 6, (j + 1) % 6],
                languages: if j < 5 { vec![0, 1] } else { vec![0] },
            })
            .collect(),
        conflicts: vec![(0, 0), (1, 3), (3, 17)],
        existing: Vec::new(),
    }
}

fn rules(per_proposal: u32) -> AssignmentRules {
    AssignmentRules {
        per_proposal,
        seed: 5,
    }
}

#[test]
fn assignment_of_a_typical_jury_is_even_connected_and_fits() {
    let pool = jury();
    let assignment = assign(&pool, &rules(4)).unwrap();
    assert_hard_rules(&pool, &rules(4), &assignment);
    assert_eq!(assignment.loads, [20; 12]);
    assert_eq!(assignment.components, 1);
    assert_eq!(assignment.cross_sector_share, 1.0);
    // 80 reviews in the second language for five jurors of twenty places: nobody else is needed.
    assert_eq!(unread(&pool, &assignment), 0);
    assert!(assignment.pairs.iter().any(|pair| pair.reason
        == PairReason::Fits {
            language: true,
            sector: true
        }));
    assert!(
        assignment
            .pairs
            .iter()
            .any(|pair| pair.reason == PairReason::CrossSector)
    );
}

#[test]
fn assignment_explains_each_pair_and_reports_what_does_not_fit() {
    let proposal = |sector, language| ProposalTraits { sector, language };
    let pool = Pool {
        proposals: vec![
            proposal(Some(1), 0),
            proposal(None, 0),
            proposal(Some(1), 1),
            proposal(Some(2), 0),
            proposal(Some(2), 1),
            proposal(Some(1), 0),
        ],
        jurors: vec![JurorTraits {
            capacity: 6,
            sectors: vec![1],
            languages: vec![0],
        }],
        conflicts: Vec::new(),
        existing: vec![(0, 5)],
    };
    let assignment = assign(&pool, &rules(1)).unwrap();
    let fits = |language, sector| PairReason::Fits { language, sector };
    let reasons: Vec<PairReason> = assignment.pairs.iter().map(|pair| pair.reason).collect();
    let expected = [
        fits(true, true),
        fits(true, false),
        fits(false, true),
        PairReason::CrossSector,
        PairReason::OnlyAvailable,
        PairReason::Existing,
    ];
    assert_eq!(reasons, expected);
    let expected = Mismatch {
        languages: 2,
        unmixed: 0,
        sectors: 2,
    };
    assert_eq!(assignment.mismatch, expected);
    assert_eq!(assignment.mismatch.cost(), 2_020);
    assert_eq!(assignment.cross_sector_share, 0.4);
    assert_eq!(assignment.connectivity, f64::INFINITY);
}

#[test]
fn assignment_with_another_seed_differs_and_with_the_same_does_not() {
    let pool = jury();
    let first = assign(&pool, &rules(4)).unwrap();
    assert_eq!(first, assign(&pool, &rules(4)).unwrap());
    assert_ne!(
        first.pairs,
        assign(
            &pool,
            &AssignmentRules {
                per_proposal: 4,
                seed: 6
            }
        )
        .unwrap()
        .pairs
    );
}

#[test]
fn assignment_after_a_juror_drops_out_keeps_all_other_pairs() {
    let mut pool = jury();
    let before = assign(&pool, &rules(3)).unwrap();
    pool.jurors[7].capacity = 0;
    pool.existing = before
        .pairs
        .iter()
        .map(|pair| (pair.juror, pair.proposal))
        .collect();
    let after = assign(&pool, &rules(3)).unwrap();
    assert_hard_rules(&pool, &rules(3), &after);
    let gone: Vec<(u32, u32)> = pool
        .existing
        .iter()
        .copied()
        .filter(|pair| pair.0 == 7)
        .collect();
    assert_eq!(after.dropped, gone);
    assert_eq!(after.loads[7], 0);
}

#[test]
fn what_stands_is_measured_as_what_was_made() {
    let mut pool = jury();
    let made = assign(&pool, &rules(3)).unwrap();
    pool.existing = made
        .pairs
        .iter()
        .map(|pair| (pair.juror, pair.proposal))
        .collect();
    let stands = as_it_stands(&pool).unwrap();
    assert_eq!(stands.loads, made.loads);
    assert_eq!(stands.components, made.components);
    assert_eq!(stands.mismatch, made.mismatch);
    assert_eq!(stands.cross_sector_share, made.cross_sector_share);
    assert!((stands.connectivity - made.connectivity).abs() < 1e-9);
    // A conflict that came later counts no more, and ends the pair.
    let pair = pool.existing[0];
    pool.conflicts.push(pair);
    let without = as_it_stands(&pool).unwrap();
    assert_eq!(without.dropped, [pair]);
    assert_eq!(without.pairs.len(), made.pairs.len() - 1);
    // Nobody has anything yet.
    pool.existing.clear();
    let nothing = as_it_stands(&pool).unwrap();
    assert_eq!((nothing.pairs.len(), nothing.mismatch.languages), (0, 0));
}

#[test]
fn second_looks_are_assigned_to_other_jurors_and_leave_the_first() {
    let mut pool = jury();
    let before = assign(&pool, &rules(2)).unwrap();
    pool.existing = before
        .pairs
        .iter()
        .map(|pair| (pair.juror, pair.proposal))
        .collect();
    let mut wanted = vec![2; pool.proposals.len()];
    wanted[3] += 2;
    wanted[17] += 4;
    let after = assign_around(&pool, &wanted, &[], 5).unwrap();
    assert!(after.dropped.is_empty());
    let new = after
        .pairs
        .iter()
        .filter(|pair| pair.reason != PairReason::Existing);
    let mut read: Vec<u32> = new.clone().map(|pair| pair.proposal).collect();
    read.dedup();
    assert_eq!((read, new.count()), (vec![3, 17], 6));
    assert_eq!(after.pairs.len(), 126);
    assert!(after.loads.iter().all(|load| [10, 11].contains(load)));
}

#[test]
fn assignment_that_existing_pairs_would_block_drops_as_few_as_needed() {
    let jurors = |capacities: [u32; 2]| {
        capacities
            .map(|capacity| JurorTraits {
                capacity,
                sectors: vec![],
                languages: vec![0],
            })
            .to_vec()
    };
    let pool = Pool {
        proposals: vec![
            ProposalTraits {
                sector: None,
                language: 0
            };
            2
        ],
        jurors: jurors([1, 1]),
        conflicts: vec![(1, 1)],
        existing: vec![(0, 0)],
    };
    let assignment = assign(&pool, &rules(1)).unwrap();
    assert_eq!(assignment.dropped, [(0, 0)]);
    assert_hard_rules(&pool, &rules(1), &assignment);
}

#[test]
fn fixed_pair_stays_where_a_pair_that_only_stands_would_go() {
    let juror = |capacity| JurorTraits {
        capacity,
        sectors: vec![],
        languages: vec![0],
    };
    let proposal = ProposalTraits {
        sector: None,
        language: 0,
    };
    let mut pool = Pool {
        proposals: vec![proposal; 2],
        jurors: vec![juror(1), juror(1)],
        conflicts: vec![(1, 1)],
        existing: vec![(0, 0)],
    };
    // Only the first juror may read the second proposal, and the pair that stays takes the place.
    let expected = Infeasible::TooFewJurors {
        proposals: vec![(1, 1)],
    };
    let around = |pool: &Pool, needs| assign_around(pool, needs, &[(0, 0)], 1);
    assert_eq!(around(&pool, &[1, 1]), Err(expected));
    // A conflict ends a fixed pair too; more of them than a proposal needs are kept.
    let assignment = around(&pool, &[0, 0]).unwrap();
    assert_eq!((assignment.pairs.len(), assignment.dropped.len()), (1, 0));
    pool.conflicts.push((0, 0));
    assert_eq!(around(&pool, &[1, 1]).unwrap().dropped, [(0, 0)]);
}

#[test]
fn fixed_pairs_count_among_the_loads_and_nothing_moves_them() {
    let mut pool = jury();
    let before = assign(&pool, &rules(4)).unwrap();
    pool.existing = before
        .pairs
        .iter()
        .map(|pair| (pair.juror, pair.proposal))
        .filter(|pair| pair.1 % 3 == 0)
        .collect();
    let fixed: Vec<(u32, u32)> = pool.existing.iter().copied().step_by(2).collect();
    // One juror gives up whatever may go.
    let held = fixed.iter().filter(|pair| pair.0 == 2).count();
    assert!(pool.existing.iter().filter(|pair| pair.0 == 2).count() > held);
    pool.jurors[2].capacity = u32::try_from(held).unwrap();
    for seed in 0..20 {
        let after = assign_around(&pool, &[4; 60], &fixed, seed).unwrap();
        assert_hard_rules(&pool, &rules(4), &after);
        let stays = |pair: &&(u32, u32)| !after.dropped.contains(pair);
        assert_eq!(fixed.iter().filter(stays).count(), fixed.len());
    }
}

/// Two languages, and nobody who reads both: the best fit falls apart into two islands.
fn two_languages() -> Pool {
    let juror = |language| JurorTraits {
        capacity: 10,
        sectors: vec![],
        languages: vec![language],
    };
    Pool {
        proposals: (0..12)
            .map(|p| ProposalTraits {
                sector: None,
                language: p / 6,
            })
            .collect(),
        jurors: (0..6).map(|j| juror(j / 3)).collect(),
        conflicts: Vec::new(),
        existing: Vec::new(),
    }
}

fn unread(pool: &Pool, assignment: &Assignment) -> usize {
    let reads = |juror: u32, proposal: u32| {
        pool.jurors[juror as usize]
            .languages
            .contains(&pool.proposals[proposal as usize].language)
    };
    assignment
        .pairs
        .iter()
        .filter(|pair| !reads(pair.juror, pair.proposal))
        .count()
}

#[test]
fn assignment_of_two_languages_is_bridged_by_one_exchange() {
    let pool = two_languages();
    for seed in 0..10 {
        let assignment = assign(
            &pool,
            &AssignmentRules {
                per_proposal: 2,
                seed,
            },
        )
        .unwrap();
        assert_eq!(assignment.components, 1);
        assert_eq!(assignment.loads, [4; 6]);
        assert_eq!(
            unread(&pool, &assignment),
            2,
            "one juror of each language meets the other"
        );
    }
}

#[test]
fn assignment_whose_start_misfits_is_improved_by_exchanges() {
    // Most jurors know one sector; which of them is the outsider can only be settled by exchanges.
    let mut pool = jury();
    for (j, juror) in (0u32..).zip(&mut pool.jurors) {
        juror.sectors = vec![j % 6];
        juror.languages = if j % 2 == 0 {
            vec![0, 1]
        } else {
            vec![j / 2 % 2]
        };
    }
    for seed in 0..10 {
        let assignment = assign(
            &pool,
            &AssignmentRules {
                per_proposal: 2,
                seed,
            },
        )
        .unwrap();
        assert_eq!(unread(&pool, &assignment), 0);
        assert_eq!(assignment.cross_sector_share, 1.0);
        let inside = assignment
            .pairs
            .iter()
            .filter(|pair| matches!(pair.reason, PairReason::Fits { sector: true, .. }));
        // Sixty at most: one of two.
        assert!(inside.count() >= 57);
    }
}

#[test]
fn infeasible_pools_name_the_smallest_reason() {
    let mut pool = jury();
    pool.conflicts = (0..10).map(|juror| (juror, 8)).collect();
    assert_eq!(
        assign(&pool, &rules(4)),
        Err(Infeasible::TooFewJurors {
            proposals: vec![(8, 2)]
        })
    );
    let mut pool = jury();
    for juror in &mut pool.jurors {
        juror.capacity = 19;
    }
    assert_eq!(
        assign(&pool, &rules(4)),
        Err(Infeasible::TooFewPlaces {
            needed: 240,
            places: 228,
            missing: 12
        })
    );
    // Three proposals are open to two jurors with one place each; the third juror may not read them.
    let juror = |capacity| JurorTraits {
        capacity,
        sectors: vec![],
        languages: vec![],
    };
    let pool = Pool {
        proposals: vec![
            ProposalTraits {
                sector: None,
                language: 0
            };
            5
        ],
        jurors: vec![juror(1), juror(1), juror(9)],
        conflicts: vec![(2, 0), (2, 1), (2, 2)],
        existing: vec![],
    };
    let three = Infeasible::Bottleneck {
        proposals: vec![0, 1, 2],
        jurors: vec![0, 1],
        missing: 1,
    };
    assert_eq!(assign(&pool, &rules(1)), Err(three.clone()));
    let pool = Pool {
        jurors: vec![juror(1), juror(1), juror(9), juror(5)],
        ..pool
    };
    let pool = Pool {
        conflicts: (0..3).flat_map(|p| [(2, p), (3, p)]).collect(),
        ..pool
    };
    assert_eq!(assign(&pool, &rules(1)), Err(three));
}

#[test]
fn assignment_of_unknown_or_empty_pools_is_answered() {
    let pool = Pool {
        conflicts: vec![(12, 0)],
        ..jury()
    };
    assert_eq!(
        assign(&pool, &rules(4)),
        Err(Infeasible::UnknownJuror { juror: 12 })
    );
    let pool = Pool {
        existing: vec![(0, 60)],
        ..jury()
    };
    assert_eq!(
        assign(&pool, &rules(4)),
        Err(Infeasible::UnknownProposal { proposal: 60 })
    );
    assert_eq!(assign(&jury(), &rules(0)), Err(Infeasible::NothingAsked));
    let empty = Pool {
        proposals: vec![],
        jurors: vec![],
        conflicts: vec![],
        existing: vec![],
    };
    assert!(assign(&empty, &rules(4)).unwrap().pairs.is_empty());
    let asked_for_all = assign(&jury(), &rules(u32::MAX));
    assert!(
        matches!(asked_for_all, Err(Infeasible::TooFewJurors { proposals }) if proposals.len() == 60)
    );
}
