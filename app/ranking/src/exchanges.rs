//! Bridges between islands of the graph of proposals and jurors: exchanges that cost as little as can be, with loads as they are.

use crate::boards::Board;
use crate::islands::Sets;
use std::collections::{BTreeMap, BinaryHeap};

/// So many pairs of one island, and so many of the others, are tried with each other.
const INSIDE: usize = 200;
const OUTSIDE: usize = 1_000;
/// So many exchanges are tried for one bridge.
const BRIDGES: usize = 400;

/// Two jurors exchange two proposals, or (`other` is `None`) a juror hands one to a juror of smaller load.
#[derive(Clone, Copy)]
struct Exchange {
    proposal: usize,
    juror: usize,
    other: Option<usize>,
    taker: usize,
}

impl Exchange {
    fn allowed(&self, board: &Board<'_>) -> bool {
        board.open(self.proposal, self.taker)
            && match self.other {
                Some(other) => board.open(other, self.juror),
                None => {
                    board.load(self.taker) < board.load(self.juror)
                        && board.load(self.taker) < board.capacity(self.taker)
                }
            }
    }

    /// Change of the cost: negative is better.
    fn gain(&self, board: &Board<'_>) -> i64 {
        let gain = board.gain(self.proposal, self.juror, self.taker);
        gain + (self.other).map_or(0, |other| board.gain(other, self.taker, self.juror))
    }

    fn apply(&self, board: &mut Board<'_>) {
        board.remove(self.proposal, self.juror);
        if let Some(other) = self.other {
            board.remove(other, self.taker);
            board.add(other, self.juror);
        }
        board.add(self.proposal, self.taker);
    }

    fn undo(&self, board: &mut Board<'_>) {
        board.remove(self.proposal, self.taker);
        if let Some(other) = self.other {
            board.remove(other, self.juror);
            board.add(other, self.taker);
        }
        board.add(self.proposal, self.juror);
    }
}

/// Joins islands of the graph by the cheapest exchanges that do.
pub(crate) fn bridge(board: &mut Board<'_>) {
    let (mut count, mut labels) = components(board);
    let busy = board.reads.iter().filter(|reads| !reads.is_empty());
    let (nodes, pairs) = (
        board.proposals() + busy.count(),
        board.readers.iter().map(Vec::len).sum::<usize>(),
    );
    // Trees have no pair to spare for a bridge.
    while count > 1 && pairs + count > nodes {
        let Some(joined) = join(board, count, &labels) else {
            return;
        };
        (count, labels) = joined;
    }
}

/// The cheapest exchange found between one island and the others that leaves fewer islands, made.
fn join(board: &mut Board<'_>, count: usize, labels: &[usize]) -> Option<(usize, Vec<usize>)> {
    let mut islands = labels.to_vec();
    islands.sort_unstable();
    islands.dedup();
    // An exchange joins islands only where one of its pairs lies on a cycle: a tree has nothing to offer.
    let spare = spare_pairs(board, labels);
    islands.retain(|&island| spare[island] >= 0);
    let all = varied(board, board.loose_pairs(), OUTSIDE);
    // What one island cannot spare, another may.
    for island in islands {
        let (inside, outside): (Vec<_>, Vec<_>) =
            (board.loose_pairs().into_iter()).partition(|pair| labels[pair.0] == island);
        let inside = varied(board, inside, INSIDE);
        let outside = varied(board, outside, OUTSIDE);
        let swaps = inside.len() * outside.len();
        let exchange = |number: usize| {
            if number < swaps {
                let (proposal, juror) = inside[number / outside.len()];
                let (other, taker) = outside[number % outside.len()];
                Exchange {
                    proposal,
                    juror,
                    other: Some(other),
                    taker,
                }
            } else {
                let (proposal, juror) = all[(number - swaps) / board.jurors()];
                Exchange {
                    proposal,
                    juror,
                    other: None,
                    taker: (number - swaps) % board.jurors(),
                }
            }
        };
        let mut best = BinaryHeap::new();
        for number in 0..swaps + all.len() * board.jurors() {
            let exchange = exchange(number);
            let apart = |read: &u32| labels[*read as usize] != labels[exchange.proposal];
            let between = board.reads[exchange.taker].first().is_some_and(apart);
            if between && exchange.allowed(board) {
                best.push((exchange.gain(board), number));
                if best.len() > BRIDGES {
                    best.pop();
                }
            }
        }
        let best: Vec<Exchange> = (best.into_sorted_vec().into_iter())
            .map(|(_, number)| exchange(number))
            .collect();
        for exchange in best {
            exchange.apply(board);
            let (after, labels) = components(board);
            if after < count {
                return Some((after, labels));
            }
            exchange.undo(board);
        }
    }
    None
}

