//! What of an assignment is fixed and what may move.
//!
//! A locked pair is fixed: only a conflict of interest ends it, the juror's leaving, or an organiser by hand. What a juror of a
//! redistribution keeps is fixed too. Other pairs that stand give way only where a rule asks for it. When it is arranged anew, pairs that
//! were computed, and whose juror has not opened the proposal, are taken out before it is computed; those that come back were never gone.

use super::pools::{Pool, PoolPair};
use domain::jury::{JurorState, ReviewStage};

impl Pool {
    /// Pairs that nothing that computes may take away.
    pub fn fixed(&self) -> Vec<(u32, u32)> {
        let fixed =
            |(juror, pair): (u32, &PoolPair)| pair.locked || self.jurors[juror as usize].relieved;
        let pairs = self.pairs.iter();
        pairs
            .filter(|((juror, _), pair)| fixed((*juror, *pair)))
            .map(|(place, _)| *place)
            .chain(self.earlier.iter().copied())
            .collect()
    }

    /// Pairs that may go to other jurors when it is arranged anew.
    pub fn loose(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let loose = |(juror, proposal): (u32, u32), pair: &PoolPair| {
            let person = &self.jurors[juror as usize];
            pair.stage == ReviewStage::None
                && !pair.opened
                && !pair.locked
                && pair.why.is_computed()
                && !self.anchors.contains(&proposal)
                && person.state == JurorState::Active
                && !person.relieved
        };
        let pairs = self.pairs.iter();
        pairs
            .filter(move |(place, pair)| loose(**place, pair))
            .map(|(place, _)| *place)
    }

    /// Takes out what may move, as if it had never been given.
    pub(super) fn loosen(&mut self) {
        let loose: Vec<(u32, u32)> = self.loose().collect();
        for place in loose {
            if let Some(pair) = self.pairs.remove(&place) {
                self.jurors[place.0 as usize].load -= 1;
                self.moved.insert(place, pair);
            }
        }
    }

    /// Puts back what was computed again: these pairs stand as before.
    pub fn put_back(&mut self, computed: impl Iterator<Item = (u32, u32)>) {
        for place in computed {
            if let Some(pair) = self.moved.remove(&place) {
                self.jurors[place.0 as usize].load += 1;
                self.pairs.insert(place, pair);
            }
        }
    }

    /// What may move and what is fixed, for the basis.
    pub(super) fn loose_basis(&self) -> String {
        format!("{:?} {:?}", self.moved.keys(), self.fixed())
    }
}
