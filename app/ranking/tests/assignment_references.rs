//! Assignments are the best there are: against all assignments of small pools, and against a general solver on larger ones.
#![allow(clippy::unwrap_used)]

use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, microlp, variable,
};
use proptest::prelude::*;
use proptest::{strategy::ValueTree, test_runner::TestRunner};
use ranking::{Assignment, AssignmentRules, JurorTraits, Pool, ProposalTraits, assign};

fn is_foreign(pool: &Pool, proposal: usize, juror: usize) -> bool {
    let language = pool.proposals[proposal].language;
    !pool.jurors[juror].languages.contains(&language)
}

fn is_outsider(pool: &Pool, proposal: usize, juror: usize) -> bool {
    let sector = pool.proposals[proposal].sector;
    sector.is_some_and(|sector| !pool.jurors[juror].sectors.contains(&sector))
}

/// What counts of an assignment, the weightiest first; less is better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    dropped: usize,
    squares: usize,
    components: usize,
    cost: i64,
    meetings: usize,
}

/// `readers`: jurors of each proposal.
fn worth(pool: &Pool, readers: &[Vec<usize>]) -> Worth {
    let mut loads = vec![0; pool.jurors.len()];
    let mut shared = vec![0; pool.jurors.len() * pool.jurors.len()];
    // By node, proposals first.
    let mut island: Vec<usize> = (0..pool.proposals.len() + pool.jurors.len()).collect();
    let mut cost = 0;
    for (p, jurors) in readers.iter().enumerate() {
        let outsiders = jurors.iter().filter(|&&j| is_outsider(pool, p, j)).count() as i64;
        let foreign = jurors.iter().filter(|&&j| is_foreign(pool, p, j)).count() as i64;
        cost += 1_000 * foreign;
        if pool.proposals[p].sector.is_some() {
            let wanted = i64::from(jurors.len() > 1);
            cost += 400 * (wanted - outsiders).max(0) + 10 * (outsiders - wanted).max(0);
        }
        for &j in jurors {
            loads[j] += 1;
            let (from, to) = (island[pool.proposals.len() + j], island[p]);
            island
                .iter_mut()
                .filter(|i| **i == from)
                .for_each(|i| *i = to);
            for &other in jurors.iter().filter(|&&other| other < j) {
                shared[j * pool.jurors.len() + other] += 1;
            }
        }
    }
    let busy = (0..pool.jurors.len()).filter(|&j| loads[j] > 0);
    let mut islands: Vec<usize> = island[..pool.proposals.len()].to_vec();
    islands.extend(busy.map(|j| island[pool.proposals.len() + j]));
    islands.sort_unstable();
    islands.dedup();
    let mut existing = pool.existing.clone();
    existing.sort_unstable();
    existing.dedup();
    let gone = |&&(j, p): &&(u32, u32)| !readers[p as usize].contains(&(j as usize));
    Worth {
        dropped: existing.iter().filter(gone).count(),
        squares: loads.iter().map(|load| load * load).sum(),
        components: islands.len(),
        cost,
        meetings: shared.iter().map(|count| count * count).sum(),
    }
}

fn readers(pool: &Pool, assignment: &Assignment) -> Vec<Vec<usize>> {
    let mut readers = vec![Vec::new(); pool.proposals.len()];
    for pair in &assignment.pairs {
        readers[pair.proposal as usize].push(pair.juror as usize);
    }
    readers
}

