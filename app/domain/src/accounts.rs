//! Accounts: what a person may enter about themselves, and what they see of their sessions.

mod passwords;
mod profiles;

pub use passwords::*;
pub use profiles::*;

/// How long each e-mailed link works, milliseconds.
pub mod lifetimes {
    /// Proves an address.
    pub const CONFIRM: i64 = 3 * 24 * 3_600_000;
    /// Signs in.
    pub const SIGN_IN: i64 = 30 * 60_000;
    /// Sets a new password.
    pub const RESET: i64 = 60 * 60_000;
}
