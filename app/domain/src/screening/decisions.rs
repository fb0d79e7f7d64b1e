//! What an organiser can decide about a proposal, and what a decision must say.

use crate::{Error, Problem, competitions::LocalTime, errors::Problems, fields};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// What was found about the points of the competition's checklist.
    pub points: Points,
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
            points: Points::new(),
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
                points: Points::new(),
            }),
            _ => Err(Error::invalid("decision", Problem::Required)),
        }
    }

    /// The decision with what was found about the points of the checklist, as typed: `p1` is `met` or `unmet`; a
    /// point that nobody looked at is empty or not there.
    ///
    /// # Errors
    /// `Invalid` on `points` for anything else.
    pub fn with_points(mut self, typed: &BTreeMap<String, String>) -> Result<Self, Error> {
        for (name, found) in typed.iter().filter(|(_, found)| !found.is_empty()) {
            let place = name.strip_prefix('p').and_then(|text| text.parse().ok());
            let (Some(place @ 1..), "met" | "unmet") = (place, found.as_str()) else {
                return Err(Error::invalid("points", Problem::NotAChoice));
            };
            self.points.insert(place, found == "met");
        }
        Ok(self)
    }

    /// The points of a checklist that the proposal does not meet, for the team.
    ///
    /// # Errors
    /// `Invalid`: on `points` for a place that the list does not have, on `reason` where a proposal goes to the jury with
    /// a point that it does not meet or that nobody looked at, and nothing says why.
    pub fn unmet<'a, T>(&self, checks: &'a [T]) -> Result<Vec<&'a T>, Error> {
        if self.points.keys().any(|place| *place > checks.len()) {
            return Err(Error::invalid("points", Problem::NotAChoice));
        }
        let meets_all = (1..=checks.len()).all(|place| self.points.get(&place) == Some(&true));
        if self.state == ScreeningState::Eligible && !meets_all && self.reason.is_empty() {
            let what = "unmet".into();
            return Err(Error::invalid("reason", Problem::Other { what }));
        }
        Ok(unmet(checks, &self.points))
    }
}

/// What was found about the points of a checklist: by their place, from 1, whether the proposal meets them.
pub type Points = BTreeMap<usize, bool>;

/// The points of a checklist that are not met.
#[must_use]
pub fn unmet<'a, T>(checks: &'a [T], points: &Points) -> Vec<&'a T> {
    let places = (1..).zip(checks);
    let unmet = places.filter(|(place, _)| points.get(place) == Some(&false));
    unmet.map(|(_, check)| check).collect()
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
    fn eligible_without_every_point_of_the_checklist_says_why() {
        let checks = ["In Rwanda", "With a student"];
        let decided = |state: &str, reason: &str, points: &[(&str, &str)]| {
            let typed = points
                .iter()
                .map(|(name, found)| ((*name).into(), (*found).into()));
            Decision::parse(state, reason, "", "")?.with_points(&typed.collect())
        };
        let found = |state: &str, reason: &str, points: &[(&str, &str)]| {
            decided(state, reason, points).unwrap().unmet(&checks)
        };
        let met = [("p1", "met"), ("p2", "met")];
        assert_eq!(found("eligible", "", &met), Ok(vec![]));
        let what = "unmet".into();
        let silent = Error::invalid("reason", Problem::Other { what });
        let unseen = [("p1", "met"), ("p2", "")];
        assert_eq!(found("eligible", "", &unseen), Err(silent.clone()));
        let unmet = [("p1", "met"), ("p2", "unmet")];
        assert_eq!(found("eligible", "", &unmet), Err(silent));
        let student = Ok(vec![&"With a student"]);
        assert_eq!(found("eligible", "She joins in May", &unmet), student);
        assert_eq!(found("ineligible", "No student", &unmet[1..]), student);
        assert_eq!(found("ineligible", "No", &[]), Ok(vec![]));
        let nonsense = Error::invalid("points", Problem::NotAChoice);
        assert_eq!(
            found("eligible", "", &[("p3", "met")]),
            Err(nonsense.clone())
        );
        for point in [("p0", "met"), ("1", "met"), ("p1", "yes")] {
            assert_eq!(decided("eligible", "", &[point]), Err(nonsense.clone()));
        }
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
