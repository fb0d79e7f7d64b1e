//! Pages: the documents around `PublicApp` (no scripts), `PlainApp` (one that it works without) and `App` (hydrated).

use super::{Web, assets::Assets, plain::without_hydration, texts};
use app::{
    App, PlainApp, PublicApp,
    components::{PageScripts, PageStatus},
    cx::Cx,
    forms::{Answered, Kept},
    mail::Mailbox,
    texts::{EDITION, ServerTimes, Texts},
    tr,
    viewer::Viewer,
};
use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::{
    AxumRouteListing, ResponseOptions, generate_route_list, render_app_async_with_context,
};
use leptos_meta::MetaTags;
use std::{
    num::NonZero,
    sync::{Arc, LazyLock},
    thread::available_parallelism,
};
use tokio::sync::Semaphore;

/// Every page, and an error page for every other address.
///
/// Pages are rendered whole before they are sent (`SsrMode::Async` in the routes): they read without scripts.
/// Server functions are not routed here, `functions` does that.
pub fn router(web: &Web) -> Router {
    let context = context_of(web);
    let routes = |paths: Vec<AxumRouteListing>, code: Code, app: fn() -> AnyView| {
        let document = document_of(web, code, app);
        paths.iter().fold(Router::new(), |router, listing| {
            let render = render_app_async_with_context(context.clone(), document.clone());
            router.route(listing.path(), get(render))
        })
    };
    let public = || view! { <PublicApp/> }.into_any();
    let signed_in = middleware::from_fn(signed_in);
    let plain = routes(generate_route_list(PlainApp), Code::Device, || {
        view! { <PlainApp/> }.into_any()
    });
    let live = routes(generate_route_list(App), Code::Live, || {
        view! { <App/> }.into_any()
    });
    routes(generate_route_list(PublicApp), Code::None, public)
        .merge(plain.layer(signed_in.clone()))
        .fallback(render_app_async_with_context(
            context.clone(),
            document_of(web, Code::None, public),
        ))
        .layer(middleware::map_response(without_hydration))
        .merge(live.layer(signed_in))
        .layer(middleware::from_fn(in_turn))
}

/// Two pages for each core are made at a time and the others wait: many at once would be no faster and each takes its
/// memory.
async fn in_turn(request: Request, next: Next) -> Response {
    static PLACES: LazyLock<Semaphore> = LazyLock::new(|| {
        let cores = available_parallelism().map_or(2, NonZero::get);
        Semaphore::new((2 * cores).max(4))
    });
    let _place = PLACES.acquire().await;
    next.run(request).await
}

/// Pages behind sign-in send a visitor to it, and back afterwards. A refused form that turned out to be
/// signed out is told so instead: a redirect would lose what was typed.
async fn signed_in(request: Request, next: Next) -> Response {
    let visitor = request
        .extensions()
        .get::<Cx>()
        .is_none_or(|cx| cx.actor.account.is_none());
    if !visitor || request.extensions().get::<Kept>().is_some() {
        return next.run(request).await;
    }
    let wanted = request
        .uri()
        .path_and_query()
        .map_or("/home", |wanted| wanted.as_str());
    let query = serde_urlencoded::to_string([("next", wanted)]).unwrap_or_default();
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}

/// What a page may run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    /// Nothing: pages for everybody, and what comes back from a post.
    None,
    /// `public/device.js`, which the page works without: pages behind sign-in.
    Device,
    /// That, and the browser code.
    Live,
}

fn document_of(
    web: &Web,
    code: Code,
    app: fn() -> AnyView,
) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let assets = web.assets.clone();
    move || document(&assets, code, app)
}