/// The best of all assignments.
fn best(pool: &Pool, per_proposal: usize) -> Option<Worth> {
    let sets: Vec<Vec<Vec<usize>>> = (0..pool.proposals.len())
        .map(|p| {
            (0u32..1 << pool.jurors.len())
                .filter(|set| set.count_ones() as usize == per_proposal)
                .map(|set| {
                    (0..pool.jurors.len())
                        .filter(|j| set >> j & 1 == 1)
                        .collect()
                })
                .filter(|set: &Vec<usize>| {
                    (set.iter()).all(|&j| !pool.conflicts.contains(&(j as u32, p as u32)))
                })
                .collect()
        })
        .collect();
    let all: usize = sets.iter().map(Vec::len).product();
    (0..all)
        .map(|mut number| {
            let choose = |sets: &Vec<Vec<usize>>| {
                let set = sets[number % sets.len()].clone();
                number /= sets.len();
                set
            };
            sets.iter().map(choose).collect::<Vec<_>>()
        })
        .filter(|readers| {
            (0..pool.jurors.len()).all(|j| {
                let load = readers.iter().filter(|set| set.contains(&j)).count();
                load <= pool.jurors[j].capacity as usize
            })
        })
        .map(|readers| worth(pool, &readers))
        .min()
}

prop_compose! {
    fn pools(most_existing: usize)(proposals in 1usize..6, jurors in 1usize..5)(
        proposals in prop::collection::vec((prop::option::weighted(0.8, 0u32..3), 0u32..2), proposals),
        jurors in prop::collection::vec((
            1u32..6, prop::collection::vec(0u32..3, 0..3), prop::collection::vec(0u32..2, 1..3),
        ), jurors),
        conflicts in prop::collection::vec((0..jurors as u32, 0..proposals as u32), 0..4),
        existing in prop::collection::vec((0..jurors as u32, 0..proposals as u32), 0..=most_existing),
    ) -> Pool {
        let proposals = proposals.into_iter().map(|(sector, language)| ProposalTraits { sector, language });
        let jurors = jurors.into_iter().map(|(capacity, sectors, languages)| JurorTraits { capacity, sectors, languages });
        Pool { proposals: proposals.collect(), jurors: jurors.collect(), conflicts, existing }
    }
}

#[test]
fn assignments_of_small_pools_are_the_best_of_all() {
    let mut runner = TestRunner::deterministic();
    let (mut feasible, mut dearer) = (0, 0);
    let (mut meetings, mut fewest) = (0, 0);
    for number in 0..3_000_u32 {
        let (pool, per_proposal) = (pools(6 * (number as usize % 2)), 1_u32..4)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let rules = AssignmentRules {
            per_proposal,
            seed: u64::from(number),
        };
        let found = assign(&pool, &rules);
        let best = best(&pool, per_proposal as usize);
        assert_eq!(found.is_ok(), best.is_some());
        let (Ok(found), Some(best)) = (found, best) else {
            continue;
        };
        let worth = worth(&pool, &readers(&pool, &found));
        assert_eq!(worth.dropped, found.dropped.len());
        assert_eq!(worth.components, found.components as usize);
        assert_eq!(worth.cost, found.mismatch.cost());
        let first = |worth: &Worth| (worth.dropped, worth.squares, worth.components);
        assert_eq!(first(&worth), first(&best), "{pool:?} {rules:?}");
        feasible += 1;
        if worth.cost == best.cost {
            meetings += worth.meetings;
            fewest += best.meetings;
        } else {
            // A bridge between islands is one exchange, though two could be cheaper.
            assert!(worth.cost * 100 <= best.cost * 101, "{worth:?} {best:?}");
            dearer += 1;
        }
    }
    assert!(feasible > 1_000);
    assert!(dearer <= 2, "{dearer} of {feasible}");
    assert!(meetings * 100 <= fewest * 101, "{meetings} {fewest}");
}

