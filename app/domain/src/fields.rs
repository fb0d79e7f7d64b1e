//! Parsers for single inputs: the browser calls them while a person types, `store` before it writes.
//!
//! Each takes what was typed and returns the value or the one problem to show beside the field.

use crate::Problem;

/// Text that must be there: trimmed, 1 to `max` characters.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn required(text: &str, max: u32) -> Result<String, Problem> {
    let text = optional(text, max)?;
    if text.is_empty() {
        Err(Problem::Required)
    } else {
        Ok(text)
    }
}

/// Text that may be empty: trimmed, line ends normalised, at most `max` characters.
///
/// # Errors
/// `TooLong`.
pub fn optional(text: &str, max: u32) -> Result<String, Problem> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > max as usize {
        Err(Problem::TooLong { max })
    } else {
        Ok(text)
    }
}

/// A whole number within `min..=max`.
///
/// # Errors
/// `Required`, `NotANumber`, `OutOfRange`.
pub fn whole(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let number: i64 = text.parse().map_err(|_| Problem::NotANumber)?;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(Problem::OutOfRange { min, max })
    }
}

/// One of the choices, by its key.
///
/// # Errors
/// `Required`, `NotAChoice`.
pub fn choice<T: Copy>(
    text: &str,
    all: &[T],
    key: impl Fn(T) -> &'static str,
) -> Result<T, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Required);
    }
    all.iter()
        .copied()
        .find(|item| key(*item) == text.trim())
        .ok_or(Problem::NotAChoice)
}

/// A part of an address: lower-case letters, digits and single dashes, 2 to 60 characters.
///
/// # Errors
/// `Required`, `NotASlug`.
pub fn slug(text: &str) -> Result<String, Problem> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let plain = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let dashes = text.starts_with('-') || text.ends_with('-') || text.contains("--");
    if plain && !dashes && (2..=60).contains(&text.len()) {
        Ok(text)
    } else {
        Err(Problem::NotASlug)
    }
}

/// How many words a text has: runs of characters between white space.
#[must_use]
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_text_of_blanks_is_missing() {
        assert_eq!(required("  \n", 10), Err(Problem::Required));
        assert_eq!(required(" héé ", 3), Ok("héé".into()));
        assert_eq!(required("four", 3), Err(Problem::TooLong { max: 3 }));
    }

    #[test]
    fn slug_with_odd_dashes_is_refused() {
        assert_eq!(slug("Pilot-2027"), Ok("pilot-2027".into()));
        for bad in ["-a", "a-", "a--b", "a b", "é", "a"] {
            assert_eq!(slug(bad), Err(Problem::NotASlug), "{bad}");
        }
    }
}
