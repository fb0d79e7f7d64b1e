//! The audit log as organisers and auditors read it.

use crate::screening::Heading;
use serde::{Deserialize, Serialize};

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
