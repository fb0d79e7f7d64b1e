//! Local date-times as organisers type them. What instant one is depends on a time zone, which only the
//! server knows; here stands its shape.

use crate::Problem;
use std::fmt;

/// A date and time of day without a zone, to the minute: `2027-03-01T17:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime {
    /// 1970 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
}

impl LocalTime {
    /// Reads what `<input type="datetime-local">` sends; seconds are cut off, a blank may stand for the `T`.
    ///
    /// # Errors
    /// `Required`, `NotADate`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        read(text).ok_or(Problem::NotADate)
    }
}

fn read(text: &str) -> Option<LocalTime> {
    let (date, clock) = text.split_once(['T', ' '])?;
    let mut date = date.split('-');
    let (year, month, day) = (date.next()?, date.next()?, date.next()?);
    let mut clock = clock.split(':');
    let (hour, minute) = (clock.next()?, clock.next()?);
    if date.next().is_some() || clock.nth(1).is_some() || year.len() != 4 {
        return None;
    }
    let time = LocalTime {
        year: digits(year)?,
        month: digits(month)? as i8,
        day: digits(day)? as i8,
        hour: digits(hour)? as i8,
        minute: digits(minute)? as i8,
    };
    let good = time.year >= 1970
        && (1..=12).contains(&time.month)
        && (1..=days_of(time.year, time.month)).contains(&time.day)
        && time.hour < 24
        && time.minute < 60;
    good.then_some(time)
}

fn digits(text: &str) -> Option<i16> {
    let plain = matches!(text.len(), 2 | 4) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

const fn days_of(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
        } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn local_time_is_read_as_browsers_send_it() {
        let time = LocalTime::parse(" 2028-02-29T17:05 ").unwrap();
        assert_eq!(time.to_string(), "2028-02-29T17:05");
        assert_eq!(LocalTime::parse("2028-02-29 17:05:59").unwrap(), time);
        assert_eq!(LocalTime::parse(""), Err(Problem::Required));
    }

    #[test]
    fn local_time_that_no_calendar_has_is_refused() {
        for bad in [
            "2027-02-29T10:00",
            "2027-13-01T10:00",
            "2027-01-01T24:00",
            "2027-01-01",
            "27-01-01T10:00",
            "2027-1-01T10:00",
            "2027-01-01T10:00:00:00",
            "2027-01-01T-1:00",
            "tomorrow",
        ] {
            assert_eq!(LocalTime::parse(bad), Err(Problem::NotADate), "{bad}");
        }
    }
}
