//! What an assignment would do, for a look before it is done; or why there is none.

use super::pools::Pool;
use crate::{Error as StoreError, Result};
use domain::jury::{
    Arrangement, AssignmentPreview, Effects, NewPair, Obstacle, PairWhy, PreviewJuror,
    Redistribution, ReviewStage,
};
use ranking::{Assignment, Infeasible, PairReason};

pub(super) fn obstacle(pool: &Pool, why: Infeasible) -> Result<Obstacle> {
    let tag = |index: u32| pool.proposals[index as usize].tag();
    Ok(match why {
        Infeasible::TooFewPlaces {
            needed,
            places,
            missing,
        } => Obstacle::TooFewPlaces {
            needed,
            places,
            missing,
        },
        Infeasible::TooFewJurors { proposals } => Obstacle::TooFewJurors {
            proposals: proposals
                .into_iter()
                .map(|(index, lacking)| (tag(index), lacking))
                .collect(),
        },
        Infeasible::Bottleneck {
            proposals,
            jurors,
            missing,
        } => Obstacle::Bottleneck {
            proposals: proposals.into_iter().map(tag).collect(),
            jurors: jurors
                .into_iter()
                .map(|index| pool.jurors[index as usize].name.clone())
                .collect(),
            missing,
        },
        // The pool names only what exists and asks for at least one.
        other => return Err(StoreError::fault(other)),
    })
}

/// The pairs that do not exist yet.
pub(super) fn new_pairs<'a>(
    pool: &'a Pool,
    assignment: &'a Assignment,
) -> impl Iterator<Item = NewPair> + 'a {
    assignment
        .pairs
        .iter()
        .filter(|pair| {
            let place = (pair.juror, pair.proposal);
            !pool.pairs.contains_key(&place) && !pool.earlier.contains(&place)
        })
        .map(|pair| NewPair {
            juror: pair.juror,
            proposal: pair.proposal,
            why: if pool.anchors.contains(&pair.proposal) {
                PairWhy::Anchor
            } else {
                why(pair.reason)
            },
        })
}

fn why(reason: PairReason) -> PairWhy {
    match reason {
        PairReason::Fits {
            language: true,
            sector: true,
        } => PairWhy::Fits,
        PairReason::Fits {
            language: true,
            sector: false,
        } => PairWhy::Language,
        PairReason::Fits {
            language: false,
            sector: true,
        } => PairWhy::Sector,
        PairReason::CrossSector => PairWhy::CrossSector,
        _ => PairWhy::OnlyAvailable,
    }
}

/// How good pairs are, with what each juror has.
pub(super) fn arrangement(
    pool: &Pool,
    pairs: &Assignment,
    loads: impl Iterator<Item = u32> + Clone,
) -> Arrangement {
    let mut readers = vec![0; pool.proposals.len()];
    for pair in &pairs.pairs {
        readers[pair.proposal as usize] += 1;
    }
    let covered = readers
        .iter()
        .zip(&pool.proposals)
        .filter(|(count, proposal)| **count >= proposal.wanted);
    Arrangement {
        covered: u32::try_from(covered.count()).unwrap_or(u32::MAX),
        least: loads.clone().min().unwrap_or(0),
        most: loads.max().unwrap_or(0),
        foreign: pairs.mismatch.languages,
        cross_sector_share: pairs.cross_sector_share,
        components: pairs.components,
        connectivity: Some(pairs.connectivity).filter(|ties| ties.is_finite()),
    }
}

/// What applying the assignment would do, compared with how it stands. The basis is the caller's.
pub(super) fn preview(
    pool: &Pool,
    before: Arrangement,
    assignment: &Assignment,
    asked: &Redistribution,
) -> AssignmentPreview {
    // What has a review is not taken away, so it is not announced either.
    let dropped: Vec<(u32, u32)> = assignment
        .dropped
        .iter()
        .copied()
        .filter(|pair| {
            pool.pairs
                .get(pair)
                .is_some_and(|pair| pair.stage == ReviewStage::None)
        })
        .collect();
    let new: Vec<NewPair> = new_pairs(pool, assignment).collect();
    let mut after: Vec<u32> = pool.jurors.iter().map(|juror| juror.load).collect();
    for pair in &new {
        after[pair.juror as usize] += 1;
    }
    for (juror, _) in &dropped {
        after[*juror as usize] -= 1;
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let taken_from = |seat: u32| {
        let taken = pool.taken.keys().chain(pool.moved.keys());
        let taken = taken.filter(|(juror, _)| *juror == seat);
        count(taken.count())
    };
    let jurors = (0..)
        .zip(&pool.jurors)
        .zip(&after)
        .map(|((seat, juror), after)| PreviewJuror {
            id: juror.id.into(),
            name: juror.name.clone(),
            capacity: juror.capacity,
            before: juror.load + taken_from(seat),
            after: *after,
            declared: juror.declared,
        })
        .collect();
    let effects = (pool.jurors.iter().any(|juror| juror.relieved))
        .then(|| effects(pool, asked, &new, &dropped));
    AssignmentPreview {
        basis: String::new(),
        jurors,
        proposals: pool
            .proposals
            .iter()
            .map(|proposal| proposal.tag())
            .collect(),
        kept: count(pool.pairs.len() - dropped.len()),
        new,
        dropped,
        moved: pool.moved.keys().copied().collect(),
        short: pool.short_proposals(),
        before,
        after: arrangement(pool, assignment, after.into_iter()),
        effects,
    }
}

/// Whom a redistribution touches, and how many proposals it makes safe.
fn effects(
    pool: &Pool,
    asked: &Redistribution,
    new: &[NewPair],
    dropped: &[(u32, u32)],
) -> Effects {
    let relieved = |juror: u32| pool.jurors[juror as usize].relieved;
    // A review that a chosen juror has begun and keeps is not sure to come.
    let mut safe = pool.sure();
    let enough = |safe: &[u32]| {
        let proposals = safe.iter().zip(&pool.proposals);
        let enough = proposals.filter(|(sure, proposal)| **sure >= proposal.wanted);
        u32::try_from(enough.count()).unwrap_or(u32::MAX)
    };
    for (_, proposal) in pool.moved.keys() {
        safe[*proposal as usize] += 1;
    }
    let safe_before = enough(&safe);
    for (_, proposal) in pool.moved.keys() {
        safe[*proposal as usize] -= 1;
    }
    for pair in new {
        safe[pair.proposal as usize] += 1;
    }
    for (juror, proposal) in dropped {
        if !relieved(*juror) {
            safe[*proposal as usize] -= 1;
        }
    }
    let keep = |stage: ReviewStage, locked: bool| {
        let kept = pool.pairs.iter().filter(|((juror, _), pair)| {
            relieved(*juror) && pair.stage == stage && pair.locked == locked
        });
        u32::try_from(kept.count()).unwrap_or(u32::MAX)
    };
    let chosen = pool.jurors.iter().filter(|juror| juror.relieved);
    Effects {
        asked: Redistribution {
            without: chosen.map(|juror| juror.id.into()).collect(),
            ..asked.clone()
        },
        taken: pool
            .taken
            .iter()
            .map(|((juror, proposal), pair)| (*juror, *proposal, pair.stage))
            .collect(),
        kept_begun: keep(ReviewStage::Draft, false),
        kept_locked: keep(ReviewStage::None, true) + keep(ReviewStage::Draft, true),
        safe_before,
        safe_after: enough(&safe),
    }
}
