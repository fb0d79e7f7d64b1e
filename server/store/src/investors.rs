//! Investors and their interests in selected projects.
//!
//! Rules: only an organiser without a stake verifies; only verified investors state interest, only in
//! published, selected projects of other people's teams, once for each. A team's lead answers once. The
//! address of the other side is read from the database for accepted interests only, and for nobody but the
//! two sides: organisers get counts and sums. Messages and addresses never enter the audit log.

mod answers;
mod contacts;
mod decisions;
mod funnels;
mod interests;
mod registrations;
mod scenes;
mod views;

pub use answers::*;
pub use decisions::*;
pub use interests::*;
pub use registrations::*;
pub use views::*;