/// The least cost of the linear program that leaves whole numbers out.
fn relaxed(pool: &Pool, per_proposal: u32) -> f64 {
    let (proposals, jurors) = (pool.proposals.len(), pool.jurors.len());
    let mut variables = ProblemVariables::new();
    let x: Vec<Vec<Variable>> = (0..proposals)
        .map(|_| variables.add_vector(variable().min(0).max(1), jurors))
        .collect();
    let unmixed = variables.add_vector(variable().min(0), proposals);
    let beyond = variables.add_vector(variable().min(0), proposals);
    let mut cost = Expression::from(0);
    let mut rules = Vec::new();
    for p in 0..proposals {
        let mut outsiders = Expression::from(0);
        for (j, &reads) in x[p].iter().enumerate() {
            if is_foreign(pool, p, j) {
                cost += 1_000 * reads;
            }
            if is_outsider(pool, p, j) {
                outsiders += reads;
            }
            if pool.conflicts.contains(&(j as u32, p as u32)) {
                rules.push(constraint!(reads == 0));
            }
        }
        if pool.proposals[p].sector.is_some() {
            cost += 400 * unmixed[p] + 10 * beyond[p];
            rules.push(constraint!(unmixed[p] >= 1 - outsiders.clone()));
            rules.push(constraint!(beyond[p] >= outsiders - 1));
        }
        let all: Expression = x[p].iter().sum();
        rules.push(constraint!(all == f64::from(per_proposal)));
    }
    let even = f64::from(proposals as u32 * per_proposal / jurors as u32);
    for j in 0..jurors {
        let load: Expression = x.iter().map(|row| row[j]).sum();
        rules.push(constraint!(load.clone() >= even));
        rules.push(constraint!(load <= even + 1.0));
    }
    let problem = variables.minimise(cost.clone()).using(microlp);
    let solution = rules
        .into_iter()
        .fold(problem, |problem, rule| problem.with(rule));
    solution.solve().unwrap().eval(cost)
}

#[test]
fn assignment_of_a_jury_costs_what_a_general_solver_finds() {
    for (proposals, jurors, per_proposal, sectors) in
        [(30, 7, 3, 4), (60, 12, 4, 6), (90, 20, 3, 8)]
    {
        let pool = Pool {
            proposals: (0..proposals)
                .map(|p| ProposalTraits {
                    sector: (p % 9 > 0).then_some(p * p % 13 % sectors),
                    language: u32::from(p % 4 == 0),
                })
                .collect(),
            jurors: (0..jurors)
                .map(|j| JurorTraits {
                    capacity: proposals,
                    sectors: vec![j % sectors, j * j % 7 % sectors],
                    languages: if j % 5 == 0 {
                        vec![0, 1]
                    } else {
                        vec![u32::from(j % 6 == 1)]
                    },
                })
                .collect(),
            conflicts: (0..proposals).map(|p| (p * 11 % jurors, p)).collect(),
            existing: vec![],
        };
        let found = assign(
            &pool,
            &AssignmentRules {
                per_proposal,
                seed: 1,
            },
        )
        .unwrap();
        assert_eq!(found.components, 1);
        let (cost, least) = (found.mismatch.cost() as f64, relaxed(&pool, per_proposal));
        assert!(
            least > 0.0 && (cost - least).abs() <= 1e-6 * least,
            "{cost} {least}"
        );
    }
}

#[test]
fn assignment_costs_the_same_with_every_seed() {
    let pool = Pool {
        proposals: (0..900)
            .map(|p| ProposalTraits {
                sector: (p % 19 > 0).then_some(p * p % 31 % 12),
                language: (p % 10_u32).saturating_sub(5) / 2,
            })
            .collect(),
        jurors: (0..90)
            .map(|j| JurorTraits {
                capacity: 75,
                sectors: vec![j % 12, j * j % 29 % 12],
                languages: (0..3).filter(|language| j % 7 % 3 >= *language).collect(),
            })
            .collect(),
        conflicts: (0..900).map(|p| (p * 11 % 90, p)).collect(),
        existing: vec![],
    };
    let cost = |seed| {
        let rules = AssignmentRules {
            per_proposal: 5,
            seed,
        };
        assign(&pool, &rules).unwrap().mismatch
    };
    let first = cost(0);
    assert!(first.cost() > 0);
    for seed in 1..6 {
        assert_eq!(cost(seed), first);
    }
}
