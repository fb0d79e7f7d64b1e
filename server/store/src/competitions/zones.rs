//! Local times and instants. The time-zone database is part of the program and never goes to a browser.

use domain::{Problem, competitions::LocalTime};
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone},
};

/// Whether the time zone is known.
#[must_use]
pub fn zone_known(zone: &str) -> bool {
    TimeZone::get(zone).is_ok()
}

/// The instant of a local time, milliseconds UTC.
///
/// # Errors
/// `Other`: `zone_unknown`; `time_gap` for an hour that the clocks skip, `time_twice` for one that they
/// repeat. Guessing would move a deadline by an hour for some readers.
pub fn instant(time: LocalTime, zone: &str) -> Result<i64, Problem> {
    let other = |what: &str| Problem::Other { what: what.into() };
    let zone = TimeZone::get(zone).map_err(|_| other("zone_unknown"))?;
    let LocalTime {
        year,
        month,
        day,
        hour,
        minute,
    } = time;
    let local =
        DateTime::new(year, month, day, hour, minute, 0, 0).map_err(|_| Problem::NotADate)?;
    let found = zone.to_ambiguous_timestamp(local);
    match found.offset() {
        AmbiguousOffset::Gap { .. } => Err(other("time_gap")),
        AmbiguousOffset::Fold { .. } => Err(other("time_twice")),
        AmbiguousOffset::Unambiguous { .. } => {
            let at = found.compatible().map_err(|_| Problem::NotADate)?;
            Ok(at.as_millisecond())
        }
    }
}

/// An instant as `<input type="datetime-local">` takes it; empty when the zone is not known.
#[must_use]
pub fn local_text(at: i64, zone: &str) -> String {
    let (Ok(zone), Ok(at)) = (TimeZone::get(zone), Timestamp::from_millisecond(at)) else {
        return String::new();
    };
    at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str, zone: &str) -> Result<i64, Problem> {
        instant(LocalTime::parse(text).unwrap(), zone)
    }

    #[test]
    fn local_time_is_an_instant_of_its_zone() {
        assert_eq!(
            at("2027-03-01T17:00", "Africa/Kigali"),
            Ok(1_803_913_200_000)
        );
        assert_eq!(
            at("2027-03-01T16:00", "Europe/Brussels"),
            Ok(1_803_913_200_000)
        );
        assert_eq!(
            local_text(1_803_913_200_000, "Africa/Kigali"),
            "2027-03-01T17:00"
        );
        assert_eq!(local_text(1_803_913_200_000, "Nowhere/Land"), "");
    }

    #[test]
    fn local_time_at_a_change_of_clocks_is_refused_with_its_reason() {
        let other = |what: &str| Err(Problem::Other { what: what.into() });
        assert_eq!(at("2027-03-28T02:30", "Europe/Brussels"), other("time_gap"));
        assert_eq!(
            at("2027-10-31T02:30", "Europe/Brussels"),
            other("time_twice")
        );
        assert_eq!(
            at("2027-10-31T02:30", "Nowhere/Land"),
            other("zone_unknown")
        );
        assert!(at("2027-10-31T03:00", "Europe/Brussels").is_ok());
        assert!(zone_known("Africa/Kigali") && !zone_known("Africa/Butare"));
    }
}
