//! Rows of people: members of teams, and jurors.

use super::{CellProblem, Column, Columns, Row, Table, columns::other, synonyms};
use crate::{
    Language, Problem, emails, fields, jury::CAPACITY_MAX, policy::TeamRole, teams::MemberKind,
    vocabulary::Sector,
};

/// A person. What is `None` stands in no column or a blank cell, and leaves things as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Of the file.
    pub line: u32,
    /// 1 to 120 characters.
    pub name: String,
    /// Lower-cased.
    pub email: String,
    /// What they are.
    pub part: Part,
    /// Of mail and pages.
    pub language: Option<Language>,
}

/// What somebody is in a competition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of a team.
    Member {
        /// Name of the team.
        team: String,
        /// What they are in the programme.
        kind: MemberKind,
        /// What they may do.
        role: Option<TeamRole>,
    },
    /// Of the jury.
    Juror {
        /// Where they work.
        employer: Option<String>,
        /// What they read, each once.
        languages: Option<Vec<Language>>,
        /// What they know, each once.
        sectors: Option<Vec<Sector>>,
        /// Most proposals.
        capacity: Option<i32>,
    },
}

/// Reads all rows; those with a problem are left out and their problems noted.
pub fn read_people(
    table: &Table,
    columns: &Columns,
    problems: &mut Vec<CellProblem>,
) -> Vec<PersonRow> {
    let mut people = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let before = problems.len();
        let person = read(row, columns, problems);
        if problems.len() == before {
            people.extend(person);
        }
    }
    people
}

/// Cells of one row.
pub(super) struct Cells<'a> {
    pub(super) row: &'a Row,
    pub(super) columns: &'a Columns,
    pub(super) problems: &'a mut Vec<CellProblem>,
}

impl<'a> Cells<'a> {
    pub(super) fn text(&self, column: Column) -> &'a str {
        self.columns.cell(self.row, column)
    }

    /// Keeps the value or notes the problem.
    pub(super) fn check<T>(&mut self, column: Column, result: Result<T, Problem>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems
                    .push(self.columns.problem(self.row, column, problem));
                None
            }
        }
    }

    /// What a cell says, or `None` for a blank one.
    pub(super) fn maybe<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        match self.text(column) {
            "" => None,
            text => self.check(column, read(text)),
        }
    }
}

fn read(row: &Row, columns: &Columns, problems: &mut Vec<CellProblem>) -> Option<PersonRow> {
    let mut cells = Cells {
        row,
        columns,
        problems,
    };
    let name = cells.check(
        Column::Name,
        fields::required(cells.text(Column::Name), 120),
    );
    let email = cells.check(Column::Email, emails::parse(cells.text(Column::Email)));
    let language = cells.maybe(Column::Language, language);
    let part = part(&mut cells);
    Some(PersonRow {
        line: row.line,
        name: name?,
        email: email?,
        part: part?,
        language,
    })
}

fn part(cells: &mut Cells) -> Option<Part> {
    let kind = cells.text(Column::Kind);
    if kind.is_empty() {
        return cells.check(Column::Kind, Err(Problem::Required));
    }
    if synonyms::is_juror(kind) {
        return Some(Part::Juror {
            employer: cells.maybe(Column::Employer, |text| fields::optional(text, 120)),
            languages: cells.maybe(Column::Languages, |text| list(text, language)),
            sectors: cells.maybe(Column::Sectors, |text| list(text, sector)),
            capacity: cells
                .maybe(Column::Capacity, |text| {
                    fields::whole(text, 1, CAPACITY_MAX)
                })
                .and_then(|number| i32::try_from(number).ok()),
        });
    }
    let kind = synonyms::member(kind).ok_or_else(|| other("unknown_kind"));
    let kind = cells.check(Column::Kind, kind);
    let team = cells.check(
        Column::Team,
        fields::required(cells.text(Column::Team), crate::teams::MOST_IN_NAME),
    );
    let role = cells.maybe(Column::Role, |text| {
        synonyms::role(text).ok_or_else(|| other("unknown_role"))
    });
    Some(Part::Member {
        team: team?,
        kind: kind?,
        role,
    })
}

