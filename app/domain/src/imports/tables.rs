//! A table of text cells, as a reader of a file format leaves it.

use serde::{Deserialize, Serialize};

/// Most columns of a table.
pub const MOST_COLUMNS: usize = 200;

/// A header and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Names of the columns, trimmed.
    pub header: Vec<String>,
    /// In the order of the file; rows without any text are left out.
    pub rows: Vec<Row>,
}

/// A row of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Of the file, the header being line 1.
    pub line: u32,
    /// Trimmed; may be fewer than the header's.
    pub cells: Vec<String>,
}

impl Row {
    /// The text of a cell; empty where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// The text of a cell: trimmed, line ends as `\n`, without control characters, and without the apostrophe
/// that our own exports put before a text that a spreadsheet would take for a formula.
#[must_use]
pub fn cell(text: &str) -> String {
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let text = text.trim();
    let unguarded = text
        .strip_prefix('\'')
        .filter(|rest| is_formula(rest))
        .unwrap_or(text);
    unguarded.to_owned()
}

/// Whether a spreadsheet would run this text instead of showing it.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_loses_blanks_controls_and_our_own_guard() {
        assert_eq!(cell(" a\u{0}b\r\nc "), "ab\nc");
        assert_eq!(cell("'=1+1"), "=1+1");
        assert_eq!(cell("'-5"), "-5");
        assert_eq!(cell("'t Gooi"), "'t Gooi");
    }
}
