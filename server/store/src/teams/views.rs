//! A team as its members see it.

use super::{kind_of, role_of, scene};
use crate::{
    Error, Result, Store,
    entities::{accounts, proposals, team_invitations, team_members},
};
use domain::{
    Action, Actor, TeamId, can,
    policy::TeamRole,
    teams::{InvitationView, MemberView, TeamView},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The team with its members; for its lead also the code and the open invitations. Eight queries at most.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team.
pub async fn view(store: &Store, actor: &Actor, team: TeamId, now: i64) -> Result<TeamView> {
    let conn = store.read();
    let scene = scene(conn, actor, team, now).await?;
    can(actor, Action::ReadDraft, &scene.facts)?;
    let manages = can(actor, Action::ManageTeam, &scene.facts).is_ok();
    let proposal: Uuid = proposals::Entity::find()
        .select_only()
        .column(proposals::Column::Id)
        .filter(proposals::Column::TeamId.eq(team.0))
        .into_tuple()
        .one(conn)
        .await?
        .ok_or_else(|| Error::fault("a team without a proposal"))?;
    let invitations = if manages {
        open_invitations(conn, team, now).await?
    } else {
        Vec::new()
    };
    Ok(TeamView {
        id: team,
        competition: scene.competition.id.into(),
        slug: scene.competition.slug,
        competition_name: serde_json::from_str(&scene.competition.name)?,
        phase: scene.facts.phase.ok_or_else(|| Error::fault("no phase"))?,
        name: scene.team.name,
        code: manages.then_some(scene.team.code),
        role: role_of(&scene.member)?,
        proposal: proposal.into(),
        members: members_of(conn, team).await?,
        invitations,
        version: scene.team.version,
        sees_jury: can(actor, Action::SeeJury, &scene.facts).is_ok(),
    })
}

/// The members of a team, the lead first, then by the time of joining. One query.
///
/// Does not ask who wants to know.
///
/// # Errors
/// When the database cannot be reached.
pub async fn members_of<C: ConnectionTrait>(conn: &C, team: TeamId) -> Result<Vec<MemberView>> {
    let rows = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(team.0))
        .find_also_related(accounts::Entity)
        .order_by_asc(team_members::Column::JoinedAt)
        .order_by_asc(team_members::Column::AccountId)
        .all(conn)
        .await?;
    let mut members = Vec::with_capacity(rows.len());
    for (member, account) in rows {
        let account = account.ok_or_else(|| Error::fault("a member without an account"))?;
        members.push(MemberView {
            account: account.id.into(),
            name: account.name,
            email: account.email,
            kind: kind_of(&member.kind)?,
            role: role_of(&member)?,
            joined_at: member.joined_at,
        });
    }
    members.sort_by_key(|member| member.role != TeamRole::Lead);
    Ok(members)
}

async fn open_invitations<C: ConnectionTrait>(
    conn: &C,
    team: TeamId,
    now: i64,
) -> Result<Vec<InvitationView>> {
    team_invitations::Entity::find()
        .filter(team_invitations::Column::TeamId.eq(team.0))
        .filter(team_invitations::Column::AcceptedAt.is_null())
        .filter(team_invitations::Column::ExpiresAt.gt(now))
        .order_by_asc(team_invitations::Column::CreatedAt)
        .order_by_asc(team_invitations::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(InvitationView {
                id: row.id.into(),
                kind: kind_of(&row.kind)?,
                email: row.email,
                expires_at: row.expires_at,
            })
        })
        .collect()
}
