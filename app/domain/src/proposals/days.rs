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
    use super::parse_day;

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
}
