//! Everybody and everything that an assignment is about, as it stands in the database: the eligible
//! proposals, the jurors, who has what, and who may not have what.

use super::{ACTIVE, languages_of, sectors_of, state_of};
use crate::{
    Result,
    competitions::current_round,
    entities::{
        assignments, competitions, conflicts, jurors, proposals, reviews, team_members, teams,
    },
    screening::submitted,
};
use domain::{
    Language,
    competitions::fingerprint,
    jury::{JurorState, PairFacts, PairWhy, ProposalTag, ReviewStage},
    reviews::ReviewState,
    screening::ScreeningState,
    vocabulary::Sector,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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
}

/// An active assignment.
#[derive(Clone, Copy)]
pub(super) struct PoolPair {
    pub id: Uuid,
    pub why: PairWhy,
    pub stage: ReviewStage,
}

/// Indices are positions in `proposals` and `jurors`.
pub(super) struct Pool {
    pub round: Uuid,
    pub per_proposal: u32,
    /// By number.
    pub proposals: Vec<PoolProposal>,
    /// By id, which is the order of their invitations.
    pub jurors: Vec<PoolJuror>,
    /// By (juror, proposal).
    pub pairs: BTreeMap<(u32, u32), PoolPair>,
    /// (juror, proposal): declared, or the juror belongs to the team.
    pub conflicts: BTreeSet<(u32, u32)>,
}

/// Loads the pool of the current round. Seven queries, however many there are.
///
/// # Errors
/// `Missing` when the competition has no round.
pub(super) async fn pool<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Pool> {
    let round = current_round(conn, competition.id.into()).await?.id;
    let proposals = proposals_of(conn, competition.id).await?;
    let position: HashMap<Uuid, u32> = (0..).zip(&proposals).map(|(i, p)| (p.id, i)).collect();
    let active = pairs_of(conn, round).await?;
    let stages = stages_of(conn, round).await?;
    let mut loads: HashMap<Uuid, u32> = HashMap::new();
    for row in &active {
        *loads.entry(row.juror).or_default() += 1;
    }
    let jurors = jurors_of(conn, competition.id, &loads).await?;
    let seat: HashMap<Uuid, u32> = (0..).zip(&jurors).map(|(i, j)| (j.id, i)).collect();
    let mut pairs = BTreeMap::new();
    for row in active {
        let (Some(juror), Some(proposal)) = (seat.get(&row.juror), position.get(&row.proposal))
        else {
            continue;
        };
        let stage = stages.get(&row.id).copied().unwrap_or(ReviewStage::None);
        let pair = PoolPair {
            id: row.id,
            why: row.why,
            stage,
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
    Ok(Pool {
        round,
        per_proposal: u32::try_from(competition.reviews_per_proposal).unwrap_or(0),
        proposals,
        jurors,
        pairs,
        conflicts,
    })
}

impl Pool {
    /// The problem as the ranking crate knows it. A juror who is not active keeps what they have and gets
    /// nothing; places that are taken by proposals outside of the pool are not counted.
    pub fn problem(&self) -> ranking::Pool {
        let mut inside = vec![0_u32; self.jurors.len()];
        for (juror, _) in self.pairs.keys() {
            inside[*juror as usize] += 1;
        }
        let capacity = |juror: &PoolJuror, inside: u32| {
            if juror.state == JurorState::Active {
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
            conflicts: self.conflicts.iter().copied().collect(),
            existing: self.pairs.keys().copied().collect(),
        }
    }

    /// Names everything that an assignment depends on: if it is the same, the same seed gives the same pairs.
    pub fn basis(&self) -> String {
        let problem = self.problem();
        let ids = |list: &mut dyn Iterator<Item = Uuid>| {
            list.fold(String::new(), |text, id| text + &id.simple().to_string())
        };
        let proposals = ids(&mut self.proposals.iter().map(|proposal| proposal.id));
        let jurors = ids(&mut self.jurors.iter().map(|juror| juror.id));
        fingerprint(&format!(
            "{} {proposals} {jurors} {problem:?}",
            self.per_proposal
        ))
    }

    /// How many jurors have this proposal.
    pub fn readers(&self, proposal: u32) -> u32 {
        let count = self.pairs.keys().filter(|(_, p)| *p == proposal).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// How many jurors each proposal has, in one walk.
    pub fn readers_of_all(&self) -> Vec<u32> {
        let mut readers = vec![0; self.proposals.len()];
        for (_, proposal) in self.pairs.keys() {
            readers[*proposal as usize] += 1;
        }
        readers
    }

    /// What decides whether the juror can be given the proposal.
    pub fn pair_facts(&self, juror: u32, proposal: u32) -> PairFacts {
        let person = &self.jurors[juror as usize];
        PairFacts {
            eligible: true,
            active: person.state == JurorState::Active,
            conflict: self.conflicts.contains(&(juror, proposal)),
            assigned: self.pairs.contains_key(&(juror, proposal)),
            load: person.load,
            capacity: person.capacity,
            readers: self.readers(proposal),
            per_proposal: self.per_proposal,
        }
    }
}

async fn proposals_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<Vec<PoolProposal>> {
    type Row = (Uuid, i32, String, Option<String>, String, Uuid, i32, i32);
    let rows: Vec<Row> = submitted(competition)
        .select_only()
        .column(proposals::Column::Id)
        .column(proposals::Column::Number)
        .column(proposals::Column::Title)
        .column(proposals::Column::Sector)
        .column(proposals::Column::Language)
        .column(proposals::Column::TeamId)
        .column(proposals::Column::ReviewsAssigned)
        .column(proposals::Column::ReviewsReceived)
        .filter(proposals::Column::Screening.eq(ScreeningState::Eligible.key()))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, number, title, sector, language, team, assigned, received)| PoolProposal {
                id,
                number,
                title,
                sector: sector.as_deref().and_then(Sector::parse),
                language: Language::parse(&language).unwrap_or_default(),
                team,
                assigned,
                received,
            },
        )
        .collect())
}

async fn jurors_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    loads: &HashMap<Uuid, u32>,
) -> Result<Vec<PoolJuror>> {
    let rows = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .order_by_asc(jurors::Column::Id)
        .all(conn)
        .await?;
    let mut jurors = Vec::with_capacity(rows.len());
    for row in rows {
        let state = state_of(&row)?;
        let load = loads.get(&row.id).copied().unwrap_or(0);
        if state != JurorState::Active && load == 0 {
            continue;
        }
        jurors.push(PoolJuror {
            id: row.id,
            state,
            account: row.account_id,
            capacity: u32::try_from(row.capacity).unwrap_or(0),
            languages: languages_of(&row)?,
            sectors: sectors_of(&row)?,
            declared: row.conflicts_declared_at.is_some(),
            load,
            name: row.name,
        });
    }
    Ok(jurors)
}

