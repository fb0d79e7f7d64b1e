//! Instants as text on the server, by a bundled time-zone database.

use app::texts::TimeStyle;
use domain::Language;
use jiff::{Timestamp, tz::TimeZone};

/// An instant in a zone, as people of a language write it. An unknown zone is read as UTC.
#[must_use]
pub fn format(at: i64, zone: &str, language: Language, style: TimeStyle) -> String {
    let timestamp = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let time = timestamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let clock = || format!("{:02}:{:02}", time.hour(), time.minute());
    let date = || {
        let month = MONTHS[language as usize][(time.month() - 1) as usize];
        let dot = if language == Language::De { "." } else { "" };
        format!("{}{dot} {month} {}", time.day(), time.year())
    };
    match style {
        TimeStyle::Clock => clock(),
        TimeStyle::Date => date(),
        TimeStyle::DateTime => format!("{}, {}", date(), clock()),
    }
}

/// An instant as headers of HTTP write it.
#[must_use]
pub fn http_date(at: i64) -> String {
    let timestamp = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    timestamp.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// In the order of `Language`.
const MONTHS: [[&str; 12]; 5] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "Mutarama",
        "Gashyantare",
        "Werurwe",
        "Mata",
        "Gicurasi",
        "Kamena",
        "Nyakanga",
        "Kanama",
        "Nzeri",
        "Ukwakira",
        "Ugushyingo",
        "Ukuboza",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instant_is_written_in_zone_and_language() {
        let at = 1_804_000_000_000;
        assert_eq!(
            format(at, "Africa/Kigali", Language::En, TimeStyle::DateTime),
            "2 March 2027, 17:06"
        );
        assert_eq!(
            format(at, "Europe/Brussels", Language::De, TimeStyle::DateTime),
            "2. März 2027, 16:06"
        );
        assert_eq!(
            format(at, "Nowhere", Language::Rw, TimeStyle::Date),
            "2 Werurwe 2027"
        );
    }
}
