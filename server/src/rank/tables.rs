//! The table of a file: what [`Sheet`] reads, with its faults told as sentences.

use domain::imports::{self, Row, Sheet, SheetFault, Unreadable};
use std::collections::BTreeMap;

/// Most problems that are told one by one.
const MOST_TOLD: usize = 20;

/// What is wrong with a file, by line; a reader wants to see more than the first.
#[derive(Debug, Default)]
pub struct Problems {
    told: BTreeMap<(u32, usize), String>,
    count: usize,
}

impl Problems {
    /// Notes a problem with a line.
    pub fn note(&mut self, line: u32, what: &str) {
        self.count += 1;
        self.told.insert((line, self.count), what.to_owned());
        if self.told.len() > MOST_TOLD {
            self.told.pop_last();
        }
    }

    /// Notes a problem with a cell.
    pub fn note_cell(&mut self, line: u32, column: &str, what: &str) {
        self.note(line, &format!("column {}: {what}", quoted(column)));
    }

    /// Nothing, when there were none.
    ///
    /// # Errors
    /// The first of them, one a line, and how many more there are.
    pub fn none(self) -> Result<(), String> {
        if self.count == 0 {
            return Ok(());
        }
        let line = |((line, _), what): (&(u32, usize), &String)| format!("line {line}: {what}");
        let mut lines: Vec<String> = self.told.iter().map(line).collect();
        let more = self.count - lines.len();
        if more > 0 {
            lines.push(format!("… and {more} more"));
        }
        Err(lines.join("\n"))
    }
}

/// Text of a file inside a sentence: on one line, and not too long.
#[must_use]
pub fn quoted(text: &str) -> String {
    let line = text.replace(['\n', '\t'], " ");
    if line.chars().count() <= 60 {
        return format!("“{line}”");
    }
    let start: String = line.chars().take(57).collect();
    format!("“{start}…”")
}

/// A header and rows.
#[derive(Debug)]
pub struct Table {
    /// Names of the columns, trimmed.
    pub header: Vec<String>,
    /// In the order of the file; rows without any text are left out.
    pub rows: Vec<Row>,
    /// Cells are separated by commas.
    pub by_comma: bool,
}

impl Table {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// Sentences that name lines: text in an unknown encoding, no header, no rows, a quote that is not closed, rows with
    /// more cells than the header.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = imports::text_of(bytes).map_err(|fault| sentence(&fault))?;
        let sheet = Sheet::of(&text);
        let mut problems = Problems::default();
        for fault in &sheet.faults {
            match fault.what {
                Unreadable::TooManyCells { found } => {
                    let expected = sheet.header.len();
                    let what = format!("{found} cells where the header has {expected}");
                    problems.note(fault.line, &what);
                }
                _ => return Err(sentence(fault)),
            }
        }
        problems.none()?;
        if sheet.header.is_empty() {
            return Err("the file is empty".into());
        }
        if sheet.rows.is_empty() {
            return Err("there is no row below the header".into());
        }
        Ok(Self {
            header: sheet.header,
            rows: sheet.rows,
            by_comma: sheet.separator == ',',
        })
    }
}

/// What makes the whole file unreadable.
fn sentence(fault: &SheetFault) -> String {
    let line = fault.line;
    match fault.what {
        Unreadable::NotUtf8 => {
            format!("line {line} is not UTF-8 text: save the spreadsheet as “CSV UTF-8”")
        }
        Unreadable::NotUtf16 => "the file begins like UTF-16 text, but is none".into(),
        Unreadable::OpenQuote => format!("line {line}: a quote (\") is never closed"),
        _ => format!("line {line}: a quote (\") is not closed before the line ends"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn table_has_the_cells_of_the_file() {
        let table = Table::read("\u{feff}sep=;\r\na, b;c\r\n1, 0;2\r\n".as_bytes()).unwrap();
        assert_eq!(table.header, ["a, b", "c"]);
        assert_eq!((table.rows[0].line, table.by_comma), (3, false));
        assert_eq!(table.rows[0].cells, ["1, 0", "2"]);
        assert!(Table::read(b"a\n1").unwrap().by_comma);
    }

    #[test]
    fn what_is_no_table_is_refused_by_line() {
        let refused = |bytes: &[u8], what: &str| assert_eq!(Table::read(bytes).unwrap_err(), what);
        refused(b"", "the file is empty");
        refused(b" \r\n,,\n", "the file is empty");
        refused(b"a,b\n", "there is no row below the header");
        refused(
            b"a,b\n1,2,\n3,4,5\n",
            "line 3: 3 cells where the header has 2",
        );
        refused(
            b"a,b\n1,2\n3,\"4\n5,6\n",
            "line 3: a quote (\") is never closed",
        );
        refused(b"a,b\n\"", "line 2: a quote (\") is never closed");
        refused(
            b"a,b,c\nA,\"J1,7\nB,\"J2\",5\nC,J1,4\n",
            "line 2: a quote (\") is not closed before the line ends",
        );
        refused(
            b"a,b,c\nA,\"J1,7\nB,\"\",5\nC,x\",4\n",
            "line 2: a quote (\") is not closed before the line ends",
        );
        refused(
            b"\xff\xfea",
            "the file begins like UTF-16 text, but is none",
        );
        let encoding = "line 3 is not UTF-8 text: save the spreadsheet as “CSV UTF-8”";
        refused(b"a,b\n1,2\nCaf\xe9,7\n", encoding);
    }

    #[test]
    fn many_problems_are_told_in_the_order_of_lines_and_then_counted() {
        let mut problems = Problems::default();
        for line in (1..=30).rev() {
            problems.note_cell(line, "y", "is wrong");
        }
        let told = problems.none().unwrap_err();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), MOST_TOLD + 1);
        assert_eq!(lines[0], "line 1: column “y”: is wrong");
        assert_eq!(lines[MOST_TOLD], "… and 10 more");
    }

    #[test]
    fn long_text_is_cut_in_sentences() {
        assert_eq!(quoted("a\nb"), "“a b”");
        assert_eq!(quoted(&"x".repeat(61)).chars().count(), 60);
    }
}
