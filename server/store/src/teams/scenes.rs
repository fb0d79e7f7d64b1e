//! What a question about a team needs: the team, the asking member, the competition and the facts.

use crate::{
    Error, Result, Tx, competitions,
    entities::{competitions as competition_rows, team_members, teams},
};
use domain::{Actor, CompetitionId, Facts, TeamId, policy::TeamRole, teams::MemberKind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

/// A team, seen by one of its members.
pub(crate) struct Scene {
    /// The team.
    pub team: teams::Model,
    /// The actor's own membership.
    pub member: team_members::Model,
    /// What the team takes part in.
    pub competition: competition_rows::Model,
    /// Phase, role in the team; nothing about a proposal.
    pub facts: Facts,
}

/// The team as its member `actor` meets it. Five queries.
///
/// # Errors
/// `SignedOut`; `Missing` when there is no such team or the actor is not of it.
pub(crate) async fn scene<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    team: TeamId,
    now: i64,
) -> Result<Scene> {
    let account = actor.signed_in()?.id;
    let member = team_members::Entity::find_by_id((team.0, account.0))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let team = teams::Entity::find_by_id(team.0)
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (competition, facts) =
        competitions::facts(conn, actor, CompetitionId(team.competition_id), now).await?;
    let facts = Facts {
        team: Some(role_of(&member)?),
        ..facts
    };
    Ok(Scene {
        team,
        member,
        competition,
        facts,
    })
}

/// Takes the team's row until the transaction ends, by an update that changes nothing: another change of
/// its members waits (PostgreSQL) or has not begun (SQLite).
///
/// # Errors
/// `Missing` when there is no such team.
pub(crate) async fn lock(tx: &Tx, team: TeamId) -> Result<()> {
    let taken = teams::Entity::update_many()
        .col_expr(
            teams::Column::Version,
            Expr::col(teams::Column::Version).add(0),
        )
        .filter(teams::Column::Id.eq(team.0))
        .exec(&**tx)
        .await?;
    if taken.rows_affected == 1 {
        Ok(())
    } else {
        Err(domain::Error::Missing.into())
    }
}

/// As [`lock`], for many teams: who joins one of them waits.
///
/// # Errors
/// When the database cannot be reached.
pub(crate) async fn lock_all(tx: &Tx, teams: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let teams: Vec<Uuid> = teams.into_iter().collect();
    for some in teams.chunks(crate::ROWS_AT_ONCE) {
        teams::Entity::update_many()
            .col_expr(
                teams::Column::Version,
                Expr::col(teams::Column::Version).add(0),
            )
            .filter(teams::Column::Id.is_in(some.iter().copied()))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// A member's role.
pub(crate) fn role_of(member: &team_members::Model) -> Result<TeamRole> {
    TeamRole::parse(&member.role).ok_or_else(|| Error::fault(format!("team role {}", member.role)))
}

/// What a member is.
pub(crate) fn kind_of(kind: &str) -> Result<MemberKind> {
    MemberKind::parse(kind).ok_or_else(|| Error::fault(format!("member kind {kind}")))
}
