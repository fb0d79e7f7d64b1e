//! Inviting by e-mail: a link that its reader can follow once, within two weeks.

use super::{kind_of, lock, scene};
use crate::{
    Error, Result, Store,
    entities::{accounts, competitions, team_invitations, team_members, teams},
    outbox::Mail,
    secrets,
};
use domain::{
    Action, Actor, InvitationId, Language, Localised, Problem, TeamId, can, emails,
    errors::Problems,
    fields,
    teams::{InvitationCard, MOST_MEMBERS, MemberKind},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use serde_json::json;
use uuid::Uuid;

const LASTS: i64 = 14 * 24 * 3_600_000;

/// Invites somebody by mail, in the language of their account or else in the one that was chosen. An earlier
/// open invitation to the same address ends; its link leads nowhere then.
///
/// Inputs are named `email`, `kind` and `language`.
///
/// # Errors
/// `Denied` for others than the lead and outside of the open phase, `Missing`, `Invalid` (`Taken` for
/// somebody who is a member already).
pub async fn invite(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    email: &str,
    kind: &str,
    language: &str,
    now: i64,
) -> Result<InvitationId> {
    let tx = store.begin().await?;
    lock(&tx, team).await?;
    let scene = scene(&*tx, actor, team, now).await?;
    can(actor, Action::ManageTeam, &scene.facts)?;
    can(actor, Action::JoinTeam, &scene.facts)?;
    let me = actor.signed_in()?;
    let mut problems = Problems::new();
    let email = problems.check("email", emails::parse(email));
    let kind = problems.check(
        "kind",
        fields::choice(kind, MemberKind::ALL, MemberKind::key),
    );
    let language = problems.check(
        "language",
        fields::choice(language, &Language::ALL, Language::code),
    );
    let reader = match &email {
        Some(email) => account_of(&*tx, email).await?,
        None => None,
    };
    if let Some(reader) = &reader
        && is_member(&*tx, team, reader.id).await?
    {
        problems.add("email", Problem::Taken);
    }
    let full = members_and_invitations(&*tx, team, now).await? >= 2 * MOST_MEMBERS as u64;
    if full {
        problems.add(
            "email",
            Problem::Other {
                what: "team_full".into(),
            },
        );
    }
    problems.finish()?;
    let (Some(email), Some(kind), Some(language)) = (email, kind, language) else {
        return Err(domain::Error::BadRequest.into());
    };
    team_invitations::Entity::delete_many()
        .filter(team_invitations::Column::TeamId.eq(team.0))
        .filter(team_invitations::Column::Email.eq(&email))
        .filter(team_invitations::Column::AcceptedAt.is_null())
        .exec(&*tx)
        .await?;
    let secret = secrets::token();
    let id = Uuid::now_v7();
    team_invitations::Entity::insert(team_invitations::ActiveModel {
        id: Set(id),
        team_id: Set(team.0),
        email: Set(email.clone()),
        kind: Set(kind.key().to_owned()),
        token_hash: Set(secret.hash),
        invited_by: Set(me.id.0),
        created_at: Set(now),
        expires_at: Set(now + LASTS),
        accepted_at: Set(None),
    })
    .exec_without_returning(&*tx)
    .await?;
    let language = reader
        .and_then(|reader| Language::parse(&reader.language))
        .unwrap_or(language);
    let competition: Localised = serde_json::from_str(&scene.competition.name)?;
    let mail = Mail {
        to: &email,
        language,
        template: "teams.invited",
        fields: json!({
            "team": scene.team.name,
            "competition": competition.get(language),
            "inviter": me.name,
            "link": format!("/invitations/{}", secret.token),
        }),
    };
    tx.mail(mail, now).await?;
    tx.audit(
        actor,
        Some(scene.competition.id.into()),
        "team.invited",
        team.0,
        json!({ "invitation": id, "kind": kind }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(InvitationId(id))
}

/// Takes an open invitation back.
///
/// # Errors
/// `Denied` for others than the lead, `Missing` when it is not open (any more).
pub async fn revoke_invitation(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    invitation: InvitationId,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    lock(&tx, team).await?;
    let scene = scene(&*tx, actor, team, now).await?;
    can(actor, Action::ManageTeam, &scene.facts)?;
    let gone = team_invitations::Entity::delete_many()
        .filter(team_invitations::Column::Id.eq(invitation.0))
        .filter(team_invitations::Column::TeamId.eq(team.0))
        .filter(team_invitations::Column::AcceptedAt.is_null())
        .exec(&*tx)
        .await?;
    if gone.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    tx.audit(
        actor,
        Some(scene.competition.id.into()),
        "team.invitation_revoked",
        team.0,
        json!({ "invitation": invitation }),
        now,
    )
    .await?;
    tx.commit().await
}

/// What the holder of a link reads before accepting; the token is the proof, so nobody need be signed in.
///
/// # Errors
/// `Invalid` (`LinkExpired` for `token`) when the link is unknown, used by somebody else or too old.
pub async fn invitation(
    store: &Store,
    actor: &Actor,
    token: &str,
    now: i64,
) -> Result<InvitationCard> {
    let conn = store.read();
    let row = by_token(conn, token).await?;
    let mine = match actor.id() {
        Some(account) => is_member(conn, row.team_id.into(), account.0).await?,
        None => false,
    };
    if !mine && (row.accepted_at.is_some() || row.expires_at <= now) {
        return Err(expired());
    }
    let (team, competition) = teams::Entity::find_by_id(row.team_id)
        .find_also_related(competitions::Entity)
        .one(conn)
        .await?
        .ok_or_else(expired)?;
    let competition = competition.ok_or_else(|| Error::fault("a team without a competition"))?;
    let inviter = accounts::Entity::find_by_id(row.invited_by)
        .one(conn)
        .await?
        .map(|account| account.name)
        .unwrap_or_default();
    Ok(InvitationCard {
        member_of: mine.then_some(team.id.into()),
        team: team.name,
        competition: serde_json::from_str(&competition.name)?,
        invited_by: inviter,
        kind: kind_of(&row.kind)?,
        email: row.email,
        expires_at: row.expires_at,
    })
}

/// The invitation that a token stands for, whatever its state.
pub(super) async fn by_token<C: ConnectionTrait>(
    conn: &C,
    token: &str,
) -> Result<team_invitations::Model> {
    team_invitations::Entity::find()
        .filter(team_invitations::Column::TokenHash.eq(secrets::hash_token(token)))
        .one(conn)
        .await?
        .ok_or_else(expired)
}

pub(super) fn expired() -> Error {
    domain::Error::invalid("token", Problem::LinkExpired).into()
}

pub(super) async fn is_member<C: ConnectionTrait>(
    conn: &C,
    team: TeamId,
    account: Uuid,
) -> Result<bool> {
    Ok(team_members::Entity::find_by_id((team.0, account))
        .one(conn)
        .await?
        .is_some())
}

async fn account_of<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<accounts::Model>> {
    Ok(accounts::Entity::find()
        .filter(accounts::Column::Email.eq(email))
        .one(conn)
        .await?)
}

async fn members_and_invitations<C: ConnectionTrait>(
    conn: &C,
    team: TeamId,
    now: i64,
) -> Result<u64> {
    let members = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(team.0))
        .count(conn)
        .await?;
    let open = team_invitations::Entity::find()
        .filter(team_invitations::Column::TeamId.eq(team.0))
        .filter(team_invitations::Column::AcceptedAt.is_null())
        .filter(team_invitations::Column::ExpiresAt.gt(now))
        .count(conn)
        .await?;
    Ok(members + open)
}
