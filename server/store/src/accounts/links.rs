//! E-mailed links: made, looked at and used up. A link works once, until it is too old or a newer
//! event made it pointless. Only its hash is stored.

use crate::{
    Result, Store, Tx,
    entities::{accounts, email_tokens},
    secrets,
};
use domain::{AccountId, Error, Problem, accounts::lifetimes};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, Select, sea_query::Expr};
use uuid::Uuid;

pub use domain::accounts::LinkPurpose;

/// Makes a link and returns its token.
pub(super) async fn issue(
    tx: &Tx,
    account: Uuid,
    purpose: LinkPurpose,
    lasts: i64,
    now: i64,
) -> Result<String> {
    let secret = secrets::token();
    email_tokens::Entity::insert(email_tokens::ActiveModel {
        id: Set(Uuid::now_v7()),
        account_id: Set(account),
        purpose: Set(purpose.key().to_owned()),
        token_hash: Set(secret.hash),
        created_at: Set(now),
        expires_at: Set(now + lasts),
        used_at: Set(None),
    })
    .exec_without_returning(&**tx)
    .await?;
    Ok(secret.token)
}

/// A path that signs somebody in once, within half an hour, and then goes to `next`.
///
/// # Errors
/// When the row cannot be written.
pub async fn sign_in_path(tx: &Tx, account: AccountId, next: &str, now: i64) -> Result<String> {
    let token = issue(tx, account.0, LinkPurpose::SignIn, lifetimes::SIGN_IN, now).await?;
    let link = format!("/sign-in/link?token={token}");
    Ok(domain::accounts::with_next(&link, next))
}

fn usable(token: &str, purpose: LinkPurpose, now: i64) -> Select<email_tokens::Entity> {
    email_tokens::Entity::find()
        .filter(email_tokens::Column::TokenHash.eq(secrets::hash_token(token)))
        .filter(email_tokens::Column::Purpose.eq(purpose.key()))
        .filter(email_tokens::Column::UsedAt.is_null())
        .filter(email_tokens::Column::ExpiresAt.gt(now))
}

/// Whether a link would work now. Looking does not use it up.
///
/// # Errors
/// When the database cannot be reached.
pub async fn link_works(
    store: &Store,
    purpose: LinkPurpose,
    token: &str,
    now: i64,
) -> Result<bool> {
    Ok(usable(token, purpose, now)
        .one(store.read())
        .await?
        .is_some())
}

/// Uses a link up and returns its account.
///
/// # Errors
/// `Invalid` (`token`: `LinkExpired`) when it is unknown, used or too old.
pub(super) async fn redeem(
    tx: &Tx,
    purpose: LinkPurpose,
    token: &str,
    now: i64,
) -> Result<accounts::Model> {
    let expired = || Error::invalid("token", Problem::LinkExpired);
    let (link, account) = usable(token, purpose, now)
        .find_also_related(accounts::Entity)
        .one(&**tx)
        .await?
        .ok_or_else(expired)?;
    let used = email_tokens::Entity::update_many()
        .col_expr(email_tokens::Column::UsedAt, Expr::value(now))
        .filter(email_tokens::Column::Id.eq(link.id))
        .filter(email_tokens::Column::UsedAt.is_null())
        .exec(&**tx)
        .await?;
    if used.rows_affected == 1 {
        Ok(account.ok_or_else(expired)?)
    } else {
        Err(expired().into())
    }
}

/// Makes all unused links of the account with this purpose useless.
pub(super) async fn withdraw(tx: &Tx, account: Uuid, purpose: LinkPurpose, now: i64) -> Result<()> {
    email_tokens::Entity::update_many()
        .col_expr(email_tokens::Column::UsedAt, Expr::value(now))
        .filter(email_tokens::Column::AccountId.eq(account))
        .filter(email_tokens::Column::Purpose.eq(purpose.key()))
        .filter(email_tokens::Column::UsedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}
