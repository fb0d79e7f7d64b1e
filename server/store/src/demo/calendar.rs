//! Days around the moment at which the demo is loaded, by the clocks of Kigali.

use crate::competitions::local_text;

/// Where the demo's deadlines are.
pub(super) const ZONE: &str = "Africa/Kigali";
/// In milliseconds.
pub(super) const MINUTE: i64 = 60_000;
/// In milliseconds.
pub(super) const HOUR: i64 = 60 * MINUTE;
/// In milliseconds.
pub(super) const DAY: i64 = 24 * HOUR;

/// The day `days` from `now`, as `2027-03-31`.
pub(super) fn day(now: i64, days: i64) -> String {
    let mut text = local_text(now + days * DAY, ZONE);
    text.truncate(10);
    text
}

/// The full hour of the day `days` from `now`, as an organiser would type it.
pub(super) fn hour_of(now: i64, days: i64, hour: u8) -> String {
    format!("{}T{hour:02}:00", day(now, days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_the_clocks_of_kigali() {
        // 28 February 2027, 23:30 in Kigali.
        let now = 1_803_850_200_000;
        assert_eq!(hour_of(now, 0, 8), "2027-02-28T08:00");
        assert_eq!(hour_of(now, 1, 17), "2027-03-01T17:00");
        assert_eq!(day(now, -30), "2027-01-29");
    }
}
