//! What an import found and would do, or did.

use super::{ColumnUse, Entering, ImportKind, ImportOptions};
use crate::{Denied, Localised, Problem, screening::Heading};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is wrong with a cell, or (at line 1) with a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellProblem {
    /// Of the file; the header is line 1, and 0 is the file itself.
    pub line: u32,
    /// Its name in the file; empty where the whole row is meant.
    pub column: String,
    /// What stands there, cut after 80 characters.
    pub value: String,
    /// What is wrong.
    pub problem: Problem,
}

impl CellProblem {
    /// A problem; a long value is cut.
    #[must_use]
    pub fn new(line: u32, column: &str, value: &str, problem: Problem) -> Self {
        let mut shown: String = value.chars().take(80).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        Self {
            line,
            column: column.to_owned(),
            value: shown,
            problem,
        }
    }

    /// A problem of the whole row.
    #[must_use]
    pub fn of_row(line: u32, what: &str) -> Self {
        Self::new(line, "", "", super::columns::other(what))
    }
}

/// How many rows do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// Rows of the file.
    pub rows: u32,
    /// Something comes into being.
    pub new: u32,
    /// Something that is there changes.
    pub changed: u32,
    /// All is there as the row says.
    pub unchanged: u32,
    /// Something is wrong with it.
    pub bad: u32,
}

/// What comes into being, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// Teams.
    pub teams: u32,
    /// Proposals.
    pub proposals: u32,
    /// Memberships.
    pub members: u32,
    /// Jurors.
    pub jurors: u32,
    /// Reviews that count.
    pub reviews: u32,
    /// Conflicts of interest.
    pub conflicts: u32,
    /// People who are written to.
    pub mails: u32,
}

/// Names that a file of scores brings up for the first time: a slip of the pen shows here. The first
/// [`NewNames::MOST`] of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNames {
    /// Titles of proposals.
    pub proposals: Vec<String>,
    /// Jurors.
    pub jurors: Vec<String>,
}

impl NewNames {
    /// More would not be read.
    pub const MOST: usize = 100;
}

/// What an import found and would do, or did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Of which file.
    pub kind: ImportKind,
    /// Rows.
    pub counts: RowCounts,
    /// Things; nothing of it happens while there are problems.
    pub created: Created,
    /// Whom and what a file of scores creates.
    #[serde(default)]
    pub names: NewNames,
    /// What was looked for, and where it was found.
    pub columns: Vec<ColumnUse>,
    /// All columns of the file.
    pub header: Vec<String>,
    /// Columns that nothing is read from.
    pub unused: Vec<String>,
    /// Everything that is wrong, by line.
    pub problems: Vec<CellProblem>,
    /// Whether it was carried out.
    pub applied: bool,
}

impl ImportReport {
    /// An empty report.
    #[must_use]
    pub fn new(kind: ImportKind) -> Self {
        Self {
            kind,
            counts: RowCounts::default(),
            created: Created::default(),
            names: NewNames::default(),
            columns: Vec::new(),
            header: Vec::new(),
            unused: Vec::new(),
            problems: Vec::new(),
            applied: false,
        }
    }

    /// Notes what is wrong with a whole row.
    pub fn refuse(&mut self, line: u32, what: &str) {
        self.problems.push(CellProblem::of_row(line, what));
    }

    /// Whether it could be carried out: there are rows and nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty() && self.counts.rows > 0
    }

    /// Sorts the problems by line and counts the rows that have any.
    pub fn settle(&mut self) {
        self.problems.sort_by_key(|problem| problem.line);
        let lines = self.problems.iter().map(|problem| problem.line);
        let bad: BTreeSet<u32> = lines.filter(|line| *line > 1).collect();
        self.counts.bad = u32::try_from(bad.len()).unwrap_or(u32::MAX);
    }
}

/// A file that was uploaded, checked again whenever it is looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportPage {
    /// Of which competition.
    pub heading: Heading,
    /// Which upload.
    pub id: uuid::Uuid,
    /// Name of the file; empty for pasted text.
    pub file_name: String,
    /// What the organiser decided.
    pub options: ImportOptions,
    /// Codes and names of the criteria, for the columns of scores.
    pub criteria: Vec<(String, Localised)>,
    /// What it would do, or did. Problems are a page of them.
    pub report: ImportReport,
    /// How many problems there are.
    pub problems: u32,
    /// Which page of the problems, from 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// When it was carried out, milliseconds UTC.
    pub applied_at: Option<i64>,
}

/// What the upload page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportStart {
    /// Of which competition.
    pub heading: Heading,
    /// Codes and names of the criteria.
    pub criteria: Vec<(String, Localised)>,
    /// Why no scores can come in now: the rules are not frozen, or jurors have begun to discuss.
    pub no_scores: Option<Denied>,
    /// Why the reader may bring nothing in now: an auditor, or after the selection was frozen.
    pub denied: Option<Denied>,
    /// The reader's files that were checked and not carried out, the latest first.
    pub waiting: Vec<WaitingImport>,
}

/// A file that was checked and not carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitingImport {
    /// Which.
    pub id: uuid::Uuid,
    /// What it holds.
    pub kind: ImportKind,
    /// Its name; empty for pasted text.
    pub file_name: String,
    /// When it came, milliseconds UTC.
    pub at: i64,
}

/// What the upload form asks, besides the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportChoices {
    /// Key of an [`ImportKind`].
    pub kind: String,
    /// Key of an [`Entering`]; blank for the default.
    pub entering: String,
    /// Whether what is not known is created.
    pub create: bool,
    /// Whether new people are written to.
    pub write: bool,
}

impl ImportChoices {
    /// Reads the choices.
    ///
    /// # Errors
    /// `Invalid` naming `kind` or `entering`.
    pub fn check(&self) -> Result<(ImportKind, ImportOptions), crate::Error> {
        let mut problems = crate::errors::Problems::new();
        let kind = problems.check(
            "kind",
            crate::fields::choice(&self.kind, ImportKind::ALL, ImportKind::key),
        );
        let entering = if self.entering.trim().is_empty() {
            Some(ImportOptions::default().entering)
        } else {
            problems.check(
                "entering",
                crate::fields::choice(&self.entering, Entering::ALL, Entering::key),
            )
        };
        match (kind, entering) {
            (Some(kind), Some(entering)) => Ok((
                kind,
                ImportOptions {
                    create: self.create,
                    entering,
                    write: self.write,
                },
            )),
            _ => Err(crate::Error::Invalid(problems.into_list())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn report_counts_each_bad_row_once_and_sorts_by_line() {
        let mut report = ImportReport::new(ImportKind::People);
        report.counts.rows = 5;
        for line in [4, 2, 4, 1] {
            report
                .problems
                .push(CellProblem::new(line, "email", "x", Problem::NotAnEmail));
        }
        report.settle();
        assert_eq!(report.counts.bad, 2);
        let lines: Vec<u32> = report.problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 2, 4, 4]);
        assert!(!report.is_clean());
    }

    #[test]
    fn long_value_is_cut_with_a_sign() {
        let problem = CellProblem::new(2, "title", &"é".repeat(90), Problem::Required);
        assert_eq!(problem.value, format!("{}…", "é".repeat(80)));
    }
}
