//! Reasons why no assignment exists are true, name what would help, and no more than that.
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

/// The most reviews that can be placed: the least, over all sets of proposals, of what they can get and what all others need.
fn most(pool: &Pool, per_proposal: u32) -> u64 {
    let proposals = pool.proposals.len();
    let least = (0u32..1 << proposals).map(|set| {
        let others = u64::from(per_proposal) * u64::from(proposals as u32 - set.count_ones());
        let inside = (0..proposals as u32).filter(|p| set >> p & 1 == 1);
        let places = (0..pool.jurors.len() as u32).map(|juror| {
            let open = (inside.clone()).filter(|&p| open(pool, p).any(|other| other == juror));
            u64::from(pool.jurors[juror as usize].capacity).min(open.count() as u64)
        });
        others + places.sum::<u64>()
    });
    least.min().unwrap()
}

#[test]
fn obstacles_of_any_pool_are_true_and_what_they_name_would_help() {
    let mut runner = TestRunner::deterministic();
    // The first proposals are closed to some jurors, beside a few conflicts anywhere.
    let pools = (2usize..8, 2usize..7).prop_flat_map(|(proposals, jurors)| {
        let conflict = (0..jurors as u32, 0..proposals as u32);
        (
            1..proposals as u32,
            prop::collection::vec((0u32..6, any::<bool>()), jurors),
            prop::collection::vec(conflict, 0..4),
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
        let needed = u64::from(per_proposal) * pool.proposals.len() as u64;
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
                assert_eq!((said, places + missing), (needed, needed));
                assert!(placed <= places);
            }
            Some(Infeasible::Bottleneck {
                proposals,
                jurors,
                missing,
            }) => {
                seen[3] += 1;
                let mut places = 0;
                for juror in 0..pool.jurors.len() as u32 {
                    let open = (proposals.iter())
                        .filter(|&&p| open(&pool, p).any(|other| other == juror))
                        .count() as u32;
                    let capacity = pool.jurors[juror as usize].capacity;
                    assert_eq!(jurors.contains(&juror), capacity < open, "{juror}");
                    places += u64::from(capacity.min(open));
                }
                let wanted = u64::from(per_proposal) * proposals.len() as u64;
                assert_eq!(places + missing, wanted);
                assert!(missing > 0);
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
    let expected = Infeasible::TooFewPlaces {
        needed: 9,
        places: 6,
        missing: 3,
    };
    assert_eq!(reason(&pool, 1), Some(expected));
    // A juror who may read only what has enough makes up for the number, not for the places.
    let mut pool = pool;
    pool.jurors.push(juror(9));
    pool.conflicts.extend((0..5).map(|p| (3, p)));
    let expected = Infeasible::Bottleneck {
        proposals: vec![0, 1],
        jurors: vec![0],
        missing: 1,
    };
    assert_eq!(reason(&pool, 1), Some(expected));
}

#[test]
fn obstacle_inside_a_wider_one_is_named_alone() {
    // Proposal 0 lacks juror 1, who has proposal 1, which lacks juror 2, who has proposal 2: juror 1 can help only one of them, more
    // time of juror 2 is what both 1 and 2 need. Languages settle who has what; the others have time enough, for proposal 3.
    let readers: [&[u32]; 4] = [&[0, 1], &[1, 2], &[2, 3], &[0, 3, 4, 5]];
    let conflicts = (0..4u32)
        .flat_map(|p| (0..6u32).map(move |j| (j, p)))
        .filter(|&(j, p)| !readers[p as usize].contains(&j))
        .collect();
    let mut pool = pool(4, [9, 1, 1, 9, 9, 9].map(juror).to_vec(), conflicts);
    pool.proposals[0].language = 1;
    pool.proposals[2].language = 2;
    pool.jurors[2].languages = vec![2];
    let expected = Infeasible::Bottleneck {
        proposals: vec![1, 2],
        jurors: vec![2],
        missing: 1,
    };
    assert_eq!(reason(&pool, 2), Some(expected));
}
