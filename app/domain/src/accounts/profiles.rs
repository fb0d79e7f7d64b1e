//! Name, language and time zone of a person, and the forms in which they are entered.

use super::parse_password;
use crate::{Error, Language, Problem, SessionId, emails, errors::Problems, fields};
use serde::{Deserialize, Serialize};

/// Most characters of a name.
pub const NAME_MAX: u32 = 120;

/// The time zones that are offered: those of the programme's countries first, then where partners live.
pub const ZONES: [&str; 18] = [
    "Africa/Kigali",
    "Europe/Brussels",
    "Europe/Berlin",
    "Europe/Amsterdam",
    "Europe/Paris",
    "Europe/London",
    "Europe/Luxembourg",
    "Europe/Zurich",
    "Africa/Bujumbura",
    "Africa/Dar_es_Salaam",
    "Africa/Johannesburg",
    "Africa/Kampala",
    "Africa/Kinshasa",
    "Africa/Lubumbashi",
    "Africa/Nairobi",
    "America/New_York",
    "America/Toronto",
    "UTC",
];

/// A name as others see it: 1 to [`NAME_MAX`] characters on one line.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn parse_name(text: &str) -> Result<String, Problem> {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    fields::required(&one_line, NAME_MAX)
}

/// One of [`ZONES`].
///
/// # Errors
/// `Required`, `NotAChoice`.
pub fn parse_zone(text: &str) -> Result<&'static str, Problem> {
    fields::choice(text, &ZONES, |zone| zone)
}

/// The code of a language.
///
/// # Errors
/// `Required`, `NotAChoice`.
pub fn parse_language(text: &str) -> Result<Language, Problem> {
    fields::choice(text, &Language::ALL, Language::code)
}

/// What a person enters to get an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Shown to others.
    pub name: String,
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// Code.
    pub language: String,
    /// IANA name.
    pub zone: String,
}

/// A registration whose fields are all acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRegistration {
    /// One line.
    pub name: String,
    /// Lower-cased.
    pub email: String,
    /// As typed.
    pub password: String,
    /// Of the interface and of mail.
    pub language: Language,
    /// IANA name.
    pub zone: &'static str,
}

impl Registration {
    /// Checks all fields.
    ///
    /// # Errors
    /// `Invalid` naming each of `name`, `email`, `password`, `language`, `zone` that is not acceptable.
    pub fn check(&self) -> Result<CheckedRegistration, Error> {
        let mut problems = Problems::new();
        let name = problems.check("name", parse_name(&self.name));
        let email = problems.check("email", emails::parse(&self.email));
        let password = problems.check("password", parse_password(&self.password));
        let language = problems.check("language", parse_language(&self.language));
        let zone = problems.check("zone", parse_zone(&self.zone));
        match (name, email, password, language, zone) {
            (Some(name), Some(email), Some(password), Some(language), Some(zone)) => {
                Ok(CheckedRegistration {
                    name,
                    email,
                    password,
                    language,
                    zone,
                })
            }
            _ => Err(Error::Invalid(problems.into_list())),
        }
    }
}

/// What a person changes about themselves, and reads before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Shown to others.
    pub name: String,
    /// Code.
    pub language: String,
    /// IANA name.
    pub zone: String,
}

/// A profile whose fields are all acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedProfile {
    /// One line.
    pub name: String,
    /// Of the interface and of mail.
    pub language: Language,
    /// IANA name.
    pub zone: &'static str,
}

impl Profile {
    /// Checks all fields.
    ///
    /// # Errors
    /// `Invalid` naming each of `name`, `language`, `zone` that is not acceptable.
    pub fn check(&self) -> Result<CheckedProfile, Error> {
        let mut problems = Problems::new();
        let name = problems.check("name", parse_name(&self.name));
        let language = problems.check("language", parse_language(&self.language));
        let zone = problems.check("zone", parse_zone(&self.zone));
        match (name, language, zone) {
            (Some(name), Some(language), Some(zone)) => Ok(CheckedProfile {
                name,
                language,
                zone,
            }),
            _ => Err(Error::Invalid(problems.into_list())),
        }
    }
}

/// What the settings page shows of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSettings {
    /// What can be changed.
    pub profile: Profile,
    /// Lower-cased.
    pub email: String,
    /// Whether there is a password, or only e-mailed links.
    pub has_password: bool,
    /// To be named by a save.
    pub version: i64,
}

/// A signed-in browser, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCard {
    /// To revoke it by.
    pub id: SessionId,
    /// What the browser calls itself.
    pub agent: String,
    /// Milliseconds UTC.
    pub signed_in_at: i64,
    /// Milliseconds UTC, to the minute.
    pub seen_at: i64,
    /// The one that asks.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registration_with_several_faults_names_each() {
        let registration = Registration {
            name: " \n".into(),
            email: "ada".into(),
            password: "short".into(),
            language: "es".into(),
            zone: "Mars/Base".into(),
        };
        let Err(Error::Invalid(problems)) = registration.check() else {
            panic!("was accepted");
        };
        let problems: Vec<_> = problems
            .into_iter()
            .map(|problem| (problem.field, problem.problem))
            .collect();
        assert_eq!(
            problems,
            [
                ("name".to_owned(), Problem::Required),
                ("email".to_owned(), Problem::NotAnEmail),
                ("password".to_owned(), Problem::TooShort { min: 10 }),
                ("language".to_owned(), Problem::NotAChoice),
                ("zone".to_owned(), Problem::NotAChoice),
            ]
        );
    }

    #[test]
    fn name_over_two_lines_becomes_one() {
        assert_eq!(parse_name(" Ada\r\n  Lovelace "), Ok("Ada Lovelace".into()));
        assert_eq!(
            parse_name(&"a".repeat(121)),
            Err(Problem::TooLong { max: 120 })
        );
    }
}