/// By label: the pairs of each island less its nodes. A tree has one node more than pairs.
fn spare_pairs(board: &Board<'_>, labels: &[usize]) -> Vec<i64> {
    let mut spare = vec![0_i64; board.proposals() + board.jurors()];
    for (proposal, readers) in board.readers.iter().enumerate() {
        spare[labels[proposal]] += readers.len() as i64 - 1;
    }
    for reads in &board.reads {
        if let Some(&proposal) = reads.first() {
            spare[labels[proposal as usize]] -= 1;
        }
    }
    spare
}

/// At most `most` pairs, as different as can be: one of each kind of proposal and juror, then the second of each, and so on.
fn varied(board: &Board<'_>, pairs: Vec<(usize, usize)>, most: usize) -> Vec<(usize, usize)> {
    let mut seen: BTreeMap<(usize, usize, usize), u32> = BTreeMap::new();
    let mut pairs: Vec<(u32, (usize, usize))> = (pairs.into_iter())
        .map(|(proposal, juror)| {
            let kind = (board.class(proposal), board.outsiders(proposal), juror);
            let count = seen.entry(kind).or_default();
            *count += 1;
            (*count, (proposal, juror))
        })
        .collect();
    pairs.sort_by_key(|(count, _)| *count);
    pairs.truncate(most);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// Number of islands among proposals and the jurors who read, and the island of each proposal.
pub(crate) fn components(board: &Board<'_>) -> (usize, Vec<usize>) {
    let proposals = board.proposals();
    let busy = (0..board.jurors())
        .filter(|&juror| board.load(juror) > 0)
        .count();
    let mut sets = Sets::new(proposals + board.jurors());
    let mut count = proposals + busy;
    for (proposal, readers) in board.readers.iter().enumerate() {
        for &juror in readers {
            count -= usize::from(sets.join(proposal, proposals + juror as usize));
        }
    }
    (
        count,
        (0..proposals).map(|proposal| sets.find(proposal)).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignments::{JurorTraits, Pool, ProposalTraits};

    #[test]
    fn spare_pairs_of_a_cycle_are_none_and_of_a_tree_one_less() {
        let proposal = ProposalTraits {
            sector: None,
            language: 0,
        };
        let juror = JurorTraits {
            capacity: 9,
            sectors: vec![],
            languages: vec![0],
        };
        let pool = Pool {
            proposals: vec![proposal; 8],
            jurors: vec![juror; 6],
            conflicts: vec![],
            existing: vec![],
        };
        let mut board = Board::new(&pool, vec![2; 8]);
        // A cycle, a tree, a complete graph of three by two; juror 5 reads nothing.
        let cycle = [(0, 0), (1, 0), (0, 1), (1, 1)];
        let tree = [(2, 2), (3, 2), (4, 2)];
        let complete = [(5, 3), (6, 3), (7, 3), (5, 4), (6, 4), (7, 4)];
        for (proposal, juror) in cycle.into_iter().chain(tree).chain(complete) {
            board.add(proposal, juror);
        }
        let (count, labels) = components(&board);
        let spare = spare_pairs(&board, &labels);
        assert_eq!(count, 3);
        assert_eq!(
            [0, 2, 5].map(|proposal| spare[labels[proposal]]),
            [0, -1, 1]
        );
    }
}
