//! Waiting for data, and what is shown when it does not come.

use super::set_page_status;
use crate::{
    AppError,
    forms::{Hidden, Kept},
    texts, tr,
};
use domain::Error;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::{future::Future, pin::Pin};

/// Shows what a resource brings: a skeleton before, the error instead.
#[component]
pub fn Loaded<T, Codec, F, V>(
    /// The resource.
    of: Resource<Result<T, AppError>, Codec>,
    /// The view of what it brings.
    children: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    Codec: Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let show = move || {
        let children = children.clone();
        Suspend::new(async move { shown(of.await, children) })
    };
    view! { <Transition fallback=Skeleton>{show}</Transition> }.into_any()
}

/// Shows what a future brings, once, on the server: for plain pages, which send no data beside the HTML.
#[component]
pub fn Fetched<T, Fut, F, V>(
    /// The future.
    of: Fut,
    /// The view of what it brings.
    children: F,
) -> impl IntoView
where
    T: 'static,
    Fut: Future<Output = Result<T, AppError>> + Send + 'static,
    F: Fn(T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    once(async move { shown(of.await, children) })
}

/// The view that a future brings, once, on the server.
pub fn once(view: impl Future<Output = AnyView> + Send + 'static) -> AnyView {
    waited_for(Box::pin(view))
}

/// Apart, so that the machinery of waiting is compiled once and not for every page. What is fetched is a task of its own:
/// parts of a page wait for each other while they are rendered, and must not hold the database meanwhile.
fn waited_for(view: Pin<Box<dyn Future<Output = AnyView> + Send>>) -> AnyView {
    let (tell, told) = oneshot::channel();
    leptos::task::spawn(async move {
        let _ = tell.send(view.await);
    });
    let view = Suspend::new(async move {
        told.await.unwrap_or_else(|_| {
            let request = String::new();
            view! { <Failure error=Error::Internal { request }/> }.into_any()
        })
    });
    view! { <Suspense fallback=|| ()>{view}</Suspense> }.into_any()
}

fn shown<T, V: IntoView + 'static>(
    result: Result<T, AppError>,
    children: impl Fn(T) -> V,
) -> AnyView {
    match result {
        Ok(value) => children(value).into_any(),
        Err(AppError(error)) => view! { <Failure error/> }.into_any(),
    }
}

/// Grey lines while something is on its way.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="page" aria-busy="true">
            <p class="visually-hidden">{tr!(core.loading)}</p>
            <div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>
        </div>
    }
    .into_any()
}

/// A whole page that says why there is nothing else, and what can be done.
#[component]
pub fn Failure(
    /// Why.
    error: Error,
) -> impl IntoView {
    set_page_status(error.status());
    let title = match &error {
        Error::SignedOut => tr!(core.title_signed_out),
        Error::Denied(_) => tr!(core.title_denied),
        Error::Missing => tr!(core.title_missing),
        _ => tr!(core.title_error),
    };
    let signed_out = matches!(error, Error::SignedOut);
    // Only a server gets forms by themselves: browser code need not know how such a page looks.
    let kept = use_context::<Kept>().filter(|kept| signed_out && kept.can_go_again());
    if cfg!(feature = "ssr")
        && let Some(kept) = kept
    {
        return view! { <SendAgain kept/> }.into_any();
    }
    let sign_in = signed_out.then(|| {
        let here = use_location();
        let (path, query) = (here.pathname.get_untracked(), here.search.get_untracked());
        let mark = if query.is_empty() { "" } else { "?" };
        domain::accounts::with_next("/sign-in", &format!("{path}{mark}{query}"))
    });
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <leptos_meta::Title text=title/>
            <div class="empty-state">
                <h1>{title}</h1>
                <p>{texts::error_text(&error)}</p>
                <div class="actions">
                    {sign_in.map(|href| view! { <a class="button primary" href=href rel="external">{tr!(core.sign_in)}</a> })}
                    <a class="button" href="/" rel="external">{tr!(core.start_page)}</a>
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// A form that was sent by somebody who had been signed out meanwhile: all that was typed goes along unseen, to be sent
/// once more after signing in beside it.
#[component]
fn SendAgain(kept: Kept) -> impl IntoView {
    let inputs: Vec<_> = kept
        .values
        .iter()
        .map(|(name, value)| view! { <Hidden name=name.clone() value=value.clone()/> })
        .collect();
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <leptos_meta::Title text=tr!(core.title_signed_out)/>
            <form class="empty-state" method="post" action=kept.action>
                <h1>{tr!(core.title_signed_out)}</h1>
                <p>{tr!(core.send_again_text)}</p>
                {inputs}
                <div class="actions">
                    <a class="button primary" href="/sign-in" target="_blank">{tr!(core.sign_in_beside)}</a>
                    <button>{tr!(core.send_again)}</button>
                </div>
            </form>
        </main>
    }
    .into_any()
}
