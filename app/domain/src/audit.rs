//! The audit log as organisers and auditors read it.

use crate::screening::Heading;
use serde::{Deserialize, Serialize};

/// What an entry is about and what came of it, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditNote {
    /// A proposal: number and title.
    Proposal(i32, String),
    /// A juror, by name.
    Juror(String),
    /// Why, in the words of who did it.
    Reason(String),
    /// So many proposals were taken from jurors.
    Freed(u64),
    /// So many proposals were given to jurors.
    Given(u64),
    /// A review was sealed: it never counts.
    Sealed,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Milliseconds UTC.
    pub at: i64,
    /// Name of the person; absent for the system itself.
    pub by: Option<String>,
    /// What: `proposal.submitted`.
    pub action: String,
    /// Id of what was changed.
    pub subject: String,
    /// JSON.
    pub detail: String,
    /// The same in words, as far as there are any.
    pub notes: Vec<AuditNote>,
}

/// A page of the log, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// At most fifty.
    pub entries: Vec<AuditEntry>,
    /// Whether there are older ones.
    pub more: bool,
}

/// What the page of the log shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditView {
    /// Of which competition.
    pub heading: Heading,
    /// What happened.
    pub log: AuditPage,
    /// Which page, from 0.
    pub page: u32,
}
