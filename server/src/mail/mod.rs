//! Sending mail: takes what is due from the outbox, puts it into words, hands it to an SMTP server or,
//! when none is configured, puts it as `.eml` files into a folder.
//!
//! A mail may arrive twice (when the process dies between sending and noting it), never not at all;
//! both copies carry the same Message-ID.

mod folder;
mod messages;
mod senders;
mod worker;

pub use folder::read_folder;
pub use worker::Worker;
