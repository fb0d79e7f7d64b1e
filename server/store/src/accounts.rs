//! Accounts: sign-in, sessions and the account behind a request.

mod sessions;

pub use sessions::*;
