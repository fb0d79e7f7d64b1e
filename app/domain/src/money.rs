//! Money: integer minor units and a currency. No floating point, no conversion between currencies.

use crate::{Language, Problem};
use serde::{Deserialize, Serialize};

/// A currency of budgets and pledges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Rwandan franc; it has no minor unit in use.
    #[default]
    Rwf,
    /// Euro; minor unit is the cent.
    Eur,
}

impl Currency {
    /// All, in the order of menus.
    pub const ALL: [Self; 2] = [Self::Rwf, Self::Eur];

    /// ISO 4217 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rwf => "RWF",
            Self::Eur => "EUR",
        }
    }

    /// Decimal digits of the minor unit.
    #[must_use]
    pub const fn digits(self) -> u32 {
        match self {
            Self::Rwf => 0,
            Self::Eur => 2,
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|currency| currency.code() == code.trim())
    }
}

/// An amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: francs or cents.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Reads what a person types: `1 250 000`, `1.250.000`, `1,250.50`, `1250,5`.
    ///
    /// The last separator is decimal when at most `digits` digits follow it and the currency has any.
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `OutOfRange` (0 to 10^15 minor units).
    pub fn parse(text: &str, currency: Currency) -> Result<Self, Problem> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"'’".contains(*c))
            .collect();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if !text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        {
            return Err(Problem::NotANumber);
        }
        let digits = currency.digits() as usize;
        let (whole, fraction) = match text.rfind(['.', ',']) {
            Some(at) if digits > 0 && text.len() - at - 1 <= digits => {
                (&text[..at], &text[at + 1..])
            }
            _ => (text.as_str(), ""),
        };
        let groups: Vec<&str> = whole.split(['.', ',']).collect();
        if groups.len() > 1 && groups[1..].iter().any(|group| group.len() != 3) {
            return Err(Problem::NotANumber);
        }
        let max = 1_000_000_000_000_000;
        let number = format!("{}{fraction:0<digits$}", groups.concat());
        let minor: i64 = match number.len() {
            0 => return Err(Problem::NotANumber),
            1..=18 => number.parse().map_err(|_| Problem::NotANumber)?,
            _ => return Err(Problem::OutOfRange { min: 0, max }),
        };
        if minor > max {
            Err(Problem::OutOfRange { min: 0, max })
        } else {
            Ok(Self { minor, currency })
        }
    }

    /// As people of a language write it, with the currency's code: `1 250 000 RWF`.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        format!("{} {}", self.digits_text(language), self.currency.code())
    }

    /// As `text`, without the currency.
    #[must_use]
    pub fn digits_text(self, language: Language) -> String {
        let scale = 10_i64.pow(self.currency.digits());
        let whole = grouped(self.minor / scale, language);
        match self.minor.rem_euclid(scale) {
            0 => whole,
            rest => format!("{whole}{}{rest:02}", decimal_mark(language)),
        }
    }
}

/// The mark between whole and fraction.
#[must_use]
pub const fn decimal_mark(language: Language) -> char {
    match language {
        Language::En | Language::Rw => '.',
        Language::Fr | Language::Nl | Language::De => ',',
    }
}

/// A whole number with groups of three, by a no-break space, point or comma.
#[must_use]
pub fn grouped(number: i64, language: Language) -> String {
    let mark = match language {
        Language::En | Language::Rw => ',',
        Language::Fr => '\u{202f}',
        Language::Nl | Language::De => '.',
    };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A number with a fixed count of decimals, in the language's notation.
#[must_use]
pub fn decimal(number: f64, places: usize, language: Language) -> String {
    format!("{number:.places$}").replace('.', &decimal_mark(language).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let eur = |text| Money::parse(text, Currency::Eur).map(|m| m.minor);
        let rwf = |text| Money::parse(text, Currency::Rwf).map(|m| m.minor);
        assert_eq!(eur("1.250,50"), Ok(125_050));
        assert_eq!(eur("1,250.5"), Ok(125_050));
        assert_eq!(eur("12 500"), Ok(1_250_000));
        assert_eq!(eur("1.250"), Ok(125_000));
        assert_eq!(rwf("1.250.000"), Ok(1_250_000));
        assert_eq!(rwf("1 250 000"), Ok(1_250_000));
        assert_eq!(rwf("12.5"), Err(Problem::NotANumber));
        assert_eq!(rwf(""), Err(Problem::Required));
        assert_eq!(rwf("-5"), Err(Problem::NotANumber));
        assert!(rwf("99999999999999999999").is_err());
    }

    #[test]
    fn amount_is_written_in_the_language_of_the_reader() {
        let money = Money {
            minor: 125_050,
            currency: Currency::Eur,
        };
        assert_eq!(money.text(Language::En), "1,250.50 EUR");
        assert_eq!(money.text(Language::De), "1.250,50 EUR");
        assert_eq!(
            Money {
                minor: 1_250_000,
                currency: Currency::Rwf
            }
            .text(Language::Fr),
            "1\u{202f}250\u{202f}000 RWF"
        );
    }
}
