//! Server functions: right statuses for hydrated pages, whole pages for plain forms.
//!
//! A plain form that is refused gets the page it came from back, with what was typed and why, under the
//! right status. One that succeeds is redirected (303), so that reloading does not post twice; the few that only ask
//! something get the page with the answer on it.

use super::{Web, context, limits::Limits, pages, plain::remembering};
use app::{
    AppError,
    cx::{Cx, ON_PAGE},
    forms::{Answered, Kept},
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::Error;
use leptos::server_fn::error::FromServerFnError;
use std::sync::Arc;
use tower::ServiceExt;

/// All server functions. Those of accounts, which guess and send mail, are limited for each address.
pub fn router(web: &Web, pages: Router, burst: u32) -> Router {
    let context = pages::context_of(web);
    let limits = Arc::new(Limits::new(burst));
    let handler = move |request: Request| {
        let (context, pages, limits) = (context.clone(), pages.clone(), limits.clone());
        async move { answer(context, pages, &limits, request).await }
    };
    // The address of a page that came back from a refused form may be opened anew: it leads to the form.
    let open = |uri: Uri, headers: HeaderMap| async move {
        Redirect::to(&context::page_of(&uri, &headers))
    };
    Router::new().route("/api/{*function}", post(handler).get(open))
}

async fn answer(
    context: impl Fn() + Clone + Send + Sync + 'static,
    pages: Router,
    limits: &Limits,
    request: Request,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let plain = is_plain(&parts.headers);
    let Ok(body) = to_bytes(body, super::BODY_LIMIT).await else {
        return refuse(parts, Bytes::new(), AppError(Error::TooLarge), plain, pages).await;
    };
    if let Err(error) = limits.check(&parts) {
        return refuse(parts, body, AppError(error), plain, pages).await;
    }
    // So that the handler answers with a value and never decides about redirects itself.
    parts
        .headers
        .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
    let response = leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response();
    if response.headers().contains_key("serverfnerror") {
        let (mut head, answer) = response.into_parts();
        let answer = to_bytes(answer, super::BODY_LIMIT)
            .await
            .unwrap_or_default();
        let error = AppError::de(answer.clone());
        if plain {
            return refuse(parts, body, error, plain, pages).await;
        }
        head.status = status_of(&error.0);
        return Response::from_parts(head, Body::from(answer));
    }
    if !plain || !response.status().is_success() {
        return response;
    }
    if response.headers().contains_key(ON_PAGE) {
        return show(parts, response, pages).await;
    }
    let target = response
        .headers()
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let mut redirect =
        Redirect::to(&target.unwrap_or_else(|| context::page_of(&parts.uri, &parts.headers)))
            .into_response();
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        redirect
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    redirect
}

/// A form that a browser posts by itself wants a page; our own code asks for JSON.
pub(super) fn is_plain(headers: &HeaderMap) -> bool {
    let has = |name, part: &str| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .is_some_and(|value| value.contains(part))
    };
    has(header::ACCEPT, "text/html")
}

pub(super) fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The page that the form stands on, with what was typed.
async fn refuse(
    parts: Parts,
    body: Bytes,
    error: AppError,
    plain: bool,
    pages: Router,
) -> Response {
    if !plain {
        return (status_of(&error.0), error.ser()).into_response();
    }
    let values = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body).unwrap_or_default();
    let kept = Kept {
        action: parts.uri.path().to_owned(),
        values: Arc::new(values),
        error: error.0,
    };
    let from = context::page_of(&parts.uri, &parts.headers);
    page_again(parts, &from, kept, pages).await
}

/// The page that the form stands on, with what was answered.
async fn show(parts: Parts, response: Response, pages: Router) -> Response {
    let json = to_bytes(response.into_body(), super::BODY_LIMIT)
        .await
        .unwrap_or_default();
    let answered = Answered {
        action: parts.uri.path().to_owned(),
        json: String::from_utf8_lossy(&json).into_owned(),
    };
    let from = context::page_of(&parts.uri, &parts.headers);
    page_with(parts, &from, answered, StatusCode::OK, pages).await
}

/// The page at `from` with what was typed and why it was refused, under the status of that.
pub(super) async fn page_again(parts: Parts, from: &str, kept: Kept, pages: Router) -> Response {
    let status = status_of(&kept.error);
    page_with(parts, from, kept, status, pages).await
}

/// The page at `from`, which finds `what` beside its request.
async fn page_with(
    parts: Parts,
    from: &str,
    what: impl Clone + Send + Sync + 'static,
    status: StatusCode,
    pages: Router,
) -> Response {
    let mut request = Request::builder().method(Method::GET).uri(from);
    if let Some(headers) = request.headers_mut() {
        *headers = parts.headers.clone();
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::CONTENT_TYPE);
    }
    let Ok(mut page) = request.body(Body::empty()) else {
        return status.into_response();
    };
    *page.extensions_mut() = parts.extensions;
    page.extensions_mut().insert(what);
    // What may be done now, not what could be done when the request began to arrive.
    if let Some(cx) = page.extensions_mut().get_mut::<Cx>() {
        cx.now = (cx.clock)();
    }
    match pages.oneshot(page).await {
        Ok(mut response) => {
            if response.status().is_success() {
                *response.status_mut() = status;
            }
            remembering(response, from).await
        }
        Err(never) => match never {},
    }
}
