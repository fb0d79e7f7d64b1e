//! Sessions: the cookie holds a random token, the table its hash. A session lasts thirty days from
//! its last use; a new one is made at every sign-in, so a token from before never becomes signed in.

use crate::{
    Result, Store, Tx,
    entities::{accounts, sessions},
    secrets,
};
use domain::{
    AccountId, Actor, Error, Language, SessionId, accounts::SessionCard, actors::Account,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

const LASTS: i64 = 30 * 24 * 3_600_000;
const TOUCH_EVERY: i64 = 60_000;

/// A person who has just signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: String,
    /// The person, as requests with that cookie will know them.
    pub actor: Actor,
}

impl SignedIn {
    /// Whose account.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.actor.id().unwrap_or(AccountId(Uuid::nil()))
    }
}

/// Opens a session for an account and returns the token for its cookie.
///
/// # Errors
/// `Missing` when there is no such account.
pub async fn open_session(tx: &Tx, account: AccountId, agent: &str, now: i64) -> Result<String> {
    let account = accounts::Entity::find_by_id(account.0)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    Ok(enter(tx, account, agent, now).await?.token)
}

/// Opens a session for an account.
pub(super) async fn enter(
    tx: &Tx,
    account: accounts::Model,
    agent: &str,
    now: i64,
) -> Result<SignedIn> {
    let secret = secrets::token();
    let id = Uuid::now_v7();
    sessions::Entity::insert(sessions::ActiveModel {
        id: Set(id),
        account_id: Set(account.id),
        token_hash: Set(secret.hash),
        agent: Set(agent.chars().take(200).collect()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + LASTS),
    })
    .exec_without_returning(&**tx)
    .await?;
    Ok(SignedIn {
        token: secret.token,
        actor: actor(account, SessionId(id)),
    })
}

/// The language of an account.
pub(super) fn language_of(account: &accounts::Model) -> Language {
    Language::parse(&account.language).unwrap_or_default()
}

fn actor(account: accounts::Model, session: SessionId) -> Actor {
    Actor {
        account: Some(Account {
            id: account.id.into(),
            session,
            language: language_of(&account),
            name: account.name,
            email: account.email,
            zone: account.zone,
            confirmed: account.confirmed_at.is_some(),
            operator: account.operator,
        }),
    }
}

/// The person behind a session's token; a visitor when it is unknown or too old. One query.
///
/// # Errors
/// When the database cannot be reached.
pub async fn actor_of(store: &Store, token: &str, now: i64) -> Result<Actor> {
    let found = sessions::Entity::find()
        .filter(sessions::Column::TokenHash.eq(secrets::hash_token(token)))
        .filter(sessions::Column::ExpiresAt.gt(now))
        .find_also_related(accounts::Entity)
        .one(store.read())
        .await?;
    let Some((session, Some(account))) = found else {
        return Ok(Actor::VISITOR);
    };
    if now - session.seen_at > TOUCH_EVERY {
        let tx = store.begin().await?;
        sessions::Entity::update_many()
            .col_expr(sessions::Column::SeenAt, Expr::value(now))
            .col_expr(sessions::Column::ExpiresAt, Expr::value(now + LASTS))
            .filter(sessions::Column::Id.eq(session.id))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
    }
    Ok(actor(account, SessionId(session.id)))
}

/// The browsers that one is signed in with, the one that asks first, then the last used; at most fifty.
///
/// # Errors
/// `SignedOut`.
pub async fn sessions(store: &Store, actor: &Actor, now: i64) -> Result<Vec<SessionCard>> {
    let me = actor.signed_in()?;
    let rows = sessions::Entity::find()
        .filter(sessions::Column::AccountId.eq(me.id.0))
        .filter(sessions::Column::ExpiresAt.gt(now))
        .order_by_desc(sessions::Column::Id.eq(me.session.0))
        .order_by_desc(sessions::Column::SeenAt)
        .order_by_desc(sessions::Column::Id)
        .limit(50)
        .all(store.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionCard {
            id: row.id.into(),
            agent: row.agent,
            signed_in_at: row.created_at,
            seen_at: row.seen_at,
            current: row.id == me.session.0,
        })
        .collect())
}

/// Ends one of one's own sessions.
///
/// # Errors
/// `SignedOut`; `Missing` when it is not one's own.
pub async fn revoke_session(
    store: &Store,
    actor: &Actor,
    session: SessionId,
    now: i64,
) -> Result<()> {
    let me = actor.signed_in()?;
    let tx = store.begin().await?;
    let ended = sessions::Entity::delete_many()
        .filter(sessions::Column::Id.eq(session.0))
        .filter(sessions::Column::AccountId.eq(me.id.0))
        .exec(&*tx)
        .await?;
    if ended.rows_affected == 0 {
        return Err(Error::Missing.into());
    }
    tx.audit(
        actor,
        None,
        "account.session_ended",
        me.id.0,
        json!({ "session": session }),
        now,
    )
    .await?;
    tx.commit().await
}

/// Ends all of one's sessions but the one that asks; returns how many.
///
/// # Errors
/// `SignedOut`.
pub async fn revoke_other_sessions(store: &Store, actor: &Actor, now: i64) -> Result<u64> {
    let me = actor.signed_in()?;
    let tx = store.begin().await?;
    let ended = sessions::Entity::delete_many()
        .filter(sessions::Column::AccountId.eq(me.id.0))
        .filter(sessions::Column::Id.ne(me.session.0))
        .exec(&*tx)
        .await?
        .rows_affected;
    tx.audit(
        actor,
        None,
        "account.other_sessions_ended",
        me.id.0,
        json!({ "count": ended }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(ended)
}

/// Ends the session that asks.
///
/// # Errors
/// `SignedOut`.
pub async fn sign_out(store: &Store, actor: &Actor, now: i64) -> Result<()> {
    let me = actor.signed_in()?;
    let tx = store.begin().await?;
    sessions::Entity::delete_by_id(me.session.0)
        .exec(&*tx)
        .await?;
    tx.audit(actor, None, "account.signed_out", me.id.0, json!({}), now)
        .await?;
    tx.commit().await
}
