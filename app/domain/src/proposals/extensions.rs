//! More time for one proposal: given by an organiser with a reason that everybody can read, never taken back.

use crate::{
    Localised, Problem,
    errors::Problems,
    fields::{required, whole},
    jury::JuryTime,
};
use serde::{Deserialize, Serialize};

/// Most characters of a reason.
pub const MOST_IN_REASON: u32 = 500;

/// An extension as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtensionEdit {
    /// Number of the proposal.
    pub number: String,
    /// Local date-time in the competition's zone.
    pub until: String,
    /// Public.
    pub reason: String,
}

impl ExtensionEdit {
    /// Number and reason; what is wrong with them is noted under the field's name.
    pub fn check(&self, problems: &mut Problems) -> (Option<i32>, Option<String>) {
        let number = whole(&self.number, 1, i64::from(i32::MAX)).map(|number| number as i32);
        let number = problems.check("number", number);
        let reason = problems.check("reason", required(&self.reason, MOST_IN_REASON));
        (number, reason)
    }
}

/// Whether a proposal can have until `until_at`: later than now and than the deadline that it has, and over when
/// the jury begins.
///
/// # Errors
/// `Other`: `in_the_past`, `not_later`, `after_jury_opens`.
pub fn check_extension(
    until_at: i64,
    deadline: i64,
    jury_opens_at: i64,
    now: i64,
) -> Result<i64, Problem> {
    let what = if until_at <= now {
        "in_the_past"
    } else if until_at <= deadline {
        "not_later"
    } else if until_at >= jury_opens_at {
        "after_jury_opens"
    } else {
        return Ok(until_at);
    };
    Err(Problem::Other { what: what.into() })
}

/// An extension as everybody can read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Number of the proposal.
    pub number: i32,
    /// Until when it can be written and submitted.
    pub until_at: i64,
    /// Why.
    pub reason: String,
    /// When it was given.
    pub granted_at: i64,
}

/// What the organiser's page of extensions shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtensionList {
    /// Name of the competition.
    pub name: Localised,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// The deadline for all others.
    pub closes_at: i64,
    /// Before it every extension is over.
    pub jury_opens_at: i64,
    /// Newest first, at most a hundred.
    pub extensions: Vec<Extension>,
    /// Whether the reader may give one now.
    pub editable: bool,
    /// When the jury's window closes.
    pub jury_closes_at: i64,
    /// More time that the jury was given, newest first.
    pub jury: Vec<JuryTime>,
    /// Whether the reader may give the jury more now.
    pub jury_editable: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extension_ends_after_the_deadline_that_there_is_and_before_the_jury_begins() {
        let other = |what: &str| Err(Problem::Other { what: what.into() });
        let check = |until_at, now| check_extension(until_at, 20, 50, now);
        assert_eq!(check(21, 10), Ok(21));
        assert_eq!(check(49, 48), Ok(49));
        assert_eq!(check(20, 10), other("not_later"));
        assert_eq!(check(48, 48), other("in_the_past"));
        assert_eq!(check(50, 10), other("after_jury_opens"));
    }
}
