//! Deliberation: what jurors say to each other about scored proposals before the selection is frozen.
//!
//! The whole panel without a conflict of interest reads and speaks; a score is changed by its own juror alone, with a
//! reason. Jurors appear by the numbers that the ranking gives them, never by name.

mod offers;
mod pages;

pub use offers::*;
pub use pages::*;

use crate::Problem;

/// Most characters of a message.
pub const MOST_IN_MESSAGE: u32 = 3_000;
/// Most characters of the reason for a changed score.
pub const MOST_IN_REASON: u32 = 1_000;
/// Most characters of the minutes of a discussion.
pub const MOST_IN_MINUTES: u32 = 20_000;

/// Whether a discussion can end at `until_at`: later than now, and before the result was announced for.
///
/// # Errors
/// `Other`: `in_the_past`, `after_publication`.
pub fn check_end(until_at: i64, publishes_at: i64, now: i64) -> Result<i64, Problem> {
    let what = if until_at <= now {
        "in_the_past"
    } else if until_at >= publishes_at {
        "after_publication"
    } else {
        return Ok(until_at);
    };
    Err(Problem::Other { what: what.into() })
}
