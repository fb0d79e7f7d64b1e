//! `GET /organise/{slug}/export/{table}.csv` and `….xlsx`: a table as a file.
//!
//! Text is sent page by page as it is read, however long the table; a workbook is made whole, so it has a limit.

use super::{Inputs, is_slug, missing, refuse, request_of, shown};
use crate::sheets::{BYTE_ORDER_MARK, lines, workbook};
use app::{cx::Cx, transfers::DOWNLOAD};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, Request},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    Error,
    exports::{ExportFormat, ExportTable, Sheet},
};
use futures_util::stream;
use std::io;

/// Most rows of a workbook. All of it is in memory while it is made; there is no limit to text.
const WORKBOOK_ROWS: usize = 100_000;

/// The route. Tables are named by their keys, and the format by the file's ending.
pub fn router(pages: Router) -> Router {
    let handler = move |Path((slug, file)): Path<(String, String)>, request: Request| {
        download(pages, slug, file, request)
    };
    Router::new().route("/organise/{slug}/export/{file}", get(handler))
}

/// What is asked for.
struct Wish {
    cx: Cx,
    slug: String,
    table: ExportTable,
}

async fn download(pages: Router, slug: String, file: String, request: Request) -> Response {
    let asked = file.split_once('.').and_then(|(table, format)| {
        Some((ExportTable::parse(table)?, ExportFormat::parse(format)?))
    });
    let Some((table, format)) = asked.filter(|_| is_slug(&slug)) else {
        return missing();
    };
    let (parts, _) = request.into_parts();
    let from = format!("/organise/{slug}/export");
    let name = format!("{slug}-{}.{}", table.key(), format.key());
    let answer = match request_of(&parts) {
        Ok(cx) => send(Wish { cx, slug, table }, format).await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(body) => attachment(&name, format, body),
        Err(error) => refuse(pages, parts, &from, DOWNLOAD, Inputs::new(), error).await,
    }
}

fn attachment(name: &str, format: ExportFormat, body: Body) -> Response {
    let kind = match format {
        ExportFormat::Csv => "text/csv; charset=utf-8; header=present",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, body).into_response()
}

async fn send(wish: Wish, format: ExportFormat) -> Result<Body, Error> {
    // Read before anything is sent: a refusal still has its own status.
    let first = wish.page(None).await?;
    match format {
        ExportFormat::Csv => Ok(Body::from_stream(stream::try_unfold(
            Some((wish, Next::Read(first))),
            step,
        ))),
        ExportFormat::Xlsx => whole(wish, first).await,
    }
}

impl Wish {
    async fn page(&self, after: Option<&str>) -> Result<Sheet, Error> {
        let cx = &self.cx;
        store::exports::sheet(&cx.store, &cx.actor, &self.slug, self.table, after, cx.now)
            .await
            .map_err(|error| shown(cx, error))
    }
}

/// How far a download is.
enum Next {
    /// The first page, with the header.
    Read(Sheet),
    /// Pages that follow.
    After(String),
}

type Step = Option<(Wish, Next)>;

/// One page as text. What fails now cuts the download short, so that nobody takes a part for the whole.
async fn step(at: Step) -> io::Result<Option<(Bytes, Step)>> {
    let Some((wish, next)) = at else {
        return Ok(None);
    };
    let (mut bytes, sheet) = match next {
        Next::Read(sheet) => {
            let mut bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
            bytes.extend(lines(Some(&sheet.columns), &[])?);
            (bytes, sheet)
        }
        Next::After(after) => {
            let sheet = wish.page(Some(&after)).await.map_err(io::Error::other)?;
            (Vec::new(), sheet)
        }
    };
    bytes.extend(lines(None, &sheet.rows)?);
    let rest = sheet.next.map(|after| (wish, Next::After(after)));
    Ok(Some((bytes.into(), rest)))
}

async fn whole(wish: Wish, first: Sheet) -> Result<Body, Error> {
    let Sheet {
        columns,
        mut rows,
        mut next,
    } = first;
    while let Some(after) = next.take() {
        let sheet = wish.page(Some(&after)).await?;
        rows.extend(sheet.rows);
        next = sheet.next;
        if rows.len() > WORKBOOK_ROWS {
            return Err(Error::TooLarge);
        }
    }
    let name = wish.table.key();
    let made = tokio::task::spawn_blocking(move || workbook(name, &columns, &rows)).await;
    let fault = |cause: String| shown(&wish.cx, store::Error::fault(cause));
    let bytes = made
        .map_err(|cause| fault(cause.to_string()))?
        .map_err(|cause| fault(cause.to_string()))?;
    Ok(Body::from(bytes))
}
