//! What an organiser can decide about a proposal, and what a decision must say.

use crate::{Error, Problem, competitions::LocalTime, errors::Problems, fields};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// Where the screening of a proposal stands.
    ScreeningState {
        /// Nobody has decided yet, or the team has amended what was returned.
        Pending = "pending",
        /// Goes to the jury.
        Eligible = "eligible",
        /// The team is to correct something before the jury begins.
        Returned = "returned",
        /// Does not go to the jury.
        Ineligible = "ineligible",
    }
}

/// Most characters of a reason, and of what is to be corrected.
pub const REASON_MAX: u32 = 2_000;

/// For so long a decision can be taken back; only then its team is told.
pub const TAKE_BACK_MINUTES: i64 = 10;

/// The first instant at which a decision of `decided_at` stands and the team is told.
#[must_use]
pub const fn told_at(decided_at: i64) -> i64 {
    decided_at + TAKE_BACK_MINUTES * 60_000
}

/// Until when a returned proposal can be corrected: `None` is until the jury begins, also if that is moved.
///
/// # Errors
/// `Other`: `until_jury` for a date after the jury begins, `until_past` for one that has passed when the team is told.
pub fn correction_end(
    until: Option<i64>,
    jury_opens_at: i64,
    now: i64,
) -> Result<Option<i64>, Problem> {
    let other = |what: &str| Problem::Other { what: what.into() };
    // What is typed has no seconds.
    let until = until.filter(|at| *at != jury_opens_at - jury_opens_at.rem_euclid(60_000));
    if until.is_some_and(|at| at > jury_opens_at) {
        return Err(other("until_jury"));
    }
    if until.unwrap_or(jury_opens_at) <= told_at(now) {
        return Err(other("until_past"));
    }
    Ok(until)
}

/// A decision that says all it has to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Never `Pending`.
    pub state: ScreeningState,
    /// For the team; may be empty only where the proposal is eligible.
    pub reason: String,
    /// What the team is to correct; empty unless returned.
    pub corrections: String,
    /// Until when, in the competition's zone; `None` is until the jury begins, and unless returned.
    pub until: Option<LocalTime>,
}

impl Decision {
    /// A decision without words: the proposal goes to the jury.
    #[must_use]
    pub const fn eligible() -> Self {
        Self {
            state: ScreeningState::Eligible,
            reason: String::new(),
            corrections: String::new(),
            until: None,
        }
    }

    /// Reads a decision as typed. Inputs are named `decision`, `reason`, `corrections` and `until`.
    ///
    /// # Errors
    /// `Invalid`: no or an unknown decision, a return or refusal without a reason, a return that does
    /// not say what to correct, texts that are too long, a date that is none.
    pub fn parse(
        decision: &str,
        reason: &str,
        corrections: &str,
        until: &str,
    ) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let state = problems.check(
            "decision",
            fields::choice(decision, &ScreeningState::ALL[1..], ScreeningState::key),
        );
        let reason = match state {
            Some(ScreeningState::Returned | ScreeningState::Ineligible) => {
                fields::required(reason, REASON_MAX)
            }
            _ => fields::optional(reason, REASON_MAX),
        };
        let reason = problems.check("reason", reason);
        let corrections = match state {
            Some(ScreeningState::Returned) => fields::required(corrections, REASON_MAX),
            Some(_) => Ok(String::new()),
            None => fields::optional(corrections, REASON_MAX),
        };
        let corrections = problems.check("corrections", corrections);
        let until = match state {
            Some(ScreeningState::Returned) if !until.trim().is_empty() => {
                problems.check("until", LocalTime::parse(until))
            }
            _ => None,
        };
        problems.finish()?;
        match (state, reason, corrections) {
            (Some(state), Some(reason), Some(corrections)) => Ok(Self {
                state,
                reason,
                corrections,
                until,
            }),
            _ => Err(Error::invalid("decision", Problem::Required)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::FieldError;

    fn missing(fields: &[&str]) -> Error {
        Error::Invalid(
            fields
                .iter()
                .map(|field| FieldError {
                    field: (*field).into(),
                    problem: Problem::Required,
                })
                .collect(),
        )
    }

    #[test]
    fn return_without_reason_and_corrections_names_both() {
        assert_eq!(
            Decision::parse("returned", " ", "", ""),
            Err(missing(&["reason", "corrections"]))
        );
        assert_eq!(
            Decision::parse("ineligible", "", "x", ""),
            Err(missing(&["reason"]))
        );
        assert_eq!(Decision::parse("", "", "", ""), Err(missing(&["decision"])));
    }

    #[test]
    fn eligible_needs_no_words_and_drops_corrections() {
        assert_eq!(
            Decision::parse("eligible", "", "left over from another choice", "tomorrow"),
            Ok(Decision::eligible())
        );
        let until = "2027-03-01T17:00";
        let returned = Decision::parse("returned", " Budget ", "Add up line 3\r\n", until).unwrap();
        assert_eq!(returned.reason, "Budget");
        assert_eq!(returned.corrections, "Add up line 3");
        assert_eq!(returned.until.unwrap().to_string(), until);
        assert_eq!(
            Decision::parse("returned", "Budget", "Line 3", "tomorrow"),
            Err(Error::invalid("until", Problem::NotADate))
        );
    }

    #[test]
    fn pending_cannot_be_decided() {
        assert_eq!(
            Decision::parse("pending", "", "", ""),
            Err(Error::invalid("decision", Problem::NotAChoice))
        );
    }

    #[test]
    fn correction_ends_between_the_telling_and_the_jury() {
        let (now, jury) = (60_000_000, 120_030_000);
        let other = |what: &str| Err(Problem::Other { what: what.into() });
        let end = |until| correction_end(until, jury, now);
        assert_eq!(end(None), Ok(None));
        assert_eq!(end(Some(120_000_000)), Ok(None));
        assert_eq!(end(Some(120_060_000)), other("until_jury"));
        assert_eq!(end(Some(now)), other("until_past"));
        assert_eq!(end(Some(told_at(now))), other("until_past"));
        let soon = told_at(now) + 60_000;
        assert_eq!(end(Some(soon)), Ok(Some(soon)));
        assert_eq!(correction_end(None, told_at(now), now), other("until_past"));
    }
}
