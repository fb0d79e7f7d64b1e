//! The pages: Leptos components and the server functions behind them, compiled twice.
//!
//! [`PublicApp`] and [`PlainApp`], behind sign-in, are HTML, links and forms; [`App`] hydrates. No SQL and no business
//! rule stands here: server functions ask `store`, which asks `domain`.

#![recursion_limit = "256"]

pub mod accounts;
pub mod audit;
pub mod competitions;
pub mod components;
#[cfg(feature = "ssr")]
pub mod cx;
pub mod deliberations;
pub mod demo;
pub mod error;
pub mod files;
pub mod forms;
pub mod gallery;
pub mod home;
pub mod investors;
pub mod jury;
pub mod landing;
mod layout;
pub mod mail;
pub mod proposals;
pub mod reviews;
pub mod routes;
pub mod screening;
pub mod selection;
pub mod sharing;
pub mod teams;
pub mod texts;
pub mod transfers;
pub mod viewer;

pub use error::AppError;
pub use routes::{App, PlainApp, PublicApp};

/// Brings the page to life: `texts` is the language's catalog, `viewer` the reader, both JSON. Texts are named by
/// their place in the catalog, so a page of another `edition` throws and stays the plain HTML that it is.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate(edition: &str, texts: &str, viewer: &str) {
    console_error_panic_hook::set_once();
    if edition != texts::EDITION {
        wasm_bindgen::throw_str("the page and the code are of different builds");
    }
    if let (Ok(entries), Ok(viewer)) = (
        serde_json::from_slice(texts.as_bytes()),
        serde_json::from_slice::<viewer::Viewer>(viewer.as_bytes()),
    ) {
        texts::Texts::install(viewer.language, entries);
        viewer.install();
        // Most pages do not hydrate, so a server function that leads elsewhere loads its page.
        let _ = leptos::server_fn::redirect::set_redirect_hook(|address: &str| {
            let _ = leptos::prelude::window().location().assign(address);
        });
        leptos::mount::hydrate_body(App);
    }
}
