//! Signing in by password or by e-mailed link.

use super::{
    SignedIn,
    attempts::{self, Attempt},
    by_email, links,
    registration::{mail_confirmation, prove},
    sessions,
};
use crate::{Result, Store, outbox::Mail, secrets};
use domain::{AccountId, Error, Problem, accounts::LinkPurpose, emails, policy::Denied};
use serde_json::json;

/// Signs in by password.
///
/// # Errors
/// `Invalid` (`password`: `WrongCredentials`) whether the address is unknown or the password wrong,
/// after the same time; `TooMany` after ten attempts in fifteen minutes; `Denied(Unconfirmed)` when
/// both are right and the address is not proven (the link is mailed again).
pub async fn sign_in(
    store: &Store,
    email: &str,
    password: &str,
    agent: &str,
    now: i64,
) -> Result<SignedIn> {
    let wrong = || Error::invalid("password", Problem::WrongCredentials);
    let email = emails::parse(email).map_err(|problem| Error::invalid("email", problem))?;
    if password.is_empty() {
        return Err(Error::invalid("password", Problem::Required).into());
    }
    let tx = store.begin().await?;
    let counted = attempts::count(&tx, Attempt::Password, &email, now).await;
    tx.commit().await?;
    counted?;
    let account = by_email(store.read(), &email).await?;
    let hash = account
        .as_ref()
        .and_then(|account| account.password_hash.clone());
    let fits = secrets::verify_password(password.to_owned(), hash.clone()).await?;
    let account = account.filter(|_| fits).ok_or_else(wrong)?;
    let tx = store.begin().await?;
    // The password may have been changed while it was being verified.
    let account = by_email(&*tx, &account.email)
        .await?
        .filter(|account| account.password_hash == hash)
        .ok_or_else(wrong)?;
    if account.confirmed_at.is_none() {
        attempts::count(&tx, Attempt::Mail, &email, now).await?;
        mail_confirmation(&tx, &account, now).await?;
        tx.commit().await?;
        return Err(Error::Denied(Denied::Unconfirmed).into());
    }
    attempts::forget(&tx, Attempt::Password, &email).await?;
    let signed_in = sessions::enter(&tx, account, agent, now).await?;
    tx.audit(
        &signed_in.actor,
        None,
        "account.signed_in",
        signed_in.account().0,
        json!({ "by": "password" }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Mails a link that signs in and then goes to `next`, if the address has an account.
///
/// # Errors
/// `Invalid` for what is not an address; `TooMany` when it got many mails lately.
pub async fn request_sign_in_link(store: &Store, email: &str, next: &str, now: i64) -> Result<()> {
    let email = emails::parse(email).map_err(|problem| Error::invalid("email", problem))?;
    let tx = store.begin().await?;
    attempts::count(&tx, Attempt::Mail, &email, now).await?;
    if let Some(account) = by_email(&*tx, &email).await? {
        let link = links::sign_in_path(&tx, AccountId(account.id), next, now).await?;
        tx.mail(
            Mail {
                to: &account.email,
                language: sessions::language_of(&account),
                template: "accounts.sign_in",
                fields: json!({ "link": link }),
            },
            now,
        )
        .await?;
    }
    tx.commit().await
}

/// Signs in by an e-mailed link, which also proves the address.
///
/// # Errors
/// `Invalid` (`token`: `LinkExpired`).
pub async fn sign_in_by_link(
    store: &Store,
    token: &str,
    agent: &str,
    now: i64,
) -> Result<SignedIn> {
    let tx = store.begin().await?;
    let account = links::redeem(&tx, LinkPurpose::SignIn, token, now).await?;
    let account = prove(&tx, account, false, now).await?;
    let signed_in = sessions::enter(&tx, account, agent, now).await?;
    tx.audit(
        &signed_in.actor,
        None,
        "account.signed_in",
        signed_in.account().0,
        json!({ "by": "link" }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(signed_in)
}
