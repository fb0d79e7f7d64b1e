//! The organiser's counts and sums of interests. Selects no message, no name and no address.

use super::scenes::interest_state;
use crate::{
    Result,
    entities::{interests, proposals, selection_entries, selections},
};
use domain::{
    investors::{Funnel, FunnelRow, Share, Tally},
    money::{Currency, Money},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Group {
    proposal_id: Uuid,
    state: String,
    currency: Option<String>,
    number: i64,
    sum: Option<i64>,
}

/// The selected projects of a published selection by rank, with their interests. Two queries.
pub(super) async fn funnel<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<Funnel> {
    let projects: Vec<(Uuid, i32, String)> = selection_entries::Entity::find()
        .select_only()
        .columns([
            proposals::Column::Id,
            proposals::Column::Number,
            proposals::Column::Title,
        ])
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Proposals.def(),
        )
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Selections.def(),
        )
        .filter(selections::Column::CompetitionId.eq(competition))
        .filter(selections::Column::PublishedAt.is_not_null())
        .filter(selection_entries::Column::Selected.eq(true))
        .order_by_asc(selection_entries::Column::Rank)
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    // PostgreSQL sums 64-bit integers into a decimal.
    let sum = Expr::col((interests::Entity, interests::Column::AmountMinor))
        .sum()
        .cast_as("bigint");
    let groups = interests::Entity::find()
        .select_only()
        .columns([interests::Column::ProposalId, interests::Column::State])
        .column_as(
            Expr::col((interests::Entity, interests::Column::Currency)),
            "currency",
        )
        .expr_as(
            Expr::col((interests::Entity, interests::Column::Id)).count(),
            "number",
        )
        .expr_as(sum, "sum")
        .join(JoinType::InnerJoin, interests::Relation::Proposals.def())
        .filter(proposals::Column::CompetitionId.eq(competition))
        .group_by(interests::Column::ProposalId)
        .group_by(interests::Column::State)
        .group_by(interests::Column::Currency)
        .order_by_asc(interests::Column::State)
        .order_by_asc(Expr::col((interests::Entity, interests::Column::Currency)).is_null())
        .order_by_asc(interests::Column::Currency)
        .into_model::<Group>()
        .all(conn)
        .await?;
    let mut tallies: HashMap<Uuid, Tally> = HashMap::new();
    for group in groups {
        let currency = group.currency.as_deref().and_then(Currency::parse);
        let share = Share {
            state: interest_state(&group.state)?,
            count: u32::try_from(group.number).unwrap_or(u32::MAX),
            sum: currency
                .zip(group.sum)
                .map(|(currency, minor)| Money { minor, currency }),
        };
        tallies.entry(group.proposal_id).or_default().0.push(share);
    }
    Ok(Funnel(
        projects
            .into_iter()
            .map(|(id, number, title)| FunnelRow {
                number,
                title,
                tally: tallies.remove(&id).unwrap_or_default(),
            })
            .collect(),
    ))
}
