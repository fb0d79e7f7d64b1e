//! What a server function knows of its request. Server only.

mod file_answers;
mod invitations;
mod prose;

pub use file_answers::files_as_html;
pub use invitations::*;
pub use prose::prose;

use crate::error::AppError;
use axum::http::request::Parts;
use domain::{Actor, Error, Language};
use leptos::prelude::use_context;
use store::{Store, files::Files};

/// The request behind a server function.
#[derive(Clone)]
pub struct Cx {
    /// The database.
    pub store: Store,
    /// Where files are kept.
    pub files: Files,
    /// Who asks.
    pub actor: Actor,
    /// The reader's language.
    pub language: Language,
    /// When the request arrived, milliseconds UTC by the server's clock.
    pub now: i64,
    /// The server's clock, for the few who must know how long a request was under way.
    pub clock: fn() -> i64,
    /// Names the request in the log.
    pub request: String,
    /// Whether cookies must be `Secure`.
    pub secure: bool,
}

/// The request, whoever asks.
///
/// # Errors
/// `Internal` outside of a request.
pub fn visitor() -> Result<Cx, AppError> {
    use_context::<Cx>().ok_or_else(|| {
        AppError(Error::Internal {
            request: "no request".into(),
        })
    })
}

/// The request of a signed-in person.
///
/// # Errors
/// `SignedOut` for a visitor.
pub fn signed_in() -> Result<Cx, AppError> {
    let cx = visitor()?;
    cx.actor.signed_in()?;
    Ok(cx)
}

/// A header of the request, empty when absent.
#[must_use]
pub fn header(name: &str) -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.headers.get(name)?.to_str().ok().map(str::to_owned))
        .unwrap_or_default()
}

/// Sends the person on; without WebAssembly by a redirect, else by navigation.
pub fn go_to(path: &str) {
    leptos_axum::redirect(path);
}

/// Header of an answer that a plain form's page shows, instead of being sent on.
pub const ON_PAGE: &str = "x-on-page";

/// Has the page that a plain form stands on show what the server function answers ([`crate::forms::Answered`]).
pub fn answer_on_page() {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        let yes = axum::http::HeaderValue::from_static("true");
        response.insert_header(axum::http::HeaderName::from_static(ON_PAGE), yes);
    }
}

/// Lets a person in who has just signed in: sets the session's cookie, goes to `next` if that is a path
/// of this site, else home.
pub fn let_in(cx: &Cx, token: &str, next: &str) {
    let secure = if cx.secure { "; Secure" } else { "" };
    set_cookie(&format!(
        "{}={token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax{secure}",
        crate::accounts::SESSION_COOKIE
    ));
    go_to(domain::accounts::local_path(next).unwrap_or("/home"));
}

/// Sets a cookie on the answer.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        cookie.parse(),
    ) {
        response.append_header(axum::http::header::SET_COOKIE, value);
    }
}

impl From<store::Error> for AppError {
    /// A refusal passes; a fault goes to the log and leaves the request's id.
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Refused(error) => Self(error),
            store::Error::Fault(cause) => {
                let request = use_context::<Cx>().map(|cx| cx.request).unwrap_or_default();
                tracing::error!(%request, %cause, "request failed");
                Self(Error::Internal { request })
            }
        }
    }
}
