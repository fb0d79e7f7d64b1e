//! Accounts: registering, signing in and out, and one's own settings.
//!
//! Pages of signing in are plain HTML. A page behind an e-mailed link never uses the link up by being
//! looked at, because programs look at links before people do: only its button does.

mod api;
mod browsers;
mod by_link_pages;
mod password_pages;
mod profile_fields;
mod register_pages;
mod sessions_panel;
mod settings_page;
mod sign_in_page;

pub use api::*;
pub use by_link_pages::{ByLinkPage, EnterPage};
pub use password_pages::{ForgotPage, ResetPage};
pub use register_pages::{ConfirmPage, RegisterPage};
pub use settings_page::SettingsPage;
pub use sign_in_page::SignInPage;

use crate::{components::PageHead, tr};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Cookie of the session's token.
pub const SESSION_COOKIE: &str = "icumi_session";
/// Cookie of the language that was chosen on this device.
pub const LANGUAGE_COOKIE: &str = "icumi_language";

/// A value of the page's address, empty when it is not there.
fn query(name: &str) -> String {
    use_query_map()
        .read_untracked()
        .get(name)
        .unwrap_or_default()
}

/// Says that a mail is on its way.
#[component]
fn MailSent(
    /// What it holds, and how long that works.
    text: &'static str,
) -> impl IntoView {
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(accounts.sent_title) lead=text/>
            <div class="actions"><a class="button" href="/sign-in">{tr!(accounts.back_to_sign_in)}</a></div>
        </main>
    }
    .into_any()
}

/// Says that a link does not work any more, and where to get a new one.
#[component]
fn LinkExpired(
    /// Where to get a new one.
    href: &'static str,
    /// What that is called.
    label: &'static str,
) -> impl IntoView {
    crate::components::set_page_status(410);
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(accounts.expired_title) lead=tr!(accounts.expired_text)/>
            <div class="actions">
                <a class="button primary" href=href>{label}</a>
                <a class="button" href="/sign-in">{tr!(accounts.back_to_sign_in)}</a>
            </div>
        </main>
    }
    .into_any()
}
