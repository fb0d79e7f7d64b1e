//! The rows that a pool is made of, one query each.

use super::{
    ACTIVE, REMOVED, languages_of,
    pools::{PoolJuror, PoolProposal},
    sectors_of, state_of,
};
use crate::{
    Result,
    entities::{
        assignments, competitions, conflicts, jurors, proposals, reviews, team_members, teams,
    },
    screening::submitted,
};
use domain::{
    Language,
    jury::{JurorState, PairWhy, ReviewStage},
    reviews::ReviewState,
    screening::ScreeningState,
    vocabulary::Sector,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

pub(super) async fn proposals_of<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Vec<PoolProposal>> {
    type Row = (
        Uuid,
        i32,
        String,
        Option<String>,
        String,
        Uuid,
        i32,
        i32,
        Option<i32>,
    );
    let rows: Vec<Row> = submitted(competition.id)
        .select_only()
        .column(proposals::Column::Id)
        .column(proposals::Column::Number)
        .column(proposals::Column::Title)
        .column(proposals::Column::Sector)
        .column(proposals::Column::Language)
        .column(proposals::Column::TeamId)
        .column(proposals::Column::ReviewsAssigned)
        .column(proposals::Column::ReviewsReceived)
        .column(proposals::Column::ReviewsWanted)
        .filter(proposals::Column::Screening.eq(ScreeningState::Eligible.key()))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, number, title, sector, language, team, assigned, received, wanted)| {
                PoolProposal {
                    id,
                    number,
                    title,
                    sector: sector.as_deref().and_then(Sector::parse),
                    language: Language::parse(&language).unwrap_or_default(),
                    team,
                    assigned,
                    received,
                    wanted: wanted_of(competition, wanted),
                }
            },
        )
        .collect())
}

/// How many reviews a proposal is to have: `own`, or as many as all.
pub(super) fn wanted_of(competition: &competitions::Model, own: Option<i32>) -> u32 {
    u32::try_from(own.unwrap_or(competition.reviews_per_proposal)).unwrap_or(0)
}

/// The same in SQL.
pub(crate) fn wanted_reviews(competition: &competitions::Model) -> SimpleExpr {
    Expr::col((proposals::Entity, proposals::Column::ReviewsWanted))
        .if_null(competition.reviews_per_proposal)
}

pub(super) async fn jurors_of<C: ConnectionTrait>(
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
            relieved: false,
            name: row.name,
        });
    }
    Ok(jurors)
}

/// An active assignment as it is read.
pub(super) struct ActivePair {
    pub id: Uuid,
    pub round: Uuid,
    pub juror: Uuid,
    pub proposal: Uuid,
    pub why: PairWhy,
    pub opened: bool,
    pub locked: bool,
}

/// Of all rounds.
pub(super) async fn pairs_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<Vec<ActivePair>> {
    type Row = (Uuid, Uuid, Uuid, Uuid, String, Option<i64>, Option<i64>);
    let rows: Vec<Row> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::Id)
        .column(assignments::Column::RoundId)
        .column(assignments::Column::JurorId)
        .column(assignments::Column::ProposalId)
        .column(assignments::Column::Reason)
        .column(assignments::Column::OpenedAt)
        .column(assignments::Column::LockedAt)
        .inner_join(jurors::Entity)
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(assignments::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, round, juror, proposal, reason, opened, locked)| ActivePair {
                id,
                round,
                juror,
                proposal,
                why: PairWhy::parse(&reason).unwrap_or(PairWhy::Imported),
                opened: opened.is_some(),
                locked: locked.is_some(),
            },
        )
        .collect())
}

/// Jurors who were given proposals and have handed in none of them. Two queries.
pub(super) async fn idle_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<HashSet<Uuid>> {
    let having = |state: &'static str| {
        assignments::Entity::find()
            .select_only()
            .column(assignments::Column::JurorId)
            .distinct()
            .inner_join(jurors::Entity)
            .filter(jurors::Column::CompetitionId.eq(competition))
            .filter(assignments::Column::State.eq(state))
            .into_tuple::<Uuid>()
            .all(conn)
    };
    let mut idle: HashSet<Uuid> = having(REMOVED).await?.into_iter().collect();
    for juror in having(ACTIVE).await? {
        idle.remove(&juror);
    }
    Ok(idle)
}

pub(super) async fn stages_of<C: ConnectionTrait>(
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

pub(super) async fn declared<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<Vec<(Uuid, Uuid)>> {
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

pub(super) async fn members<C: ConnectionTrait>(
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
