//! Forgotten and changed passwords. A new password ends all other sessions and is told by mail.

use super::{
    SignedIn,
    attempts::{self, Attempt},
    by_email, links,
    registration::prove,
    sessions,
};
use crate::{
    Result, Store, Tx,
    entities::{accounts, sessions as session_rows},
    outbox::Mail,
    secrets,
};
use domain::{
    Actor, Error, Problem,
    accounts::{LinkPurpose, lifetimes, parse_password},
    emails,
    errors::Problems,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// Mails a link to set a new password, if the address has an account.
///
/// # Errors
/// `Invalid` for what is not an address; `TooMany` when it got many mails lately.
pub async fn request_reset(store: &Store, email: &str, now: i64) -> Result<()> {
    let email = emails::parse(email).map_err(|problem| Error::invalid("email", problem))?;
    let tx = store.begin().await?;
    attempts::count(&tx, Attempt::Mail, &email, now).await?;
    if let Some(account) = by_email(&*tx, &email).await? {
        let token =
            links::issue(&tx, account.id, LinkPurpose::Reset, lifetimes::RESET, now).await?;
        tx.mail(
            Mail {
                to: &account.email,
                language: sessions::language_of(&account),
                template: "accounts.reset",
                fields: json!({ "link": format!("/reset?token={token}") }),
            },
            now,
        )
        .await?;
    }
    tx.commit().await
}

/// Sets a new password by an e-mailed link, which also proves the address; ends every session and
/// signs in anew.
///
/// # Errors
/// `Invalid` naming `password` or `token` (`LinkExpired`).
pub async fn reset_password(
    store: &Store,
    token: &str,
    password: &str,
    agent: &str,
    now: i64,
) -> Result<SignedIn> {
    let password =
        parse_password(password).map_err(|problem| Error::invalid("password", problem))?;
    let hash = secrets::hash_password(password).await?;
    let tx = store.begin().await?;
    let account = links::redeem(&tx, LinkPurpose::Reset, token, now).await?;
    let account = prove(&tx, account, false, now).await?;
    end_sessions(&tx, account.id, None).await?;
    let account = write_password(&tx, account, hash, now).await?;
    attempts::forget(&tx, Attempt::Password, &account.email).await?;
    let signed_in = sessions::enter(&tx, account, agent, now).await?;
    tx.audit(
        &signed_in.actor,
        None,
        "account.password_reset",
        signed_in.account().0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Changes one's password, or sets the first one (`current` is not asked for then); ends all other sessions.
///
/// # Errors
/// `SignedOut`; `Invalid` naming `current` (`WrongCredentials`) or `password`; `TooMany` after ten
/// wrong attempts in fifteen minutes.
pub async fn change_password(
    store: &Store,
    actor: &Actor,
    current: &str,
    password: &str,
    now: i64,
) -> Result<()> {
    let me = actor.signed_in()?;
    let mut problems = Problems::new();
    let new = problems.check("password", parse_password(password));
    let before = accounts::Entity::find_by_id(me.id.0)
        .one(store.read())
        .await?
        .ok_or(Error::SignedOut)?;
    if before.password_hash.is_some() {
        let tx = store.begin().await?;
        let counted = attempts::count(&tx, Attempt::Password, &me.email, now).await;
        tx.commit().await?;
        counted?;
        let hash = before.password_hash.clone();
        if !secrets::verify_password(current.to_owned(), hash).await? {
            problems.add("current", Problem::WrongCredentials);
        }
    }
    problems.finish()?;
    let hash = secrets::hash_password(new.unwrap_or_default()).await?;
    let tx = store.begin().await?;
    let account = accounts::Entity::find_by_id(me.id.0)
        .one(&*tx)
        .await?
        .filter(|account| account.password_hash == before.password_hash)
        .ok_or_else(|| Error::invalid("current", Problem::WrongCredentials))?;
    write_password(&tx, account, hash, now).await?;
    end_sessions(&tx, me.id.0, Some(me.session.0)).await?;
    attempts::forget(&tx, Attempt::Password, &me.email).await?;
    tx.audit(
        actor,
        None,
        "account.password_changed",
        me.id.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await
}

async fn write_password(
    tx: &Tx,
    account: accounts::Model,
    hash: String,
    now: i64,
) -> Result<accounts::Model> {
    let changed = accounts::ActiveModel {
        id: Set(account.id),
        password_hash: Set(Some(hash)),
        version: Set(account.version + 1),
        ..Default::default()
    }
    .update(&**tx)
    .await?;
    for purpose in [LinkPurpose::Reset, LinkPurpose::SignIn] {
        links::withdraw(tx, account.id, purpose, now).await?;
    }
    tx.mail(
        Mail {
            to: &changed.email,
            language: sessions::language_of(&changed),
            template: "accounts.password_changed",
            fields: json!({ "name": changed.name, "link": "/forgot" }),
        },
        now,
    )
    .await?;
    Ok(changed)
}

async fn end_sessions(tx: &Tx, account: Uuid, except: Option<Uuid>) -> Result<u64> {
    let mut ended =
        session_rows::Entity::delete_many().filter(session_rows::Column::AccountId.eq(account));
    if let Some(kept) = except {
        ended = ended.filter(session_rows::Column::Id.ne(kept));
    }
    Ok(ended.exec(&**tx).await?.rows_affected)
}
