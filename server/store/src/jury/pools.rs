//! Everybody and everything that an assignment is about, as it stands in the database: the eligible
//! proposals, the jurors, who has what, and who may not have what.

mod problems;

use super::anchors::anchors_of;
use super::partials::Conceded;
use super::pool_rows::{
    declared, jurors_of, members, pairs_of, proposals_of, stages_of, wanted_of,
};
use crate::{Result, competitions::current_round, entities::competitions};
use domain::{
    Language,
    jury::{Candidate, JurorState, PairFacts, PairWhy, Panels, ProposalTag, ReviewStage, pair_bar},
    vocabulary::Sector,
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// An eligible proposal.
pub(super) struct PoolProposal {
    pub id: Uuid,
    pub number: i32,
    pub title: String,
    pub sector: Option<Sector>,
    pub language: Language,
    pub team: Uuid,
    pub assigned: i32,
    pub received: i32,
    /// Reviews that it is to have.
    pub wanted: u32,
}

impl PoolProposal {
    pub fn tag(&self) -> ProposalTag {
        ProposalTag {
            id: self.id.into(),
            number: self.number,
            title: self.title.clone(),
            sector: self.sector,
        }
    }
}

/// A juror who is active, or has proposals although not active any more.
pub(super) struct PoolJuror {
    pub id: Uuid,
    pub name: String,
    pub state: JurorState,
    pub account: Option<Uuid>,
    pub capacity: u32,
    pub languages: Vec<Language>,
    pub sectors: Vec<Sector>,
    pub declared: bool,
    /// All that they have, those that are not in the pool included.
    pub load: u32,
    /// Their missing work goes to others, and they get nothing new.
    pub relieved: bool,
}

/// An active assignment.
#[derive(Clone, Copy)]
pub(super) struct PoolPair {
    pub id: Uuid,
    pub why: PairWhy,
    pub stage: ReviewStage,
    /// The juror has opened the proposal.
    pub opened: bool,
    /// Nothing that computes takes it away.
    pub locked: bool,
}

/// Indices are positions in `proposals` and `jurors`.
pub(super) struct Pool {
    pub round: Uuid,
    /// What every proposal is to have; none in a second look, where they differ: see [`PoolProposal::wanted`].
    pub per_proposal: Option<u32>,
    /// By number.
    pub proposals: Vec<PoolProposal>,
    /// By id, which is the order of their invitations.
    pub jurors: Vec<PoolJuror>,
    /// By (juror, proposal).
    pub pairs: BTreeMap<(u32, u32), PoolPair>,
    /// (juror, proposal) of earlier rounds: judged, and never to be judged by the same juror again.
    pub earlier: BTreeSet<(u32, u32)>,
    /// (juror, proposal): declared, or the juror belongs to the team.
    pub conflicts: BTreeSet<(u32, u32)>,
    /// Whom panels keep apart from what, unless it stands already.
    pub panels: Panels,
    /// Proposals that every active juror without a conflict gets.
    pub anchors: BTreeSet<u32>,
    /// Pairs that [`Pool::relieve`] took out of `pairs`.
    pub taken: BTreeMap<(u32, u32), PoolPair>,
    /// Pairs that may move, as [`Pool::loosen`] took them out of `pairs`; when it is computed who reads what, those that do not come back.
    pub moved: BTreeMap<(u32, u32), PoolPair>,
    /// What was given up since there is too little room.
    pub conceded: Conceded,
    /// What [`Pool::relieve`] was asked for, as the basis names it.
    asked: String,
}

/// Loads the pool of the current round. Eight queries, however many there are.
///
/// # Errors
/// `Missing` when the competition has no round.
pub(super) async fn pool<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Pool> {
    let current = current_round(conn, competition.id.into()).await?;
    let (round, second_look) = (current.id, current.position > 1);
    let proposals = proposals_of(conn, competition).await?;
    let position: HashMap<Uuid, u32> = (0..).zip(&proposals).map(|(i, p)| (p.id, i)).collect();
    let active = pairs_of(conn, competition.id).await?;
    let stages = stages_of(conn, round).await?;
    let mut loads: HashMap<Uuid, u32> = HashMap::new();
    for row in &active {
        *loads.entry(row.juror).or_default() += 1;
    }
    let jurors = jurors_of(conn, competition.id, &loads).await?;
    let seat: HashMap<Uuid, u32> = (0..).zip(&jurors).map(|(i, j)| (j.id, i)).collect();
    let (mut pairs, mut earlier) = (BTreeMap::new(), BTreeSet::new());
    for row in active {
        let (Some(juror), Some(proposal)) = (seat.get(&row.juror), position.get(&row.proposal))
        else {
            continue;
        };
        let stage = stages.get(&row.id).copied().unwrap_or(ReviewStage::None);
        if row.round != round {
            earlier.insert((*juror, *proposal));
            continue;
        }
        let pair = PoolPair {
            id: row.id,
            why: row.why,
            stage,
            opened: row.opened,
            locked: row.locked,
        };
        pairs.insert((*juror, *proposal), pair);
    }
    let mut conflicts = BTreeSet::new();
    for (juror, proposal) in declared(conn, competition.id).await? {
        if let (Some(juror), Some(proposal)) = (seat.get(&juror), position.get(&proposal)) {
            conflicts.insert((*juror, *proposal));
        }
    }
    let teams: HashMap<Uuid, u32> = (0..).zip(&proposals).map(|(i, p)| (p.team, i)).collect();
    let accounts: HashMap<Uuid, u32> = (0..)
        .zip(&jurors)
        .filter_map(|(i, juror)| Some((juror.account?, i)))
        .collect();
    for (team, account) in members(conn, competition.id, accounts.keys().copied()).await? {
        if let (Some(juror), Some(proposal)) = (accounts.get(&account), teams.get(&team)) {
            conflicts.insert((*juror, *proposal));
        }
    }
    let anchors = if second_look {
        Vec::new()
    } else {
        anchors_of(conn, competition.id).await?
    };
    let anchors = anchors.iter().filter_map(|id| position.get(id).copied());
    Ok(Pool {
        panels: serde_json::from_str(&current.panels)?,
        anchors: anchors.collect(),
        round,
        per_proposal: (!second_look).then(|| wanted_of(competition, None)),
        proposals,
        jurors,
        pairs,
        earlier,
        conflicts,
        taken: BTreeMap::new(),
        moved: BTreeMap::new(),
        conceded: Conceded::default(),
        asked: String::new(),
    })
}

impl Pool {
    /// Whether panels keep the juror of a pair from its proposal. An anchor is everybody's.
    pub fn apart(&self, (juror, proposal): (u32, u32)) -> bool {
        let person = self.jurors[juror as usize].id.into();
        let sector = self.proposals[proposal as usize].sector;
        !self.anchors.contains(&proposal) && self.panels.keep_apart(person, sector)
    }

    /// (juror, proposal) pairs that stand, those of earlier rounds among them.
    pub fn standing(&self) -> impl Iterator<Item = (u32, u32)> {
        self.pairs.keys().chain(&self.earlier).copied()
    }

    /// Numbers of the anchors, the smallest first.
    pub fn anchor_numbers(&self) -> Vec<i32> {
        let numbers = self.anchors.iter();
        numbers
            .map(|index| self.proposals[*index as usize].number)
            .collect()
    }

    /// How many jurors have this proposal.
    pub fn readers(&self, proposal: u32) -> u32 {
        let count = self.standing().filter(|(_, p)| *p == proposal).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// All jurors for one proposal: those who have it, then those who can be given it; the best fit first.
    pub fn candidates(&self, index: u32, readers: u32) -> Vec<Candidate> {
        let proposal = &self.proposals[index as usize];
        let mut jurors: Vec<Candidate> = (0..)
            .zip(&self.jurors)
            .map(|(seat, juror)| Candidate {
                id: juror.id.into(),
                name: juror.name.clone(),
                capacity: i32::try_from(juror.capacity).unwrap_or(i32::MAX),
                assigned: juror.load,
                language: juror.languages.contains(&proposal.language),
                sector: proposal
                    .sector
                    .is_some_and(|sector| juror.sectors.contains(&sector)),
                bar: pair_bar(&self.pair_facts(seat, index, readers)),
                pair: self
                    .pairs
                    .get(&(seat, index))
                    .map(|pair| (pair.id.into(), pair.stage)),
                locked: self
                    .pairs
                    .get(&(seat, index))
                    .is_some_and(|pair| pair.locked),
            })
            .collect();
        jurors.sort_by_cached_key(|juror| {
            (
                juror.pair.is_none(),
                juror.bar.is_some(),
                !juror.language,
                !juror.sector,
                juror.assigned,
                juror.name.to_lowercase(),
                juror.id,
            )
        });
        jurors
    }

    /// How many jurors each proposal has, in one walk.
    pub fn readers_of_all(&self) -> Vec<u32> {
        let mut readers = vec![0; self.proposals.len()];
        for (_, proposal) in self.standing() {
            readers[proposal as usize] += 1;
        }
        readers
    }

    /// What decides whether the juror can be given the proposal, which `readers` jurors have.
    pub fn pair_facts(&self, juror: u32, proposal: u32, readers: u32) -> PairFacts {
        let person = &self.jurors[juror as usize];
        PairFacts {
            eligible: true,
            active: person.state == JurorState::Active,
            conflict: self.conflicts.contains(&(juror, proposal)),
            other_panel: self.apart((juror, proposal)),
            assigned: self.pairs.contains_key(&(juror, proposal))
                || self.earlier.contains(&(juror, proposal)),
            load: person.load,
            capacity: person.capacity,
            readers,
            // An anchor has never enough.
            per_proposal: if self.anchors.contains(&proposal) {
                u32::MAX
            } else {
                self.proposals[proposal as usize].wanted
            },
        }
    }
}
