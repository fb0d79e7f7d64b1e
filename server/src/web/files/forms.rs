//! `POST /api/files/upload/{proposal}`: a file in a plain form, written to the disk as it comes.
//!
//! What is over the limit is read to its end (within reason) and thrown away: a browser that is answered while it
//! still sends shows a broken connection instead of the page that says what is wrong.

use super::{
    super::{
        context,
        transfers::{Inputs, missing, refuse, request_of, shown},
    },
    Desk, PATIENCE,
};
use app::{cx::Cx, files::UPLOAD};
use axum::{
    Router,
    body::Body,
    extract::{FromRequest, Multipart, Path, Request},
    http::{HeaderMap, Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::{
    Error, Problem, ProposalId,
    files::{FILE_INPUT, FILE_LIMIT, FileProblem},
};
use futures_util::StreamExt;
use store::files::Incoming;
use tokio::time::timeout;

/// Most bytes that are read only to be thrown away.
const READ_LIMIT: i64 = 4 * FILE_LIMIT;

/// The route. Opened anew, the address of a refused form leads to its page.
pub fn router(desk: Desk) -> Router {
    let handler = move |Path(id): Path<String>, request: Request| upload(desk, id, request);
    let page = |uri: Uri, headers: HeaderMap| async move {
        Redirect::to(&context::page_of(&uri, &headers))
    };
    Router::new().route(&format!("{UPLOAD}/{{proposal}}"), post(handler).get(page))
}

async fn upload(desk: Desk, id: String, request: Request) -> Response {
    let Ok(id) = id.parse::<ProposalId>() else {
        return missing();
    };
    let (parts, body) = request.into_parts();
    let from = format!("/proposals/{id}/files");
    let mut question = String::new();
    match add(&desk, id, &parts, body, &mut question).await {
        Ok(()) => Redirect::to(&from).into_response(),
        Err(error) => {
            let inputs = Inputs::from([("question".to_owned(), question)]);
            refuse(desk.pages, parts, &from, UPLOAD, inputs, error).await
        }
    }
}

/// Adds the file; `question` is what the form said before it.
async fn add(
    desk: &Desk,
    id: ProposalId,
    parts: &Parts,
    body: Body,
    question: &mut String,
) -> Result<(), Error> {
    let cx = request_of(parts)?;
    let told = |error| shown(&cx, error);
    let allowed = async {
        desk.limits.count(parts)?;
        store::files::may_add(&cx.store, &cx.actor, id, cx.now)
            .await
            .map_err(told)
    };
    if let Err(error) = allowed.await {
        swallow(body).await;
        return Err(error);
    }
    let (name, incoming) = receive(desk, &cx, parts, body, question).await?;
    store::files::add(
        &cx.store,
        &desk.files,
        &cx.actor,
        id,
        &name,
        Some(question.as_str()),
        incoming,
        cx.now,
    )
    .await
    .map(drop)
    .map_err(told)
}

async fn swallow(body: Body) {
    let (mut chunks, mut seen) = (body.into_data_stream(), 0);
    while let Ok(Some(Ok(chunk))) = timeout(PATIENCE, chunks.next()).await {
        seen += chunk.len() as i64;
        if seen > READ_LIMIT {
            return;
        }
    }
}

/// The name and the bytes of the file in a form.
async fn receive(
    desk: &Desk,
    cx: &Cx,
    parts: &Parts,
    body: Body,
    question: &mut String,
) -> Result<(String, Incoming), Error> {
    let request = Request::from_parts(parts.clone(), body);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Error::BadRequest)?;
    let broken = |_| Error::BadRequest;
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("question") {
            *question = field.text().await.map_err(broken)?;
            continue;
        }
        if field.name() != Some(FILE_INPUT) {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let told = |error| shown(cx, error);
        let mut incoming = desk.files.incoming().await.map_err(told)?;
        let mut seen = 0;
        while let Some(chunk) = timeout(PATIENCE, field.chunk())
            .await
            .map_err(|_| Error::BadRequest)?
            .map_err(broken)?
        {
            seen += chunk.len() as i64;
            if seen <= FILE_LIMIT {
                incoming.write(&chunk).await.map_err(told)?;
            } else if seen > READ_LIMIT {
                break;
            }
        }
        return match seen {
            0 if name.is_empty() => Err(Error::invalid(FILE_INPUT, Problem::Required)),
            _ if seen > FILE_LIMIT => Err(FileProblem::TooLarge.into()),
            _ => Ok((name, incoming)),
        };
    }
    Err(Error::invalid(FILE_INPUT, Problem::Required))
}
