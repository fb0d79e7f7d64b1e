//! Making an assignment: the cheapest one by a flow, then exchanges between pairs that cost as little as can be.
//!
//! In this order: coverage exactly (or the proof that it is impossible), existing pairs, even loads, one island, languages, one juror
//! from outside the sector, the others from inside, and jurors who meet as many other jurors as can be.

use crate::assignments::{Assignment, AssignmentRules, Infeasible, Pair, PairReason, Pool};
use crate::boards::Board;
use crate::connectivity::algebraic_connectivity;
use crate::samplers::Sampler;
use crate::{exchanges, flows, obstacles, spreads};
use std::collections::BTreeSet;

/// Assigns exactly `per_proposal` jurors to every proposal: conflicts never, capacities kept, existing pairs kept unless a rule
/// breaks them, loads as even as possible, languages and one juror from outside the sector as far as that allows.
///
/// The same pool and seed give the same assignment.
///
/// # Errors
/// [`Infeasible`] exactly when no assignment covers every proposal, with the smallest reason.
pub fn assign(pool: &Pool, rules: &AssignmentRules) -> Result<Assignment, Infeasible> {
    if rules.per_proposal == 0 {
        return Err(Infeasible::NothingAsked);
    }
    let needs = vec![rules.per_proposal; pool.proposals.len()];
    assign_around(pool, &needs, &[], rules.seed)
}

/// As [`assign`], with `needs[i]` jurors for proposal i (none beyond the end of `needs`), around `fixed`: pairs of `pool.existing`
/// that stay whatever that costs, unless they are in conflict or beyond a capacity. A proposal with more fixed pairs than it needs gets no others.
///
/// # Errors
/// As [`assign`]; where only the fixed pairs are in the way, the reason names what is left beside them.
pub fn assign_around(
    pool: &Pool,
    needs: &[u32],
    fixed: &[(u32, u32)],
    seed: u64,
) -> Result<Assignment, Infeasible> {
    check(pool)?;
    let existing = existing_pairs(pool);
    let (need, held) = around(pool, needs, fixed, &existing);
    let mut board = Board::new(pool, need);
    obstacles::check(&board)?;
    for &(proposal, juror) in &existing {
        if board.open(proposal, juror) {
            board.keep(proposal, juror);
        }
    }
    for &(proposal, juror) in &held {
        board.fix(proposal, juror);
    }
    let mut sampler = Sampler::new(seed);
    if !flows::settle(&mut board, &mut sampler) {
        return Err(obstacles::beside(pool, &board.need, &held, seed)
            .unwrap_or_else(|| obstacles::smallest(&board)));
    }
    spreads::spread(&mut board, &mut sampler);
    exchanges::bridge(&mut board);
    Ok(finished(&board, &existing))
}

/// What stands already, measured as [`assign`] measures what it makes: the pairs of `pool.existing` that no rule breaks.
///
/// # Errors
/// [`Infeasible`] where the pool names somebody who does not exist.
pub fn as_it_stands(pool: &Pool) -> Result<Assignment, Infeasible> {
    check(pool)?;
    let existing = existing_pairs(pool);
    let mut need = vec![0; pool.proposals.len()];
    for &(proposal, _) in &existing {
        need[proposal] += 1;
    }
    let mut board = Board::new(pool, need);
    for &(proposal, juror) in &existing {
        if board.open(proposal, juror) {
            board.keep(proposal, juror);
        }
    }
    Ok(finished(&board, &existing))
}

/// What each proposal needs, and the fixed pairs (proposal, juror) that can stay.
fn around(
    pool: &Pool,
    needs: &[u32],
    fixed: &[(u32, u32)],
    existing: &[(usize, usize)],
) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut need: Vec<usize> = needs.iter().map(|&need| need as usize).collect();
    need.resize(pool.proposals.len(), 0);
    let forbidden: BTreeSet<(u32, u32)> = pool.conflicts.iter().copied().collect();
    let mut room: Vec<u32> = pool.jurors.iter().map(|juror| juror.capacity).collect();
    let wanted: BTreeSet<(u32, u32)> = fixed.iter().copied().collect();
    let mut held = Vec::new();
    let mut readers = vec![0; need.len()];
    for &(proposal, juror) in existing {
        let pair = (juror as u32, proposal as u32);
        if wanted.contains(&pair) && !forbidden.contains(&pair) && room[juror] > 0 {
            room[juror] -= 1;
            readers[proposal] += 1;
            held.push((proposal, juror));
        }
    }
    for (need, readers) in need.iter_mut().zip(readers) {
        *need = readers.max(*need);
    }
    (need, held)
}

fn check(pool: &Pool) -> Result<(), Infeasible> {
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

pub(crate) fn shuffle(values: &mut [usize], sampler: &mut Sampler) {
    for i in (1..values.len()).rev() {
        values.swap(i, sampler.below(i as u32 + 1) as usize);
    }
}

fn finished(board: &Board<'_>, existing: &[(usize, usize)]) -> Assignment {
    let mut pairs = Vec::new();
    for (proposal, readers) in board.readers.iter().enumerate() {
        let mut readers = readers.clone();
        readers.sort_unstable();
        for juror in readers.into_iter().map(|juror| juror as usize) {
            let language = board.knows_language(proposal, juror);
            let outsider = board.is_outsider(proposal, juror);
            let sector = board.pool.proposals[proposal].sector.is_some() && !outsider;
            let reason = if existing.binary_search(&(proposal, juror)).is_ok() {
                PairReason::Existing
            } else if language && outsider {
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
    let loads: Vec<u32> = board.reads.iter().map(|reads| reads.len() as u32).collect();
    let components = exchanges::components(board).0 as u32;
    Assignment {
        pairs,
        components,
        connectivity: algebraic_connectivity(&board.readers, &loads, components),
        loads,
        mismatch: board.mismatch(),
        cross_sector_share: cross_sector_share(board),
        dropped,
    }
}

fn cross_sector_share(board: &Board<'_>) -> f64 {
    let with_sector = |p: &usize| board.pool.proposals[*p].sector.is_some();
    let all = (0..board.proposals()).filter(with_sector);
    let mixed = all.clone().filter(|&p| board.outsiders(p) > 0).count();
    match all.count() {
        0 => 1.0,
        count => mixed as f64 / count as f64,
    }
}
