//! The cheapest assignment, exactly: a minimum-cost flow by the primal-dual method, with blocking flows on the arcs of
//! reduced cost zero (Ahuja, Magnanti & Orlin 1993, section 9.8).
//!
//! From a proposal flow runs to jurors who know its sector, or through its second node to those who do not; from jurors to
//! the sink. Every cost is a convex function of one flow, so that no local optimum exists but the best. By rank: existing
//! pairs that go, the sum of squares of the loads (which no other loads that can be had are more even than), languages, sectors.
//! What the flow cannot place, no assignment can.

use crate::boards::{Board, NO_OUTSIDER, SECOND_OUTSIDER, WRONG_LANGUAGE};
use crate::placements::shuffle;
use crate::samplers::Sampler;
use crate::ways::Ways;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

const UNREACHED: (i64, u32) = (i64::MAX, u32::MAX);

/// A flow and the prices that prove it to be cheapest for what it has placed.
///
/// Nodes: the proposals, their second nodes, the jurors, the sink.
struct Network<'b, 'a> {
    board: &'b mut Board<'a>,
    /// By node. No arc with room has `cost + price(from) − price(to)` below zero.
    prices: Vec<i64>,
    /// Flow from each juror to the sink.
    places: Vec<usize>,
    /// Flow that the sink waits for.
    wanted: usize,
    /// One square of a load: more than any chain of handovers can gain.
    square: i64,
    /// An existing pair: more than any chain of squares can gain.
    existing: i64,
    /// The juror whom each proposal asks first, and how many on from there the next time.
    turns: Vec<(u32, u32)>,
}

/// Makes the pairs on the board the cheapest that give every proposal the jurors that it needs. False when no pairs do; then
/// as many reviews are placed as can be.
pub(crate) fn settle(board: &mut Board<'_>, sampler: &mut Sampler) -> bool {
    let mut order: Vec<usize> = (0..board.proposals()).collect();
    shuffle(&mut order, sampler);
    order.extend((0..board.jurors()).map(|juror| 2 * board.proposals() + juror));
    let mut network = Network::new(board, sampler);
    while let Some(levels) = network.search() {
        network.block(levels, &order);
    }
    let settled = !order.into_iter().any(|node| network.gives(node));
    board.trim();
    settled
}

impl<'b, 'a> Network<'b, 'a> {
    /// Starts from the pairs on the board, whatever rules they break. Every juror has as many places as are used up in any case.
    fn new(board: &'b mut Board<'a>, sampler: &mut Sampler) -> Self {
        let (proposals, jurors) = (board.proposals(), board.jurors());
        let needed: usize = board.need.iter().sum();
        let mut places: Vec<usize> = (0..jurors)
            .map(|juror| board.load(juror).min(board.capacity(juror)))
            .collect();
        if places.iter().sum::<usize>() > needed {
            places.fill(0);
        }
        let quota = board.quota(&places, needed).max(1);
        let chain = 2 * (WRONG_LANGUAGE + NO_OUTSIDER + SECOND_OUTSIDER);
        let square = chain.saturating_mul(jurors as i64 + 1);
        let existing = square.saturating_mul(2 * proposals as i64 + 2);
        let mut prices = vec![0; 2 * proposals + jurors + 1];
        for proposal in 0..proposals {
            prices[proposals + proposal] = board.outsider_cost(proposal, board.outsiders(proposal));
        }
        let sink = 2 * proposals + jurors;
        prices[sink] = square * (2 * quota as i64 - 1) - NO_OUTSIDER;
        for (juror, places) in places.iter_mut().enumerate() {
            *places = board.capacity(juror).min(quota - 1).max(*places);
            let last = square * (2 * *places as i64 - 1);
            prices[2 * proposals + juror] = (prices[sink] - last).min(-NO_OUTSIDER);
        }
        let wanted = needed.saturating_sub(places.iter().sum());
        let mut draw = || sampler.below(jurors as u32);
        let turns = (0..proposals).map(|_| (draw(), draw())).collect();
        Network {
            board,
            prices,
            places,
            wanted,
            square,
            existing,
            turns,
        }
    }

    fn sink(&self) -> usize {
        self.prices.len() - 1
    }

    /// Whether there is flow that starts here: a proposal that lacks jurors, a juror with more proposals than places.
    fn gives(&self, node: usize) -> bool {
        let proposals = self.board.proposals();
        if node < proposals {
            self.board.lacks(node) > 0
        } else {
            (2 * proposals..self.sink()).contains(&node)
                && self.places[node - 2 * proposals] < self.board.load(node - 2 * proposals)
        }
    }

    /// Whether flow may end here: the other way round.
    fn waits(&self, node: usize) -> bool {
        let proposals = self.board.proposals();
        if node < proposals {
            self.board.readers[node].len() > self.board.need[node]
        } else if node == self.sink() {
            self.wanted > 0
        } else {
            node >= 2 * proposals
                && self.places[node - 2 * proposals] > self.board.load(node - 2 * proposals)
        }
    }

