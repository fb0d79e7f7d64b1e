//! What a person's start page says about investing.

use super::super::scenes::investor_state;
use crate::{
    Result, Store,
    entities::{competitions, interests, investors, proposals, team_members},
};
use domain::{
    Actor,
    investors::{InterestState, InvestmentCard, Investments, ReceivedCard},
    policy::TeamRole,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The actor's registrations, and the interests in projects of the actor's teams. Four queries.
///
/// # Errors
/// `SignedOut`.
pub async fn investments(store: &Store, actor: &Actor) -> Result<Investments> {
    let account = actor.signed_in()?.id.0;
    let conn = store.read();
    Ok(Investments {
        registrations: registrations(conn, account).await?,
        received: received(conn, account).await?,
    })
}

async fn registrations<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Vec<InvestmentCard>> {
    let rows: Vec<(Uuid, String, String, String)> = investors::Entity::find()
        .select_only()
        .columns([investors::Column::Id, investors::Column::State])
        .columns([competitions::Column::Slug, competitions::Column::Name])
        .join(JoinType::InnerJoin, investors::Relation::Competitions.def())
        .filter(investors::Column::AccountId.eq(account))
        .order_by_desc(investors::Column::CreatedAt)
        .into_tuple()
        .all(conn)
        .await?;
    let counts: Vec<(Uuid, String, i64)> = interests::Entity::find()
        .select_only()
        .columns([interests::Column::InvestorId, interests::Column::State])
        .expr(Expr::col((interests::Entity, interests::Column::Id)).count())
        .join(JoinType::InnerJoin, interests::Relation::Investors.def())
        .filter(investors::Column::AccountId.eq(account))
        .group_by(interests::Column::InvestorId)
        .group_by(interests::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    let counts = by_state(counts);
    rows.into_iter()
        .map(|(id, state, slug, name)| {
            let of = |state| counts.get(&(id, state)).copied().unwrap_or(0);
            Ok(InvestmentCard {
                slug,
                name: serde_json::from_str(&name)?,
                state: investor_state(&state)?,
                open: of(InterestState::Open.key()),
                accepted: of(InterestState::Accepted.key()),
            })
        })
        .collect()
}

async fn received<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Vec<ReceivedCard>> {
    let counts: Vec<(Uuid, String, i64)> = interests::Entity::find()
        .select_only()
        .column(proposals::Column::TeamId)
        .column(interests::Column::State)
        .expr(Expr::col((interests::Entity, interests::Column::Id)).count())
        .join(JoinType::InnerJoin, interests::Relation::Proposals.def())
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .join(
            JoinType::InnerJoin,
            team_members::Relation::Teams.def().rev(),
        )
        .filter(team_members::Column::AccountId.eq(account))
        .filter(
            interests::Column::State
                .is_in([InterestState::Open.key(), InterestState::Accepted.key()]),
        )
        .group_by(proposals::Column::TeamId)
        .group_by(interests::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    if counts.is_empty() {
        return Ok(Vec::new());
    }
    let teams: Vec<Uuid> = counts.iter().map(|(team, ..)| *team).collect();
    let rows: Vec<(Uuid, String, String)> = proposals::Entity::find()
        .select_only()
        .columns([proposals::Column::TeamId, proposals::Column::Title])
        .column(team_members::Column::Role)
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .join(
            JoinType::InnerJoin,
            team_members::Relation::Teams.def().rev(),
        )
        .filter(team_members::Column::AccountId.eq(account))
        .filter(proposals::Column::TeamId.is_in(teams))
        .order_by_asc(proposals::Column::Title)
        .order_by_asc(proposals::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    let counts = by_state(counts);
    Ok(rows
        .into_iter()
        .map(|(team, title, role)| {
            let of = |state| counts.get(&(team, state)).copied().unwrap_or(0);
            ReceivedCard {
                team: team.into(),
                title,
                decides: role == TeamRole::Lead.key(),
                open: of(InterestState::Open.key()),
                accepted: of(InterestState::Accepted.key()),
            }
        })
        .collect())
}

fn by_state(counts: Vec<(Uuid, String, i64)>) -> HashMap<(Uuid, &'static str), u32> {
    counts
        .into_iter()
        .filter_map(|(id, state, number)| {
            let state = InterestState::parse(&state)?.key();
            Some(((id, state), u32::try_from(number).unwrap_or(u32::MAX)))
        })
        .collect()
}
