//! The jury: who is invited, whom they may not judge, who reads what, and how far they are.
//!
//! A juror learns names before declaring conflicts of interest and content only afterwards. Shapes that
//! stand before that point hold no content, so that none can leak through them.

mod anchors;
mod assignments;
mod blind_rules;
mod claims;
mod conflicts;
mod extensions;
mod invitations;
mod panels;
mod progress;
mod redistributions;
mod schedules;
mod vacancies;

pub use anchors::*;
pub use assignments::*;
pub use blind_rules::*;
pub use claims::*;
pub use conflicts::*;
pub use extensions::*;
pub use invitations::*;
pub use panels::*;
pub use progress::*;
pub use redistributions::*;
pub use schedules::*;
pub use vacancies::*;
