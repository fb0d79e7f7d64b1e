//! What the members of a team tell each other beside the text: comments on a section, and who is at work where.
//!
//! Both stay inside the team. A deleted comment leaves its place, its writer and its time, never its text.

use super::FormDefinition;
use crate::{CommentId, policy::Denied};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most characters of a comment.
pub const MOST_IN_COMMENT: u32 = 4_000;

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Who wrote it.
    pub by: String,
    /// Whether the asking person did.
    pub own: bool,
    /// When.
    pub written_at: i64,
    /// What it says; `None` once it is deleted.
    pub text: Option<String>,
}

/// A page of the comments on one section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommentList {
    /// Title of the proposal; empty while it has none.
    pub title: String,
    /// The form, for the names of sections.
    pub form: FormDefinition,
    /// Which section.
    pub section: String,
    /// Newest last.
    pub comments: Vec<Comment>,
    /// From 1; the last one holds the newest.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// How many comments each section has, without deleted ones; sections without any are absent.
    pub counts: CommentCounts,
    /// Why the asking person cannot comment; `None` when they can.
    pub refused: Option<Denied>,
    /// The id of the next comment: a form that is sent twice is one comment.
    pub next: CommentId,
}

/// Comments by section key.
pub type CommentCounts = BTreeMap<String, u64>;

/// A member who has a section open to write in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Their name.
    pub name: String,
    /// Which section.
    pub section: String,
    /// When their page was last heard of.
    pub seen_at: i64,
}
