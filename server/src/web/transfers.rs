//! Files that come in and go out: uploads to be imported and downloads of an organiser's tables. Who may do what is
//! asked in `store`; a refusal is shown on the page that the request came from, under its status.

mod downloads;
mod uploads;

pub use downloads::router as downloads;
pub use uploads::router as uploads;

use super::functions::{is_plain, page_again, status_of};
use app::{AppError, cx::Cx, forms::Kept};
use axum::{
    Router,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domain::Error;
use leptos::server_fn::error::FromServerFnError;
use std::sync::Arc;

/// Names and values of a form's inputs.
pub(super) type Inputs = Vec<(String, String)>;

/// Whether this is a competition's part of addresses: no other text becomes part of one.
fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// What a visitor may read of an error; its cause goes to the log.
pub(super) fn shown(cx: &Cx, error: store::Error) -> Error {
    match error {
        store::Error::Refused(error) => error,
        store::Error::Fault(cause) => {
            tracing::error!(request = %cx.request, %cause, "transfer");
            Error::Internal {
                request: cx.request.clone(),
            }
        }
    }
}

/// The request behind a handler; every route stands behind `context::provide`.
pub(super) fn request_of(parts: &Parts) -> Result<Cx, Error> {
    parts
        .extensions
        .get::<Cx>()
        .cloned()
        .ok_or_else(|| Error::Internal {
            request: String::new(),
        })
}

/// The page at `from`, whose form of the address `action` says why; a program gets the error itself.
pub(super) async fn refuse(
    pages: Router,
    parts: Parts,
    from: &str,
    action: &str,
    values: Inputs,
    error: Error,
) -> Response {
    if !is_plain(&parts.headers) {
        return (status_of(&error), AppError(error).ser()).into_response();
    }
    let kept = Kept {
        action: action.to_owned(),
        values: Arc::new(values),
        error,
    };
    page_again(parts, from, kept, pages).await
}

pub(super) fn missing() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
