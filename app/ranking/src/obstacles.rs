//! Why no assignment exists: the smallest reason, which a full flow and a search in what it leaves prove.

use crate::assignments::{Infeasible, Pool};
use crate::boards::Board;
use crate::cuts::{self, Lack};
use crate::flows;
use crate::samplers::Sampler;
use std::collections::VecDeque;

/// What can be seen of an empty board, and what no capacity helps: proposals with too few jurors.
pub(crate) fn check(board: &Board<'_>) -> Result<(), Infeasible> {
    let jurors = |proposal: usize| (0..board.jurors()).filter(move |&j| board.open(proposal, j));
    let lacking = |p: usize| board.need[p].saturating_sub(jurors(p).count());
    let lacking: Vec<(u32, u32)> = (0..board.proposals())
        .map(|p| (p as u32, lacking(p) as u32))
        .filter(|(_, lacking)| *lacking > 0)
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Infeasible::TooFewJurors { proposals: lacking })
}

/// Why not every proposal could be covered, of a board that holds as many pairs as can be: the smallest cut (see [`cuts`]), or, where that is
/// all proposals, that there are too few places in all.
pub(crate) fn smallest(board: &Board<'_>) -> Infeasible {
    let lacking: Vec<usize> = (0..board.proposals())
        .filter(|&p| board.lacks(p) > 0)
        .collect();
    let reached = reach(board, &lacking, None);
    let lack = Lack {
        proposals: named(&reached.proposals),
        jurors: named(&reached.jurors),
    };
    let cut = cuts::smallest(board, &lack, &descent(board, &lacking));
    let (proposals, jurors, missing) = match cut {
        Some(cut) => (cut.proposals, cut.jurors, cut.missing),
        None => (lack.proposals, lack.jurors, 0),
    };
    let needed: u64 = board.need.iter().map(|&need| need as u64).sum();
    let capacities = (0..board.jurors()).map(|juror| board.capacity(juror) as u64);
    if proposals.len() == board.proposals() && capacities.sum::<u64>() < needed {
        return Infeasible::TooFewPlaces {
            needed,
            places: needed - missing,
            missing,
        };
    }
    Infeasible::Bottleneck {
        proposals,
        jurors,
        missing,
    }
}

/// Why no assignment exists around pairs (proposal, juror) that stay: the smallest reason of what is left beside them, where these
/// neither need nor take places. `None` without such pairs, and where they are not in the way.
pub(crate) fn beside(
    pool: &Pool,
    need: &[usize],
    held: &[(usize, usize)],
    seed: u64,
) -> Option<Infeasible> {
    let (mut rest, mut need) = (pool.clone(), need.to_vec());
    for &(proposal, juror) in held {
        rest.jurors[juror].capacity -= 1;
        rest.conflicts.push((juror as u32, proposal as u32));
        need[proposal] -= 1;
    }
    rest.existing.clear();
    if held.is_empty() {
        return None;
    }
    let mut board = Board::new(&rest, need);
    if let Err(why) = check(&board) {
        return Some(why);
    }
    if flows::settle(&mut board, &mut Sampler::new(seed)) {
        return None;
    }
    let beside = held.len() as u64;
    Some(match smallest(&board) {
        Infeasible::TooFewPlaces {
            needed,
            places,
            missing,
        } => Infeasible::TooFewPlaces {
            needed: needed + beside,
            places: places + beside,
            missing,
        },
        other => other,
    })
}

/// A set that lacks, and no wider than a lacking proposal makes it: descends into what a lacking proposal reaches as long as another
/// lacking one in it reaches less.
fn descent(board: &Board<'_>, lacking: &[usize]) -> Vec<u32> {
    let mut first = lacking.first().copied().unwrap_or_default();
    let mut reached = reach(board, &[first], None);
    while let Some((deeper, less)) = lacking
        .iter()
        .filter(|&&p| p != first && reached.proposals[p])
        .map(|&p| (p, reach(board, &[p], Some(first))))
        .find(|(_, less)| !less.proposals[first])
    {
        (first, reached) = (deeper, less);
    }
    named(&reached.proposals)
}

fn named(reached: &[bool]) -> Vec<u32> {
    let all = (0..).zip(reached);
    all.filter(|(_, is)| **is).map(|(index, _)| index).collect()
}

/// The proposals and jurors that can be reached from proposals that lack jurors, by handing over what jurors read.
struct Reached {
    proposals: Vec<bool>,
    jurors: Vec<bool>,
}

/// Breadth first, up to `goal`.
fn reach(board: &Board<'_>, starts: &[usize], goal: Option<usize>) -> Reached {
    let mut reached = Reached {
        proposals: vec![false; board.proposals()],
        jurors: vec![false; board.jurors()],
    };
    let mut waiting: Vec<usize> = (0..board.jurors()).collect();
    let mut queue = VecDeque::from(starts.to_vec());
    for &start in starts {
        reached.proposals[start] = true;
    }
    while let Some(proposal) = queue.pop_front() {
        waiting.retain(|&juror| {
            if !board.open(proposal, juror) {
                return true;
            }
            reached.jurors[juror] = true;
            for next in board.reads[juror].iter().map(|&next| next as usize) {
                if !reached.proposals[next] {
                    reached.proposals[next] = true;
                    queue.push_back(next);
                }
            }
            false
        });
        if goal.is_some_and(|goal| reached.proposals[goal]) {
            break;
        }
    }
    reached
}
