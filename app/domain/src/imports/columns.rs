//! What a column can mean, the cells of the columns that were found, and what is wrong with them.

use super::{CellProblem, ImportKind, Row};
use crate::Problem;
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
pub(super) const SCORE: &str = "score:";

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

/// What one thing that is looked for was found in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// As in [`Mapping`](super::Mapping).
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
    pub(super) header: Vec<String>,
    pub(super) places: BTreeMap<String, usize>,
    pub(super) required: Vec<(String, bool)>,
}

impl Columns {
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

pub(super) fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}
