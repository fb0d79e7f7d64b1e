//! `POST /api/transfers/upload/{slug}`: keeps a file for its dry run, as a plain form sends it.
//!
//! A file over the limit is read to its end (within reason) and thrown away: a browser that is answered while it
//! still sends shows a broken connection instead of the page that says what is wrong.

use super::{Inputs, is_slug, missing, refuse, request_of, shown};
use app::transfers::UPLOAD;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::{
    Error,
    imports::{FILE_LIMIT, ImportChoices},
};
use futures_util::StreamExt;

/// Bytes of a request: the file, and some for the other inputs.
const REQUEST_LIMIT: usize = FILE_LIMIT + 64 * 1024;
/// Most bytes that are read only to be thrown away.
const READ_LIMIT: usize = 8 * REQUEST_LIMIT;

/// The route. It has its own limit of the body.
pub fn router(pages: Router) -> Router {
    let handler = move |Path(slug): Path<String>, request: Request| upload(pages, slug, request);
    Router::new()
        .route(&format!("{UPLOAD}/{{slug}}"), post(handler))
        .layer(DefaultBodyLimit::disable())
}

async fn upload(pages: Router, slug: String, request: Request) -> Response {
    if !is_slug(&slug) {
        return missing();
    }
    let (parts, body) = request.into_parts();
    let from = format!("/organise/{slug}/import");
    match keep(&parts, &slug, body).await {
        Ok(id) => Redirect::to(&format!("{from}/{id}")).into_response(),
        Err((error, inputs)) => refuse(pages, parts, &from, UPLOAD, inputs, error).await,
    }
}

/// Keeps the file, or says why not, with the other inputs as they came.
async fn keep(parts: &Parts, slug: &str, body: Body) -> Result<String, (Error, Inputs)> {
    let early = |error| (error, Inputs::new());
    let cx = request_of(parts).map_err(early)?;
    let signed_in = cx.actor.signed_in().map(drop);
    // Nobody else's bytes are kept in memory.
    let most = if signed_in.is_ok() { REQUEST_LIMIT } else { 0 };
    let bytes = read(body, most).await;
    signed_in.map_err(early)?;
    let (inputs, file) = inputs(parts, bytes.map_err(early)?).await.map_err(early)?;
    let given = |name: &str| inputs.iter().find(|(key, _)| key == name);
    let text = |name: &str| given(name).map_or_else(String::new, |(_, value)| value.clone());
    let choices = ImportChoices {
        kind: text("kind"),
        entering: text("entering"),
        create: given("create").is_some(),
        write: given("write").is_some(),
    };
    let (name, bytes) = file.unwrap_or_default();
    store::imports::keep(&cx.store, &cx.actor, slug, &choices, &name, &bytes, cx.now)
        .await
        .map(|id| id.to_string())
        .map_err(|error| (shown(&cx, error), inputs))
}

/// A body of at most so many bytes.
async fn read(body: Body, most: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest)?;
        seen += chunk.len();
        if seen <= most {
            bytes.extend_from_slice(&chunk);
        } else if seen > READ_LIMIT {
            break;
        }
    }
    if seen > most {
        return Err(Error::TooLarge);
    }
    Ok(bytes)
}

/// The inputs that are text, and the name and bytes of the one that is a file.
async fn inputs(parts: &Parts, bytes: Vec<u8>) -> Result<(Inputs, Option<(String, Bytes)>), Error> {
    let request = Request::from_parts(parts.clone(), Body::from(bytes));
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Error::BadRequest)?;
    let (mut inputs, mut file) = (Inputs::new(), None);
    while let Some(field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let called = field.file_name().unwrap_or_default().to_owned();
            file = Some((called, field.bytes().await.map_err(|_| Error::BadRequest)?));
        } else {
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            inputs.push((name, text));
        }
    }
    Ok((inputs, file))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn body_over_its_limit_is_too_large_and_not_kept() {
        assert_eq!(read(Body::from("abc"), 3).await.unwrap(), b"abc");
        assert_eq!(read(Body::from("abcd"), 3).await, Err(Error::TooLarge));
        assert_eq!(read(Body::from("a"), 0).await, Err(Error::TooLarge));
        assert_eq!(read(Body::empty(), 0).await.unwrap(), b"");
    }
}
