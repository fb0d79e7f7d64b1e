//! Why no assignment exists: the smallest reason that a full flow proves.

use crate::assignments::Infeasible;
use crate::boards::Board;
use std::collections::VecDeque;

/// What can be seen of an empty board: a proposal with too few jurors, or too few places in all.
pub(crate) fn check(board: &Board<'_>) -> Result<(), Infeasible> {
    let (proposals, jurors) = (board.proposals(), board.jurors());
    let mut lacking = Vec::new();
    let mut usable = vec![0_usize; jurors];
    for proposal in 0..proposals {
        let mut open = 0;
        for (juror, usable) in usable.iter_mut().enumerate() {
            if board.open(proposal, juror) {
                open += 1;
                *usable += 1;
            }
        }
        if open < board.need[proposal] {
            lacking.push((proposal as u32, (board.need[proposal] - open) as u32));
        }
    }
    if !lacking.is_empty() {
        return Err(Infeasible::TooFewJurors { proposals: lacking });
    }
    let places = |juror: usize| usable[juror].min(board.capacity(juror)) as u64;
    let places: u64 = (0..jurors).map(places).sum();
    let needed = board.need.iter().map(|&need| need as u64).sum();
    if places < needed {
        return Err(Infeasible::TooFewPlaces {
            needed,
            places,
            missing: needed - places,
        });
    }
    Ok(())
}

/// The proposals and jurors that can be reached from one proposal that lacks jurors, by handing over what jurors read.
struct Reached {
    proposals: Vec<bool>,
    jurors: Vec<bool>,
}

/// Why not every proposal could be covered, of a board that holds as many pairs as can be: proposals that compete for the same full
/// jurors, as few as can be. The search descends into what a lacking proposal reaches as long as another lacking one in it reaches
/// less. So one more place of any of the jurors helps every lacking proposal in it.
pub(crate) fn bottleneck(board: &Board<'_>) -> Infeasible {
    let lacking = |p: &usize| board.lacks(*p) > 0;
    let mut first = (0..board.proposals()).find(lacking).unwrap_or_default();
    let mut reached = reach(board, first, None);
    while let Some((deeper, less)) = (0..board.proposals())
        .filter(|&p| p != first && reached.proposals[p] && lacking(&p))
        .map(|p| (p, reach(board, p, Some(first))))
        .find(|(_, less)| !less.proposals[first])
    {
        (first, reached) = (deeper, less);
    }
    let named = |reached: &[bool]| -> Vec<u32> {
        let all = (0..).zip(reached);
        all.filter(|(_, is)| **is).map(|(index, _)| index).collect()
    };
    let proposals = named(&reached.proposals);
    let missing = proposals.iter().map(|&p| board.lacks(p as usize) as u64);
    Infeasible::Bottleneck {
        missing: missing.sum(),
        jurors: named(&reached.jurors),
        proposals,
    }
}

/// Breadth first, up to `goal`.
fn reach(board: &Board<'_>, start: usize, goal: Option<usize>) -> Reached {
    let mut reached = Reached {
        proposals: vec![false; board.proposals()],
        jurors: vec![false; board.jurors()],
    };
    let mut waiting: Vec<usize> = (0..board.jurors()).collect();
    let mut queue = VecDeque::from([start]);
    reached.proposals[start] = true;
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
