//! Reasons why no assignment exists are true, the smallest that there are, and name what would help.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use proptest::{strategy::ValueTree, test_runner::TestRunner};
use ranking::{AssignmentRules, Infeasible, JurorTraits, Pool, ProposalTraits, assign};

fn juror(capacity: u32) -> JurorTraits {
    JurorTraits {
        capacity,
        sectors: vec![],
        languages: vec![0],
    }
}

fn pool(proposals: usize, jurors: Vec<JurorTraits>, conflicts: Vec<(u32, u32)>) -> Pool {
    let proposal = ProposalTraits {
        sector: None,
        language: 0,
    };
    Pool {
        proposals: vec![proposal; proposals],
        jurors,
        conflicts,
        existing: vec![],
    }
}

fn reason(pool: &Pool, per_proposal: u32) -> Option<Infeasible> {
    let rules = AssignmentRules {
        per_proposal,
        seed: 3,
    };
    assign(pool, &rules).err()
}

/// Jurors who may read the proposal.
fn open(pool: &Pool, proposal: u32) -> impl Iterator<Item = u32> {
    (0..pool.jurors.len() as u32).filter(move |&juror| {
        pool.jurors[juror as usize].capacity > 0 && !pool.conflicts.contains(&(juror, proposal))
    })
}

/// Of some proposals, by bits: how many reviews they need more than can be placed among them, and the jurors who are full then.
fn lack(pool: &Pool, per_proposal: u32, set: u32) -> (i64, Vec<u32>) {
    let members = (0..pool.proposals.len() as u32).filter(|p| set >> p & 1 == 1);
    let mut lack = i64::from(per_proposal * set.count_ones());
    let mut full = Vec::new();
    for (juror, traits) in (0..).zip(&pool.jurors) {
        let may = |p: &u32| open(pool, *p).any(|other| other == juror);
        let may = members.clone().filter(may).count() as u32;
        lack -= i64::from(traits.capacity.min(may));
        if traits.capacity < may {
            full.push(juror);
        }
    }
    (lack, full)
}

fn all_sets(pool: &Pool) -> std::ops::Range<u32> {
    0..1 << pool.proposals.len()
}

fn members(set: u32) -> Vec<u32> {
    (0..32).filter(|p| set >> p & 1 == 1).collect()
}

/// The most reviews that can be placed: all but the most that any set lacks.
fn most(pool: &Pool, per_proposal: u32) -> i64 {
    let lacks = all_sets(pool).map(|set| lack(pool, per_proposal, set).0);
    i64::from(per_proposal) * pool.proposals.len() as i64 - lacks.max().unwrap()
}

/// By definition and among all sets: those that lack places and hold all that cannot do without their full jurors, and of these the smallest.
fn smallest(pool: &Pool, per_proposal: u32) -> (Vec<u32>, Vec<u32>, u64) {
    let of = |set: u32| lack(pool, per_proposal, set);
    let whole = |set: u32| {
        let (lack, full) = of(set);
        let free = |p: u32| open(pool, p).filter(|juror| !full.contains(juror)).count();
        let mut others = (0..pool.proposals.len() as u32).filter(|p| set >> p & 1 == 0);
        lack > 0 && others.all(|p| free(p) >= per_proposal as usize)
    };
    let sets = all_sets(pool).filter(|&set| whole(set));
    sets.map(|set| {
        let (lack, full) = of(set);
        (members(set), full, lack as u64)
    })
    .min_by_key(|(proposals, full, _)| (proposals.len(), full.len(), proposals.clone()))
    .unwrap()
}

