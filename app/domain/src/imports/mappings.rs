//! Which column of a file is what: by the organiser's word, else by its name.

use super::{
    CellProblem, Column, Columns, ImportKind,
    columns::{SCORE, other},
    synonyms::{of_column, plain},
};
use crate::{Problem, competitions::Criterion};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
            given: Vec::new(),
            problems: Vec::new(),
            places: BTreeMap::new(),
        };
        let told = search.told(mapping, criteria);
        let fixed = kind.columns().iter().map(|(column, needed)| {
            let mut names = vec![plain(column.key())];
            names.extend(of_column(*column).iter().map(|name| plain(name)));
            (column.key().to_owned(), names, *needed)
        });
        let scores = criteria.iter().map(|criterion| {
            let mut names = vec![plain(&criterion.code)];
            names.extend(criterion.name.0.values().map(|name| plain(name)));
            (format!("{SCORE}{}", criterion.code), names, true)
        });
        let wanted: Vec<_> = fixed.chain(scores).collect();
        let given = wanted
            .iter()
            .filter_map(|(key, ..)| search.named(told.get(key)?));
        search.given = given.collect();
        let mut required = Vec::new();
        for (key, names, needed) in wanted {
            search.settle(&key, told.get(&key), &names, needed);
            required.push((key, needed));
        }
        let columns = Self {
            header: header.to_vec(),
            places: search.places,
            required,
        };
        (columns, search.problems)
    }
}

struct Search<'a> {
    header: &'a [String],
    /// Columns that the organiser gave to something.
    given: Vec<usize>,
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
            Some(name) => match self.named(name) {
                None => return self.note(name, other("unknown_column")),
                Some(at) if self.taken(at) => return self.note(name, Problem::Taken),
                found => found,
            },
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

    /// A column of that name that nothing else was found in or is to be read from.
    fn free(&self, name: &str) -> Option<usize> {
        let free = |at: &usize| !self.taken(*at) && !self.given.contains(at);
        (0..self.header.len())
            .find(|at| free(at) && !name.is_empty() && plain(&self.header[*at]) == name)
    }

    fn taken(&self, at: usize) -> bool {
        self.places.values().any(|place| *place == at)
    }

    fn note(&mut self, column: &str, problem: Problem) {
        self.problems.push(CellProblem::new(1, column, "", problem));
    }
}

/// `c1..c5` as five names, `c01..c05` too; anything else as its parts.
fn expand(list: &str) -> Vec<String> {
    if let Some((first, last)) = list.split_once("..") {
        let number = |text: &str| {
            let text = text.trim();
            let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let (stem, digits) = text.split_at(text.len() - digits);
            Some((stem.to_owned(), digits.len(), digits.parse::<u32>().ok()?))
        };
        if let (Some((stem, width, from)), Some((end, _, to))) = (number(first), number(last))
            && stem == end
            && to.saturating_sub(from) < 1_000
        {
            return (from..=to).map(|n| format!("{stem}{n:0width$}")).collect();
        }
    }
    list.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{CriterionId, Language, Localised, imports::Row};
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
            second_look: false,
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
        assert_eq!(expand("c09..c11"), ["c09", "c10", "c11"]);
        assert_eq!(expand("a..b"), ["a..b"]);
    }

    #[test]
    fn column_that_the_organiser_gave_away_is_found_by_nothing_else() {
        let header = header("name,person,email,kind");
        let mapping = Mapping::parse("team=name").unwrap();
        let (columns, problems) = Columns::find(ImportKind::People, &[], &header, &mapping);
        assert_eq!(problems, []);
        assert_eq!(
            (columns.name(Column::Name), columns.name(Column::Team)),
            ("person", "name")
        );
    }

    #[test]
    fn column_that_the_organiser_gave_away_twice_is_named() {
        let mapping = Mapping::parse("name=name, team=Name").unwrap();
        let (_, problems) = Columns::find(
            ImportKind::People,
            &[],
            &header("name,email,kind"),
            &mapping,
        );
        assert_eq!(problems, [CellProblem::new(1, "Name", "", Problem::Taken)]);
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
