//! What a request brings along: id, actor, language; and what every answer carries.

use super::{Web, unavailable};
use app::cx::Cx;
use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Actor, Language};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Part of a form's address that names the page it stands on.
pub const FROM: &str = "from";

/// Cookie of the session's token.
pub const SESSION: &str = app::accounts::SESSION_COOKIE;
const LANGUAGE: &str = app::accounts::LANGUAGE_COOKIE;
/// How an answer may be kept that is for one person alone: not at all.
pub const PRIVATE: &str = "private, no-store";

/// Finds out who asks and puts the `Cx` beside the request. One query, only when there is a session.
pub async fn provide(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let now = now();
    let headers = request.headers();
    let actor = match cookie(headers, SESSION) {
        Some(token) => match store::accounts::actor_of(&web.store, token, now).await {
            Ok(actor) => actor,
            Err(cause) => {
                let request = Uuid::now_v7().simple().to_string();
                tracing::error!(%cause, %request, "session");
                return unavailable::answer(&web.assets.css, headers, &request);
            }
        },
        None => Actor::VISITOR,
    };
    let of_account = actor.account.as_ref().map(|account| account.language);
    let language = language_of(headers, of_account);
    let signed_in = actor.account.is_some();
    let cx = Cx {
        store: web.store,
        files: web.files,
        actor,
        language,
        now,
        clock: self::now,
        request: Uuid::now_v7().simple().to_string(),
        secure: web.secure,
    };
    request.extensions_mut().insert(cx);
    let mut response = next.run(request).await;
    if signed_in && !response.headers().contains_key(header::CACHE_CONTROL) {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(PRIVATE));
    }
    response
}

/// The language chosen on this device, of the account, or that the browser prefers, in this order.
pub fn language_of(headers: &HeaderMap, of_account: Option<Language>) -> Language {
    cookie(headers, LANGUAGE)
        .and_then(Language::parse)
        .or(of_account)
        .or_else(|| Language::accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// Headers that make browsers careful. The content security policy of pages is set with their nonce.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry("content-security-policy")
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'",
        ));
    response
}

/// `GET /language/fr`: remembers the choice on this device and goes back.
pub async fn choose_language(Path(code): Path<String>, headers: HeaderMap) -> Response {
    let Some(language) = Language::parse(&code) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let cookie = format!(
        "{LANGUAGE}={}; Path=/; Max-Age=31536000; SameSite=Lax",
        language.code()
    );
    (
        [(header::SET_COOKIE, cookie)],
        Redirect::to(&came_from(&headers)),
    )
        .into_response()
}

/// The page that a form stands on: what its address says after a refusal, when the browser's own is that of
/// a server function, else the page that it came from.
#[must_use]
pub fn page_of(uri: &Uri, headers: &HeaderMap) -> String {
    told_by(uri.query()).unwrap_or_else(|| came_from(headers))
}

/// The path that a visitor came from, if it is ours.
#[must_use]
pub fn came_from(headers: &HeaderMap) -> String {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let own = || {
        let path = text(header::REFERER)?
            .split_once("://")?
            .1
            .strip_prefix(text(header::HOST)?)?;
        let path = path.split('#').next().unwrap_or(path);
        if path.starts_with("/api/") {
            return told_by(path.split_once('?').map(|(_, query)| query));
        }
        is_page(path).then(|| path.to_owned())
    };
    own().unwrap_or_else(|| "/".into())
}

/// `from` of a form's address.
fn told_by(query: Option<&str>) -> Option<String> {
    serde_urlencoded::from_str::<Vec<(String, String)>>(query?)
        .ok()?
        .into_iter()
        .find_map(|(name, value)| (name == FROM && is_page(&value)).then_some(value))
}

fn is_page(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("/api/")
        && !path[1..].starts_with(['/', '\\'])
        && !path.contains(char::is_control)
}

/// A cookie's value.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The server's clock, milliseconds UTC. The only place that reads it for requests.
#[must_use]
pub fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as i64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        let back = |referer: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "icumi.rw".parse().unwrap());
            headers.insert(header::REFERER, referer.parse().unwrap());
            came_from(&headers)
        };
        assert_eq!(
            back("https://icumi.rw/c/pilot?page=2#top"),
            "/c/pilot?page=2"
        );
        assert_eq!(back("https://icumi.rw.evil.example/x"), "/");
        assert_eq!(back("https://evil.example/x"), "/");
        assert_eq!(back("https://icumi.rw//evil.example"), "/");
    }
}
