//! `GET /c/{slug}/photos/{file}/{size}`: the photo of a selected project, for everybody; `GET /files/{id}/photo`: the small
//! one, for those who may read the file. Unlike other files a browser may show them: we wrote every byte.

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
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    Error, FileId,
    files::{FileKind, PhotoSize},
};
use store::files::PhotoBytes;
use tower::ServiceExt;

/// A photo never changes under its address. It may leave the gallery, so caches forget it after a week.
const LASTS: HeaderValue = HeaderValue::from_static("public, max-age=604800, immutable");

/// The routes. They find out who asks by themselves.
pub fn router(web: &Web, desk: Desk) -> Router {
    Router::new()
        .route("/c/{slug}/photos/{file}/{size}", get(public))
        .route("/files/{id}/photo", get(own))
        .layer(middleware::from_fn_with_state(
            web.clone(),
            context::provide,
        ))
        .with_state(desk)
}

async fn public(
    State(desk): State<Desk>,
    Path((slug, file, size)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let (parts, body) = request.into_parts();
    let found = async {
        let cx = &request_of(&parts)?;
        let file: FileId = file.parse().map_err(|_| Error::Missing)?;
        let size = PhotoSize::parse(&size).ok_or(Error::Missing)?;
        let bytes = store::gallery::photo_bytes(&cx.store, &desk.files, &slug, file, size).await;
        let bytes = bytes.map_err(|error| shown(cx, error))?;
        let etag = format!("\"{file}-{}\"", size.key());
        let same = known.is_some_and(|known| {
            let tags = known.to_str().unwrap_or("").split(',');
            let mut tags = tags.map(|tag| tag.trim().trim_start_matches("W/"));
            tags.any(|tag| tag == etag)
        });
        let etag = HeaderValue::from_str(&etag).map_err(|_| Error::Missing)?;
        let kept = [(header::CACHE_CONTROL, LASTS), (header::ETAG, etag)];
        Ok(if same {
            (StatusCode::NOT_MODIFIED, kept).into_response()
        } else {
            (kept, photo(bytes)).into_response()
        })
    };
    let found = found.await;
    answer(desk.pages, Request::from_parts(parts, body), found).await
}

async fn own(State(desk): State<Desk>, Path(file): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let found = async {
        let cx = &request_of(&parts)?;
        let file: FileId = file.parse().map_err(|_| Error::Missing)?;
        let size = PhotoSize::Small;
        store::files::open_photo(&cx.store, &desk.files, &cx.actor, file, size, cx.now)
            .await
            .map(|bytes| photo(bytes).into_response())
            .map_err(|error| shown(cx, error))
    };
    let found = found.await;
    answer(desk.pages, Request::from_parts(parts, body), found).await
}

/// What was found, or why not; where there is nothing, the page that says so.
async fn answer(pages: Router, request: Request, found: Result<Response, Error>) -> Response {
    match found {
        Ok(response) => response,
        Err(Error::Missing) => match pages.oneshot(request).await {
            Ok(page) => page,
            Err(never) => match never {},
        },
        Err(error) => super::status(&error).into_response(),
    }
}

fn photo(bytes: PhotoBytes) -> impl IntoResponse {
    let kind = HeaderValue::from_static(FileKind::Jpeg.media_type());
    ([(header::CONTENT_TYPE, kind)], Body::from_stream(bytes))
}
