//! Which column of a file is what: by the organiser's word, else by its name.

use super::{
    CellProblem, ImportKind, Row,
    synonyms::{of_column, plain},
};
use crate::{Problem, competitions::Criterion};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::vocabulary::vocabulary! {
    /// What a column can mean. Columns of scores are named by the criterion instead.
    Column {
        /// A person's name.
        Name = "name",
        /// A person's address.
        Email = "email",
        /// Trainer, student, professor or juror.
        Kind = "kind",
        /// Rights in the team.
        Role = "role",
        /// Name of the team.
        Team = "team",
        /// Of the person, or that a proposal is written in.
        Language = "language",
        /// Where a juror works.
        Employer = "employer",
        /// What a juror reads.
        Languages = "languages",
        /// What a juror knows.
        Sectors = "sectors",
        /// Most proposals of a juror.
        Capacity = "capacity",
        /// A proposal's number.
        Number = "number",
        /// A proposal's title.
        Title = "title",
        /// A proposal's sector.
        Sector = "sector",
        /// A proposal's host college.
        College = "college",
        /// The need that a proposal answers.
        Need = "need",
        /// A proposal's summary.
        Summary = "summary",
        /// What a proposal asks for.
        Amount = "amount",
        /// Of the amount.
        Currency = "currency",
        /// Whom a proposal serves.
        TargetGroups = "target_groups",
        /// Number or title of the proposal that was scored.
        Proposal = "proposal",
        /// Name or address of the juror.
        Juror = "juror",
        /// Whether the juror has a conflict of interest.
        Conflict = "conflict",
        /// What the juror says to the team.
        Comment = "comment",
    }
}

/// Before the code of a criterion in the key of its column.
const SCORE: &str = "score:";

impl ImportKind {
    /// The columns of such a file (scores have one more for each criterion), and whether it must have them.
    #[must_use]
    pub const fn columns(self) -> &'static [(Column, bool)] {
        match self {
            Self::People => &[
                (Column::Name, true),
                (Column::Email, true),
                (Column::Kind, true),
                (Column::Team, false),
                (Column::Role, false),
                (Column::Language, false),
                (Column::Employer, false),
                (Column::Languages, false),
                (Column::Sectors, false),
                (Column::Capacity, false),
            ],
            Self::Proposals => &[
                (Column::Number, false),
                (Column::Title, true),
                (Column::Team, false),
                (Column::Sector, false),
                (Column::College, false),
                (Column::Need, false),
                (Column::Summary, false),
                (Column::Amount, false),
                (Column::Currency, false),
                (Column::Language, false),
                (Column::TargetGroups, false),
            ],
            Self::Scores => &[
                (Column::Proposal, true),
                (Column::Juror, true),
                (Column::Conflict, false),
                (Column::Comment, false),
            ],
        }
    }
}

/// The organiser's word: key of what is meant → name of the column in the file. An empty name means that
/// no column is to be taken. What is not named is found by the columns' names.
///
/// Keys are those of [`Column`], `score:` and a criterion's code, or `criteria` for all criteria at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(pub BTreeMap<String, String>);

impl Mapping {
    /// Reads `proposal=item, juror=rater, criteria=c1..c5, conflict=coi`. Columns of `criteria` are given
    /// in the order of the rubric, separated by blanks, or as a numbered range.
    ///
    /// # Errors
    /// `NotAChoice` for a part that is not of this form.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut mapping = BTreeMap::new();
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (key, column) = part.split_once('=').ok_or(Problem::NotAChoice)?;
            let key = key.trim();
            let known = key == "criteria" || key.starts_with(SCORE) || Column::parse(key).is_some();
            if !known {
                return Err(Problem::NotAChoice);
            }
            mapping.insert(key.to_owned(), column.trim().to_owned());
        }
        Ok(Self(mapping))
    }
}

/// What one thing that is looked for was found in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// As in [`Mapping`].
    pub key: String,
    /// Whether the file must have it.
    pub required: bool,
    /// Name of the column.
    pub column: Option<String>,
}

impl ColumnUse {
    /// The code of the criterion that it holds scores of.
    #[must_use]
    pub fn criterion(&self) -> Option<&str> {
        self.key.strip_prefix(SCORE)
    }
}

/// The columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    header: Vec<String>,
    places: BTreeMap<String, usize>,
    required: Vec<(String, bool)>,
}

