//! Public pages from memory: for visitors without a session, the same address, language and encoding give the
//! same bytes for a few seconds, compressed already.
//!
//! Kept is only what is the same for everybody: whole pages (200, HTML) of public addresses, without a cookie
//! and without a nonce. Whoever sends a session's cookie passes by and sees every change at once.

use super::context::{SESSION, cookie, language_of};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Language;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a page is kept.
const LASTS: Duration = Duration::from_secs(3);
/// Most pages. Addresses with words that a visitor types are pages too.
const MOST: usize = 128;
/// Longest address that is kept.
const LONGEST: usize = 512;

/// Pages in memory. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct PublicCache(Arc<Mutex<HashMap<Key, Page>>>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    address: String,
    language: Language,
    encoding: Encoding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

#[derive(Clone, Debug)]
struct Page {
    at: Instant,
    head: HeaderMap,
    etag: HeaderValue,
    body: Bytes,
}

/// Answers from memory where it may; stands outside of compression.
pub async fn serve(State(cache): State<PublicCache>, mut request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else {
        return next.run(request).await;
    };
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    if let Some(page) = cache.find(&key) {
        return page.answer(known.as_ref());
    }
    // The answer must be in the encoding that it is kept under.
    match key.encoding.name() {
        Some(name) => request.headers_mut().insert(header::ACCEPT_ENCODING, name),
        None => request.headers_mut().remove(header::ACCEPT_ENCODING),
    };
    let response = next.run(request).await;
    if !is_for_everybody(&response) {
        return response;
    }
    let (head, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = Page::new(head.headers, body);
    cache.keep(key, page.clone());
    page.answer(known.as_ref())
}

/// What the answer depends on; none where it must not be kept.
fn key(request: &Request) -> Option<Key> {
    let headers = request.headers();
    let address = request.uri().path_and_query()?.as_str();
    let path = request.uri().path();
    let public = matches!(path, "/" | "/sign-in" | "/register") || path.starts_with("/c/");
    (*request.method() == Method::GET
        && public
        && address.len() <= LONGEST
        && cookie(headers, SESSION).is_none())
    .then(|| Key {
        address: address.to_owned(),
        language: language_of(headers, None),
        encoding: Encoding::wanted(headers),
    })
}

fn is_for_everybody(response: &Response) -> bool {
    let headers = response.headers();
    let has = |name: HeaderName, part: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains(part))
    };
    response.status() == StatusCode::OK
        && has(header::CONTENT_TYPE, "text/html")
        && !has(header::CONTENT_SECURITY_POLICY, "'nonce-")
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::CACHE_CONTROL)
}

impl Encoding {
    fn wanted(headers: &HeaderMap) -> Self {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let accepts = |name: &str| {
            accepted.split(',').any(|part| {
                let mut parts = part.split(';');
                let is = parts.next().is_some_and(|own| own.trim() == name);
                let weight = parts.find_map(|own| own.trim().strip_prefix("q="));
                is && weight.is_none_or(|q| q.trim().parse::<f32>().is_ok_and(|q| q > 0.0))
            })
        };
        if accepts("br") {
            Self::Brotli
        } else if accepts("gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    fn name(self) -> Option<HeaderValue> {
        match self {
            Self::Brotli => Some(HeaderValue::from_static("br")),
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Plain => None,
        }
    }
}

impl Page {
    fn new(mut head: HeaderMap, body: Bytes) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let etag = HeaderValue::from_str(&format!("\"{:016x}\"", hasher.finish()))
            .unwrap_or(HeaderValue::from_static("\"\""));
        head.remove(header::CONTENT_LENGTH);
        head.insert(header::ETAG, etag.clone());
        // Browsers keep the page and ask each time whether it changed.
        head.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        head.insert(
            header::VARY,
            HeaderValue::from_static("cookie, accept-language, accept-encoding"),
        );
        Self {
            at: Instant::now(),
            head,
            etag,
            body,
        }
    }

    /// The page, or that it is still the one the visitor has.
    fn answer(self, known: Option<&HeaderValue>) -> Response {
        let own = self.etag.as_bytes();
        let same = known.is_some_and(|known| {
            known
                .as_bytes()
                .split(|byte| *byte == b',')
                .any(|tag| strong(tag.trim_ascii()) == own)
        });
        let mut response = if same {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            Response::new(Body::from(self.body))
        };
        *response.headers_mut() = self.head;
        if same {
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_ENCODING);
        }
        response
    }
}

