//! All addresses of pages. Only [`App`] hydrates: the two pages where somebody writes for longer, and scripts
//! keep their work and count. [`PublicApp`] (for everybody) and [`PlainApp`] (behind sign-in) are HTML and forms, so
//! that a phone loads no browser code for them. All are complete when they arrive (`SsrMode::Async`).

use crate::{
    accounts,
    competitions::OrganiserRoutes,
    components::{ComponentsPage, Failure},
    deliberations,
    demo::DemoPage,
    files, gallery,
    home::HomePage,
    investors, jury,
    landing::{CallNeedsPage, CallPage, FormPage, LandingPage, OfflinePage, RulesPage},
    layout::{Footer, Header},
    mail::MailboxPage,
    proposals, reviews, screening, selection, teams, transfers,
};
use domain::Error;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{Route, Router, Routes},
    path,
};

/// Pages behind sign-in that hydrate: a section of a proposal and a juror's score sheet.
#[component]
pub fn App() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <leptos_meta::Title formatter=|title: String| format!("{title} · Icumi")/>
        <Router>
            <Header/>
            <Routes fallback=Elsewhere>
                <Route path=path!("/proposals/:id/:section") view=proposals::SectionPage ssr=SsrMode::Async/>
                <Route path=path!("/reviews/:assignment") view=reviews::SheetPage ssr=SsrMode::Async/>
            </Routes>
            <Footer/>
        </Router>
    }
    .into_any()
}

/// A link in a hydrated page to one that is not: the browser has its address already, and loads it.
#[component]
fn Elsewhere() -> impl IntoView {
    Effect::new(|_| window().location().reload());
}

/// Pages behind sign-in that are plain HTML.
#[component]
pub fn PlainApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <leptos_meta::Title formatter=|title: String| format!("{title} · Icumi")/>
        <Router>
            <Header/>
            <Routes fallback=|| view! { <Failure error=Error::Missing/> }>
                <Route path=path!("/home") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/settings") view=accounts::SettingsPage ssr=SsrMode::Async/>
                <OrganiserRoutes/>
                <screening::ScreeningRoutes/>
                <jury::JuryRoutes/>
                <transfers::TransferRoutes/>
                <Route path=path!("/organise/:slug/practice") view=reviews::ExamplePage ssr=SsrMode::Async/>
                <Route path=path!("/organise/:slug/deliberation") view=deliberations::DeliberationPage ssr=SsrMode::Async/>
                <Route path=path!("/organise/:slug/selection") view=selection::SelectionPage ssr=SsrMode::Async/>
                <Route path=path!("/organise/:slug/second-look") view=selection::SecondLookPage ssr=SsrMode::Async/>
                <TeamRoutes/>
                <JurorRoutes/>
                <InvestorRoutes/>
            </Routes>
            <Footer/>
        </Router>
    }
    .into_any()
}

#[component(transparent)]
fn TeamRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/c/:slug/join") view=teams::JoinPage ssr=SsrMode::Async/>
        <Route path=path!("/teams/:id") view=teams::TeamPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id") view=proposals::ProposalPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id/preview") view=proposals::PreviewPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id/receipt") view=proposals::ReceiptPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id/comments") view=proposals::CommentsPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id/files") view=files::FilesPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id/history") view=proposals::HistoryPage ssr=SsrMode::Async/>
        <Route path=path!("/proposals/:id/result") view=selection::ResultPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn JurorRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/discussions/:proposal") view=deliberations::DiscussionPage ssr=SsrMode::Async/>
        <Route path=path!("/jury") view=reviews::JuriesPage ssr=SsrMode::Async/>
        <Route path=path!("/jury/:slug") view=reviews::QueuePage ssr=SsrMode::Async/>
        <Route path=path!("/jury/:slug/practice") view=reviews::PracticePage ssr=SsrMode::Async/>
        <Route path=path!("/jury/:slug/scores") view=reviews::OrderPage ssr=SsrMode::Async/>
        <Route path=path!("/reviews/:assignment/others") view=reviews::OthersPage ssr=SsrMode::Async/>
        <Route path=path!("/reviews/:assignment/history") view=reviews::ReviewHistoryPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn InvestorRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/c/:slug/invest") view=investors::InvestPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:proposal/interest") view=investors::InterestPage ssr=SsrMode::Async/>
        <Route path=path!("/teams/:id/interests") view=investors::TeamInterestsPage ssr=SsrMode::Async/>
        <Route path=path!("/organise/:slug/investors") view=investors::InvestorsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Pages for everybody.
#[component]
pub fn PublicApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <leptos_meta::Title formatter=|title: String| format!("{title} · Icumi")/>
        <Router>
            <Header/>
            <Routes fallback=|| view! { <Failure error=Error::Missing/> }>
                <Route path=path!("/") view=LandingPage ssr=SsrMode::Async/>
                <Route path=path!("/offline") view=OfflinePage ssr=SsrMode::Async/>
                <CallRoutes/>
                <AccountRoutes/>
                <Route path=path!("/check") view=proposals::CheckPage ssr=SsrMode::Async/>
                <Route path=path!("/invitations/:token") view=teams::InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/jury/invitation") view=jury::InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/components") view=ComponentsPage ssr=SsrMode::Async/>
                <Route path=path!("/demo") view=DemoPage ssr=SsrMode::Async/>
                <Route path=path!("/mailbox") view=MailboxPage ssr=SsrMode::Async/>
            </Routes>
            <Footer/>
        </Router>
    }
    .into_any()
}

#[component(transparent)]
fn CallRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/c/:slug") view=CallPage ssr=SsrMode::Async/>
        <Route path=path!("/c/:slug/rules") view=RulesPage ssr=SsrMode::Async/>
        <Route path=path!("/c/:slug/form") view=FormPage ssr=SsrMode::Async/>
        <Route path=path!("/c/:slug/needs") view=CallNeedsPage ssr=SsrMode::Async/>
        <Route path=path!("/c/:slug/shortlist") view=gallery::ShortlistPage ssr=SsrMode::Async/>
        <Route path=path!("/c/:slug/projects/:number") view=gallery::ProjectPage ssr=SsrMode::Async/>
        <Route path=path!("/c/:slug/projects/:number/print") view=gallery::SheetPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn AccountRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/sign-in") view=accounts::SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-in/by-mail") view=accounts::ByLinkPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-in/link") view=accounts::EnterPage ssr=SsrMode::Async/>
        <Route path=path!("/register") view=accounts::RegisterPage ssr=SsrMode::Async/>
        <Route path=path!("/confirm") view=accounts::ConfirmPage ssr=SsrMode::Async/>
        <Route path=path!("/forgot") view=accounts::ForgotPage ssr=SsrMode::Async/>
        <Route path=path!("/reset") view=accounts::ResetPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
