//! Exports: the tables that organisers take out, and what their cells hold.
//!
//! A table's columns have language-neutral keys; its cells keep their kind, so that each file format writes
//! numbers as numbers and instants as instants. Nothing here says who may have what.

use crate::{imports::is_formula, policy::Denied, screening::Heading};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// A table that can be taken out.
    ExportTable {
        /// Submitted proposals with state, screening and coverage.
        Proposals = "proposals",
        /// Members of the teams.
        People = "people",
        /// Jurors with their load.
        Jury = "jury",
        /// How far each proposal and juror is.
        Progress = "progress",
        /// Counted reviews, jurors by pseudonym.
        Scores = "scores",
        /// The computed or frozen ranking.
        Ranking = "ranking",
        /// Registered investors.
        Investors = "investors",
        /// Interests in the selected projects.
        Funnel = "funnel",
        /// What happened.
        Audit = "audit",
    }
}

crate::vocabulary::vocabulary! {
    /// A file format.
    ExportFormat {
        /// Text that every program reads.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text of people.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number.
    Decimal(f64),
    /// Milliseconds UTC.
    Instant(i64),
    /// Yes or no.
    Flag(bool),
    /// An item of a vocabulary: the name of the list and the item's key.
    Word(&'static str, String),
    /// Several items.
    Words(&'static str, Vec<String>),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number that may be absent.
    #[must_use]
    pub fn decimal(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Decimal)
    }

    /// An instant that may be absent.
    #[must_use]
    pub fn instant(at: Option<i64>) -> Self {
        at.map_or(Self::Empty, Self::Instant)
    }
}

/// Some rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Keys of the columns; the code of a criterion for its scores.
    pub columns: Vec<String>,
    /// As many cells as columns.
    pub rows: Vec<Vec<Cell>>,
    /// Where to go on; absent with the last rows.
    pub next: Option<String>,
}

/// What the page with the links shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportPage {
    /// Of which competition.
    pub heading: Heading,
    /// All tables, and why one is not to be had now.
    pub tables: Vec<(ExportTable, Option<Denied>)>,
}

/// Text as a spreadsheet shows it instead of running it: an apostrophe before what begins like a formula.
#[must_use]
pub fn guarded(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_a_spreadsheet_would_run_is_guarded() {
        for text in ["=1+1", "+32 475", "-5", "@SUM(A1)", "\t=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "5-3", "a=b", "'t Gooi"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn guarded_text_is_imported_as_it_was() {
        for text in ["=1+1", "+32 475", "@a", "-"] {
            assert_eq!(crate::imports::cell(&guarded(text)), text);
        }
    }
}