/// A proxy may have made a tag weak.
fn strong(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

impl PublicCache {
    fn pages(&self) -> MutexGuard<'_, HashMap<Key, Page>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, key: &Key) -> Option<Page> {
        let pages = self.pages();
        pages
            .get(key)
            .filter(|page| page.at.elapsed() < LASTS)
            .cloned()
    }

    fn keep(&self, key: Key, page: Page) {
        let mut pages = self.pages();
        if pages.len() >= MOST {
            pages.retain(|_, page| page.at.elapsed() < LASTS);
        }
        if pages.len() < MOST {
            pages.insert(key, page);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::{Router, middleware, response::Html, routing::get};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tower::ServiceExt;

    static MADE: AtomicUsize = AtomicUsize::new(0);

    /// A page that says how many were made before it, and for whom it is.
    async fn page(headers: HeaderMap) -> Html<String> {
        let made = MADE.fetch_add(1, Ordering::SeqCst);
        let who = cookie(&headers, SESSION).unwrap_or("visitor");
        Html(format!("{made} for {who}"))
    }

    async fn with_nonce() -> Response {
        let policy = "script-src 'nonce-abc'";
        let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
        (headers, Html("nonce")).into_response()
    }

    async fn missing() -> Response {
        (StatusCode::NOT_FOUND, Html("missing")).into_response()
    }

    fn site() -> Router {
        Router::new()
            .route("/c/a", get(page))
            .route("/c/nonce", get(with_nonce))
            .route("/c/missing", get(missing))
            .route("/home", get(page))
            .layer(middleware::from_fn_with_state(
                PublicCache::default(),
                serve,
            ))
    }

    async fn ask(site: &Router, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        site.clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    async fn body(site: &Router, path: &str, headers: &[(&str, &str)]) -> String {
        let response = ask(site, Method::GET, path, headers).await;
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn public_page_is_made_once_for_an_address_a_language_and_an_encoding() {
        let site = site();
        let first = body(&site, "/c/a", &[]).await;
        assert_eq!(body(&site, "/c/a", &[]).await, first);
        let others: [(&str, &[(&str, &str)]); 4] = [
            ("/c/a?q=x", &[]),
            ("/c/a", &[("accept-language", "fr")]),
            ("/c/a", &[("cookie", "icumi_language=rw")]),
            ("/c/a", &[("accept-encoding", "br;q=0.5, gzip")]),
        ];
        let mut seen = vec![first];
        for (path, headers) in others {
            let other = body(&site, path, headers).await;
            assert!(!seen.contains(&other), "{path} {headers:?}");
            assert_eq!(body(&site, path, headers).await, other);
            seen.push(other);
        }
    }

    #[tokio::test]
    async fn page_of_somebody_with_a_session_is_never_kept_nor_from_memory() {
        let site = site();
        let visitor = body(&site, "/c/a", &[]).await;
        let own = [("cookie", "icumi_session=ada; icumi_language=en")];
        let first = body(&site, "/c/a", &own).await;
        assert!(first.ends_with("for ada"), "{first}");
        assert_ne!(body(&site, "/c/a", &own).await, first);
        assert_eq!(body(&site, "/c/a", &[]).await, visitor);
        let response = ask(&site, Method::GET, "/c/a", &own).await;
        assert_eq!(response.headers().get(header::ETAG), None);
    }

    #[tokio::test]
    async fn page_behind_sign_in_with_a_nonce_or_an_error_is_not_kept() {
        let site = site();
        let home = body(&site, "/home", &[]).await;
        assert_ne!(body(&site, "/home", &[]).await, home);
        for path in ["/c/nonce", "/c/missing"] {
            let response = ask(&site, Method::GET, path, &[]).await;
            assert_eq!(response.headers().get(header::ETAG), None, "{path}");
        }
    }

    #[tokio::test]
    async fn page_that_the_visitor_has_is_not_sent_again() {
        let site = site();
        let response = ask(&site, Method::GET, "/c/a", &[]).await;
        let etag = response.headers()[header::ETAG]
            .to_str()
            .unwrap()
            .to_owned();
        let weak = format!("\"other\", W/{etag}");
        for known in [etag.as_str(), weak.as_str()] {
            let again = ask(&site, Method::GET, "/c/a", &[("if-none-match", known)]).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(again.headers()[header::ETAG].to_str().unwrap(), etag);
            assert_eq!(to_bytes(again.into_body(), 10).await.unwrap().len(), 0);
        }
        let other = ask(&site, Method::GET, "/c/a", &[("if-none-match", "\"old\"")]).await;
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn encoding_that_is_refused_by_its_weight_is_not_used() {
        let wanted = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
            Encoding::wanted(&headers)
        };
        assert_eq!(wanted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(wanted("br;q=0, gzip;q=0.1"), Encoding::Gzip);
        assert_eq!(wanted("deflate"), Encoding::Plain);
    }
}
