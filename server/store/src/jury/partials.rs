//! Doing what there is room for, where there are too few places for all.
//!
//! The computation names the proposals that compete for too few places and how many are missing; so many of their places are given up, and
//! it is computed again. Which: no proposal gives up a second place before each of its competitors gave up one; among those, the proposals
//! with the most sure jurors (not chosen by a redistribution, or handed in) give up first; then the seed decides. So what is most
//! at risk gets what is free. For a place that was given up, a pair that would have been taken stays with its juror, a begun one first and
//! of several that of the juror who keeps fewest; where there is none, the proposal stays short of a juror.

use super::pools::Pool;
use domain::{
    competitions::fingerprint,
    jury::{ReviewStage, ShortProposal},
};
use ranking::Infeasible;
use std::{cmp::Reverse, collections::BTreeMap};

/// What was given up so far. Indices are positions in the pool.
#[derive(Default)]
pub(super) struct Conceded {
    /// Jurors that proposals do without.
    short: BTreeMap<u32, u32>,
    /// (juror, proposal): stays, since nobody else has a place.
    stays: Vec<(u32, u32)>,
}

impl Conceded {
    fn of(&self, proposal: u32) -> u32 {
        let stays = self.stays.iter().filter(|pair| pair.1 == proposal).count();
        self.short.get(&proposal).copied().unwrap_or(0) + u32::try_from(stays).unwrap_or(u32::MAX)
    }

    /// Places given up, over all proposals.
    pub fn count(&self) -> u32 {
        let stays = u32::try_from(self.stays.len()).unwrap_or(u32::MAX);
        self.short.values().sum::<u32>() + stays
    }
}

impl Pool {
    /// How many jurors each proposal needs, when these pairs of anchors are made.
    pub fn needs(&self, given: &[(u32, u32)]) -> Vec<u32> {
        let short = |index: u32| self.conceded.short.get(&index).copied().unwrap_or(0);
        let needs = (0..).zip(self.wanted(given));
        needs
            .map(|(index, wanted)| wanted.saturating_sub(short(index)))
            .collect()
    }

    /// Gives up the places that are missing. False where nothing of it waits for a juror: then it is no use to compute again.
    pub fn concede(&mut self, why: &Infeasible, given: &[(u32, u32)], seed: u64) -> bool {
        let all = || (0..).zip(&self.proposals).map(|(index, _)| index).collect();
        let parts: Vec<(Vec<u32>, u64)> = match why {
            Infeasible::TooFewPlaces { missing, .. } => vec![(all(), *missing)],
            Infeasible::Bottleneck {
                proposals, missing, ..
            } => vec![(proposals.clone(), *missing)],
            Infeasible::TooFewJurors { proposals } => proposals
                .iter()
                .map(|(index, lacking)| (vec![*index], u64::from(*lacking)))
                .collect(),
            _ => return false,
        };
        let before = self.conceded.count();
        let mut waiting = self.waiting(given);
        let sure = self.sure();
        for (proposals, missing) in parts {
            for _ in 0..missing.max(1) {
                let open = proposals.iter().filter(|own| waiting[**own as usize] > 0);
                let next = open.min_by_key(|own| {
                    let id = self.proposals[**own as usize].id;
                    let lot = fingerprint(&format!("{seed} {id}"));
                    (self.conceded.of(**own), Reverse(sure[**own as usize]), lot)
                });
                let Some(next) = next else { break };
                waiting[*next as usize] -= 1;
                self.give_up(*next);
            }
        }
        self.conceded.count() > before
    }

    /// Jurors whom each proposal still waits for.
    fn waiting(&self, given: &[(u32, u32)]) -> Vec<u32> {
        let mut waiting = self.needs(given);
        for (_, proposal) in self.standing().chain(given.iter().copied()) {
            let own = &mut waiting[proposal as usize];
            *own = own.saturating_sub(1);
        }
        waiting
    }

    /// By proposal: jurors who were not chosen, and reviews that were handed in, also in earlier rounds.
    pub fn sure(&self) -> Vec<u32> {
        let mut sure = vec![0; self.proposals.len()];
        for ((juror, proposal), pair) in &self.pairs {
            if !self.jurors[*juror as usize].relieved || pair.stage == ReviewStage::Submitted {
                sure[*proposal as usize] += 1;
            }
        }
        for (_, proposal) in &self.earlier {
            sure[*proposal as usize] += 1;
        }
        sure
    }

    fn give_up(&mut self, proposal: u32) {
        let kept = |juror: u32| {
            self.conceded
                .stays
                .iter()
                .filter(move |pair| pair.0 == juror)
        };
        let taken = self.taken.iter().filter(|(place, _)| place.1 == proposal);
        let stays = taken.min_by_key(|((juror, _), pair)| {
            (
                pair.stage != ReviewStage::Draft,
                kept(*juror).count(),
                *juror,
            )
        });
        if let Some((place, pair)) = stays.map(|(place, pair)| (*place, *pair)) {
            self.taken.remove(&place);
            self.jurors[place.0 as usize].load += 1;
            self.pairs.insert(place, pair);
            self.conceded.stays.push(place);
        } else {
            *self.conceded.short.entry(proposal).or_default() += 1;
        }
    }

    /// The proposals that stay short, by number.
    pub fn short_proposals(&self) -> Vec<ShortProposal> {
        let short = (0..).zip(&self.proposals).map(|(proposal, _)| {
            let stays = self.conceded.stays.iter().filter(|pair| pair.1 == proposal);
            ShortProposal {
                proposal,
                missing: self.conceded.of(proposal),
                stays_with: stays.map(|pair| pair.0).collect(),
            }
        });
        short.filter(|own| own.missing > 0).collect()
    }
}
