//! Decimal numbers as they were typed, and the whole units that the ranking takes them in.
//!
//! A number never passes through floating point on its way in: 7.25 is 725 hundredths. What has more digits than the
//! ranking has units (means such as 8.66666666666667) is rounded to the finest unit there is, and the reader is told.

use std::fmt;

/// Digits that are read; more are refused. Spreadsheets write up to 17.
const MOST_DIGITS: usize = 25;
/// The finest unit is a billionth of a point: `units_per_point` is a `u32`.
const MOST_PLACES: u32 = 9;
/// Least units between the lowest and the highest number of a column that had to be rounded.
const LEAST_UNITS: i64 = 1_000_000;

/// A number: `digits` · 10^-`places`, without needless noughts behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    /// Reads `7`, `-7.25`, `+7,25` and `1.5e-3`. With `comma_is_ambiguous` (in a file whose separator is a comma) `1,234`
    /// is refused, since it may be a thousand.
    ///
    /// # Errors
    /// What is wrong, to follow "the score “…” ".
    pub fn parse(text: &str, comma_is_ambiguous: bool) -> Result<Self, &'static str> {
        const NOT_A_NUMBER: &str = "is not a number";
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
                if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(NOT_A_NUMBER);
                }
                match exponent.parse::<i32>() {
                    Ok(exponent) if exponent.abs() <= 40 => (mantissa, exponent),
                    _ => return Err("is too large or too small"),
                }
            }
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if digits().next().is_none() || !digits().all(|byte| byte.is_ascii_digit()) {
            return Err(NOT_A_NUMBER);
        }
        let thousands = unsigned.contains(',') && fraction.len() == 3 && whole.len() <= 3;
        if comma_is_ambiguous && thousands && whole.bytes().any(|byte| byte != b'0') {
            return Err("may be a thousand or a decimal: write decimals with a point");
        }
        if digits().skip_while(|byte| *byte == b'0').count() > MOST_DIGITS {
            return Err("has more digits than can be read");
        }
        let magnitude = digits().fold(0i128, |sum, byte| 10 * sum + i128::from(byte - b'0'));
        let places = i32::try_from(fraction.len()).map_err(|_| NOT_A_NUMBER)?;
        let places = places.saturating_sub(exponent);
        Self::new(if negative { -magnitude } else { magnitude }, places)
            .ok_or("is too large or too small")
    }

    /// `None` where it cannot be held.
    fn new(mut digits: i128, mut places: i32) -> Option<Self> {
        while places > 0 && digits % 10 == 0 {
            if digits == 0 {
                places = 1;
            } else {
                digits /= 10;
            }
            places -= 1;
        }
        while places < 0 {
            digits = digits.checked_mul(10)?;
            places = if digits == 0 { 0 } else { places + 1 };
        }
        let places = u32::try_from(places).ok()?;
        Some(Self { digits, places })
    }

    /// In units of 10^-`places`, rounded half away from nought; `None` beyond `i32`.
    fn units(self, places: u32) -> Option<i32> {
        let units = if let Some(more) = places.checked_sub(self.places) {
            self.digits.checked_mul(10i128.checked_pow(more)?)?
        } else {
            match 10i128.checked_pow(self.places - places) {
                Some(step) => {
                    let (whole, rest) = (self.digits / step, self.digits % step);
                    let up = rest.unsigned_abs() >= step.unsigned_abs().div_ceil(2);
                    whole + if up { rest.signum() } else { 0 }
                }
                None => 0,
            }
        };
        i32::try_from(units).ok()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.places as usize;
        let least = places + 1;
        let digits = format!("{:0>least$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let point = if places > 0 { "." } else { "" };
        write!(out, "{sign}{whole}{point}{fraction}")
    }
}

/// The units of a column: a power of ten of them in each point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    places: u32,
    /// Some number had more digits and is rounded.
    pub rounded: bool,
    /// Of all numbers, in units; nought without any.
    pub min: i32,
    /// Likewise.
    pub max: i32,
}

