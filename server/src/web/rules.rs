//! `GET /c/{slug}/rules.json`: the frozen rules to the byte, so that anyone can compute their hash.

use app::cx::Cx;
use axum::{
    Extension,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The text that the published hash names.
pub async fn send(Extension(cx): Extension<Cx>, Path(slug): Path<String>) -> Response {
    match store::competitions::rules_text(&cx.store, &cx.actor, &slug, cx.now).await {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(store::Error::Refused(error)) => StatusCode::from_u16(error.status())
            .unwrap_or(StatusCode::NOT_FOUND)
            .into_response(),
        Err(store::Error::Fault(cause)) => {
            tracing::error!(request = %cx.request, %cause, "rules");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
