//! Addresses of the organiser's pages of proposals.

use super::{BulkPage, ScreenedProposalPage, ScreeningPage, SimilarPage};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes; they stand in `App`.
#[component(transparent)]
pub fn ScreeningRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/organise/:slug/proposals") view=ScreeningPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/proposals/:number") view=ScreenedProposalPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/decide") view=BulkPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/similar") view=SimilarPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
