//! Addresses of the organiser's pages of the jury, and of the juror's pages of conflicts.

use super::{
    AssignmentPage, AssignmentPreviewPage, ConflictPage, ConflictsPage, JurorPage, JuryPage,
    JuryProgressPage, LeavePage, ReminderPage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes; they stand in `App`.
#[component(transparent)]
pub fn JuryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/organise/:slug/jury") view=JuryPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/jury/:juror") view=JurorPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/assignment") view=AssignmentPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/assignment/preview") view=AssignmentPreviewPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/progress") view=JuryProgressPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/reminders") view=ReminderPage ssr=SsrMode::Async/>
        <Route path=path!("/jury/:slug/conflicts") view=ConflictsPage ssr=SsrMode::Async/>
        <Route path=path!("/jury/:slug/leave") view=LeavePage ssr=SsrMode::Async/>
        <Route path=path!("/reviews/:assignment/conflict") view=ConflictPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
