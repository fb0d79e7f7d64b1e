//! Proposals: the form definition, the answers of its sections, and what submission freezes.
//!
//! What a person typed is never refused while it is a draft: [`Answer`] can hold a number that is none,
//! and [`problems`] says so. Only a submission needs everything. A submission is canonical JSON
//! ([`Submission::canonical`]) and its SHA-256 names it.

mod answers;
mod canonical;
mod choices;
mod comments;
mod consents;
mod contents;
mod days;
mod differences;
mod extensions;
mod form;
mod form_changes;
mod form_edits;
mod form_rules;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod form_tests;
mod merges;
mod problems;
mod readings;
mod receipts;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod round_trips;
mod standard;
mod views;

pub use answers::*;
pub use canonical::*;
pub use choices::*;
pub use comments::*;
pub use consents::*;
pub use contents::*;
pub use days::*;
pub use differences::*;
pub use extensions::*;
pub use form::*;
pub use form_edits::*;
pub use form_rules::*;
pub use merges::*;
pub use problems::*;
pub use readings::*;
pub use receipts::*;
pub use standard::*;
pub use views::*;
