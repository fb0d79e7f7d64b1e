//! Registering and proving the address.
//!
//! Until the address is proven, registering again replaces what was entered before: whoever registers
//! somebody else's address gets nothing by it.

use super::{
    SignedIn,
    attempts::{self, Attempt},
    by_email, links, sessions,
};
use crate::{Result, Store, Tx, entities::accounts, outbox::Mail, secrets};
use domain::{
    AccountId, Actor,
    accounts::{CheckedRegistration, LinkPurpose, Registration, lifetimes},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::json;
use uuid::Uuid;

/// Registers a person and mails a link that proves the address. When the address has an account already,
/// its owner is told by mail; the answer is the same.
///
/// # Errors
/// `Invalid` naming each field; `TooMany` when the address got many mails lately.
pub async fn register(store: &Store, registration: &Registration, now: i64) -> Result<()> {
    let wanted = registration.check()?;
    // Also for an address that is known: the time it takes would tell.
    let hash = secrets::hash_password(wanted.password.clone()).await?;
    let tx = store.begin().await?;
    attempts::count(&tx, Attempt::Mail, &wanted.email, now).await?;
    match by_email(&*tx, &wanted.email).await? {
        Some(account) if account.confirmed_at.is_some() => {
            tx.mail(
                Mail {
                    to: &account.email,
                    language: sessions::language_of(&account),
                    template: "accounts.registered_before",
                    fields: json!({ "name": account.name, "link": "/sign-in", "reset_link": "/forgot" }),
                },
                now,
            )
            .await?;
            let subject = account.id;
            tx.audit(
                &Actor::VISITOR,
                None,
                "account.registered_before",
                subject,
                json!({}),
                now,
            )
            .await?;
        }
        found => {
            let account = write_unproven(&tx, found, &wanted, hash, now).await?;
            mail_confirmation(&tx, &account, now).await?;
            let subject = account.id;
            tx.audit(
                &Actor::VISITOR,
                None,
                "account.registered",
                subject,
                json!({}),
                now,
            )
            .await?;
        }
    }
    tx.commit().await
}

async fn write_unproven(
    tx: &Tx,
    found: Option<accounts::Model>,
    wanted: &CheckedRegistration,
    hash: String,
    now: i64,
) -> Result<accounts::Model> {
    let row = accounts::ActiveModel {
        email: Set(wanted.email.clone()),
        name: Set(wanted.name.clone()),
        password_hash: Set(Some(hash)),
        language: Set(wanted.language.code().to_owned()),
        zone: Set(wanted.zone.to_owned()),
        ..Default::default()
    };
    Ok(match found {
        Some(found) => {
            accounts::ActiveModel {
                id: Set(found.id),
                version: Set(found.version + 1),
                ..row
            }
            .update(&**tx)
            .await?
        }
        None => {
            accounts::Entity::insert(accounts::ActiveModel {
                id: Set(Uuid::now_v7()),
                operator: Set(false),
                confirmed_at: Set(None),
                created_at: Set(now),
                version: Set(1),
                ..row
            })
            .exec_with_returning(&**tx)
            .await?
        }
    })
}

/// Mails the link that proves an address; links from before stop working.
pub(super) async fn mail_confirmation(tx: &Tx, account: &accounts::Model, now: i64) -> Result<()> {
    links::withdraw(tx, account.id, LinkPurpose::Confirm, now).await?;
    let token = links::issue(
        tx,
        account.id,
        LinkPurpose::Confirm,
        lifetimes::CONFIRM,
        now,
    )
    .await?;
    tx.mail(
        Mail {
            to: &account.email,
            language: sessions::language_of(account),
            template: "accounts.confirm",
            fields: json!({ "link": format!("/confirm?token={token}") }),
        },
        now,
    )
    .await
}

/// Proves the address by the link mailed to it, and signs in.
///
/// # Errors
/// `Invalid` (`token`: `LinkExpired`).
pub async fn confirm(store: &Store, token: &str, agent: &str, now: i64) -> Result<SignedIn> {
    let tx = store.begin().await?;
    let account = links::redeem(&tx, LinkPurpose::Confirm, token, now).await?;
    let account = prove(&tx, account, true, now).await?;
    let signed_in = sessions::enter(&tx, account, agent, now).await?;
    tx.audit(
        &signed_in.actor,
        None,
        "account.signed_in",
        signed_in.account().0,
        json!({ "by": "confirmation" }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Notes that a link mailed to the address was used. Unless it was the confirmation itself, a password
/// set before that moment is dropped: somebody else may have registered the address.
pub(super) async fn prove(
    tx: &Tx,
    account: accounts::Model,
    keep_password: bool,
    now: i64,
) -> Result<accounts::Model> {
    if account.confirmed_at.is_some() {
        return Ok(account);
    }
    let id = account.id;
    let mut row = accounts::ActiveModel {
        id: Set(id),
        confirmed_at: Set(Some(now)),
        version: Set(account.version + 1),
        ..Default::default()
    };
    if !keep_password {
        row.password_hash = Set(None);
    }
    let account = row.update(&**tx).await?;
    links::withdraw(tx, id, LinkPurpose::Confirm, now).await?;
    let subject = AccountId(id).0;
    tx.audit(
        &Actor::VISITOR,
        None,
        "account.confirmed",
        subject,
        json!({}),
        now,
    )
    .await?;
    Ok(account)
}
