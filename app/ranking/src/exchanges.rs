//! Exchanges between two pairs: better fits, and bridges between islands, with loads as they are.

use crate::boards::Board;
use crate::islands::Sets;
use crate::samplers::Sampler;

const PASSES: u32 = 20;
/// So many partners are looked at for one pair.
const PARTNERS: usize = 2_000;
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
        if !board.open(self.proposal, self.taker) || !board.is_reading(self.proposal, self.juror) {
            return false;
        }
        match self.other {
            Some(other) => board.is_reading(other, self.taker) && board.open(other, self.juror),
            None => {
                board.load(self.taker) < board.load(self.juror)
                    && board.load(self.taker) < board.capacity(self.taker)
            }
        }
    }

    /// Change of the cost: negative is better.
    fn gain(&self, board: &Board<'_>) -> i64 {
        let mut gain = board.cost_with(self.proposal, Some(self.juror), Some(self.taker))
            - board.cost(self.proposal);
        if let Some(other) = self.other {
            gain += board.cost_with(other, Some(self.taker), Some(self.juror)) - board.cost(other);
        }
        gain
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

/// Exchanges as long as languages and sectors fit better.
pub(crate) fn improve(board: &mut Board<'_>, sampler: &mut Sampler) {
    for _ in 0..PASSES {
        let mut improved = false;
        // Exchanges of this pass leave some of these pairs behind; those are not allowed any more.
        let pairs = board.loose_pairs();
        for &(proposal, juror) in &pairs {
            if board.cost(proposal) == 0 {
                continue;
            }
            let offset = sampler.below(pairs.len() as u32) as usize;
            let partners = pairs
                .iter()
                .cycle()
                .skip(offset)
                .take(pairs.len().min(PARTNERS));
            let swaps = partners.map(|&(other, taker)| Exchange {
                proposal,
                juror,
                other: Some(other),
                taker,
            });
            let moves = (0..board.jurors()).map(|taker| Exchange {
                proposal,
                juror,
                other: None,
                taker,
            });
            let best = (moves.chain(swaps))
                .filter(|exchange| exchange.allowed(board))
                .map(|exchange| (exchange.gain(board), exchange))
                .min_by_key(|(gain, _)| *gain);
            if let Some((gain, exchange)) = best
                && gain < 0
            {
                exchange.apply(board);
                improved = true;
            }
        }
        if !improved {
            return;
        }
    }
}

/// Joins islands of the graph by the cheapest exchanges that do.
pub(crate) fn bridge(board: &mut Board<'_>) {
    let (mut count, mut labels) = components(board);
    while count > 1 {
        let pairs = board.loose_pairs();
        let mut candidates: Vec<(i64, Exchange)> = Vec::new();
        // One island against all others is enough: every island but one must be joined to another.
        let first = labels.iter().copied().find(|&label| label != usize::MAX);
        for &(proposal, juror) in pairs
            .iter()
            .filter(|pair| Some(labels[pair.0]) == first)
            .take(PARTNERS / 4)
        {
            for &(other, taker) in pairs
                .iter()
                .filter(|pair| Some(labels[pair.0]) != first)
                .take(PARTNERS)
            {
                for (p, j, other, taker) in [
                    (proposal, juror, Some(other), taker),
                    (proposal, juror, None, taker),
                    (other, taker, None, juror),
                ] {
                    let exchange = Exchange {
                        proposal: p,
                        juror: j,
                        other,
                        taker,
                    };
                    if exchange.allowed(board) {
                        candidates.push((exchange.gain(board), exchange));
                    }
                }
            }
        }
        candidates.sort_by_key(|(gain, _)| *gain);
        let mut joined = false;
        for (_, exchange) in candidates.iter().take(BRIDGES) {
            exchange.apply(board);
            let (after, after_labels) = components(board);
            if after < count {
                (count, labels) = (after, after_labels);
                joined = true;
                break;
            }
            exchange.undo(board);
        }
        if !joined {
            return;
        }
    }
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
            count -= usize::from(sets.join(proposal, proposals + juror));
        }
    }
    (
        count,
        (0..proposals).map(|proposal| sets.find(proposal)).collect(),
    )
}
