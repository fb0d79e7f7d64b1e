//! The timeline and the phase that it puts a competition in.

use crate::policy::Phase;
use crate::{Error, Problem, errors::Problems};
use serde::{Deserialize, Serialize};

/// Instants of a competition, milliseconds UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Drafts can be begun.
    pub opens_at: i64,
    /// The deadline.
    pub closes_at: i64,
    /// A submission begun in time may arrive this many minutes after the deadline.
    pub grace_minutes: i32,
    /// Jurors can score.
    pub jury_opens_at: i64,
    /// Scores are closed.
    pub jury_closes_at: i64,
    /// When the result is to be public (announced; publishing is an act of the organiser).
    pub publishes_at: i64,
}

crate::vocabulary::vocabulary! {
    /// What an organiser decided about a competition; the rest is the clock's.
    CompetitionState {
        /// Being set up.
        Draft = "draft",
        /// Rules are frozen.
        Open = "open",
        /// Read only.
        Archived = "archived",
    }
}

impl Timeline {
    /// Last instant at which a submission begun in time is taken.
    #[must_use]
    pub const fn grace_ends_at(&self) -> i64 {
        self.closes_at + self.grace_minutes as i64 * 60_000
    }

    /// The phase at `now`. The deadline itself is still in time; one millisecond later is not.
    #[must_use]
    pub fn phase(&self, state: CompetitionState, published: bool, now: i64) -> Phase {
        match state {
            CompetitionState::Draft => Phase::Draft,
            CompetitionState::Archived => Phase::Archived,
            CompetitionState::Open if published => Phase::Published,
            CompetitionState::Open if now < self.opens_at => Phase::Announced,
            CompetitionState::Open if now <= self.closes_at => Phase::Open,
            CompetitionState::Open if now <= self.grace_ends_at() => Phase::Grace,
            CompetitionState::Open if now < self.jury_opens_at => Phase::Screening,
            CompetitionState::Open if now <= self.jury_closes_at => Phase::Jury,
            CompetitionState::Open => Phase::Selection,
        }
    }

    /// Checks the order of the instants.
    ///
    /// # Errors
    /// `Invalid` naming the fields that come too early, or a grace outside of 0 to 1,440 minutes.
    pub fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        let order = [
            ("closes_at", self.closes_at, "opens_at", self.opens_at),
            (
                "jury_opens_at",
                self.jury_opens_at,
                "closes_at",
                self.grace_ends_at(),
            ),
            (
                "jury_closes_at",
                self.jury_closes_at,
                "jury_opens_at",
                self.jury_opens_at,
            ),
            (
                "publishes_at",
                self.publishes_at,
                "jury_closes_at",
                self.jury_closes_at,
            ),
        ];
        for (field, at, earlier, before) in order {
            if at <= before {
                problems.add(
                    field,
                    Problem::MustFollow {
                        field: earlier.into(),
                    },
                );
            }
        }
        if !(0..=1_440).contains(&self.grace_minutes) {
            problems.add("grace_minutes", Problem::OutOfRange { min: 0, max: 1_440 });
        }
        problems.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Timeline = Timeline {
        opens_at: 10,
        closes_at: 20,
        grace_minutes: 1,
        jury_opens_at: 90_000,
        jury_closes_at: 100_000,
        publishes_at: 110_000,
    };

    #[test]
    fn deadline_itself_is_in_time_and_the_next_millisecond_is_grace() {
        let at = |now| T.phase(CompetitionState::Open, false, now);
        assert_eq!(at(9), Phase::Announced);
        assert_eq!(at(10), Phase::Open);
        assert_eq!(at(20), Phase::Open);
        assert_eq!(at(21), Phase::Grace);
        assert_eq!(at(60_020), Phase::Grace);
        assert_eq!(at(60_021), Phase::Screening);
        assert_eq!(at(90_000), Phase::Jury);
        assert_eq!(at(100_001), Phase::Selection);
        assert_eq!(T.phase(CompetitionState::Open, true, 5), Phase::Published);
        assert_eq!(T.phase(CompetitionState::Draft, false, 15), Phase::Draft);
    }

    #[test]
    fn timeline_out_of_order_names_the_later_field() {
        assert_eq!(T.check(), Ok(()));
        let bad = Timeline {
            jury_opens_at: 30,
            ..T
        };
        assert_eq!(
            bad.check(),
            Err(Error::invalid(
                "jury_opens_at",
                Problem::MustFollow {
                    field: "closes_at".into()
                }
            ))
        );
    }
}
