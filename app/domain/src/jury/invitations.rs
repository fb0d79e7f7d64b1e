//! Jurors as they are invited, changed and listed.

use crate::{
    JurorId, Language, Localised, emails, errors::Problems, fields, screening::Heading,
    vocabulary::Sector,
};
use serde::{Deserialize, Serialize};

/// Names the text that a juror agrees to; it stands in the audit log of every acceptance.
pub const CONDUCT_VERSION: &str = "conduct-1";

/// Most proposals that one juror can be given.
pub const CAPACITY_MAX: i64 = 500;

crate::vocabulary::vocabulary! {
    /// Where a juror stands.
    JurorState {
        /// Has the link, has not answered.
        Invited = "invited",
        /// Accepted.
        Active = "active",
        /// Said no.
        Declined = "declined",
        /// Was taken off the jury.
        Withdrawn = "withdrawn",
    }
}

/// A juror as typed into the form; each field is the input of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JurorInput {
    /// Name.
    pub name: String,
    /// Address of the invitation; not read where an existing juror is changed.
    pub email: String,
    /// Where they work; may be empty.
    pub employer: String,
    /// Codes of the languages that they read.
    pub languages: Vec<String>,
    /// Code of the one in which they get mail; the first of the others where it is empty.
    pub mail_language: String,
    /// Sector keys; may be empty.
    pub sectors: Vec<String>,
    /// A number.
    pub capacity: String,
}

/// A juror that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JurorFields {
    /// 1 to 120 characters.
    pub name: String,
    /// Up to 120 characters.
    pub employer: String,
    /// At least one, each once; the first is that of their mail.
    pub languages: Vec<Language>,
    /// Each once.
    pub sectors: Vec<Sector>,
    /// 1 to [`CAPACITY_MAX`].
    pub capacity: i32,
}

impl JurorInput {
    /// Checks everything but the address, noting each problem under the input's name.
    pub fn check(&self, problems: &mut Problems) -> Option<JurorFields> {
        let name = problems.check("name", fields::required(&self.name, 120));
        let employer = problems.check("employer", fields::optional(&self.employer, 120));
        let languages = problems.check("languages", languages(&self.languages));
        let first = problems.check("mail_language", one_language(&self.mail_language));
        let sectors = problems.check("sectors", sectors(&self.sectors));
        let capacity = problems.check("capacity", fields::whole(&self.capacity, 1, CAPACITY_MAX));
        Some(JurorFields {
            name: name?,
            employer: employer?,
            languages: beginning_with(first?, languages?),
            sectors: sectors?,
            capacity: i32::try_from(capacity?).ok()?,
        })
    }

    /// Checks the address.
    pub fn check_email(&self, problems: &mut Problems) -> Option<String> {
        problems.check("email", emails::parse(&self.email))
    }
}

fn languages(codes: &[String]) -> Result<Vec<Language>, crate::Problem> {
    let mut list = Vec::new();
    for code in codes {
        let language = Language::parse(code).ok_or(crate::Problem::NotAChoice)?;
        if !list.contains(&language) {
            list.push(language);
        }
    }
    if list.is_empty() {
        Err(crate::Problem::Required)
    } else {
        Ok(list)
    }
}

fn one_language(code: &str) -> Result<Option<Language>, crate::Problem> {
    if code.is_empty() {
        return Ok(None);
    }
    Language::parse(code)
        .map(Some)
        .ok_or(crate::Problem::NotAChoice)
}

/// Who gets mail in a language reads it.
fn beginning_with(first: Option<Language>, mut languages: Vec<Language>) -> Vec<Language> {
    if let Some(first) = first {
        languages.retain(|language| *language != first);
        languages.insert(0, first);
    }
    languages
}

fn sectors(keys: &[String]) -> Result<Vec<Sector>, crate::Problem> {
    let mut list = Vec::new();
    for key in keys {
        let sector = Sector::parse(key).ok_or(crate::Problem::NotAChoice)?;
        if !list.contains(&sector) {
            list.push(sector);
        }
    }
    Ok(list)
}

