//! Registering as an investor, and what organisers decide about it.

use crate::{Error, Problem, errors::Problems, fields};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// What organisers decided about an investor.
    InvestorState {
        /// Nobody decided yet.
        Pending = "pending",
        /// May state interest.
        Verified = "verified",
        /// May not; the reason was told.
        Refused = "refused",
    }
}

/// Most characters of an organisation's name.
pub const ORGANISATION_MAX: u32 = 120;
/// Most characters of a country's name.
pub const COUNTRY_MAX: u32 = 60;
/// Fewest characters of what an investor says about itself: organisers have to judge by it.
pub const ABOUT_MIN: u32 = 20;
/// Most of them.
pub const ABOUT_MAX: u32 = 1_500;
/// Most characters of a reason to refuse.
pub const REASON_MAX: u32 = 500;

/// What a person says to be verified; typed, or checked and trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The organisation, or the person's own name.
    pub organisation: String,
    /// Where it is at home, in any language.
    pub country: String,
    /// What it invests in and where to read about it.
    pub about: String,
}

impl Registration {
    /// Checks what was typed.
    ///
    /// # Errors
    /// `Invalid` with a problem for each field that is missing, too long or (`about`) too short.
    pub fn check(&self) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let organisation = problems.check("organisation", organisation(&self.organisation));
        let country = problems.check("country", country(&self.country));
        let about = problems.check("about", about(&self.about));
        problems.finish()?;
        Ok(Self {
            organisation: organisation.unwrap_or_default(),
            country: country.unwrap_or_default(),
            about: about.unwrap_or_default(),
        })
    }
}

/// The name of an organisation, on one line.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn organisation(text: &str) -> Result<String, Problem> {
    fields::required(&one_line(text), ORGANISATION_MAX)
}

/// The name of a country, on one line.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn country(text: &str) -> Result<String, Problem> {
    fields::required(&one_line(text), COUNTRY_MAX)
}

/// What an investor says about itself.
///
/// # Errors
/// `Required`, `TooShort`, `TooLong`.
pub fn about(text: &str) -> Result<String, Problem> {
    long_enough(text, ABOUT_MIN, ABOUT_MAX)
}

/// Why an investor is refused.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn reason(text: &str) -> Result<String, Problem> {
    fields::required(text, REASON_MAX)
}

/// The part of an address that says where it belongs: organisers judge by it without learning the address.
#[must_use]
pub fn domain_of(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

pub(super) fn long_enough(text: &str, min: u32, max: u32) -> Result<String, Problem> {
    let text = fields::required(text, max)?;
    if text.chars().count() < min as usize {
        Err(Problem::TooShort { min })
    } else {
        Ok(text)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn registration_names_every_problem_at_once() {
        let typed = Registration {
            organisation: " \n".into(),
            country: "x".repeat(61),
            about: "We invest.".into(),
        };
        let Err(Error::Invalid(found)) = typed.check() else {
            panic!("accepted")
        };
        let found: Vec<_> = found.into_iter().map(|e| (e.field, e.problem)).collect();
        assert_eq!(
            found,
            [
                ("organisation".to_owned(), Problem::Required),
                ("country".to_owned(), Problem::TooLong { max: 60 }),
                ("about".to_owned(), Problem::TooShort { min: 20 }),
            ]
        );
    }

    #[test]
    fn registration_is_trimmed_and_names_stand_on_one_line() {
        let typed = Registration {
            organisation: " Green\n Hills  ".into(),
            country: " Belgium ".into(),
            about: " We lend to small workshops.\r\nSince 1999. ".into(),
        };
        assert_eq!(
            typed.check().unwrap(),
            Registration {
                organisation: "Green Hills".into(),
                country: "Belgium".into(),
                about: "We lend to small workshops.\nSince 1999.".into(),
            }
        );
    }

    #[test]
    fn domain_of_an_address_leaves_the_person_out() {
        assert_eq!(domain_of("an.peeters@bank.example"), "bank.example");
        assert_eq!(domain_of("nothing"), "");
    }
}
