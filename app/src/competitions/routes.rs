//! Addresses of the organiser's pages of this feature.

use super::{
    CollegePage, CollegesPage, CriterionPage, ExtensionsPage, FormPage, FormQuestionPage,
    FormSectionPage, FoundingPage, NeedPage, NeedsPage, OpeningPage, OrganisePage, OverviewPage,
    PeoplePage, RubricPage, SettingsPage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes; they stand in `App`.
#[component(transparent)]
pub fn OrganiserRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/organise") view=OrganisePage ssr=SsrMode::Async/>
        <Route path=path!("/organise/new") view=FoundingPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug") view=OverviewPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/settings") view=SettingsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/rubric") view=RubricPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/rubric/:criterion") view=CriterionPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/form") view=FormPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/form/section/:section") view=FormSectionPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/form/section/:section/:question") view=FormQuestionPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/needs") view=NeedsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/needs/:need") view=NeedPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/colleges") view=CollegesPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/colleges/:college") view=CollegePage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/extensions") view=ExtensionsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/people") view=PeoplePage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/open") view=OpeningPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
