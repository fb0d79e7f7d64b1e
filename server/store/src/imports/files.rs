//! A file as a table of cells: what [`Sheet`] reads, with its faults told as problems of the import.

use domain::{
    Problem,
    imports::{self, CellProblem, MOST_COLUMNS, Sheet, SheetFault, Table, Unreadable},
};

/// The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.
///
/// # Errors
/// The problem and its line, when the bytes are no such text.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, CellProblem> {
    imports::text_of(bytes).map_err(|fault| problem(&fault, &[]))
}

/// The table of a text. Rows that cannot be read are noted and left out; rows without text do not count.
pub(super) fn table_of(text: &str, problems: &mut Vec<CellProblem>) -> Table {
    let Sheet {
        mut header,
        line,
        mut rows,
        faults,
        ..
    } = Sheet::of(text);
    problems.extend(faults.iter().map(|fault| problem(fault, &header)));
    if header.len() > MOST_COLUMNS {
        problems.push(CellProblem::of_row(line, "too_many_cells"));
        header.truncate(MOST_COLUMNS);
        for row in &mut rows {
            row.cells.truncate(MOST_COLUMNS);
        }
    }
    if header.is_empty() && faults.is_empty() {
        problems.push(CellProblem::of_row(0, "empty_file"));
    } else if rows.is_empty() && problems.is_empty() {
        problems.push(CellProblem::of_row(1, "no_rows"));
    }
    Table { header, rows }
}

fn problem(fault: &SheetFault, header: &[String]) -> CellProblem {
    let what = match fault.what {
        Unreadable::NotUtf8 | Unreadable::NotUtf16 => "not_utf8",
        Unreadable::TornQuote | Unreadable::OpenQuote => "quote_not_closed",
        Unreadable::TooManyCells { .. } => "too_many_cells",
    };
    let column = fault.column.and_then(|at| header.get(at));
    let column = column.map_or("", String::as_str);
    CellProblem::new(fault.line, column, "", Problem::Other { what: what.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Table, Vec<CellProblem>) {
        let mut problems = Vec::new();
        let table = table_of(text, &mut problems);
        (table, problems)
    }

    #[test]
    fn rows_that_cannot_be_read_are_named_by_line_and_column_and_left_out() {
        let (table, problems) = read("name,note\r\nAda,\"x\r\nBo,\"\",\r\nCy,1,2\r\nDi,3");
        let torn = Problem::Other {
            what: "quote_not_closed".into(),
        };
        let expected = [
            CellProblem::new(2, "note", "", torn),
            CellProblem::of_row(4, "too_many_cells"),
        ];
        assert_eq!(problems, expected);
        assert_eq!(table.header, ["name", "note"]);
        let lines: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 5]);
    }

    #[test]
    fn file_without_rows_or_text_is_said_to_be_empty() {
        let said = |line, what| [CellProblem::of_row(line, what)];
        assert_eq!(read(" \n").1, said(0, "empty_file"));
        assert_eq!(read("name,mail\n").1, said(1, "no_rows"));
        assert_eq!(read("name,\"mail\n").1, said(1, "quote_not_closed"));
        assert_eq!(
            text_of(b"a\nb\n\xe9"),
            Err(CellProblem::of_row(3, "not_utf8"))
        );
        assert_eq!(
            text_of(b"\xff\xfea"),
            Err(CellProblem::of_row(0, "not_utf8"))
        );
    }

    #[test]
    fn columns_beyond_the_most_are_left_out() {
        let line = |cell: &str| vec![cell; MOST_COLUMNS + 1].join(",");
        let (table, problems) = read(&format!("\n{}\n{}\n", line("a"), line("1")));
        assert_eq!(problems, [CellProblem::of_row(2, "too_many_cells")]);
        assert_eq!(table.header.len(), MOST_COLUMNS);
        assert_eq!(table.rows[0].cells.len(), MOST_COLUMNS);
    }
}