impl Scale {
    /// The coarsest units in which all numbers are whole; the finest that there are where they never are.
    ///
    /// # Errors
    /// What is wrong, to follow "the scores in column “…” ".
    pub fn of(numbers: impl Iterator<Item = Decimal> + Clone) -> Result<Self, &'static str> {
        let fits = |places| {
            let units = numbers.clone().map(|number| number.units(places));
            units.clone().all(|unit| unit.is_some()).then(|| {
                let range = |(low, high): (i32, i32), unit: i32| (unit.min(low), unit.max(high));
                let mut units = units.flatten();
                let first = units.next().unwrap_or_default();
                units.fold((first, first), range)
            })
        };
        let exact = numbers.clone().map(|number| number.places).max();
        let exact = exact.unwrap_or_default();
        let mut found = None;
        for places in (0..=exact.min(MOST_PLACES)).rev() {
            found = fits(places).map(|(min, max)| Self {
                places,
                rounded: places < exact,
                min,
                max,
            });
            if found.is_some() {
                break;
            }
        }
        let scale = found.ok_or("are larger than 2,147,483,647")?;
        let reach = i64::from(scale.max) - i64::from(scale.min);
        let differ = || {
            let first = numbers.clone().next();
            numbers.clone().any(|number| Some(number) != first)
        };
        if scale.rounded && reach < LEAST_UNITS && differ() {
            return Err("have too many digits for their size: round them, or subtract a constant");
        }
        Ok(scale)
    }

    /// Digits behind the point of a unit.
    #[must_use]
    pub const fn places(&self) -> u32 {
        self.places
    }

    /// Units in a point: a power of ten up to 10^9.
    #[must_use]
    pub const fn units_per_point(&self) -> u32 {
        10u32.pow(self.places)
    }

    /// A number in units; `None` for one that was not among those the scale was made for and is too large for it.
    #[must_use]
    pub fn units(&self, number: Decimal) -> Option<i32> {
        number.units(self.places)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text, false).unwrap()
    }

    fn scale(numbers: &[&str]) -> Result<Scale, &'static str> {
        Scale::of(numbers.iter().map(|text| decimal(text)))
    }

    #[test]
    fn numbers_are_read_as_they_are_typed() {
        let is = |text, digits, places| assert_eq!(decimal(text), Decimal { digits, places });
        is("7.25", 725, 2);
        is("7,50", 75, 1);
        is("-0.10", -1, 1);
        is("\u{2212}3", -3, 0);
        is("+3.", 3, 0);
        is(".5", 5, 1);
        is("0.000", 0, 0);
        is("1.5e-3", 15, 4);
        is("1.5E3", 1500, 0);
        is("0e40", 0, 0);
        is("007", 7, 0);
    }

    #[test]
    fn numbers_are_written_without_needless_noughts() {
        for (text, written) in [
            ("07,50", "7.5"),
            ("-0.05", "-0.05"),
            ("10", "10"),
            ("-0", "0"),
            ("1e-3", "0.001"),
        ] {
            assert_eq!(decimal(text).to_string(), written);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "NaN",
            "inf",
            "-Infinity",
            "1.2.3",
            "1,2,3",
            "1.234,5",
            "0x10",
            "1e",
            "e5",
            "1e+-2",
            "7 5",
            "½",
            "٣",
            "++1",
            "--1",
            "1_000",
        ] {
            assert_eq!(
                Decimal::parse(text, false),
                Err("is not a number"),
                "{text}"
            );
        }
        for text in [
            "1e99",
            "1e-41",
            "1e999999999999",
            "9999999999999999999999999e40",
        ] {
            assert_eq!(
                Decimal::parse(text, false),
                Err("is too large or too small"),
                "{text}"
            );
        }
        let long = format!("0.{}", "1".repeat(MOST_DIGITS + 1));
        assert_eq!(
            Decimal::parse(&long, false),
            Err("has more digits than can be read")
        );
    }

    #[test]
    fn comma_that_may_stand_for_thousands_is_refused_where_commas_separate() {
        assert!(Decimal::parse("1,234", true).is_err());
        assert_eq!(Decimal::parse("1,234", false), Ok(decimal("1.234")));
        assert_eq!(Decimal::parse("0,125", true), Ok(decimal("0.125")));
        assert_eq!(Decimal::parse("7,5", true), Ok(decimal("7.5")));
    }

    #[test]
    fn units_are_the_coarsest_in_which_all_numbers_are_whole() {
        let found = scale(&["7", "7.5", "-8.25"]).unwrap();
        assert_eq!((found.units_per_point(), found.rounded), (100, false));
        assert_eq!((found.min, found.max), (-825, 750));
        assert_eq!(found.units(decimal("7.5")), Some(750));
        assert_eq!(scale(&["7", "70.0"]).unwrap().units_per_point(), 1);
        assert_eq!(
            scale(&["0.000000001"]).unwrap().units_per_point(),
            1_000_000_000
        );
        assert_eq!(scale(&["2147483647", "-2147483648"]).unwrap().max, i32::MAX);
    }

    #[test]
    fn means_with_endless_digits_are_rounded_to_the_finest_unit() {
        let found = scale(&["8.66666666666667", "-9.33333333333333", "2"]).unwrap();
        assert_eq!(
            (found.units_per_point(), found.rounded),
            (100_000_000, true)
        );
        assert_eq!((found.min, found.max), (-933_333_333, 866_666_667));
        let equal = scale(&["8.66666666666667", "8.66666666666667"]).unwrap();
        assert!(equal.rounded);
        // Half away from nought.
        assert_eq!(decimal("0.25").units(1), Some(3));
        assert_eq!(decimal("-0.25").units(1), Some(-3));
        assert_eq!(decimal("0.24").units(1), Some(2));
    }

    #[test]
    fn absurd_numbers_are_refused() {
        assert_eq!(
            scale(&["1", "2147483648"]),
            Err("are larger than 2,147,483,647")
        );
        let digits = Err("have too many digits for their size: round them, or subtract a constant");
        assert_eq!(scale(&["1000000.0001", "1000000.0002"]), digits);
        assert_eq!(scale(&["1e-12", "2e-12"]), digits);
    }
}
