//! HTTP: routes, and what every request passes through, from the outside in: headers, public pages from
//! memory, compression, the actor, origin check, limit, then page, server function or file.

mod assets;
mod context;
mod demo;
mod files;
mod functions;
mod limits;
mod origin;
mod pages;
mod plain;
mod presence;
mod public_cache;
mod rules;
mod texts;
mod transfers;
mod unavailable;

pub use context::now;

use crate::config::Config;
use app::sharing::Site;
use assets::Assets;
use axum::{
    Router,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware,
    routing::get,
};
use public_cache::PublicCache;
use std::{path::PathBuf, sync::Arc};
use store::{Store, files::Files};
use tokio::sync::watch;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate},
    },
    limit::RequestBodyLimitLayer,
};

/// What handlers share.
#[derive(Clone)]
pub struct Web {
    /// The database.
    pub store: Store,
    /// Where files are kept.
    pub files: Files,
    /// The built site, in memory.
    pub assets: Arc<Assets>,
    /// Whether this is a demo.
    pub demo: bool,
    /// Whether people come by https.
    pub secure: bool,
    /// Where the installation is found.
    pub site: Site,
    /// Where a demo's mailbox finds the mail.
    pub mail_folder: PathBuf,
    /// Says when the server stops: answers without an end of their own end then.
    pub closing: watch::Receiver<bool>,
}

/// Bytes of a request's body; uploaded files have a limit of their own.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Search engines find everything public; the rest asks them to sign in.
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\n";

/// The whole site.
///
/// # Errors
/// A sentence for the terminal when the built site is missing.
pub fn router(
    store: Store,
    files: Files,
    config: &Config,
    demo: bool,
    closing: watch::Receiver<bool>,
) -> Result<Router, String> {
    let assets = Arc::new(Assets::load(&config.site)?);
    let base = config.base_url();
    let web = Web {
        store,
        files: files.clone(),
        demo,
        secure: base.starts_with("https:"),
        site: Site {
            base: base.into(),
            image: assets.address("/og.png").into(),
        },
        assets,
        mail_folder: config.mail_folder.clone(),
        closing,
    };
    let pages = pages::router(&web);
    let desk = files::Desk::new(files, pages.clone());
    let router = functions::router(&web, pages.clone(), config.sign_in_burst)
        .merge(pages.clone())
        .merge(transfers::downloads(pages.clone()))
        .merge(demo::router(&web))
        .merge(presence::router(&web))
        .route("/language/{code}", get(context::choose_language))
        .route("/c/{slug}/rules.json", get(rules::send))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .merge(transfers::uploads(pages))
        .merge(files::uploads(desk.clone()))
        .layer(middleware::from_fn(origin::check))
        .layer(middleware::from_fn_with_state(
            web.clone(),
            context::provide,
        ))
        .layer(
            CompressionLayer::new()
                .no_br()
                .compress_when(DefaultPredicate::new().and(is_for_one_person)),
        )
        .merge(texts::router())
        .merge(assets::router(&web))
        .route("/healthz", get(|| async { StatusCode::OK }))
        .route("/robots.txt", get(|| async { ROBOTS }))
        .layer(CompressionLayer::new().br(true).gzip(true))
        // Compressed as they are.
        .merge(files::downloads(&web, desk))
        .layer(middleware::from_fn_with_state(
            PublicCache::default(),
            public_cache::serve,
        ))
        .layer(middleware::from_fn(context::headers))
        .layer(CatchPanicLayer::new());
    Ok(router)
}

/// What one person alone gets is compressed for that one answer: by gzip, which takes a third of brotli's time for
/// a fifteenth more bytes.
fn is_for_one_person(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value == context::PRIVATE)
}
