//! The demo's people. All of them are invented; their addresses end in `example.org`, where no mail arrives.

use super::{
    calendar::DAY,
    juries::JURORS,
    names::{FAMILY, GIVEN, PROFESSORS, TRAINERS},
    rows,
};
use crate::{Result, Tx, entities::accounts};
use domain::{AccountId, Actor, Language, SessionId, actors::Account};
use uuid::Uuid;

/// Looks after the installation.
pub(super) const OPERATOR: &str = "eric.habimana@example.org";
/// Organises all competitions; their colleague is `SECOND_ORGANISER`.
pub(super) const ORGANISER: &str = "claudine.uwase@iom.example.org";
/// Organises all competitions too.
pub(super) const SECOND_ORGANISER: &str = "jean.bosco.niyonzima@mineduc.example.org";
/// Checks all competitions.
pub(super) const AUDITOR: &str = "beatrice.mutoni@example.org";
/// Leads the draft that is nearly complete.
pub(super) const LEAD: &str = "clarisse.uwineza@example.org";
/// Writes in the same team.
pub(super) const MEMBER: &str = "kevin.mugisha@example.org";
/// Founded a team that has written nothing yet.
pub(super) const BEGINNER: &str = "solange.mukandori@example.org";

/// Codes of the colleges, in their order.
pub(super) const COLLEGES: [&str; 8] = [
    "gishari", "huye", "karongi", "kigali", "kitabi", "musanze", "ngoma", "tumba",
];
/// Students of each college.
const STUDENTS: usize = 12;

/// A person with an account.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub language: Language,
    pub zone: &'static str,
    pub operator: bool,
}

/// Everybody.
pub(super) struct People {
    all: Vec<Person>,
    /// Came back to train.
    pub trainers: Vec<Person>,
    /// Of each college, in the order of [`COLLEGES`].
    pub professors: Vec<Vec<Person>>,
    /// Of each college, in the order of [`COLLEGES`].
    pub students: Vec<Vec<Person>>,
}

impl Person {
    fn new(name: &str, email: String, language: Language, zone: &'static str) -> Self {
        Self {
            id: Uuid::now_v7(),
            name: name.to_owned(),
            email,
            language,
            zone,
            operator: false,
        }
    }

    /// The person as a request would know them.
    pub fn actor(&self) -> Actor {
        Actor {
            account: Some(Account {
                id: AccountId(self.id),
                session: SessionId(Uuid::nil()),
                name: self.name.clone(),
                email: self.email.clone(),
                language: self.language,
                zone: self.zone.to_owned(),
                confirmed: true,
                operator: self.operator,
            }),
        }
    }
}

impl People {
    /// Invents everybody.
    pub fn invent() -> Self {
        use Language::{De, En, Fr, Nl, Rw};
        const KIGALI: &str = "Africa/Kigali";
        let mut all: Vec<Person> = [
            ("Eric Habimana", OPERATOR, En),
            ("Claudine Uwase", ORGANISER, En),
            ("Jean Bosco Niyonzima", SECOND_ORGANISER, Fr),
            ("Béatrice Mutoni", AUDITOR, En),
            ("Kevin Mugisha", MEMBER, En),
            ("Solange Mukandori", BEGINNER, Fr),
        ]
        .into_iter()
        .map(|(name, email, language)| Person::new(name, email.to_owned(), language, KIGALI))
        .collect();
        all[0].operator = true;
        all.push(Person::new(
            "Clarisse Uwineza",
            LEAD.to_owned(),
            En,
            "Europe/Brussels",
        ));
        for juror in &JURORS {
            let language = juror.languages[0];
            let zone = match language {
                De => "Europe/Berlin",
                Nl => "Europe/Brussels",
                En | Fr | Rw => KIGALI,
            };
            all.push(Person::new(juror.name, juror.email(), language, zone));
        }
        for investor in &super::interests::INVESTORS {
            let (name, zone) = (investor.name, investor.zone);
            all.push(Person::new(
                name,
                address(name, investor.at),
                investor.language,
                zone,
            ));
        }
        let trainers: Vec<Person> = TRAINERS
            .iter()
            .map(|(name, language, zone)| {
                Person::new(name, address(name, "example.org"), *language, zone)
            })
            .collect();
        let professors: Vec<Vec<Person>> = COLLEGES
            .iter()
            .zip(PROFESSORS)
            .map(|(college, names)| {
                let at = format!("{college}.example.org");
                let language = |i| if i == 1 { Fr } else { En };
                (0..)
                    .zip(names)
                    .map(|(i, name)| Person::new(name, address(name, &at), language(i), KIGALI))
                    .collect()
            })
            .collect();
        let students: Vec<Vec<Person>> = (0..COLLEGES.len())
            .map(|college| {
                let numbers = college * STUDENTS..(college + 1) * STUDENTS;
                numbers
                    .map(|number| {
                        let name = student(number);
                        let language = [En, Rw, En, Fr][number % 4];
                        Person::new(&name, address(&name, "example.org"), language, KIGALI)
                    })
                    .collect()
            })
            .collect();
        all.extend(trainers.iter().cloned());
        all.extend(professors.iter().flatten().cloned());
        all.extend(students.iter().flatten().cloned());
        Self {
            all,
            trainers,
            professors,
            students,
        }
    }

    /// The person with this address.
    ///
    /// # Panics
    /// When nobody has it: addresses stand in this folder only, and a test loads them all.
    pub fn at(&self, email: &str) -> &Person {
        self.all
            .iter()
            .find(|person| person.email == email)
            .expect("an address of the demo")
    }

    /// Writes the accounts. Nobody has a password: the demo signs in by its own links.
    pub async fn write(&self, tx: &Tx, now: i64) -> Result<()> {
        let since = now - 480 * DAY;
        let row = |person: &Person| accounts::Model {
            id: person.id,
            email: person.email.clone(),
            name: person.name.clone(),
            password_hash: None,
            language: person.language.code().to_owned(),
            zone: person.zone.to_owned(),
            operator: person.operator,
            confirmed_at: Some(since),
            created_at: since,
            version: 1,
        };
        rows::insert(tx, self.all.iter().map(row).collect()).await
    }
}

/// The student of a number, by two lists whose lengths have no common factor.
fn student(number: usize) -> String {
    let given = GIVEN[number % GIVEN.len()];
    let family = FAMILY[(number * 7) % FAMILY.len()];
    format!("{given} {family}")
}

/// An address from a name: `josé-marie uwase` is `jose.marie.uwase@…`.
pub(super) fn address(name: &str, at: &str) -> String {
    let letters: String = name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'â' | 'à' | 'ä' => 'a',
            'ô' | 'ö' => 'o',
            'ï' | 'î' => 'i',
            'ü' => 'u',
            'ç' => 'c',
            c if c.is_ascii_alphanumeric() => c,
            _ => '.',
        })
        .collect();
    format!("{letters}@{at}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn everybody_has_an_address_of_their_own_that_is_one() {
        let people = People::invent();
        let addresses: BTreeSet<&str> = people.all.iter().map(|p| p.email.as_str()).collect();
        assert_eq!(addresses.len(), people.all.len());
        for person in &people.all {
            assert_eq!(
                domain::emails::parse(&person.email).as_ref(),
                Ok(&person.email)
            );
            assert!(person.email.ends_with("example.org"), "{}", person.email);
        }
        let names: BTreeSet<&str> = people.all.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names.len(), people.all.len());
    }

    #[test]
    fn address_of_an_accented_name_is_plain() {
        assert_eq!(
            address("Marie-Josée Ingabire", "example.org"),
            "marie.josee.ingabire@example.org"
        );
    }
}
