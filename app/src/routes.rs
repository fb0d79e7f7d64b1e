//! All addresses of pages. `PublicApp` needs no WebAssembly; `App` hydrates. Both are complete HTML
//! when they arrive (`SsrMode::Async`), so that they read without scripts.

use crate::{
    components::Failure,
    home::HomePage,
    layout::{Footer, Header},
    proposals, teams,
};
use domain::Error;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// Pages behind sign-in.
#[component]
pub fn App() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! {
        <leptos_meta::Title formatter=|title: String| format!("{title} · Icumi")/>
        <Router>
            <Header/>
            <Routes fallback=|| view! { <Failure error=Error::Missing/> }>
                <Route path=path!("/home") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/settings") view=crate::accounts::SettingsPage ssr=SsrMode::Async/>
                <Route path=path!("/c/:slug/join") view=teams::JoinPage ssr=SsrMode::Async/>
                <Route path=path!("/teams/:id") view=teams::TeamPage ssr=SsrMode::Async/>
                <Route path=path!("/proposals/:id") view=proposals::ProposalPage ssr=SsrMode::Async/>
                <Route path=path!("/proposals/:id/preview") view=proposals::PreviewPage ssr=SsrMode::Async/>
                <Route path=path!("/proposals/:id/receipt") view=proposals::ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("/proposals/:id/history") view=proposals::HistoryPage ssr=SsrMode::Async/>
                <Route path=path!("/proposals/:id/:section") view=proposals::SectionPage ssr=SsrMode::Async/>
            </Routes>
            <Footer/>
        </Router>
    }
    .into_any()
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
                <Route path=path!("/components") view=crate::components::ComponentsPage ssr=SsrMode::Async/>
                <Route path=path!("/invitations/:token") view=teams::InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=crate::accounts::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/by-mail") view=crate::accounts::ByLinkPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/link") view=crate::accounts::EnterPage ssr=SsrMode::Async/>
                <Route path=path!("/register") view=crate::accounts::RegisterPage ssr=SsrMode::Async/>
                <Route path=path!("/confirm") view=crate::accounts::ConfirmPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=crate::accounts::ForgotPage ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=crate::accounts::ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/mailbox") view=crate::mail::MailboxPage ssr=SsrMode::Async/>
            </Routes>
            <Footer/>
        </Router>
    }
    .into_any()
}
