//! The address of the other side of an accepted interest. Nothing else in this feature selects an address
//! for a reader; mail is sent to its recipient only.

use crate::{
    Result,
    entities::{accounts, interests, investors, proposals, team_members},
};
use domain::{
    investors::{Contact, InterestState},
    policy::TeamRole,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use std::collections::HashMap;
use uuid::Uuid;

type Found = Vec<(Uuid, String, String)>;

/// The leads of the teams that accepted an investor's interests, by interest. One query.
pub(super) async fn of_teams<C: ConnectionTrait>(
    conn: &C,
    investor: Uuid,
) -> Result<HashMap<Uuid, Contact>> {
    let found: Found = interests::Entity::find()
        .select_only()
        .column(interests::Column::Id)
        .columns([accounts::Column::Name, accounts::Column::Email])
        .join(JoinType::InnerJoin, interests::Relation::Proposals.def())
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .join(
            JoinType::InnerJoin,
            team_members::Relation::Teams.def().rev(),
        )
        .join(JoinType::InnerJoin, team_members::Relation::Accounts.def())
        .filter(interests::Column::InvestorId.eq(investor))
        .filter(interests::Column::State.eq(InterestState::Accepted.key()))
        .filter(team_members::Column::Role.eq(TeamRole::Lead.key()))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(by_interest(found))
}

/// The investors whose interests in a proposal were accepted, by interest. One query.
pub(super) async fn of_investors<C: ConnectionTrait>(
    conn: &C,
    proposal: Uuid,
) -> Result<HashMap<Uuid, Contact>> {
    let found: Found = interests::Entity::find()
        .select_only()
        .column(interests::Column::Id)
        .columns([accounts::Column::Name, accounts::Column::Email])
        .join(JoinType::InnerJoin, interests::Relation::Investors.def())
        .join(JoinType::InnerJoin, investors::Relation::Accounts.def())
        .filter(interests::Column::ProposalId.eq(proposal))
        .filter(interests::Column::State.eq(InterestState::Accepted.key()))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(by_interest(found))
}

fn by_interest(found: Found) -> HashMap<Uuid, Contact> {
    found
        .into_iter()
        .map(|(interest, name, email)| (interest, Contact { name, email }))
        .collect()
}
