//! What organisers write to a team about its proposal.

use crate::{Error, fields};
use serde::{Deserialize, Serialize};

/// Most characters of a message.
pub const MESSAGE_MAX: u32 = 4_000;

/// A message to a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMessage {
    /// As it was typed.
    pub text: String,
    /// The organiser's name.
    pub by: String,
    /// When, milliseconds UTC.
    pub at: i64,
}

/// Reads a message as typed. The input is named `text`.
///
/// # Errors
/// `Invalid` when it is empty or too long.
pub fn message_text(text: &str) -> Result<String, Error> {
    fields::required(text, MESSAGE_MAX).map_err(|problem| Error::invalid("text", problem))
}