pub(super) fn language(text: &str) -> Result<Language, Problem> {
    let own = |language: &Language| synonyms::plain(language.own_name()) == synonyms::plain(text);
    Language::parse(text)
        .or_else(|| Language::ALL.into_iter().find(own))
        .ok_or_else(|| other("unknown_language"))
}

pub(super) fn sector(text: &str) -> Result<Sector, Problem> {
    keyed(text, Sector::ALL, Sector::key).ok_or_else(|| other("unknown_sector"))
}

/// The item whose key the text is, whatever its case, blanks and dashes.
pub(super) fn keyed<T: Copy>(text: &str, all: &[T], key: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter()
        .copied()
        .find(|item| synonyms::plain(key(*item)) == synonyms::plain(text))
}

/// Parts between commas, semicolons, bars or slashes, each once.
pub(super) fn list<T: PartialEq>(
    text: &str,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Result<Vec<T>, Problem> {
    let mut items = Vec::new();
    for part in text.split([',', ';', '|', '/']).map(str::trim) {
        if !part.is_empty() {
            let item = read(part)?;
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    Ok(items)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::imports::{ImportKind, Mapping};

    fn read_rows(header: &str, rows: &[&str]) -> (Vec<PersonRow>, Vec<CellProblem>) {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let table = Table {
            header: cells(header),
            rows: (2..)
                .zip(rows)
                .map(|(line, row)| Row {
                    line,
                    cells: cells(row),
                })
                .collect(),
        };
        let (columns, mut problems) =
            Columns::find(ImportKind::People, &[], &table.header, &Mapping::default());
        let people = read_people(&table, &columns, &mut problems);
        (people, problems)
    }

    #[test]
    fn members_and_jurors_are_read_from_one_file() {
        let (people, problems) = read_rows(
            "name,email,kind,team,role,languages,sectors,capacity",
            &[
                "Ada Uwase,ADA@x.rw,Formatrice,Solar,lead,,,",
                "Jo Bon,jo@y.be,juré,,,fr;en;fr,energy|Agri-Processing,12",
            ],
        );
        assert_eq!(problems, []);
        assert_eq!(
            people,
            [
                PersonRow {
                    line: 2,
                    name: "Ada Uwase".into(),
                    email: "ada@x.rw".into(),
                    part: Part::Member {
                        team: "Solar".into(),
                        kind: MemberKind::Trainer,
                        role: Some(TeamRole::Lead)
                    },
                    language: None,
                },
                PersonRow {
                    line: 3,
                    name: "Jo Bon".into(),
                    email: "jo@y.be".into(),
                    part: Part::Juror {
                        employer: None,
                        languages: Some(vec![Language::Fr, Language::En]),
                        sectors: Some(vec![Sector::Energy, Sector::AgriProcessing]),
                        capacity: Some(12)
                    },
                    language: None,
                },
            ]
        );
    }

    #[test]
    fn every_bad_cell_is_named_by_line_and_column() {
        let (people, problems) = read_rows(
            "Name,Mail,Type,Team,Language",
            &[
                "Ada,ada,trainer,,kl",
                "Bo,bo@x.rw,wizard,Kiln,",
                "Cy,cy@x.rw,student,Kiln,",
            ],
        );
        assert_eq!(people.len(), 1);
        assert_eq!(
            problems,
            [
                CellProblem::new(2, "Mail", "ada", Problem::NotAnEmail),
                CellProblem::new(2, "Language", "kl", other("unknown_language")),
                CellProblem::new(2, "Team", "", Problem::Required),
                CellProblem::new(3, "Type", "wizard", other("unknown_kind")),
            ]
        );
    }
}
