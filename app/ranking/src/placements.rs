//! Making an assignment: a seeded greedy start, then repairs that never break what was reached before.
//!
//! In this order: coverage exactly (or the proof that it is impossible), even loads, one island, language and sector.

use crate::assignments::{Assignment, AssignmentRules, Infeasible, Pair, PairReason, Pool};
use crate::boards::Board;
use crate::exchanges;
use crate::flows::{self, Handovers};
use crate::samplers::Sampler;

/// Assigns exactly `per_proposal` jurors to every proposal: conflicts never, capacities kept, existing pairs kept unless a rule
/// breaks them, loads as even as possible, languages and one juror from outside the sector as far as that allows.
///
/// The same pool and seed give the same assignment.
///
/// # Errors
/// [`Infeasible`] exactly when no assignment covers every proposal, with the smallest reason.
pub fn assign(pool: &Pool, rules: &AssignmentRules) -> Result<Assignment, Infeasible> {
    check(pool, rules)?;
    let mut board = Board::new(pool, rules);
    let mut sampler = Sampler::new(rules.seed);
    let existing = existing_pairs(pool);
    keep_existing(&mut board, &existing);
    fill(&mut board, &mut sampler);
    flows::cover(&mut board, Handovers::Loose);
    // Coverage is a rule: an existing pair that alone stands in its way must go.
    flows::cover(&mut board, Handovers::All);
    if board.missing() > 0 {
        return Err(reason(&board));
    }
    flows::balance(&mut board);
    exchanges::improve(&mut board, &mut sampler);
    exchanges::bridge(&mut board);
    Ok(finished(&board, &existing))
}

fn check(pool: &Pool, rules: &AssignmentRules) -> Result<(), Infeasible> {
    if rules.per_proposal == 0 {
        return Err(Infeasible::NothingAsked);
    }
    for &(juror, proposal) in pool.conflicts.iter().chain(&pool.existing) {
        if juror as usize >= pool.jurors.len() {
            return Err(Infeasible::UnknownJuror { juror });
        }
        if proposal as usize >= pool.proposals.len() {
            return Err(Infeasible::UnknownProposal { proposal });
        }
    }
    Ok(())
}

/// Existing pairs (proposal, juror), each once.
fn existing_pairs(pool: &Pool) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = pool
        .existing
        .iter()
        .map(|&(j, p)| (p as usize, j as usize))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Keeps what no rule breaks; where there are too many, those whose language fits first.
fn keep_existing(board: &mut Board<'_>, existing: &[(usize, usize)]) {
    for fits in [true, false] {
        for &(proposal, juror) in existing {
            let room = board.load(juror) < board.capacity(juror)
                && board.readers[proposal].len() < board.per_proposal;
            if board.knows_language(proposal, juror) == fits && room && board.open(proposal, juror)
            {
                board.keep(proposal, juror);
            }
        }
    }
}

/// The greedy start: proposals with the fewest fitting jurors first, each place to the juror who fits best, reads least, and
/// meets the others least.
fn fill(board: &mut Board<'_>, sampler: &mut Sampler) {
    let (proposals, jurors) = (board.proposals(), board.jurors());
    let quota = quota(board);
    let mut meetings = vec![0u32; jurors * jurors];
    for readers in &board.readers {
        for &a in readers {
            for &b in readers {
                meetings[a * jurors + b] += 1;
            }
        }
    }
    let fitting = |board: &Board<'_>, p: usize| {
        (0..jurors)
            .filter(|&j| board.may_read(p, j) && board.knows_language(p, j))
            .count()
    };
    let mut order: Vec<usize> = (0..proposals).collect();
    shuffle(&mut order, sampler);
    order.sort_by_key(|&proposal| fitting(board, proposal));
    let mut turns: Vec<usize> = (0..jurors).collect();
    for proposal in order {
        while board.readers[proposal].len() < board.per_proposal {
            shuffle(&mut turns, sampler);
            let best = (turns.iter().copied())
                .filter(|&juror| {
                    board.open(proposal, juror) && board.load(juror) < board.capacity(juror)
                })
                .min_by_key(|&juror| {
                    let met: u32 = board.readers[proposal]
                        .iter()
                        .map(|&other| meetings[juror * jurors + other])
                        .sum();
                    let over = board.load(juror) >= quota;
                    (
                        over,
                        board.cost_with(proposal, None, Some(juror)),
                        board.load(juror),
                        met,
                    )
                });
            let Some(juror) = best else { break };
            for &other in &board.readers[proposal] {
                meetings[juror * jurors + other] += 1;
                meetings[other * jurors + juror] += 1;
            }
            board.add(proposal, juror);
        }
    }
}

