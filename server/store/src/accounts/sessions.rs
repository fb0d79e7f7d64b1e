//! Sessions: the cookie holds a random token, the table its hash. A session lasts thirty days from
//! its last use; a new one is made at every sign-in, so a token from before never becomes signed in.

use crate::{
    Result, Store, Tx,
    entities::{accounts, sessions},
    secrets,
};
use domain::{AccountId, Actor, Language, SessionId, actors::Account};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

const LASTS: i64 = 30 * 24 * 3_600_000;
const TOUCH_EVERY: i64 = 60_000;

/// Opens a session for an account and returns the token for its cookie.
///
/// # Errors
/// When the row cannot be written.
pub async fn open_session(tx: &Tx, account: AccountId, agent: &str, now: i64) -> Result<String> {
    let secret = secrets::token();
    sessions::Entity::insert(sessions::ActiveModel {
        id: Set(Uuid::now_v7()),
        account_id: Set(account.0),
        token_hash: Set(secret.hash),
        agent: Set(agent.chars().take(200).collect()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + LASTS),
    })
    .exec_without_returning(&**tx)
    .await?;
    Ok(secret.token)
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
    Ok(Actor {
        account: Some(Account {
            id: account.id.into(),
            session: SessionId(session.id),
            name: account.name,
            email: account.email,
            language: Language::parse(&account.language).unwrap_or_default(),
            zone: account.zone,
            confirmed: account.confirmed_at.is_some(),
            operator: account.operator,
        }),
    })
}
