//! Inviting jurors and answering: the link's token is the authority, its hash is all that is stored.

use super::{languages_of, serialise, state_of};
use crate::{
    Result, Store, Tx,
    competitions::{by_slug, facts, phase_of},
    entities::{accounts, competitions, jurors},
    outbox::Mail,
    secrets,
};
use domain::{
    Action, Actor, CompetitionId, Error, JurorId, Language, Localised, Problem, can,
    errors::{Problems, Stale},
    jury::{CONDUCT_VERSION, Invitation, JurorInput, JurorState},
    policy::{Denied, Phase},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// Invites a juror and mails the link. Returns the link's token too, which nobody can read again.
///
/// # Errors
/// `Missing`, `Denied` for people who may not manage the jury now, `Invalid` with every problem (an address
/// that is on the jury already is `Taken`).
pub async fn invite(
    store: &Store,
    actor: &Actor,
    slug: &str,
    input: &JurorInput,
    now: i64,
) -> Result<(JurorId, String)> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::ManageJury, &facts)?;
    serialise(&tx, competition.id).await?;
    let mut problems = Problems::new();
    let fields = input.check(&mut problems);
    let email = input.check_email(&mut problems);
    if let Some(email) = &email {
        let known = jurors::Entity::find()
            .filter(jurors::Column::CompetitionId.eq(competition.id))
            .filter(jurors::Column::Email.eq(email.as_str()))
            .count(&*tx)
            .await?;
        if known > 0 {
            problems.add("email", Problem::Taken);
        }
    }
    problems.finish()?;
    let (Some(fields), Some(email)) = (fields, email) else {
        return Err(Error::BadRequest.into());
    };
    let secret = secrets::token();
    let row = jurors::Model {
        id: Uuid::now_v7(),
        competition_id: competition.id,
        account_id: None,
        email,
        name: fields.name,
        employer: fields.employer,
        languages: serde_json::to_string(&fields.languages)?,
        sectors: serde_json::to_string(&fields.sectors)?,
        capacity: fields.capacity,
        state: JurorState::Invited.key().to_owned(),
        token_hash: Some(secret.hash),
        conflicts_declared_at: None,
        reminded_at: None,
        created_at: now,
        version: 1,
    };
    jurors::Entity::insert(jurors::ActiveModel::from(row.clone()))
        .exec_without_returning(&*tx)
        .await?;
    send(&tx, actor, &competition, &row, &secret.token, now).await?;
    tx.commit().await?;
    Ok((row.id.into(), secret.token))
}

/// Mails a new link to somebody who has not answered, said no or was taken off; the old link ends. Returns the
/// new link's token.
///
/// # Errors
/// `Missing`, `Denied` as for [`invite`] and for active jurors, `Conflict` when the juror has changed since.
pub async fn invite_again(
    store: &Store,
    actor: &Actor,
    juror: JurorId,
    version: i64,
    now: i64,
) -> Result<String> {
    let tx = store.begin().await?;
    let (competition, mut row) = managed(&tx, actor, juror, now).await?;
    if state_of(&row)? == JurorState::Active {
        return Err(Error::Denied(Denied::State).into());
    }
    let secret = secrets::token();
    let changed = jurors::Entity::update_many()
        .col_expr(
            jurors::Column::State,
            Expr::value(JurorState::Invited.key()),
        )
        .col_expr(
            jurors::Column::TokenHash,
            Expr::value(Some(secret.hash.clone())),
        )
        .col_expr(jurors::Column::Version, Expr::value(version + 1))
        .filter(jurors::Column::Id.eq(row.id))
        .filter(jurors::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(stale(&row).into());
    }
    row.token_hash = Some(secret.hash);
    send(&tx, actor, &competition, &row, &secret.token, now).await?;
    tx.commit().await?;
    Ok(secret.token)
}

/// Whether a token is that of a juror's open invitation, for somebody who may manage the jury now.
///
/// # Errors
/// As [`invite_again`].
pub async fn is_invited_by(
    store: &Store,
    actor: &Actor,
    juror: JurorId,
    token: &str,
    now: i64,
) -> Result<bool> {
    let conn = store.read();
    let row = jurors::Entity::find_by_id(juror.0)
        .one(conn)
        .await?
        .ok_or(Error::Missing)?;
    let (_, facts) = facts(conn, actor, row.competition_id.into(), now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(Error::Missing.into());
    }
    can(actor, Action::ManageJury, &facts)?;
    let open = open_invitation(conn, token, now).await?;
    Ok(open.is_some_and(|(invited, _)| invited.id == row.id))
}

/// A juror with the competition, for somebody who may manage its jury now.
pub(super) async fn managed(
    tx: &Tx,
    actor: &Actor,
    juror: JurorId,
    now: i64,
) -> Result<(competitions::Model, jurors::Model)> {
    actor.signed_in()?;
    let row = jurors::Entity::find_by_id(juror.0)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    let (competition, facts) = facts(&**tx, actor, row.competition_id.into(), now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(Error::Missing.into());
    }
    can(actor, Action::ManageJury, &facts)?;
    serialise(tx, competition.id).await?;
    // Read again: what stood there before the others had finished is no base for a change.
    let row = jurors::Entity::find_by_id(juror.0)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    Ok((competition, row))
}

pub(super) fn stale(row: &jurors::Model) -> Error {
    Error::Conflict(Stale {
        version: row.version,
        by: None,
        current: String::new(),
    })
}

