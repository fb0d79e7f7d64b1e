//! Comma-separated values after RFC 4180: lines end with CR LF, a cell with a comma, quote or line end is quoted.
//!
//! What people wrote and a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.

use super::shown;
use domain::exports::{Cell, guarded};
use std::io;

/// Before the first line: without it, spreadsheets take UTF-8 for the code page of their country.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Some lines: the header, when there is one, and rows.
///
/// # Errors
/// Only when memory cannot be had; the writer has no other reason.
pub fn lines(header: Option<&[String]>, rows: &[Vec<Cell>]) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    if let Some(header) = header {
        writer.write_record(header.iter().map(|name| guarded(name)))?;
    }
    for row in rows {
        writer.write_record(row.iter().map(written))?;
    }
    writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Number(_) | Cell::Decimal(_) => shown(cell),
        _ => guarded(&shown(cell)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn line(cells: Vec<Cell>) -> String {
        String::from_utf8(lines(None, &[cells]).unwrap()).unwrap()
    }

    #[test]
    fn cells_with_commas_quotes_and_line_ends_are_quoted() {
        let texts = ["a,b", "say \"no\"", "two\nlines", "plain; text"];
        assert_eq!(
            line(texts.map(Cell::text).to_vec()),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain; text\r\n"
        );
    }

    #[test]
    fn text_that_a_spreadsheet_would_run_is_made_harmless() {
        let texts = ["=1+1", "+250 78", "-5", "@SUM(A1)", "\tx", "=A1,B1"];
        assert_eq!(
            line(texts.map(Cell::text).to_vec()),
            "'=1+1,'+250 78,'-5,'@SUM(A1),'\tx,\"'=A1,B1\"\r\n"
        );
        let header = ["-code".to_owned()];
        assert_eq!(lines(Some(&header), &[]).unwrap(), b"'-code\r\n");
    }

    #[test]
    fn numbers_instants_words_and_flags_keep_their_kind() {
        let cells = vec![
            Cell::Number(-5),
            Cell::Decimal(-2.25),
            Cell::Instant(0),
            Cell::Flag(true),
            Cell::Word("sector", "energy".into()),
            Cell::Words("target", vec!["women".into(), "youth".into()]),
            Cell::Empty,
        ];
        assert_eq!(
            line(cells),
            "-5,-2.25,1970-01-01T00:00:00Z,yes,energy,\"women, youth\",\r\n"
        );
    }

    #[test]
    fn a_single_empty_cell_is_a_line_of_its_own() {
        assert_eq!(line(vec![Cell::Empty]), "\"\"\r\n");
    }
}