    fn pair_cost(&self, proposal: usize, juror: usize) -> i64 {
        let kept = self.board.should_stay(proposal, juror);
        self.board.language_cost(proposal, juror) - self.existing * i64::from(kept)
    }

    /// The arc with room between a proposal's nodes.
    fn across(&self, node: usize) -> Option<(usize, i64)> {
        let proposals = self.board.proposals();
        if node < proposals {
            let cost = self.board.outsider_cost(node, self.board.outsiders(node));
            Some((proposals + node, cost))
        } else {
            let proposal = node - proposals;
            let before = self.board.outsiders(proposal).checked_sub(1)?;
            Some((proposal, -self.board.outsider_cost(proposal, before)))
        }
    }

    /// The arc with room from a juror to the sink (0), or to a proposal that they read.
    fn leaving_juror(&self, juror: usize, at: usize) -> Option<(usize, i64)> {
        let places = self.places[juror];
        if at == 0 {
            let room = places < self.board.capacity(juror);
            return room.then(|| (self.sink(), self.square * (2 * places as i64 + 1)));
        }
        let proposal = self.board.reads[juror][at - 1] as usize;
        if self.board.is_fixed(proposal, juror) {
            return None;
        }
        let second = self.board.is_outsider(proposal, juror);
        let node = proposal + usize::from(second) * self.board.proposals();
        Some((node, -self.pair_cost(proposal, juror)))
    }

    /// The arc with room from the sink back to a juror.
    fn leaving_sink(&self, juror: usize) -> Option<(usize, i64)> {
        let places = self.places[juror];
        let node = 2 * self.board.proposals() + juror;
        (places > 0).then(|| (node, -self.square * (2 * places as i64 - 1)))
    }

    /// The arcs from a juror or the sink, by number; `Some(None)` where there is no room.
    fn arc(&self, node: usize, at: usize) -> Option<Option<(usize, i64)>> {
        if node < self.sink() {
            let juror = node - 2 * self.board.proposals();
            (at <= self.board.load(juror)).then(|| self.leaving_juror(juror, at))
        } else {
            (at < self.board.jurors()).then(|| self.leaving_sink(at))
        }
    }

    /// Shortest ways from where flow starts to where flow is waited for; raises the prices by them. Answers with the
    /// level of each node among arcs of reduced cost zero, `None` when there is no way.
    fn search(&mut self) -> Option<Vec<u32>> {
        let (proposals, sink) = (self.board.proposals(), self.sink());
        let mut labels = vec![UNREACHED; sink + 1];
        let mut queue = BinaryHeap::new();
        for (node, label) in labels.iter_mut().enumerate() {
            if self.gives(node) {
                *label = (0, 0);
                queue.push(Reverse(((0, 0), node as u32)));
            }
        }
        // Jurors whose label can still fall.
        let mut waiting = vec![u64::MAX; self.board.jurors().div_ceil(64)];
        let mut end = None;
        while let Some(Reverse((label, node))) = queue.pop() {
            let node = node as usize;
            if label > labels[node] {
                continue;
            }
            if self.waits(node) {
                end = Some(label);
                break;
            }
            let mut reach = |to: usize, cost: i64| {
                let reduced = cost + self.prices[node] - self.prices[to];
                let new = (label.0 + reduced, label.1 + 1);
                if new < labels[to] {
                    labels[to] = new;
                    queue.push(Reverse((new, to as u32)));
                }
                labels[to] <= (label.0, label.1 + 1)
            };
            if node < 2 * proposals {
                if let Some((to, cost)) = self.across(node) {
                    reach(to, cost);
                }
                let (proposal, second) = (node % proposals, node >= proposals);
                for (at, waiting) in waiting.iter_mut().enumerate() {
                    let mut word = self.board.open_word(proposal, second, at) & *waiting;
                    while word != 0 {
                        let bit = word.trailing_zeros() as usize;
                        word &= word - 1;
                        let juror = 64 * at + bit;
                        if reach(2 * proposals + juror, self.pair_cost(proposal, juror)) {
                            *waiting &= !(1 << bit);
                        }
                    }
                }
            } else {
                for (to, cost) in (0..).map_while(|at| self.arc(node, at)).flatten() {
                    reach(to, cost);
                }
            }
        }
        let (distance, level) = end?;
        for (price, label) in self.prices.iter_mut().zip(&labels) {
            *price += label.0.min(distance);
        }
        let known = |label: &(i64, u32)| {
            if *label <= (distance, level) {
                label.1
            } else {
                u32::MAX
            }
        };
        Some(labels.iter().map(known).collect())
    }

    /// Sends flow along arcs of reduced cost zero, level by level, until no such way is left.
    fn block(&mut self, levels: Vec<u32>, order: &[usize]) {
        let mut ways = Ways::new(levels, 2 * self.board.proposals(), self.board.jurors());
        let mut path = Vec::new();
        for &start in order {
            path.extend(self.gives(start).then_some(start));
            while let Some(&node) = path.last() {
                if self.waits(node) {
                    self.send(&path);
                    path.truncate(usize::from(self.gives(start)));
                } else if let Some(to) = self.next(&mut ways, node) {
                    path.push(to);
                } else {
                    ways.close(node);
                    path.pop();
                }
            }
        }
    }

