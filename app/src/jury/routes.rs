//! Addresses of the organiser's pages of the jury, of the juror's pages of conflicts and of the teams' page of the jury.

use super::{
    AssignmentPage, AssignmentPreviewPage, ClaimPage, ClaimsPage, ConflictPage, ConflictsPage,
    JurorPage, JuryPage, JuryProgressPage, LeavePage, PanelsPage, ReminderPage, TeamJuryPage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes; they stand in `App`.
#[component(transparent)]
pub fn JuryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/organise/:slug/jury") view=JuryPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/jury/:juror") view=JurorPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/panels") view=PanelsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/claims") view=ClaimsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/claims/:claim") view=ClaimPage ssr=SsrMode::Async/>
        <Route path=path!("/teams/:id/jury") view=TeamJuryPage ssr=SsrMode::Async/>
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
