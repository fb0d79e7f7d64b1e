//! Becoming a member: by an invitation's link, or by the code that the lead reads aloud.

use super::{
    invitations::{by_token, expired, is_member},
    kind_of, lock,
};
use crate::{
    Result, Store, Tx, competitions,
    entities::{team_invitations, team_members, teams},
};
use domain::{
    Action, Actor, CompetitionId, Problem, TeamId, can,
    errors::Problems,
    fields,
    policy::TeamRole,
    teams::{MOST_MEMBERS, MemberKind, parse_code},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr,
};
use serde_json::json;

/// Accepts an invitation for the signed-in person, whatever address it was sent to: the link is the proof.
/// Somebody who is a member already stays one, with the role they have.
///
/// # Errors
/// `Invalid` (`LinkExpired` for `token`), `Denied` outside of the open phase.
pub async fn accept_invitation(
    store: &Store,
    actor: &Actor,
    token: &str,
    now: i64,
) -> Result<TeamId> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let row = by_token(&*tx, token).await?;
    let team = TeamId(row.team_id);
    lock(&tx, team).await?;
    if is_member(&*tx, team, account.0).await? {
        return Ok(team);
    }
    let accepted = team_invitations::Entity::update_many()
        .col_expr(team_invitations::Column::AcceptedAt, Expr::value(now))
        .filter(team_invitations::Column::Id.eq(row.id))
        .filter(team_invitations::Column::AcceptedAt.is_null())
        .filter(team_invitations::Column::ExpiresAt.gt(now))
        .exec(&*tx)
        .await?;
    if accepted.rows_affected != 1 {
        return Err(expired());
    }
    let detail = json!({ "by": "invitation", "invitation": row.id });
    join(tx, actor, team, kind_of(&row.kind)?, "token", detail, now).await
}

/// Joins a team by its code. Inputs are named `code` and `kind`.
///
/// The caller limits how often one person or address may try: a code has eight of 31 letters and digits.
///
/// # Errors
/// `Invalid` (`LinkExpired` for a code that no team has), `Denied` outside of the open phase.
pub async fn join_by_code(
    store: &Store,
    actor: &Actor,
    code: &str,
    kind: &str,
    now: i64,
) -> Result<TeamId> {
    let account = actor.signed_in()?.id;
    let mut problems = Problems::new();
    let code = problems.check("code", parse_code(code));
    let kind = problems.check(
        "kind",
        fields::choice(kind, MemberKind::ALL, MemberKind::key),
    );
    problems.finish()?;
    let (Some(code), Some(kind)) = (code, kind) else {
        return Err(domain::Error::BadRequest.into());
    };
    let tx = store.begin().await?;
    let team = teams::Entity::find()
        .filter(teams::Column::Code.eq(code))
        .one(&*tx)
        .await?
        .ok_or_else(|| domain::Error::invalid("code", Problem::LinkExpired))?;
    let team = TeamId(team.id);
    lock(&tx, team).await?;
    if is_member(&*tx, team, account.0).await? {
        return Ok(team);
    }
    join(tx, actor, team, kind, "code", json!({ "by": "code" }), now).await
}

/// Adds the actor and commits: as an editor, or as the lead of an imported team that nobody is in yet.
/// The team's row is held.
async fn join(
    tx: Tx,
    actor: &Actor,
    team: TeamId,
    kind: MemberKind,
    field: &str,
    detail: serde_json::Value,
    now: i64,
) -> Result<TeamId> {
    let account = actor.signed_in()?.id;
    let row = teams::Entity::find_by_id(team.0)
        .one(&*tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let competition = CompetitionId(row.competition_id);
    let (_, facts) = competitions::facts(&*tx, actor, competition, now).await?;
    can(actor, Action::JoinTeam, &facts)?;
    let members = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(team.0))
        .count(&*tx)
        .await?;
    if members >= MOST_MEMBERS as u64 {
        let what = "team_full".into();
        return Err(domain::Error::invalid(field, Problem::Other { what }).into());
    }
    let role = if members == 0 {
        TeamRole::Lead
    } else {
        TeamRole::Editor
    };
    team_members::Entity::insert(team_members::ActiveModel {
        team_id: Set(team.0),
        account_id: Set(account.0),
        kind: Set(kind.key().to_owned()),
        role: Set(role.key().to_owned()),
        joined_at: Set(now),
    })
    .exec_without_returning(&*tx)
    .await?;
    tx.audit(actor, Some(competition), "team.joined", team.0, detail, now)
        .await?;
    tx.commit().await?;
    Ok(team)
}
