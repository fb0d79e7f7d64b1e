//! Reading a file of comma-separated values, as spreadsheets of all countries write them.

use domain::{
    Problem,
    imports::{CellProblem, MOST_COLUMNS, Row, Table, cell},
};

/// The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.
///
/// # Errors
/// The problem and its line, when the bytes are no such text.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, CellProblem> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).map_err(|_| problem(0, "not_utf8"))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let good = &bytes[..error.valid_up_to()];
                let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(problem(u32::try_from(line).unwrap_or(u32::MAX), "not_utf8"))
            }
        },
    }
}

/// The table of a text. Columns are separated by what the header has most of: comma, semicolon or tab.
/// Rows with more cells than the header are noted and left out; rows without text do not count.
pub(super) fn table_of(text: &str, problems: &mut Vec<CellProblem>) -> Table {
    // The reader would count the line of a row that follows a carriage return too low.
    let text = text.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut found_header = false;
    for record in reader.records() {
        let Ok(record) = record else {
            problems.push(problem(0, "not_a_table"));
            break;
        };
        let mut cells: Vec<String> = record.iter().map(cell).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let line = record
            .position()
            .map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX));
        if !found_header {
            found_header = true;
            if cells.len() > MOST_COLUMNS {
                problems.push(problem(line, "too_many_cells"));
                cells.truncate(MOST_COLUMNS);
            }
            table.header = cells;
        } else if cells
            .iter()
            .skip(table.header.len())
            .any(|own| !own.is_empty())
        {
            problems.push(problem(line, "too_many_cells"));
        } else {
            cells.truncate(table.header.len());
            table.rows.push(Row { line, cells });
        }
    }
    if !found_header {
        problems.push(problem(0, "empty_file"));
    } else if table.rows.is_empty() && problems.is_empty() {
        problems.push(problem(1, "no_rows"));
    }
    table
}

fn delimiter(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    // Of equal counts the first: a comma where there is only one column.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| *delimiter)
}

fn problem(line: u32, what: &str) -> CellProblem {
    CellProblem::new(line, "", "", Problem::Other { what: what.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Table, Vec<CellProblem>) {
        let mut problems = Vec::new();
        let table = table_of(text, &mut problems);
        (table, problems)
    }

    fn cells(table: &Table) -> Vec<(u32, Vec<&str>)> {
        let rows = table.rows.iter();
        rows.map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
            .collect()
    }

    #[test]
    fn spreadsheets_of_all_countries_are_read() {
        for text in [
            "name,note\nAda,\"x, y\"\nBo,\n",
            "name;note\r\nAda;x, y\r\nBo;\r\n",
            "name\tnote\nAda\tx, y\nBo\t\n",
        ] {
            let (table, problems) = read(text);
            assert_eq!(problems, []);
            assert_eq!(table.header, ["name", "note"]);
            assert_eq!(
                cells(&table),
                [(2, vec!["Ada", "x, y"]), (3, vec!["Bo", ""])]
            );
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let (table, problems) = read("a,b\n\n,,\n\"one\ntwo\",2\n3,4,\n5,6,7\n");
        assert_eq!(
            cells(&table),
            [(4, vec!["one\ntwo", "2"]), (6, vec!["3", "4"])]
        );
        assert_eq!(problems, [problem(7, "too_many_cells")]);
    }

    #[test]
    fn file_without_rows_or_text_is_said_to_be_empty() {
        assert_eq!(read(" \n").1, [problem(0, "empty_file")]);
        assert_eq!(read("name,mail\n").1, [problem(1, "no_rows")]);
    }

    #[test]
    fn bytes_are_text_only_when_all_of_them_are() {
        assert_eq!(text_of("\u{feff}é".as_bytes()), Ok("é".into()));
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("aé".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(text_of(&utf16), Ok("aé".into()));
        assert_eq!(text_of(b"a\nb\n\xe9"), Err(problem(3, "not_utf8")));
    }
}
