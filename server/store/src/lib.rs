//! Everything that touches the database: connections, migrations, queries, transactions.
//!
//! Rules: every write happens in a [`Tx`], asks `domain::policy` inside of it (or whose the thing is, where only
//! one person can have it), is guarded by a version or a condition where two people could meet, and leaves its
//! audit row (and its mail) in the same transaction; drafts keep all their versions instead. Nothing here knows HTTP or Leptos. A feature's queries stand in the module of its name.

pub mod accounts;
pub mod audit;
pub mod competitions;
mod connection;
pub mod deliberations;
pub mod demo;
pub mod entities;
mod error;
pub mod exports;
pub mod files;
pub mod gallery;
pub mod imports;
pub mod invariants;
pub mod investors;
pub mod jury;
pub mod migrations;
pub mod outbox;
pub mod proposals;
pub mod reviews;
pub mod screening;
pub mod secrets;
pub mod selection;
pub mod teams;

pub(crate) use connection::ROWS_AT_ONCE;
pub use connection::{Store, Tx};
pub use error::{Error, Result};
