//! Teams: founding one (with its draft), inviting, joining, roles, leaving, and whose teams they are.
//!
//! A team has exactly one lead at any time. Whoever changes its members first takes the team's row
//! ([`lock`]), so that two changes at once see each other. A team is unknown to people outside of it.

mod founding;
mod invitations;
mod joining;
mod lists;
mod members;
mod scenes;
mod views;

pub use founding::*;
pub use invitations::*;
pub use joining::*;
pub use lists::*;
pub use members::*;
pub(crate) use scenes::*;
pub use views::*;