/// The load that nobody needs to exceed if capacities were the only rule.
fn quota(board: &Board<'_>) -> usize {
    let needed = board.proposals().saturating_mul(board.per_proposal);
    let (mut low, mut high) = (0, board.proposals());
    while low < high {
        let middle = low.midpoint(high);
        let places: usize = (0..board.jurors())
            .map(|juror| board.capacity(juror).min(middle))
            .sum();
        if places >= needed {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn shuffle(values: &mut [usize], sampler: &mut Sampler) {
    for i in (1..values.len()).rev() {
        values.swap(i, sampler.below(i as u32 + 1) as usize);
    }
}

/// Why not every proposal could be covered.
fn reason(board: &Board<'_>) -> Infeasible {
    let (proposals, jurors) = (board.proposals(), board.jurors());
    let mut lacking = Vec::new();
    for proposal in 0..proposals {
        let open = (0..jurors)
            .filter(|&juror| board.may_read(proposal, juror))
            .count();
        if open < board.per_proposal {
            lacking.push((proposal as u32, (board.per_proposal - open) as u32));
        }
    }
    if !lacking.is_empty() {
        return Infeasible::TooFewJurors { proposals: lacking };
    }
    let usable = |juror: usize| {
        (0..proposals)
            .filter(|&p| board.may_read(p, juror))
            .count()
            .min(board.capacity(juror))
    };
    let places: u64 = (0..jurors).map(|juror| usable(juror) as u64).sum();
    let needed = proposals as u64 * board.per_proposal as u64;
    if places < needed {
        return Infeasible::TooFewPlaces {
            needed,
            places,
            missing: needed - places,
        };
    }
    let reached = flows::bottleneck(board);
    let named = |reached: &[bool]| {
        (0u32..)
            .zip(reached)
            .filter(|(_, is)| **is)
            .map(|(index, _)| index)
            .collect()
    };
    Infeasible::Bottleneck {
        proposals: named(&reached.proposals),
        jurors: named(&reached.jurors),
        missing: board.missing(),
    }
}

fn finished(board: &Board<'_>, existing: &[(usize, usize)]) -> Assignment {
    let mut pairs = Vec::new();
    for (proposal, readers) in board.readers.iter().enumerate() {
        let mut readers = readers.clone();
        readers.sort_unstable();
        for juror in readers {
            let (language, sector) = (
                board.knows_language(proposal, juror),
                board.knows_sector(proposal, juror),
            );
            let reason = if existing.binary_search(&(proposal, juror)).is_ok() {
                PairReason::Existing
            } else if language && board.is_outsider(proposal, juror) {
                PairReason::CrossSector
            } else if language || sector {
                PairReason::Fits { language, sector }
            } else {
                PairReason::OnlyAvailable
            };
            pairs.push(Pair {
                juror: juror as u32,
                proposal: proposal as u32,
                reason,
            });
        }
    }
    let gone = existing
        .iter()
        .filter(|&&(proposal, juror)| !board.is_reading(proposal, juror));
    let dropped = gone
        .map(|&(proposal, juror)| (juror as u32, proposal as u32))
        .collect();
    let with_sector: Vec<usize> = (0..board.proposals())
        .filter(|&p| board.pool.proposals[p].sector.is_some())
        .collect();
    let mixed = with_sector
        .iter()
        .filter(|&&p| board.readers[p].iter().any(|&j| board.is_outsider(p, j)))
        .count();
    Assignment {
        pairs,
        loads: board.reads.iter().map(|reads| reads.len() as u32).collect(),
        components: exchanges::components(board).0 as u32,
        cross_sector_share: if with_sector.is_empty() {
            1.0
        } else {
            mixed as f64 / with_sector.len() as f64
        },
        dropped,
    }
}
