//! Signing in as one of the demo's people. The routes exist in a demo only.

use super::{Web, context};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

/// `/demo/<role>`, if this is a demo.
pub fn router(web: &Web) -> Router {
    if !web.demo {
        return Router::new();
    }
    Router::new()
        .route("/demo/{role}", get(sign_in))
        .with_state(web.clone())
}

async fn sign_in(State(web): State<Web>, Path(role): Path<String>, headers: HeaderMap) -> Response {
    match open(&web, &role, &headers).await {
        Ok(Some(cookie)) => ([(header::SET_COOKIE, cookie)], Redirect::to("/home")).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(cause) => {
            tracing::error!(%cause, "demo sign-in");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The cookie of a new session; `None` when nobody plays the role.
async fn open(web: &Web, role: &str, headers: &HeaderMap) -> store::Result<Option<String>> {
    let roles = store::demo::roles(&web.store).await?;
    let Some(person) = roles.into_iter().find(|own| own.key == role) else {
        return Ok(None);
    };
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let tx = web.store.begin().await?;
    let token = store::accounts::open_session(&tx, person.account, agent, context::now()).await?;
    tx.commit().await?;
    // As `app::cx::let_in` writes it at every other sign-in.
    let secure = if web.secure { "; Secure" } else { "" };
    Ok(Some(format!(
        "{}={token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax{secure}",
        context::SESSION
    )))
}
