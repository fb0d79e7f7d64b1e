//! Reading people: who has an account, a team or a load already, in a few queries for all rows of the file.

use crate::{
    Result,
    entities::{accounts, assignments, jurors, proposals, team_members, teams},
    jury::ACTIVE,
};
use domain::imports::PersonRow;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// By address. Asked for in pieces, since a statement takes only so many parameters.
pub(super) async fn accounts_of<C: ConnectionTrait>(
    conn: &C,
    rows: &[PersonRow],
) -> Result<HashMap<String, accounts::Model>> {
    let mut found = HashMap::new();
    for rows in rows.chunks(10_000) {
        let own = accounts::Entity::find()
            .filter(accounts::Column::Email.is_in(rows.iter().map(|row| row.email.as_str())))
            .all(conn)
            .await?;
        found.extend(
            own.into_iter()
                .map(|account| (account.email.clone(), account)),
        );
    }
    Ok(found)
}

/// Jurors' accounts, and the teams whose proposals they have.
pub(super) async fn readers<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<HashSet<(Uuid, Uuid)>> {
    let rows: Vec<(Uuid, Uuid)> = assignments::Entity::find()
        .select_only()
        .column(jurors::Column::AccountId)
        .column(proposals::Column::TeamId)
        .join(JoinType::InnerJoin, assignments::Relation::Jurors.def())
        .join(JoinType::InnerJoin, assignments::Relation::Proposals.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.is_not_null())
        .filter(assignments::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The number of the next proposal.
pub(super) async fn next_number<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<i32> {
    let highest: Option<Option<i32>> = proposals::Entity::find()
        .select_only()
        .column_as(proposals::Column::Number.max(), "highest")
        .filter(proposals::Column::CompetitionId.eq(competition))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(highest.flatten().unwrap_or(0) + 1)
}

/// The teams of a competition with their members.
pub(super) struct Teams {
    /// By lower-cased name, which several may have.
    pub(super) names: HashMap<String, Vec<Uuid>>,
    pub(super) members: HashMap<Uuid, Vec<team_members::Model>>,
}

impl Teams {
    pub(super) async fn load<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<Self> {
        let rows: Vec<(Uuid, String)> = teams::Entity::find()
            .select_only()
            .columns([teams::Column::Id, teams::Column::Name])
            .filter(teams::Column::CompetitionId.eq(competition))
            .into_tuple()
            .all(conn)
            .await?;
        let mut names: HashMap<String, Vec<Uuid>> = HashMap::new();
        for (id, name) in rows {
            names.entry(name.to_lowercase()).or_default().push(id);
        }
        let rows = team_members::Entity::find()
            .join(JoinType::InnerJoin, team_members::Relation::Teams.def())
            .filter(teams::Column::CompetitionId.eq(competition))
            .order_by_asc(team_members::Column::JoinedAt)
            .all(conn)
            .await?;
        let mut members: HashMap<Uuid, Vec<team_members::Model>> = HashMap::new();
        for row in rows {
            members.entry(row.team_id).or_default().push(row);
        }
        Ok(Self { names, members })
    }
}
