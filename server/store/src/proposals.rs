//! Proposals: a team's entry to a competition, from draft to submission.
//!
//! Sections are saved one by one, each against the version that the writer saw; what was saved stays in
//! `section_versions`. A submission freezes all of them in a revision whose text and fingerprint never
//! change. Columns that lists show ([`domain::proposals::Overview`]) follow the draft until it is
//! submitted, then the revision that counts: nobody outside of the team sees what is not submitted.
//! Comments and who is at work where stay inside the team: no export, no juror and no organiser asks for them.
//! Nothing here reads the clock.

mod comments;
mod consents;
mod contents;
mod details;
mod extensions;
mod histories;
mod presences;
mod receipts;
mod scenes;
mod sections;
mod submissions;

pub use comments::*;
pub(crate) use consents::consent_of;
pub use consents::{confirm, consents};
pub use contents::*;
pub use details::*;
pub(crate) use extensions::extensions_of;
pub use extensions::{extend, extensions};
pub use histories::*;
pub use presences::*;
pub use receipts::*;
pub(crate) use scenes::*;
pub use sections::*;
pub use submissions::*;
