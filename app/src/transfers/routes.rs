//! Addresses of the pages of imports, exports and the log.

use super::{ExportsPage, ImportCheckPage, ImportStartPage};
use crate::audit::AuditLogPage;
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes; they stand in `PlainApp`.
#[component(transparent)]
pub fn TransferRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/organise/:slug/import") view=ImportStartPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/import/:id") view=ImportCheckPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/export") view=ExportsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/audit") view=AuditLogPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
