//! Reminders that go out by themselves: so many days before the jury closes, each once, later ones firmer.

use crate::Problem;
use serde::{Deserialize, Serialize};

/// What a competition begins with: days before the jury closes.
pub const REMINDER_DAYS: [u32; 3] = [7, 3, 1];

/// Most reminders of one schedule.
pub const REMINDERS_MAX: usize = 5;

/// Most days before the end.
pub const REMINDER_DAYS_MAX: u32 = 60;

const DAY: i64 = 24 * 3_600_000;

/// When reminders go out, by the days before the jury closes: the longest first, each once. Empty: never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderSchedule {
    /// Days before the jury closes.
    pub days: Vec<u32>,
}

impl Default for ReminderSchedule {
    fn default() -> Self {
        Self {
            days: REMINDER_DAYS.to_vec(),
        }
    }
}

/// How firm a reminder is; the mail's template follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Firmness {
    /// The first.
    Friendly,
    /// Between the first and the last; organisers get a list of who is silent.
    Firm,
    /// The last; organisers get the list too.
    Last,
}

impl ReminderSchedule {
    /// Reads days as typed: `7, 3, 1`. Empty text switches reminders off.
    ///
    /// # Errors
    /// `NotANumber`, `OutOfRange` for a day out of 1 to [`REMINDER_DAYS_MAX`] and for more than [`REMINDERS_MAX`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut days = Vec::new();
        let parts = text.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
        for part in parts.filter(|part| !part.is_empty()) {
            let day: u32 = part.parse().map_err(|_| Problem::NotANumber)?;
            if !(1..=REMINDER_DAYS_MAX).contains(&day) {
                let max = i64::from(REMINDER_DAYS_MAX);
                return Err(Problem::OutOfRange { min: 1, max });
            }
            days.push(day);
        }
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
        if days.len() > REMINDERS_MAX {
            return Err(Problem::OutOfRange { min: 0, max: 5 });
        }
        Ok(Self { days })
    }

    /// As it is typed and stored.
    #[must_use]
    pub fn text(&self) -> String {
        let days: Vec<String> = self.days.iter().map(u32::to_string).collect();
        days.join(", ")
    }

    /// The reminder to send now: the latest whose time has come, unless it was sent. Earlier ones that nobody sent
    /// are left out. Instants are milliseconds UTC.
    #[must_use]
    pub fn due(&self, opens_at: i64, closes_at: i64, sent: &[u32], now: i64) -> Option<u32> {
        if now >= closes_at {
            return None;
        }
        let times = self.times(opens_at, closes_at);
        let (day, _) = times.into_iter().rfind(|(_, at)| *at <= now)?;
        (!sent.contains(&day)).then_some(day)
    }

    /// The next one that is still to come, and when.
    #[must_use]
    pub fn next(
        &self,
        opens_at: i64,
        closes_at: i64,
        sent: &[u32],
        now: i64,
    ) -> Option<(u32, i64)> {
        if let Some(day) = self.due(opens_at, closes_at, sent, now) {
            return Some((day, now));
        }
        let times = self.times(opens_at, closes_at);
        times
            .into_iter()
            .find(|(day, at)| *at > now && !sent.contains(day))
    }

    /// How firm the one of this day is.
    #[must_use]
    pub fn firmness(&self, day: u32) -> Firmness {
        if self.days.first() == Some(&day) {
            Firmness::Friendly
        } else if self.days.last() == Some(&day) {
            Firmness::Last
        } else {
            Firmness::Firm
        }
    }

    /// Those that fall into the jury's time.
    fn times(&self, opens_at: i64, closes_at: i64) -> Vec<(u32, i64)> {
        let times = self.days.iter();
        let times = times.map(|day| (*day, closes_at - i64::from(*day) * DAY));
        times.filter(|(_, at)| *at > opens_at).collect()
    }
}

/// What the page of progress says about reminders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderPlan {
    /// As it is set.
    pub schedule: ReminderSchedule,
    /// When the next one goes out, milliseconds UTC.
    pub next_at: Option<i64>,
    /// To how many jurors it would go if nothing changed.
    pub next_to: u32,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn schedule_is_read_as_people_type_it() {
        let days = |text| ReminderSchedule::parse(text).map(|schedule| schedule.days);
        assert_eq!(days("1, 7 3;3"), Ok(vec![7, 3, 1]));
        assert_eq!(days("  "), Ok(vec![]));
        assert_eq!(days("soon"), Err(Problem::NotANumber));
        assert_eq!(days("0"), Err(Problem::OutOfRange { min: 1, max: 60 }));
        assert_eq!(
            days("1 2 3 4 5 6"),
            Err(Problem::OutOfRange { min: 0, max: 5 })
        );
        assert_eq!(ReminderSchedule::default().text(), "7, 3, 1");
    }

    #[test]
    fn the_latest_whose_time_has_come_is_due_once() {
        let schedule = ReminderSchedule::default();
        let (opens, closes) = (0, 10 * DAY);
        let due = |sent: &[u32], now| schedule.due(opens, closes, sent, now);
        assert_eq!(due(&[], 3 * DAY - 1), None);
        assert_eq!(due(&[], 3 * DAY), Some(7));
        assert_eq!(due(&[7], 4 * DAY), None);
        // Nobody sent the first in time: only the second goes out.
        assert_eq!(due(&[], 8 * DAY), Some(3));
        assert_eq!(due(&[7, 3, 1], closes - 1), None);
        assert_eq!(due(&[], closes), None);
        let next = |sent: &[u32], now| schedule.next(opens, closes, sent, now);
        assert_eq!(next(&[], 0), Some((7, 3 * DAY)));
        assert_eq!(next(&[7], 3 * DAY), Some((3, 7 * DAY)));
        assert_eq!(next(&[1], 9 * DAY), None);
        // A jury of two days has one reminder.
        assert_eq!(schedule.next(0, 2 * DAY, &[], 0), Some((1, DAY)));
    }

    #[test]
    fn later_reminders_are_firmer() {
        let schedule = ReminderSchedule::default();
        assert_eq!(schedule.firmness(7), Firmness::Friendly);
        assert_eq!(schedule.firmness(3), Firmness::Firm);
        assert_eq!(schedule.firmness(1), Firmness::Last);
    }
}