#[test]
fn obstacles_of_any_pool_are_the_smallest_of_all_sets_and_what_they_name_would_help() {
    let mut runner = TestRunner::deterministic();
    // The first proposals are closed to some jurors, beside a few conflicts anywhere.
    let pools = (2usize..9, 2usize..8).prop_flat_map(|(proposals, jurors)| {
        let conflict = (0..jurors as u32, 0..proposals as u32);
        (
            1..proposals as u32,
            prop::collection::vec((0u32..6, any::<bool>()), jurors),
            prop::collection::vec(conflict, 0..9),
        )
            .prop_map(move |(closed, jurors, mut conflicts)| {
                for (j, _) in (0..).zip(&jurors).filter(|(_, (_, barred))| *barred) {
                    conflicts.extend((0..closed).map(|p| (j, p)));
                }
                let jurors = jurors.into_iter().map(|(capacity, _)| juror(capacity));
                pool(proposals, jurors.collect(), conflicts)
            })
    });
    let mut seen = [0; 4];
    for _ in 0..4_000 {
        let (pool, per_proposal) = (&pools, 1u32..3).new_tree(&mut runner).unwrap().current();
        let needed = i64::from(per_proposal) * pool.proposals.len() as i64;
        let most_of = |pool: &Pool| most(pool, per_proposal);
        let placed = most_of(&pool);
        match reason(&pool, per_proposal) {
            None => {
                seen[0] += 1;
                assert_eq!(placed, needed);
            }
            Some(Infeasible::TooFewJurors { proposals }) => {
                seen[1] += 1;
                let lacking = (0..pool.proposals.len() as u32)
                    .map(|p| {
                        (
                            p,
                            per_proposal.saturating_sub(open(&pool, p).count() as u32),
                        )
                    })
                    .filter(|(_, lacking)| *lacking > 0);
                assert_eq!(proposals, lacking.collect::<Vec<_>>());
            }
            Some(Infeasible::TooFewPlaces {
                needed: said,
                places,
                missing,
            }) => {
                seen[2] += 1;
                assert_eq!((said, places + missing), (needed as u64, needed as u64));
                let capacities = pool.jurors.iter().map(|juror| juror.capacity);
                assert!(capacities.sum::<u32>() < needed as u32);
                let (proposals, _, lack) = smallest(&pool, per_proposal);
                assert_eq!((proposals.len(), lack), (pool.proposals.len(), missing));
            }
            Some(Infeasible::Bottleneck {
                proposals,
                jurors,
                missing,
            }) => {
                seen[3] += 1;
                let wanted = smallest(&pool, per_proposal);
                assert_eq!(
                    (&proposals, &jurors, missing),
                    (&wanted.0, &wanted.1, wanted.2)
                );
                let capacities = pool.jurors.iter().map(|juror| juror.capacity);
                assert!(
                    proposals.len() < pool.proposals.len()
                        || capacities.sum::<u32>() >= needed as u32
                );
                for &juror in &jurors {
                    let mut more = pool.clone();
                    more.jurors[juror as usize].capacity += 1;
                    assert_eq!(most_of(&more), placed + 1, "{pool:?} {juror}");
                }
            }
            Some(other) => panic!("{other}"),
        }
    }
    assert!(seen.iter().all(|count| *count > 30), "{seen:?}");
}

#[test]
fn obstacle_of_two_bottlenecks_names_one() {
    // Proposals 0 and 1 are open to juror 0 only, 2 to 4 to juror 1 only, 5 to 8 to juror 2, who has time for all.
    let readers = [0, 0, 1, 1, 1, 2, 2, 2, 2];
    let conflicts = (0..9u32)
        .flat_map(|p| (0..3u32).map(move |j| (j, p)))
        .filter(|&(j, p)| readers[p as usize] != j)
        .collect();
    let pool = pool(9, vec![juror(1), juror(1), juror(20)], conflicts);
    let smaller = Infeasible::Bottleneck {
        proposals: vec![0, 1],
        jurors: vec![0],
        missing: 1,
    };
    // There are six places for nine reviews, but two proposals are a smaller reason.
    assert_eq!(reason(&pool, 1), Some(smaller.clone()));
    // A juror who may read only what has enough makes up for the number, not for the places.
    let mut pool = pool;
    pool.jurors.push(juror(9));
    pool.conflicts.extend((0..5).map(|p| (3, p)));
    assert_eq!(reason(&pool, 1), Some(smaller));
}

#[test]
fn obstacle_inside_a_wider_one_is_named_alone() {
    // Proposals 0 and 1 share juror 1, proposals 1 and 2 juror 2, who have one place each: together the three lack two places, but two of
    // them suffice to show it. Of equals the first are named, whoever has got what.
    let readers: [&[u32]; 4] = [&[0, 1], &[1, 2], &[2, 3], &[0, 3, 4, 5]];
    let conflicts = (0..4u32)
        .flat_map(|p| (0..6u32).map(move |j| (j, p)))
        .filter(|&(j, p)| !readers[p as usize].contains(&j))
        .collect();
    let mut pool = pool(4, [9, 1, 1, 9, 9, 9].map(juror).to_vec(), conflicts);
    let expected = Infeasible::Bottleneck {
        proposals: vec![0, 1],
        jurors: vec![1],
        missing: 1,
    };
    assert_eq!(reason(&pool, 2), Some(expected.clone()));
    pool.existing = vec![(1, 0), (2, 2)];
    assert_eq!(reason(&pool, 2), Some(expected));
}

#[test]
fn obstacle_of_a_few_inside_a_board_with_too_few_places_names_the_few() {
    // Sixty proposals for forty jurors of five places each, with conflicts of their own; ten of them are for six jurors only.
    let conflicts = (0..60u32).flat_map(|p| {
        (0..40u32).map(move |j| (j, p)).filter(move |&(j, p)| {
            let closed = p < 10 && j >= 6;
            closed || (j * 7 + p * 5) % 23 == 0 && j >= 6
        })
    });
    let mut pool = pool(60, vec![juror(5); 40], conflicts.collect());
    let few = |missing| Infeasible::Bottleneck {
        proposals: (0..10).collect(),
        jurors: (0..6).collect(),
        missing,
    };
    assert_eq!(reason(&pool, 4), Some(few(10)));
    // With time for the ten, too few places remain.
    for juror in &mut pool.jurors[..6] {
        juror.capacity = 7;
    }
    let expected = Infeasible::TooFewPlaces {
        needed: 240,
        places: 212,
        missing: 28,
    };
    assert_eq!(reason(&pool, 4), Some(expected));
}
