//! What a page loads, in the shape that costs browser code least.

use crate::AppError;
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// JSON, read from bytes as the answers of server functions are. Leptos's own codec reads text, so that the browser
/// would need the reader of every type twice: a tenth of all its code.
#[derive(Debug)]
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// What a plain page loads: once, on the server.
pub fn fetching<S, Fut>(source: impl FnOnce() -> S, fetch: impl FnOnce(S) -> Fut) -> Fut {
    fetch(untrack(source))
}

/// A resource of a hydrated page: `fetch` runs on the server, and again in the browser when `source` changes.
pub fn loading<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Resource<Result<T, AppError>, Json>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    Fut: Future<Output = Result<T, AppError>> + Send + 'static,
{
    Resource::new_with_options(source, fetch, false)
}

/// HTML of what is only read, made on the server alone: the browser finds it in the page, and needs neither the code for it
/// nor what it was made of. It stands in an element's `inner_html`.
pub fn written_by_server<View: IntoView>(view: impl FnOnce() -> View) -> String {
    if cfg!(feature = "ssr") {
        view().into_view().to_html()
    } else {
        String::new()
    }
}