    /// The next node on a way from here to where flow is waited for.
    fn next(&self, ways: &mut Ways, node: usize) -> Option<usize> {
        let level = ways.levels[node].checked_add(1)?;
        let price = self.prices[node];
        let leads = |ways: &Ways, to: usize, cost| {
            ways.levels[to] == level && cost + price == self.prices[to]
        };
        if node >= 2 * self.board.proposals() {
            loop {
                let arc = self.arc(node, ways.turns[node] as usize)?;
                match arc.filter(|&(to, cost)| leads(ways, to, cost)) {
                    Some((to, _)) => return Some(to),
                    None => ways.turns[node] += 1,
                }
            }
        }
        let across = (self.across(node)).filter(|&(to, cost)| leads(ways, to, cost));
        across
            .map(|(to, _)| to)
            .or_else(|| self.next_juror(ways, node, level))
    }

    /// As [`Self::next`], of the jurors. Each time the search begins with another one, so that the same jurors seldom meet.
    fn next_juror(&self, ways: &mut Ways, node: usize, level: u32) -> Option<usize> {
        let (proposals, jurors) = (self.board.proposals(), self.board.jurors());
        let (proposal, second) = (node % proposals, node >= proposals);
        let on_level = ways.jurors.get(level as usize)?;
        let (start, step) = self.turns[proposal];
        let turn = u64::from(start) + u64::from(ways.turns[node]) * u64::from(step);
        let first = (turn % jurors as u64) as usize;
        ways.turns[node] += 1;
        for round in 0..=on_level.len() {
            let at = (first / 64 + round) % on_level.len();
            let mut word = self.board.open_word(proposal, second, at) & on_level[at];
            let later = u64::MAX << (first % 64);
            if round == 0 {
                word &= later;
            } else if round == on_level.len() {
                word &= !later;
            }
            while word != 0 {
                let juror = 64 * at + word.trailing_zeros() as usize;
                word &= word - 1;
                let to = 2 * proposals + juror;
                if self.pair_cost(proposal, juror) + self.prices[node] == self.prices[to] {
                    return Some(to);
                }
            }
        }
        None
    }

    /// One unit along the path.
    fn send(&mut self, path: &[usize]) {
        let (proposals, sink) = (self.board.proposals(), self.sink());
        for step in path.windows(2) {
            let (from, to) = (step[0], step[1]);
            if from == sink {
                self.places[to - 2 * proposals] -= 1;
            } else if to == sink {
                self.places[from - 2 * proposals] += 1;
            } else if to >= 2 * proposals {
                self.board.add(from % proposals, to - 2 * proposals);
            } else if from >= 2 * proposals {
                self.board.remove(to % proposals, from - 2 * proposals);
            }
        }
        self.wanted -= usize::from(path.last() == Some(&sink));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignments::{JurorTraits, Pool, ProposalTraits};

    /// No arc with room is cheaper than its prices say: the flow is the cheapest (Ahuja, Magnanti & Orlin 1993, theorem 9.3).
    #[test]
    fn prices_of_a_large_board_prove_that_nothing_is_cheaper() {
        let mut sampler = Sampler::new(8);
        let mut below = |bound| sampler.below(bound);
        let pool = Pool {
            proposals: (0..600)
                .map(|p| ProposalTraits {
                    sector: (p % 20 > 0).then(|| below(9)),
                    language: below(3),
                })
                .collect(),
            jurors: (0..70)
                .map(|j| JurorTraits {
                    capacity: 20 + j % 30,
                    sectors: vec![below(9)],
                    languages: (0..3).filter(|language| below(3) >= *language).collect(),
                })
                .collect(),
            conflicts: (0..2_000).map(|_| (below(70), below(600))).collect(),
            existing: Vec::new(),
        };
        let mut board = Board::new(&pool, (0..600).map(|p| 2 + p % 3).collect());
        for number in 0..300 {
            if board.open(number, number % 70) {
                board.keep(number, number % 70);
            }
        }
        let mut network = Network::new(&mut board, &mut sampler);
        let order: Vec<usize> = (0..network.sink()).collect();
        while let Some(levels) = network.search() {
            network.block(levels, &order);
        }
        assert!(!order.iter().any(|&node| network.gives(node)));
        for node in 0..=network.sink() {
            let arcs: Vec<(usize, i64)> = if node < 1_200 {
                let jurors = (0..70).filter(|&juror| {
                    network.board.open(node % 600, juror)
                        && network.board.is_outsider(node % 600, juror) == (node >= 600)
                });
                let pairs = jurors.map(|j| (1_200 + j, network.pair_cost(node % 600, j)));
                pairs.chain(network.across(node)).collect()
            } else {
                let arcs = (0..).map_while(|at| network.arc(node, at));
                arcs.flatten().collect()
            };
            for (to, cost) in arcs {
                assert!(cost + network.prices[node] >= network.prices[to]);
            }
        }
    }
}
