//! Days of the calendar as people type them; stored as `YYYY-MM-DD`.

/// Reads `2027-03-31`, `31.3.2027`, `31/03/2027` or `31-3-2027` (day first) into `2027-03-31`.
///
/// `None` when it is no day between the years 2000 and 2199.
#[must_use]
pub fn parse_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['-', '.', '/']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    if [a, b, c]
        .iter()
        .any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|c| c.is_ascii_digit()))
    {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month, day) = if a.len() == 4 {
        (number(a)?, number(b)?, number(c)?)
    } else if c.len() == 4 {
        (number(c)?, number(b)?, number(a)?)
    } else {
        return None;
    };
    let good = (2000..2200).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day);
    good.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Midnight UTC of a day as [`parse_day`] writes it, in milliseconds.
///
/// Days since 1970 by the algorithm of Howard Hinnant, "chrono-compatible low-level date algorithms".
#[must_use]
pub fn day_start(day: &str) -> Option<i64> {
    let day = parse_day(day)?;
    let mut parts = day.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some((era * 146_097 + day_of_era - 719_468) * 86_400_000)
}

/// The day that begins this many days after 1 January 1970, as [`parse_day`] writes it (same source).
#[must_use]
pub fn day_of(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{day_of, day_start, parse_day};

    #[test]
    fn day_is_read_in_four_notations() {
        for text in ["2027-03-05", "5.3.2027", " 05/03/2027 ", "5-3-2027"] {
            assert_eq!(parse_day(text).as_deref(), Some("2027-03-05"), "{text}");
        }
    }

    #[test]
    fn day_outside_of_the_calendar_is_none() {
        for text in [
            "",
            "soon",
            "2027",
            "2027-02-29",
            "2100-02-29",
            "31.4.2027",
            "0.1.2027",
            "1.13.2027",
            "1999-01-01",
            "12.3.27",
            "2027-03-05-1",
            "+5.3.2027",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(parse_day("29.2.2028").as_deref(), Some("2028-02-29"));
    }

    #[test]
    fn day_begins_at_midnight_utc() {
        assert_eq!(day_start("2000-03-01"), Some(951_868_800_000));
        assert_eq!(day_start("2027-03-01"), Some(1_803_859_200_000));
        assert_eq!(day_start("29.2.2028"), Some(1_835_395_200_000));
        assert_eq!(day_start("soon"), None);
        for days in (10_957..84_000).step_by(37) {
            assert_eq!(day_start(&day_of(days)), Some(days * 86_400_000));
        }
    }
}
