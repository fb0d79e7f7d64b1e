//! Server functions of accounts. Whoever is let in gets a new session's cookie and goes to `next`.

use crate::AppError;
use domain::{
    SessionId,
    accounts::{AccountSettings, LinkPurpose, SessionCard},
};
use leptos::prelude::*;

/// Signs in by password and goes to `next`, if that is a path of this site.
///
/// # Errors
/// `Invalid` on the password when address and password do not fit together; `Denied(Unconfirmed)`;
/// `TooMany` after many tries.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    let agent = crate::cx::header("user-agent");
    let entered = store::accounts::sign_in(&cx.store, &email, &password, &agent, cx.now).await?;
    crate::cx::let_in(&cx, &entered.token, &next);
    Ok(())
}

/// Mails a link that signs in, if there is an account with this address.
///
/// # Errors
/// `Invalid` on the address; `TooMany`.
#[server(endpoint = "accounts/send-link")]
pub async fn send_link(email: String, #[server(default)] next: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    store::accounts::request_sign_in_link(&cx.store, &email, &next, cx.now).await?;
    crate::cx::go_to("/sign-in/by-mail?sent=1");
    Ok(())
}

/// Signs in by an e-mailed link.
///
/// # Errors
/// `Invalid` (`token`: `LinkExpired`).
#[server(endpoint = "accounts/enter")]
pub async fn enter(token: String, #[server(default)] next: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    let agent = crate::cx::header("user-agent");
    let entered = store::accounts::sign_in_by_link(&cx.store, &token, &agent, cx.now).await?;
    crate::cx::let_in(&cx, &entered.token, &next);
    Ok(())
}

/// Whether an e-mailed link would work; looking does not use it up.
///
/// # Errors
/// None but our own faults.
#[server(endpoint = "accounts/link-works")]
pub async fn link_works(purpose: LinkPurpose, token: String) -> Result<bool, AppError> {
    let cx = crate::cx::visitor()?;
    Ok(store::accounts::link_works(&cx.store, purpose, &token, cx.now).await?)
}

/// Registers a person and mails a link that proves the address.
///
/// # Errors
/// `Invalid` naming each field; `TooMany`.
#[server(endpoint = "accounts/register")]
pub async fn register(
    name: String,
    email: String,
    password: String,
    #[server(default)] language: String,
    #[server(default)] zone: String,
) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    let registration = domain::accounts::Registration {
        name,
        email,
        password,
        language,
        zone,
    };
    store::accounts::register(&cx.store, &registration, cx.now).await?;
    crate::cx::go_to("/register?sent=1");
    Ok(())
}

/// Proves the address and signs in.
///
/// # Errors
/// `Invalid` (`token`: `LinkExpired`).
#[server(endpoint = "accounts/confirm")]
pub async fn confirm(token: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    let agent = crate::cx::header("user-agent");
    let entered = store::accounts::confirm(&cx.store, &token, &agent, cx.now).await?;
    crate::cx::let_in(&cx, &entered.token, "/home");
    Ok(())
}

/// Mails a link to set a new password, if there is an account with this address.
///
/// # Errors
/// `Invalid` on the address; `TooMany`.
#[server(endpoint = "accounts/send-reset")]
pub async fn send_reset(email: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    store::accounts::request_reset(&cx.store, &email, cx.now).await?;
    crate::cx::go_to("/forgot?sent=1");
    Ok(())
}

/// Sets a new password by an e-mailed link and signs in.
///
/// # Errors
/// `Invalid` naming `password` or `token` (`LinkExpired`).
#[server(endpoint = "accounts/reset")]
pub async fn reset(token: String, password: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    let agent = crate::cx::header("user-agent");
    let entered =
        store::accounts::reset_password(&cx.store, &token, &password, &agent, cx.now).await?;
    crate::cx::let_in(&cx, &entered.token, "/home");
    Ok(())
}

/// Signs out and goes to the start page. Whoever is signed out already only goes there.
///
/// # Errors
/// None but our own faults.
#[server(endpoint = "accounts/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    if cx.actor.account.is_some() {
        store::accounts::sign_out(&cx.store, &cx.actor, cx.now).await?;
    }
    crate::cx::set_cookie(&format!(
        "{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
        super::SESSION_COOKIE
    ));
    crate::cx::go_to("/");
    Ok(())
}

/// One's own settings, and where one is signed in.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "accounts/settings")]
pub async fn my_settings() -> Result<(AccountSettings, Vec<SessionCard>), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok((
        store::accounts::settings(&cx.store, &cx.actor).await?,
        store::accounts::sessions(&cx.store, &cx.actor, cx.now).await?,
    ))
}

/// Changes name, language and zone.
///
/// # Errors
/// `SignedOut`; `Invalid` naming each field; `Conflict` when it was changed elsewhere meanwhile.
#[server(endpoint = "accounts/change-profile")]
pub async fn change_profile(
    name: String,
    #[server(default)] language: String,
    #[server(default)] zone: String,
    version: i64,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let profile = domain::accounts::Profile {
        name,
        language,
        zone,
    };
    store::accounts::change_profile(&cx.store, &cx.actor, &profile, version, cx.now).await?;
    // What was chosen on this device before would hide the new choice.
    crate::cx::set_cookie(&format!(
        "{}={}; Path=/; Max-Age=31536000; SameSite=Lax",
        super::LANGUAGE_COOKIE,
        profile.language
    ));
    crate::cx::go_to("/settings?saved=profile");
    Ok(())
}

/// Changes one's password, or sets the first one.
///
/// # Errors
/// `SignedOut`; `Invalid` naming `current` or `password`; `TooMany`.
#[server(endpoint = "accounts/change-password")]
pub async fn change_password(
    #[server(default)] current: String,
    password: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::accounts::change_password(&cx.store, &cx.actor, &current, &password, cx.now).await?;
    crate::cx::go_to("/settings?saved=password");
    Ok(())
}

/// Ends one of one's own sessions.
///
/// # Errors
/// `SignedOut`; `Missing` when it is not one's own.
#[server(endpoint = "accounts/end-session")]
pub async fn end_session(session: SessionId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::accounts::revoke_session(&cx.store, &cx.actor, session, cx.now).await?;
    Ok(())
}

/// Ends all of one's sessions but this one.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "accounts/end-other-sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::accounts::revoke_other_sessions(&cx.store, &cx.actor, cx.now).await?;
    Ok(())
}
