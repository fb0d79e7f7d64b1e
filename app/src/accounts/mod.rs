//! Accounts: signing in and out, and one's own settings.

mod api;
mod sign_in_page;

pub use api::*;
pub use sign_in_page::SignInPage;

/// Cookie of the session's token.
pub const SESSION_COOKIE: &str = "icumi_session";
