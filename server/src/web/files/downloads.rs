//! `GET /files/{id}`: a file, to be saved. It is never shown by the browser itself: people sent it.

use super::{
    super::{
        Web, context,
        transfers::{request_of, shown},
    },
    Desk,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, Request},
    http::{HeaderValue, header, request::Parts},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{Error, FileId, accounts::with_next};
use std::fmt::Write;
use store::files::Download;
use tower::ServiceExt;

/// The route. It finds out who asks by itself.
pub fn router(web: &Web, desk: Desk) -> Router {
    let handler = move |Path(id): Path<String>, request: Request| send(desk, id, request);
    Router::new()
        .route("/files/{id}", get(handler))
        .layer(middleware::from_fn_with_state(
            web.clone(),
            context::provide,
        ))
}

async fn send(desk: Desk, id: String, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match open(&desk, &id, &parts).await {
        Ok(download) => answer(download),
        Err(Error::SignedOut) => {
            Redirect::to(&with_next("/sign-in", parts.uri.path())).into_response()
        }
        // No page has this address, so this is the page that says so.
        Err(Error::Missing) => match desk.pages.oneshot(Request::from_parts(parts, body)).await {
            Ok(page) => page,
            Err(never) => match never {},
        },
        Err(error) => super::status(&error).into_response(),
    }
}

async fn open(desk: &Desk, id: &str, parts: &Parts) -> Result<Download, Error> {
    let cx = request_of(parts)?;
    let id: FileId = id.parse().map_err(|_| Error::Missing)?;
    store::files::open(&cx.store, &desk.files, &cx.actor, id, cx.now)
        .await
        .map_err(|error| shown(&cx, error))
}

fn answer(download: Download) -> Response {
    let file = download.file;
    let named = HeaderValue::from_str(&disposition(&file.name));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.kind.media_type()),
        ),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
        (
            header::CONTENT_DISPOSITION,
            named.unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (headers, Body::from_stream(download.bytes)).into_response()
}

/// RFC 6266: the name in UTF-8, and something like it for programs that do not read that.
fn disposition(name: &str) -> String {
    let plain = |c: char| match c {
        ' '..='~' if !matches!(c, '"' | '\\' | '%') => c,
        _ => '_',
    };
    let ascii: String = name.chars().map(plain).collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            let _ = write!(coded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn name_arrives_whole_and_cannot_leave_its_quotes() {
        assert_eq!(
            disposition("Pläne \"2\".pdf"),
            "attachment; filename=\"Pl_ne _2_.pdf\"; filename*=UTF-8''Pl%C3%A4ne%20%222%22.pdf"
        );
    }
}
