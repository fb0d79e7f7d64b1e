//! The rule for passwords: long enough, and not one that everybody tries first. No rule about kinds of
//! characters: such rules make passwords shorter and weaker (NIST SP 800-63B, 3.1.1.2).

use crate::Problem;

/// Fewest characters of a password.
pub const PASSWORD_MIN: u32 = 10;
/// Most characters of a password: hashing a longer one would only cost time.
pub const PASSWORD_MAX: u32 = 200;

/// The parts that common passwords of ten characters and more are made of.
const COMMON: [&str; 30] = [
    "password",
    "passw0rd",
    "motdepasse",
    "wachtwoord",
    "passwort",
    "ijambobanga",
    "qwertyuiop",
    "azertyuiop",
    "qwertzuiop",
    "1q2w3e4r5t",
    "qwerty",
    "azerty",
    "qwertz",
    "asdfghjkl",
    "iloveyou",
    "letmein",
    "welcome",
    "bienvenue",
    "welkom",
    "willkommen",
    "murakaza",
    "administrator",
    "admin",
    "icumi",
    "kigali",
    "rwanda",
    "belgium",
    "football",
    "princess",
    "abcdefghij",
];

/// Checks a new password. It is taken as typed: blanks at its ends belong to it.
///
/// # Errors
/// `Required`, `TooShort`, `TooLong`, `Other("password_common")`.
pub fn parse_password(text: &str) -> Result<String, Problem> {
    let length = text.chars().count();
    if length == 0 {
        return Err(Problem::Required);
    }
    if length < PASSWORD_MIN as usize {
        return Err(Problem::TooShort { min: PASSWORD_MIN });
    }
    if length > PASSWORD_MAX as usize {
        return Err(Problem::TooLong { max: PASSWORD_MAX });
    }
    if common(text) {
        return Err(Problem::Other {
            what: "password_common".into(),
        });
    }
    Ok(text.to_owned())
}

/// One or two common words with only digits and signs around them, one character repeated, or a run of digits.
fn common(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut rest = lower.clone();
    for part in COMMON {
        rest = rest.replace(part, "");
    }
    let no_letters = !rest.chars().any(char::is_alphabetic);
    let few = lower
        .chars()
        .collect::<std::collections::BTreeSet<_>>()
        .len()
        < 4;
    (rest.len() < lower.len() && no_letters) || few || runs(&lower)
}

/// Whether each character follows the one before it: `1234567890`, `9876543210`.
fn runs(text: &str) -> bool {
    let steps: Vec<i32> = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(a, b)| (b as i32 - a as i32).rem_euclid(if a.is_ascii_digit() { 10 } else { 26 }))
        .collect();
    let digits = text.chars().all(|c| c.is_ascii_digit());
    let letters = text.chars().all(|c| c.is_ascii_lowercase());
    (digits && steps.iter().all(|step| *step == 1 || *step == 9))
        || (letters && steps.iter().all(|step| *step == 1 || *step == 25))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_of_ordinary_words_is_taken_as_typed() {
        for good in [
            "a field of green tea",
            " inka itanu ",
            "Rwanda is my home",
            "ijoro ryiza cyane",
        ] {
            assert_eq!(parse_password(good), Ok(good.to_owned()));
        }
    }

    #[test]
    fn password_too_short_or_too_long_is_refused() {
        assert_eq!(parse_password(""), Err(Problem::Required));
        assert_eq!(
            parse_password("ninechars"),
            Err(Problem::TooShort { min: 10 })
        );
        assert!(parse_password(&"éa3x".repeat(50)).is_ok());
        assert_eq!(
            parse_password(&"ab3x ".repeat(41)),
            Err(Problem::TooLong { max: 200 })
        );
    }

    #[test]
    fn password_that_everybody_tries_is_refused() {
        for bad in [
            "Password123!",
            "passwordpassword",
            "1234567890",
            "98765432109",
            "qwertyuiop",
            "abcdefghijklm",
            "aaaaaaaaaaaa",
            "1212121212",
            "Kigali2027!",
            "Icumi-Rwanda-2027",
            "motdepasse1",
        ] {
            assert_eq!(
                parse_password(bad),
                Err(Problem::Other {
                    what: "password_common".into()
                }),
                "{bad}"
            );
        }
    }
}