impl Columns {
    /// Finds the columns that a kind of file needs and notes what is wrong with them, at line 1.
    #[must_use]
    pub fn find(
        kind: ImportKind,
        rubric: &[Criterion],
        header: &[String],
        mapping: &Mapping,
    ) -> (Self, Vec<CellProblem>) {
        let criteria: &[Criterion] = if kind == ImportKind::Scores {
            rubric
        } else {
            &[]
        };
        let mut search = Search {
            header,
            problems: Vec::new(),
            places: BTreeMap::new(),
        };
        let told = search.told(mapping, criteria);
        let mut required = Vec::new();
        for (column, needed) in kind.columns() {
            let key = column.key().to_owned();
            let mut names = vec![plain(column.key())];
            names.extend(of_column(*column).iter().map(|name| plain(name)));
            search.settle(&key, told.get(&key), &names, *needed);
            required.push((key, *needed));
        }
        for criterion in criteria {
            let key = format!("{SCORE}{}", criterion.code);
            let mut names = vec![plain(&criterion.code)];
            names.extend(criterion.name.0.values().map(|name| plain(name)));
            search.settle(&key, told.get(&key), &names, true);
            required.push((key, true));
        }
        let columns = Self {
            header: header.to_vec(),
            places: search.places,
            required,
        };
        (columns, search.problems)
    }

    /// What was looked for and found, in the order of the kind's columns.
    #[must_use]
    pub fn uses(&self) -> Vec<ColumnUse> {
        self.required
            .iter()
            .map(|(key, required)| ColumnUse {
                key: key.clone(),
                required: *required,
                column: self.places.get(key).map(|at| self.header[*at].clone()),
            })
            .collect()
    }

    /// Columns of the file that nothing is read from.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let used: Vec<usize> = self.places.values().copied().collect();
        self.header
            .iter()
            .enumerate()
            .filter(|(at, name)| !used.contains(at) && !name.is_empty())
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// Whether the file has the column.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(column.key())
    }

    /// Name of the column in the file; its key where there is none.
    #[must_use]
    pub fn name(&self, column: Column) -> &str {
        self.places
            .get(column.key())
            .map_or(column.key(), |at| &self.header[*at])
    }

    /// The cell of a column; empty where there is none.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        self.at(row, column.key())
    }

    /// The cell with the score on a criterion.
    #[must_use]
    pub fn score<'a>(&self, row: &'a Row, code: &str) -> &'a str {
        self.at(row, &format!("{SCORE}{code}"))
    }

    /// A problem with the cell of a column.
    #[must_use]
    pub fn problem(&self, row: &Row, column: Column, problem: Problem) -> CellProblem {
        self.problem_at(row, column.key(), problem)
    }

    /// A problem with the score on a criterion.
    #[must_use]
    pub fn score_problem(&self, row: &Row, code: &str, problem: Problem) -> CellProblem {
        self.problem_at(row, &format!("{SCORE}{code}"), problem)
    }

    fn at<'a>(&self, row: &'a Row, key: &str) -> &'a str {
        self.places
            .get(key)
            .and_then(|at| row.cells.get(*at))
            .map_or("", String::as_str)
    }

    fn problem_at(&self, row: &Row, key: &str, problem: Problem) -> CellProblem {
        let column = self.places.get(key).map_or(key, |at| &self.header[*at]);
        CellProblem::new(row.line, column, self.at(row, key), problem)
    }
}

struct Search<'a> {
    header: &'a [String],
    problems: Vec<CellProblem>,
    places: BTreeMap<String, usize>,
}

impl Search<'_> {
    /// The organiser's word with `criteria` spread over the rubric.
    fn told(&mut self, mapping: &Mapping, rubric: &[Criterion]) -> BTreeMap<String, String> {
        let mut told = mapping.0.clone();
        if let Some(list) = told.remove("criteria").filter(|list| !list.is_empty()) {
            let names = expand(&list);
            if names.len() == rubric.len() {
                let keys = rubric.iter().map(|own| format!("{SCORE}{}", own.code));
                told.extend(keys.zip(names));
            } else {
                self.note(&list, other("criteria_count"));
            }
        }
        told
    }

    fn settle(&mut self, key: &str, told: Option<&String>, names: &[String], required: bool) {
        let found = match told {
            Some(name) if name.is_empty() => None,
            Some(name) => {
                let found = self.named(name);
                if found.is_none() {
                    return self.note(name, other("unknown_column"));
                }
                found
            }
            None => names.iter().find_map(|name| self.free(name)),
        };
        match found {
            Some(at) => {
                let twice = self
                    .header
                    .iter()
                    .filter(|name| **name == self.header[at])
                    .count()
                    > 1;
                if twice {
                    self.note(&self.header[at].clone(), other("column_twice"));
                }
                self.places.insert(key.to_owned(), at);
            }
            None if required => {
                let shown = key.strip_prefix(SCORE).unwrap_or(key);
                self.note(shown, other("column_missing"));
            }
            None => {}
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        let exact = self.header.iter().position(|own| own == name);
        exact.or_else(|| self.header.iter().position(|own| plain(own) == plain(name)))
    }

    /// A column of that name that nothing else was found in.
    fn free(&self, name: &str) -> Option<usize> {
        let taken: Vec<usize> = self.places.values().copied().collect();
        (0..self.header.len())
            .find(|at| !taken.contains(at) && !name.is_empty() && plain(&self.header[*at]) == name)
    }

    fn note(&mut self, column: &str, problem: Problem) {
        self.problems.push(CellProblem::new(1, column, "", problem));
    }
}

