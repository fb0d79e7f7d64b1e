//! What an organiser can decide about a proposal, and what a decision must say.

use crate::{Error, Problem, errors::Problems, fields};
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

/// A decision that says all it has to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Never `Pending`.
    pub state: ScreeningState,
    /// For the team; may be empty only where the proposal is eligible.
    pub reason: String,
    /// What the team is to correct; empty unless returned.
    pub corrections: String,
}

impl Decision {
    /// A decision without words: the proposal goes to the jury.
    #[must_use]
    pub const fn eligible() -> Self {
        Self {
            state: ScreeningState::Eligible,
            reason: String::new(),
            corrections: String::new(),
        }
    }

    /// Reads a decision as typed. Inputs are named `decision`, `reason` and `corrections`.
    ///
    /// # Errors
    /// `Invalid`: no or an unknown decision, a return or refusal without a reason, a return that does
    /// not say what to correct, texts that are too long.
    pub fn parse(decision: &str, reason: &str, corrections: &str) -> Result<Self, Error> {
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
        problems.finish()?;
        match (state, reason, corrections) {
            (Some(state), Some(reason), Some(corrections)) => Ok(Self {
                state,
                reason,
                corrections,
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
            Decision::parse("returned", " ", ""),
            Err(missing(&["reason", "corrections"]))
        );
        assert_eq!(
            Decision::parse("ineligible", "", "x"),
            Err(missing(&["reason"]))
        );
        assert_eq!(Decision::parse("", "", ""), Err(missing(&["decision"])));
    }

    #[test]
    fn eligible_needs_no_words_and_drops_corrections() {
        assert_eq!(
            Decision::parse("eligible", "", "left over from another choice"),
            Ok(Decision::eligible())
        );
        let returned = Decision::parse("returned", " Budget ", "Add up line 3\r\n").unwrap();
        assert_eq!(returned.reason, "Budget");
        assert_eq!(returned.corrections, "Add up line 3");
    }

    #[test]
    fn pending_cannot_be_decided() {
        assert_eq!(
            Decision::parse("pending", "", ""),
            Err(Error::invalid("decision", Problem::NotAChoice))
        );
    }
}
