//! `/files/uploads`: uploads that go on after an interruption, by the tus protocol 1.0.0 (core, creation, expiration,
//! termination). The metadata name the `proposal`, the `filename` and the `question` that it answers. A refusal says why in the person's language.
//!
//! What arrived is kept whatever becomes of the connection: the work goes on apart from it.

use super::{
    super::transfers::{request_of, shown},
    Desk, PATIENCE, status, words,
};
use app::cx::Cx;
use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{head, post},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::{Error, ProposalId, UploadId, files::FILE_LIMIT};
use futures_util::StreamExt;
use store::files::{self, Held, Progress};
use tokio::time::timeout;

const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// What a piece is sent as.
const PIECE: &str = "application/offset+octet-stream";

/// The routes.
pub fn router(desk: Desk) -> Router {
    Router::new()
        .route("/files/uploads", post(begin).options(about))
        .route(
            "/files/uploads/{id}",
            head(progress).patch(append).delete(stop).options(about),
        )
        .layer(middleware::from_fn(versioned))
        .with_state(desk)
}

/// Every request names the version of the protocol, and so does every answer.
async fn versioned(request: Request, next: Next) -> Response {
    let asks = request.method() == axum::http::Method::OPTIONS;
    let mut response = if asks || request.headers().get(&RESUMABLE) == Some(&VERSION) {
        next.run(request).await
    } else {
        (StatusCode::PRECONDITION_FAILED, [("tus-version", VERSION)]).into_response()
    };
    response.headers_mut().insert(RESUMABLE, VERSION);
    response
}

async fn about() -> impl IntoResponse {
    let headers = [
        (HeaderName::from_static("tus-version"), VERSION),
        (
            HeaderName::from_static("tus-extension"),
            HeaderValue::from_static("creation,expiration,termination"),
        ),
        (
            HeaderName::from_static("tus-max-size"),
            HeaderValue::from(FILE_LIMIT),
        ),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// A refusal on its way: the status, and why in words.
struct Refused(StatusCode, String);

impl Refused {
    fn of(cx: &Cx, error: store::Error) -> Self {
        Self::told(cx, &shown(cx, error))
    }

    fn told(cx: &Cx, error: &Error) -> Self {
        Self(status(error), words(cx, error))
    }

    /// Somebody else has the upload.
    fn locked(cx: &Cx) -> Self {
        let error = Error::Conflict(Default::default());
        Self(StatusCode::LOCKED, words(cx, &error))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

async fn begin(State(desk): State<Desk>, request: Request) -> Result<Response, Refused> {
    let (parts, _) = request.into_parts();
    let cx = cx_of(&parts)?;
    let told = |error| Refused::told(&cx, &error);
    desk.limits.count(&parts).map_err(told)?;
    let length = number(&parts.headers, &LENGTH).ok_or_else(|| told(Error::BadRequest))?;
    let given = parts.headers.get("upload-metadata");
    let given = given.and_then(|value| value.to_str().ok()).unwrap_or("");
    let proposal: ProposalId = metadata(given, "proposal")
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| told(Error::Missing))?;
    let name = metadata(given, "filename").unwrap_or_default();
    let question = metadata(given, "question");
    let (id, progress) = files::begin_upload(
        &cx.store,
        &desk.files,
        &cx.actor,
        proposal,
        &name,
        question.as_deref(),
        length,
        cx.now,
    )
    .await
    .map_err(|error| Refused::of(&cx, error))?;
    let place = (header::LOCATION, format!("/files/uploads/{id}"));
    let answer = (StatusCode::CREATED, [place]).into_response();
    Ok(with(answer, &progress))
}

async fn progress(Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let (parts, _) = request.into_parts();
    let cx = cx_of(&parts)?;
    let progress = files::progress(&cx.store, &cx.actor, id_of(&cx, &id)?, cx.now)
        .await
        .map_err(|error| Refused::of(&cx, error))?;
    let headers = [
        (LENGTH, HeaderValue::from(progress.length)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok(with(headers.into_response(), &progress))
}

async fn append(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    let cx = cx_of(&parts)?;
    let id = id_of(&cx, &id)?;
    let kind = parts.headers.get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != PIECE) {
        let text = words(&cx, &Error::BadRequest);
        return Err(Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    }
    let offset = number(&parts.headers, &OFFSET);
    let offset = offset.ok_or_else(|| Refused::told(&cx, &Error::BadRequest))?;
    let held = desk.files.hold(id.0).ok_or_else(|| Refused::locked(&cx))?;
    let work = tokio::spawn(keep(desk, cx.clone(), held, offset, body));
    match work.await {
        Ok(Ok(progress)) => Ok(with(StatusCode::NO_CONTENT.into_response(), &progress)),
        Ok(Err(error)) => Err(Refused::of(&cx, error)),
        Err(cause) => Err(Refused::of(&cx, store::Error::fault(cause))),
    }
}

async fn keep(desk: Desk, cx: Cx, held: Held, offset: i64, body: Body) -> store::Result<Progress> {
    let (store, actor) = (&cx.store, &cx.actor);
    let mut upload = files::resume(store, &desk.files, actor, held, offset, cx.now).await?;
    let mut pieces = body.into_data_stream();
    while let Ok(Some(Ok(piece))) = timeout(PATIENCE, pieces.next()).await {
        upload.write(&piece).await?;
    }
    upload.keep(store, &desk.files, actor, (cx.clock)()).await
}

async fn stop(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    request: Request,
) -> Result<StatusCode, Refused> {
    let (parts, _) = request.into_parts();
    let cx = cx_of(&parts)?;
    let id = id_of(&cx, &id)?;
    let held = desk.files.hold(id.0).ok_or_else(|| Refused::locked(&cx))?;
    files::stop(&cx.store, &desk.files, &cx.actor, &held, cx.now)
        .await
        .map_err(|error| Refused::of(&cx, error))?;
    Ok(StatusCode::NO_CONTENT)
}

fn cx_of(parts: &axum::http::request::Parts) -> Result<Cx, Refused> {
    request_of(parts).map_err(|error| Refused(status(&error), String::new()))
}

fn id_of(cx: &Cx, id: &str) -> Result<UploadId, Refused> {
    id.parse().map_err(|_| Refused::told(cx, &Error::Missing))
}

fn with(mut response: Response, progress: &Progress) -> Response {
    let headers = response.headers_mut();
    headers.insert(OFFSET, HeaderValue::from(progress.received));
    if let Ok(at) = HeaderValue::from_str(&crate::times::http_date(progress.expires_at)) {
        headers.insert(EXPIRES, at);
    }
    response
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<i64> {
    let number = headers.get(name)?.to_str().ok()?.parse().ok()?;
    (number >= 0).then_some(number)
}

/// A value of `Upload-Metadata`: `key base64,key base64`.
fn metadata(given: &str, wanted: &str) -> Option<String> {
    let pairs = given
        .split(',')
        .filter_map(|pair| pair.trim().split_once(' '));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == wanted)?;
    let bytes = BASE64_STANDARD.decode(value.trim()).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::metadata;

    #[test]
    fn metadata_are_found_by_their_keys() {
        let given = "filename UGzDpG5lLnBkZg==, proposal YWI=,empty";
        assert_eq!(metadata(given, "filename").as_deref(), Some("Pläne.pdf"));
        assert_eq!(metadata(given, "proposal").as_deref(), Some("ab"));
        assert_eq!(metadata(given, "file"), None);
        assert_eq!(metadata("filename !", "filename"), None);
    }
}