struct ActivePair {
    id: Uuid,
    juror: Uuid,
    proposal: Uuid,
    why: PairWhy,
}

async fn pairs_of<C: ConnectionTrait>(conn: &C, round: Uuid) -> Result<Vec<ActivePair>> {
    let rows: Vec<(Uuid, Uuid, Uuid, String)> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::Id)
        .column(assignments::Column::JurorId)
        .column(assignments::Column::ProposalId)
        .column(assignments::Column::Reason)
        .filter(assignments::Column::RoundId.eq(round))
        .filter(assignments::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, juror, proposal, reason)| ActivePair {
            id,
            juror,
            proposal,
            why: PairWhy::parse(&reason).unwrap_or(PairWhy::Imported),
        })
        .collect())
}

async fn stages_of<C: ConnectionTrait>(
    conn: &C,
    round: Uuid,
) -> Result<HashMap<Uuid, ReviewStage>> {
    let rows: Vec<(Uuid, String)> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::AssignmentId)
        .column(reviews::Column::State)
        .filter(reviews::Column::RoundId.eq(round))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, state)| {
            let stage = match ReviewState::parse(&state) {
                Some(ReviewState::Submitted) => ReviewStage::Submitted,
                Some(ReviewState::Draft | ReviewState::Sealed) | None => ReviewStage::Draft,
            };
            (id, stage)
        })
        .collect())
}

async fn declared<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column(conflicts::Column::ProposalId)
        .inner_join(jurors::Entity)
        .filter(jurors::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(conn)
        .await?)
}

async fn members<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    accounts: impl Iterator<Item = Uuid>,
) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .column(team_members::Column::AccountId)
        .inner_join(teams::Entity)
        .filter(teams::Column::CompetitionId.eq(competition))
        .filter(team_members::Column::AccountId.is_in(accounts))
        .into_tuple()
        .all(conn)
        .await?)
}