/// A juror in the organiser's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedJuror {
    /// The juror.
    pub id: JurorId,
    /// A change has to name it.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Address of the invitation.
    pub email: String,
    /// Where they work.
    pub employer: String,
    /// What they read.
    pub languages: Vec<Language>,
    /// What they know.
    pub sectors: Vec<Sector>,
    /// Most proposals.
    pub capacity: i32,
    /// Where they stand.
    pub state: JurorState,
    /// When they declared conflicts, milliseconds UTC.
    pub declared_at: Option<i64>,
    /// With how many proposals they have one.
    pub conflicts: u32,
    /// Proposals they have.
    pub assigned: u32,
    /// Reviews that count.
    pub received: u32,
    /// When they were invited, milliseconds UTC.
    pub invited_at: i64,
}

/// The organiser's list of jurors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JuryList {
    /// Of which competition.
    pub heading: Heading,
    /// By state, then name.
    pub jurors: Vec<ListedJuror>,
    /// Places of the active jurors.
    pub places: u32,
    /// Reviews that the eligible proposals need.
    pub needed: u32,
    /// Whether this person can invite and change now.
    pub may_manage: bool,
    /// Since when the teams see the jurors' names, milliseconds UTC.
    pub named_at: Option<i64>,
    /// Conflicts of interest that teams claimed and nobody has decided yet.
    pub open_claims: u32,
}

/// What the holder of an invitation's link may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The competition's name.
    pub competition: Localised,
    /// Its part of addresses.
    pub slug: String,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// The invited person.
    pub name: String,
    /// Most proposals they are asked to read.
    pub capacity: i32,
    /// Languages they are asked to read.
    pub languages: Vec<Language>,
    /// When jurors can begin, milliseconds UTC.
    pub jury_opens_at: i64,
    /// When scores are closed, milliseconds UTC.
    pub jury_closes_at: i64,
}

/// Most characters of the reason of somebody who leaves.
pub const LEAVE_REASON_MAX: u32 = 300;

/// What leaving the jury would do, or has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// The competition's name.
    pub name: Localised,
    /// Its part of addresses.
    pub slug: String,
    /// Reviews that were handed in; they count in any case.
    pub received: u32,
    /// Proposals that go to others.
    pub left: u32,
    /// The juror is off the jury already.
    pub gone: bool,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{FieldError, Problem};

    #[test]
    fn juror_with_several_problems_reads_all_of_them() {
        let mut problems = Problems::new();
        let input = JurorInput {
            capacity: "0".into(),
            sectors: vec!["alchemy".into()],
            ..JurorInput::default()
        };
        assert_eq!(input.check(&mut problems), None);
        assert_eq!(input.check_email(&mut problems), None);
        let field = |field: &str, problem| FieldError {
            field: field.into(),
            problem,
        };
        assert_eq!(
            problems.into_list(),
            [
                field("name", Problem::Required),
                field("languages", Problem::Required),
                field("sectors", Problem::NotAChoice),
                field("capacity", Problem::OutOfRange { min: 1, max: 500 }),
                field("email", Problem::Required),
            ]
        );
    }

    #[test]
    fn language_of_the_mail_comes_first_also_when_it_was_not_ticked() {
        let juror = |mail: &str| {
            let input = JurorInput {
                name: "Aline".into(),
                languages: vec!["en".into(), "fr".into()],
                mail_language: mail.into(),
                capacity: "20".into(),
                ..JurorInput::default()
            };
            let found = input.check(&mut Problems::new());
            found.map(|juror| juror.languages)
        };
        assert_eq!(juror("fr"), Some(vec![Language::Fr, Language::En]));
        let all = vec![Language::Nl, Language::En, Language::Fr];
        assert_eq!(juror("nl"), Some(all));
        assert_eq!(juror("xx"), None);
    }

    #[test]
    fn juror_keeps_each_language_once_in_their_order() {
        let mut problems = Problems::new();
        let input = JurorInput {
            name: " Aline ".into(),
            languages: vec!["fr".into(), "en".into(), "fr".into()],
            sectors: vec!["energy".into(), "energy".into()],
            capacity: "20".into(),
            ..JurorInput::default()
        };
        let juror = input.check(&mut problems).unwrap();
        assert_eq!(juror.name, "Aline");
        assert_eq!(juror.languages, [Language::Fr, Language::En]);
        assert_eq!(juror.sectors, [Sector::Energy]);
        assert!(!problems.any());
    }
}
