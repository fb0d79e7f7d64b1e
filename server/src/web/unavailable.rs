//! What is answered while the database cannot be reached: a page that needs nothing of it.

use super::{
    context::{PRIVATE, language_of},
    functions::is_plain,
};
use app::texts::{Texts, keys};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// Its style alone.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; frame-ancestors 'none'";

/// A page in the language of the device for people. The code of a page gets the status alone, and tries again by itself.
pub fn answer(css: &str, headers: &HeaderMap, request: &str) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    if !is_plain(headers) {
        return status.into_response();
    }
    let about = [
        (header::CACHE_CONTROL, PRIVATE),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::RETRY_AFTER, "30"),
    ];
    let texts = Texts::of(language_of(headers, None));
    (status, about, Html(page(texts, css, request))).into_response()
}

/// The texts are ours, and the number is made here: nothing is to be escaped.
fn page(texts: Texts, css: &str, request: &str) -> String {
    let title = texts.get(keys::core::title_error);
    let why = texts.fill(keys::core::internal, &[("request", &request)]);
    let form = texts.get(keys::core::offline_form);
    let start = texts.get(keys::core::start_page);
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{css}\"></head><body>\
         <main class=\"page narrow\" id=\"main\" tabindex=\"-1\"><div class=\"empty-state\">\
         <h1>{title}</h1><p>{why}</p><p>{form}</p>\
         <div class=\"actions\"><a class=\"button\" href=\"/\">{start}</a></div></div></main></body></html>",
        texts.language.code()
    )
}
