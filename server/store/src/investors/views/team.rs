//! The interests in a team's project.

use super::super::{
    contacts,
    scenes::{call_name, interest_state, role_in, terms},
};
use crate::{
    Result, Store, competitions,
    entities::{accounts, interests, investors, proposals, selection_entries, selections, teams},
};
use domain::{
    Action, Actor, Facts, TeamId, can,
    investors::{InterestState, ReceivedInterest, Registration, TeamInterests},
    policy::TeamRole,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

/// What investors wrote to a team. Every member reads, the lead answers. Nine queries at most.
///
/// # Errors
/// `SignedOut`; `Missing` for people outside of the team.
pub async fn team_interests(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    now: i64,
) -> Result<TeamInterests> {
    let account = actor.signed_in()?.id.0;
    let conn = store.read();
    let role = role_in(conn, team.0, account)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (proposal, team_row) = proposals::Entity::find()
        .find_also_related(teams::Entity)
        .filter(proposals::Column::TeamId.eq(team.0))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (call, facts) =
        competitions::facts(conn, actor, proposal.competition_id.into(), now).await?;
    let facts = Facts {
        team: Some(role),
        ..facts
    };
    can(actor, Action::ReadDraft, &facts)?;
    Ok(TeamInterests {
        call: call_name(&call, &facts)?,
        team,
        team_name: team_row.map(|row| row.name).unwrap_or_default(),
        number: proposal.number,
        title: proposal.title,
        selected: is_public(conn, proposal.id).await?,
        decides: role == TeamRole::Lead,
        interests: received(conn, proposal.id).await?,
    })
}

async fn is_public<C: ConnectionTrait>(conn: &C, proposal: Uuid) -> Result<bool> {
    let found = selection_entries::Entity::find()
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Selections.def(),
        )
        .filter(selection_entries::Column::ProposalId.eq(proposal))
        .filter(selection_entries::Column::Selected.eq(true))
        .filter(selections::Column::PublishedAt.is_not_null())
        .count(conn)
        .await?;
    Ok(found > 0)
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    organisation: String,
    country: String,
    about: String,
    kind: String,
    amount_minor: Option<i64>,
    currency: Option<String>,
    message: String,
    state: String,
    created_at: i64,
    decided_at: Option<i64>,
    version: i64,
}

/// Two queries.
async fn received<C: ConnectionTrait>(conn: &C, proposal: Uuid) -> Result<Vec<ReceivedInterest>> {
    use interests::Column;
    let mut contacts = contacts::of_investors(conn, proposal).await?;
    let waits = Expr::col((interests::Entity, Column::State)).eq(InterestState::Open.key());
    interests::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Kind,
            Column::AmountMinor,
            Column::Currency,
            Column::Message,
            Column::State,
            Column::CreatedAt,
            Column::DecidedAt,
            Column::Version,
        ])
        .columns([
            investors::Column::Organisation,
            investors::Column::Country,
            investors::Column::About,
        ])
        .column(accounts::Column::Name)
        .join(JoinType::InnerJoin, interests::Relation::Investors.def())
        .join(JoinType::InnerJoin, investors::Relation::Accounts.def())
        .filter(Column::ProposalId.eq(proposal))
        .filter(Column::State.ne(InterestState::Withdrawn.key()))
        .order_by_desc(waits)
        .order_by_desc(Column::DecidedAt)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .into_model::<Row>()
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(ReceivedInterest {
                id: row.id.into(),
                name: row.name,
                investor: Registration {
                    organisation: row.organisation,
                    country: row.country,
                    about: row.about,
                },
                terms: terms(
                    &row.kind,
                    row.amount_minor,
                    row.currency.as_deref(),
                    row.message,
                )?,
                state: interest_state(&row.state)?,
                created_at: row.created_at,
                decided_at: row.decided_at,
                version: row.version,
                contact: contacts.remove(&row.id),
            })
        })
        .collect()
}