/// `c1..c5` as five names; anything else as its parts.
fn expand(list: &str) -> Vec<String> {
    if let Some((first, last)) = list.split_once("..") {
        let number = |text: &str| {
            let text = text.trim();
            let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let (stem, digits) = text.split_at(text.len() - digits);
            Some((stem.to_owned(), digits.parse::<u32>().ok()?))
        };
        if let (Some((stem, from)), Some((end, to))) = (number(first), number(last))
            && stem == end
            && to.saturating_sub(from) < 1_000
        {
            return (from..=to).map(|n| format!("{stem}{n}")).collect();
        }
    }
    list.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{CriterionId, Language, Localised};
    use uuid::Uuid;

    fn rubric(codes: &[&str]) -> Vec<Criterion> {
        let criterion = |(n, code): (u128, &&str)| Criterion {
            id: CriterionId(Uuid::from_u128(n)),
            code: (*code).to_owned(),
            name: Localised::new(Language::Fr, format!("Critère {code}")),
            description: Localised::default(),
            weight: 1,
            min: 0,
            max: 10,
            units_per_point: 1,
            anchors: Vec::new(),
            cannot_judge: true,
        };
        (1..).zip(codes).map(criterion).collect()
    }

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    fn found(columns: &Columns) -> Vec<(String, String)> {
        let uses = columns.uses().into_iter();
        uses.filter_map(|found| Some((found.key, found.column?)))
            .collect()
    }

    #[test]
    fn columns_are_found_by_their_names_in_any_language() {
        let header = header("Nom complet,E-mail,TYPE,Équipe,Notes");
        let (columns, problems) =
            Columns::find(ImportKind::People, &[], &header, &Mapping::default());
        assert_eq!(problems, []);
        let pair = |key: &str, name: &str| (key.to_owned(), name.to_owned());
        assert_eq!(
            found(&columns),
            [
                pair("name", "Nom complet"),
                pair("email", "E-mail"),
                pair("kind", "TYPE"),
                pair("team", "Équipe")
            ]
        );
        assert_eq!(columns.unused(), ["Notes"]);
    }

    #[test]
    fn word_of_the_organiser_counts_more_than_names() {
        let rubric = rubric(&["need", "impact"]);
        let header = header("item,rater,c1,c2,coi,title");
        let mapping =
            Mapping::parse("proposal=item, juror=rater, criteria=c2 c1, conflict=").unwrap();
        let (columns, problems) = Columns::find(ImportKind::Scores, &rubric, &header, &mapping);
        assert_eq!(problems, []);
        let row = Row {
            line: 2,
            cells: super::tests::header("P1,J1,3,4,1,x"),
        };
        assert_eq!(columns.score(&row, "need"), "4");
        assert_eq!(columns.score(&row, "impact"), "3");
        assert!(!columns.has(Column::Conflict));
    }

    #[test]
    fn criteria_are_found_by_code_and_name_and_a_range_by_number() {
        let rubric = rubric(&["c1", "need"]);
        let (columns, problems) = Columns::find(
            ImportKind::Scores,
            &rubric,
            &header("proposal,juror,C1,critère NEED"),
            &Mapping::default(),
        );
        assert_eq!((problems, columns.unused()), (vec![], vec![]));
        assert_eq!(expand("c9..c11"), ["c9", "c10", "c11"]);
        assert_eq!(expand("a..b"), ["a..b"]);
    }

    #[test]
    fn missing_unknown_and_doubled_columns_are_named_at_line_one() {
        let mapping = Mapping::parse("email=adres").unwrap();
        let (_, problems) =
            Columns::find(ImportKind::People, &[], &header("name,name,mail"), &mapping);
        let problem = |column: &str, what| CellProblem::new(1, column, "", other(what));
        assert_eq!(
            problems,
            [
                problem("name", "column_twice"),
                problem("adres", "unknown_column"),
                problem("kind", "column_missing")
            ]
        );
        assert_eq!(Mapping::parse("colour=blue"), Err(Problem::NotAChoice));
    }
}
