//! Accounts: what a person may enter about themselves, and what they see of their sessions.

mod links;
mod passwords;
mod profiles;

pub use links::*;
pub use passwords::*;
pub use profiles::*;
