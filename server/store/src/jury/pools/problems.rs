//! What is to be computed of a pool, as the `ranking` crate wants it, and what it depends on.

use super::{Pool, PoolJuror, PoolProposal};
use domain::{
    competitions::fingerprint,
    jury::{JurorState, Redistribution},
};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Pool {
    /// Takes out what a redistribution takes away, so that the rest of the work is as it would be without it.
    pub fn relieve(&mut self, asked: &Redistribution) {
        for juror in &mut self.jurors {
            juror.relieved = asked.without.contains(&juror.id.into());
        }
        let jurors = &self.jurors;
        self.taken = self
            .pairs
            .iter()
            .filter(|((juror, _), pair)| {
                jurors[*juror as usize].relieved && !pair.locked && asked.takes(pair.stage)
            })
            .map(|(place, pair)| (*place, *pair))
            .collect();
        if !asked.without.is_empty() {
            let mut without = asked.without.clone();
            without.sort_unstable();
            self.asked = format!("{without:?} {}", asked.begun);
        }
        for place in self.taken.keys() {
            self.pairs.remove(place);
            self.jurors[place.0 as usize].load -= 1;
        }
        if asked.partial {
            self.asked.push_str(" partial");
        }
        if asked.anew {
            self.asked.push_str(" anew");
            self.loosen();
        }
    }

    /// The problem as the ranking crate knows it. A juror who is not active keeps what they have and gets
    /// nothing; places that are taken by proposals outside of the pool are not counted.
    pub fn problem(&self) -> ranking::Pool {
        let mut inside = vec![0_u32; self.jurors.len()];
        for (juror, _) in self.standing() {
            inside[juror as usize] += 1;
        }
        let capacity = |juror: &PoolJuror, inside: u32| {
            if juror.state == JurorState::Active && !juror.relieved {
                juror
                    .capacity
                    .saturating_sub(juror.load - inside)
                    .max(inside)
            } else {
                inside
            }
        };
        ranking::Pool {
            proposals: self
                .proposals
                .iter()
                .map(|proposal| ranking::ProposalTraits {
                    sector: proposal.sector.map(|sector| sector as u32),
                    language: proposal.language as u32,
                })
                .collect(),
            jurors: self
                .jurors
                .iter()
                .zip(&inside)
                .map(|(juror, inside)| ranking::JurorTraits {
                    capacity: capacity(juror, *inside),
                    sectors: juror.sectors.iter().map(|sector| *sector as u32).collect(),
                    languages: juror.languages.iter().map(|own| *own as u32).collect(),
                })
                .collect(),
            conflicts: self.conflicts.union(&self.kept_apart()).copied().collect(),
            existing: self.standing().collect(),
        }
    }

    /// All such pairs that do not stand.
    fn kept_apart(&self) -> BTreeSet<(u32, u32)> {
        if self.panels.0.is_empty() {
            return BTreeSet::new();
        }
        let proposals = 0..u32::try_from(self.proposals.len()).unwrap_or(u32::MAX);
        let jurors = 0..u32::try_from(self.jurors.len()).unwrap_or(u32::MAX);
        let mut apart: BTreeSet<(u32, u32)> = jurors
            .flat_map(|juror| proposals.clone().map(move |proposal| (juror, proposal)))
            .filter(|pair| self.apart(*pair))
            .collect();
        for pair in self.standing() {
            apart.remove(&pair);
        }
        apart
    }

    /// (juror, proposal) pairs that anchors ask for and that do not stand yet.
    pub fn anchor_pairs(&self) -> Vec<(u32, u32)> {
        let free = |juror: &PoolJuror| juror.state == JurorState::Active && !juror.relieved;
        let jurors = || (0..).zip(&self.jurors).filter(|(_, juror)| free(juror));
        self.anchors
            .iter()
            .flat_map(|anchor| jurors().map(|(seat, _)| (seat, *anchor)))
            .filter(|pair| !self.pairs.contains_key(pair) && !self.conflicts.contains(pair))
            .collect()
    }

    /// Jurors, by name, who have fewer places left than these pairs take, with how many are lacking.
    pub fn without_room(&self, pairs: &[(u32, u32)]) -> Vec<(String, u32)> {
        let lacking = |(seat, juror): (u32, &PoolJuror)| {
            let new = pairs.iter().filter(|(own, _)| *own == seat).count();
            let wanted = juror.load + u32::try_from(new).unwrap_or(u32::MAX);
            (new > 0 && wanted > juror.capacity)
                .then(|| (juror.name.clone(), wanted - juror.capacity))
        };
        (0..).zip(&self.jurors).filter_map(lacking).collect()
    }

    /// How many jurors each proposal is to have, when these pairs of anchors are made.
    pub fn wanted(&self, pairs: &[(u32, u32)]) -> Vec<u32> {
        let mut readers = vec![0_u32; self.proposals.len()];
        for (_, proposal) in self.standing().chain(pairs.iter().copied()) {
            readers[proposal as usize] += 1;
        }
        let wanted = |((index, proposal), count): ((u32, &PoolProposal), u32)| {
            if self.anchors.contains(&index) {
                count.max(proposal.wanted)
            } else {
                proposal.wanted
            }
        };
        let proposals = (0..).zip(&self.proposals);
        proposals.zip(readers).map(wanted).collect()
    }

    /// Names everything that an assignment depends on: if it is the same, the same seed gives the same pairs.
    pub fn basis(&self) -> String {
        let problem = self.problem();
        let ids = |list: &mut dyn Iterator<Item = Uuid>| {
            list.fold(String::new(), |text, id| text + &id.simple().to_string())
        };
        let proposals = ids(&mut self.proposals.iter().map(|proposal| proposal.id));
        let wanted: Vec<u32> = self.proposals.iter().map(|own| own.wanted).collect();
        let jurors = ids(&mut self.jurors.iter().map(|juror| juror.id));
        let taken: Vec<_> = self
            .taken
            .iter()
            .map(|(at, pair)| (at, pair.stage))
            .collect();
        fingerprint(&format!(
            "{} {wanted:?} {proposals} {jurors} {problem:?} {taken:?} {:?} {} {}",
            self.round,
            self.anchors,
            self.asked,
            self.loose_basis()
        ))
    }
}