/// What pages and server functions find in their context.
pub fn context_of(web: &Web) -> impl Fn() + Clone + Send + Sync + 'static {
    let demo = web.demo;
    let site = web.site.clone();
    let folder = web.mail_folder.clone();
    let assets = web.assets.clone();
    let mailbox = Mailbox(Arc::new(move || crate::mail::read_folder(&folder)));
    move || {
        if demo {
            provide_context(mailbox.clone());
        }
        let Some(parts) = use_context::<Parts>() else {
            return;
        };
        let Some(cx) = parts.extensions.get::<Cx>().cloned() else {
            return;
        };
        provide_context(Texts::of(cx.language));
        provide_context(ServerTimes(crate::times::format));
        provide_context(Viewer::of(&cx.actor, cx.language, demo));
        provide_context(cx);
        provide_context(site.clone());
        if let Some(kept) = parts.extensions.get::<Kept>() {
            provide_context(kept.clone());
        }
        if let Some(answered) = parts.extensions.get::<Answered>() {
            provide_context(answered.clone());
        }
        if let Some(options) = use_context::<ResponseOptions>() {
            let (assets, own) = (assets.clone(), options.clone());
            provide_context(PageScripts(Arc::new(move |name| {
                send_policy(&own, "script-src 'self'; ");
                assets.address(name).to_owned()
            })));
            provide_context(PageStatus(Arc::new(move |status| {
                if let Ok(status) = StatusCode::from_u16(status) {
                    options.set_status(status);
                }
            })));
        }
    }
}

/// The document. A page that comes back from a post stays without scripts: its address is that of
/// the server function, and everything on it works as plain HTML.
fn document(assets: &Assets, code: Code, app: impl FnOnce() -> AnyView) -> AnyView {
    let posted = use_context::<Kept>().is_some() || use_context::<Answered>().is_some();
    let code = if posted { Code::None } else { code };
    set_policy(code);
    let language = Texts::current().language;
    let css = assets.css.clone();
    let icon = |name| assets.address(name).to_owned();
    let device = (code != Code::None).then(|| device(assets));
    let scripts = (code == Code::Live).then(|| scripts(assets));
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=css/>
                <link rel="icon" href=icon("/favicon.svg") type="image/svg+xml"/>
                <link rel="icon" href=icon("/favicon.ico") sizes="32x32"/>
                <link rel="apple-touch-icon" href=icon("/apple-touch-icon.png")/>
                {device}
                {scripts}
                <MetaTags/>
            </head>
            <body>{app()}</body>
        </html>
    }
    .into_any()
}

/// Sends what waits on this device and keeps pages to be read without a connection.
fn device(assets: &Assets) -> Option<AnyView> {
    let viewer = app::viewer::current();
    let account = viewer.account?.to_string();
    let address = assets.address("/device.js").to_owned();
    let waiting = tr!(core.waiting_on_device);
    // The script fills in the time.
    let sent = tr!(core.sent_from_device);
    Some(
        view! {
            <script type="module" src=address data-account=account data-zone=viewer.zone
                data-waiting=waiting data-sent=sent></script>
        }
        .into_any(),
    )
}

/// Loads code and texts side by side, then brings the page to life.
fn scripts(assets: &Assets) -> AnyView {
    let viewer = app::viewer::current();
    let texts = texts::address(viewer.language);
    let viewer = serde_json::to_string(&viewer).unwrap_or_default();
    let (js, wasm) = (assets.js.clone(), assets.wasm.clone());
    // JSON is a subset of JavaScript; `<` must not end the element.
    let start = format!(
        "import init,{{hydrate}} from {js:?};\
         const texts=fetch({texts:?}).then(r=>r.text());\
         init({{module_or_path:{wasm:?}}}).then(async()=>{{hydrate({EDITION:?},await texts,JSON.stringify({}));\
         document.documentElement.dataset.live=''}})",
        viewer.replace('<', "\\u003c")
    );
    view! {
        <link rel="modulepreload" href=js/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <link rel="preload" href=texts r#as="fetch" r#type="application/json" crossorigin="anonymous"/>
        <script type="module" nonce=use_nonce() inner_html=start></script>
    }
    .into_any()
}

fn set_policy(code: Code) {
    let Some(options) = use_context::<ResponseOptions>() else {
        return;
    };
    let scripts = match (code, use_nonce()) {
        (Code::Live, Some(nonce)) => {
            format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; ")
        }
        (Code::Device, _) => "script-src 'self'; ".to_owned(),
        _ => String::new(),
    };
    send_policy(&options, &scripts);
}

/// Sends the content security policy of a page, with what it says about scripts.
fn send_policy(options: &ResponseOptions, scripts: &str) {
    let policy = format!(
        "default-src 'none'; {scripts}connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        options.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}
