//! A language's texts for the browser, under an address that changes with them.

use app::texts::Texts;
use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Language, competitions::fingerprint};
use std::sync::OnceLock;

struct Catalog {
    address: String,
    body: String,
}

fn catalogs() -> &'static [Catalog] {
    static CATALOGS: OnceLock<Vec<Catalog>> = OnceLock::new();
    CATALOGS.get_or_init(|| {
        Language::ALL
            .into_iter()
            .map(|language| {
                let body = serde_json::json!(Texts::of(language).entries()).to_string();
                let address = format!(
                    "/texts/{}.{}.json",
                    language.code(),
                    &fingerprint(&body)[..16]
                );
                Catalog { address, body }
            })
            .collect()
    })
}

/// Where a browser finds a language's texts.
#[must_use]
pub fn address(language: Language) -> &'static str {
    &catalogs()[language as usize].address
}

/// One route for each language.
pub fn router() -> Router {
    catalogs().iter().fold(Router::new(), |router, catalog| {
        router.route(&catalog.address, get(move || send(catalog)))
    })
}

async fn send(catalog: &'static Catalog) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, catalog.body.as_str()).into_response()
}
