//! More time for the whole jury: given by an organiser with a reason that everybody can read, also when the window has
//! closed, until the selection is frozen; never taken back.

use crate::{Problem, errors::Problems, fields::required, proposals::MOST_IN_REASON};
use serde::{Deserialize, Serialize};

/// More time as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JuryTimeEdit {
    /// Local date-time in the competition's zone.
    pub until: String,
    /// Public.
    pub reason: String,
}

impl JuryTimeEdit {
    /// The reason; what is wrong with it is noted under the field's name.
    pub fn check(&self, problems: &mut Problems) -> Option<String> {
        problems.check("reason", required(&self.reason, MOST_IN_REASON))
    }
}

/// Whether a jury can have until `until_at`: later than now and than its window, and over when the result was announced
/// for.
///
/// # Errors
/// `Other`: `in_the_past`, `jury_not_later`, `after_publication`.
pub fn check_jury_time(
    until_at: i64,
    closes_at: i64,
    publishes_at: i64,
    now: i64,
) -> Result<i64, Problem> {
    let what = if until_at <= now {
        "in_the_past"
    } else if until_at <= closes_at {
        "jury_not_later"
    } else if until_at >= publishes_at {
        "after_publication"
    } else {
        return Ok(until_at);
    };
    Err(Problem::Other { what: what.into() })
}

/// More time as everybody can read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JuryTime {
    /// Until when jurors can score.
    pub until_at: i64,
    /// Why.
    pub reason: String,
    /// When it was given.
    pub granted_at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_time_ends_after_the_window_and_before_the_result() {
        let other = |what: &str| Err(Problem::Other { what: what.into() });
        let check = |until_at, now| check_jury_time(until_at, 20, 50, now);
        assert_eq!(check(21, 10), Ok(21));
        assert_eq!(check(49, 48), Ok(49), "also when the window has closed");
        assert_eq!(check(20, 10), other("jury_not_later"));
        assert_eq!(check(48, 48), other("in_the_past"));
        assert_eq!(check(50, 10), other("after_publication"));
    }
}