/// The language of a juror's mail: the account's, else the first of those that they read.
pub(super) async fn mail_language<C: ConnectionTrait>(
    conn: &C,
    juror: &jurors::Model,
) -> Result<Language> {
    let account = match juror.account_id {
        Some(id) => accounts::Column::Id.eq(id),
        None => accounts::Column::Email.eq(juror.email.as_str()),
    };
    let known: Option<String> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Language)
        .filter(account)
        .into_tuple()
        .one(conn)
        .await?;
    let first = languages_of(juror)?.first().copied();
    Ok(known
        .as_deref()
        .and_then(Language::parse)
        .or(first)
        .unwrap_or_default())
}

pub(crate) async fn send(
    tx: &Tx,
    actor: &Actor,
    competition: &competitions::Model,
    juror: &jurors::Model,
    token: &str,
    now: i64,
) -> Result<()> {
    let language = mail_language(&**tx, juror).await?;
    let name: Localised = serde_json::from_str(&competition.name)?;
    let mail = Mail {
        to: &juror.email,
        language,
        template: "jury.invited",
        fields: json!({
            "name": juror.name,
            "competition": name.get(language),
            "capacity": juror.capacity,
            "from_at": competition.jury_opens_at,
            "until_at": competition.jury_closes_at,
            "zone": competition.zone,
            "link": format!("/jury/invitation?token={token}"),
        }),
    };
    tx.mail(mail, now).await?;
    let id = Some(CompetitionId(competition.id));
    tx.audit(actor, id, "juror.invited", juror.id, json!({}), now)
        .await
}

async fn open_invitation<C: ConnectionTrait>(
    conn: &C,
    token: &str,
    now: i64,
) -> Result<Option<(jurors::Model, competitions::Model)>> {
    let found = jurors::Entity::find()
        .filter(jurors::Column::TokenHash.eq(secrets::hash_token(token)))
        .filter(jurors::Column::State.eq(JurorState::Invited.key()))
        .find_also_related(competitions::Entity)
        .one(conn)
        .await?;
    let Some((juror, Some(competition))) = found else {
        return Ok(None);
    };
    let open = phase_of(&competition, false, now)? <= Phase::Jury;
    Ok(open.then_some((juror, competition)))
}

/// What the holder of a link may read before answering.
///
/// # Errors
/// `Missing` when the link is unknown, used, replaced or too old.
pub async fn invitation(store: &Store, token: &str, now: i64) -> Result<Invitation> {
    let (juror, competition) = open_invitation(store.read(), token, now)
        .await?
        .ok_or(Error::Missing)?;
    Ok(Invitation {
        competition: serde_json::from_str(&competition.name)?,
        slug: competition.slug,
        zone: competition.zone,
        languages: languages_of(&juror)?,
        name: juror.name,
        capacity: juror.capacity,
        jury_opens_at: competition.jury_opens_at,
        jury_closes_at: competition.jury_closes_at,
    })
}

/// Accepts with the actor's account, whatever its address: the link is the proof. Returns the competition's
/// slug.
///
/// # Errors
/// `SignedOut`, `Denied` for an unconfirmed account, `Invalid` on `agreed` without the code of conduct and on
/// `token` when the link is no longer good or the account has a place on this jury already.
pub async fn accept(
    store: &Store,
    actor: &Actor,
    token: &str,
    agreed: bool,
    now: i64,
) -> Result<String> {
    let account = actor.signed_in()?;
    if !account.confirmed {
        return Err(Error::Denied(Denied::Unconfirmed).into());
    }
    let tx = store.begin().await?;
    let (juror, competition) = open_invitation(&*tx, token, now)
        .await?
        .ok_or_else(|| Error::invalid("token", Problem::LinkExpired))?;
    if !agreed {
        return Err(Error::invalid("agreed", Problem::Required).into());
    }
    serialise(&tx, competition.id).await?;
    let elsewhere = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition.id))
        .filter(jurors::Column::AccountId.eq(account.id.0))
        .filter(jurors::Column::Id.ne(juror.id))
        .count(&*tx)
        .await?;
    if elsewhere > 0 {
        let what = "already_juror".into();
        return Err(Error::invalid("token", Problem::Other { what }).into());
    }
    settle(&tx, &juror, JurorState::Active, Some(account.id.0)).await?;
    let id = Some(competition.id.into());
    let detail = json!({ "conduct": CONDUCT_VERSION });
    tx.audit(actor, id, "juror.accepted", juror.id, detail, now)
        .await?;
    tx.commit().await?;
    Ok(competition.slug)
}

/// Declines. Needs no account.
///
/// # Errors
/// `Invalid` on `token` when the link is no longer good.
pub async fn decline(store: &Store, actor: &Actor, token: &str, now: i64) -> Result<()> {
    let tx = store.begin().await?;
    let (juror, competition) = open_invitation(&*tx, token, now)
        .await?
        .ok_or_else(|| Error::invalid("token", Problem::LinkExpired))?;
    settle(&tx, &juror, JurorState::Declined, juror.account_id).await?;
    let id = Some(competition.id.into());
    tx.audit(actor, id, "juror.declined", juror.id, json!({}), now)
        .await?;
    tx.commit().await
}

/// Uses the link up.
async fn settle(
    tx: &Tx,
    juror: &jurors::Model,
    state: JurorState,
    account: Option<Uuid>,
) -> Result<()> {
    let changed = jurors::Entity::update_many()
        .col_expr(jurors::Column::State, Expr::value(state.key()))
        .col_expr(jurors::Column::AccountId, Expr::value(account))
        .col_expr(jurors::Column::TokenHash, Expr::value(None::<String>))
        .col_expr(jurors::Column::Version, Expr::value(juror.version + 1))
        .filter(jurors::Column::Id.eq(juror.id))
        .filter(jurors::Column::Version.eq(juror.version))
        .filter(jurors::Column::TokenHash.eq(juror.token_hash.clone()))
        .exec(&**tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(Error::invalid("token", Problem::LinkExpired).into());
    }
    Ok(())
}
