#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

/// Lines and cells of the rows of a file without faults.
fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
    let sheet = Sheet::of(text);
    assert_eq!(sheet.faults, [], "{text:?}");
    let rows = sheet.rows.into_iter();
    rows.map(|row| (row.line, row.cells)).collect()
}

fn fault(line: u32, column: Option<usize>, what: Unreadable) -> SheetFault {
    SheetFault { line, column, what }
}

#[test]
fn spreadsheets_of_all_countries_are_read() {
    let rows = |first: u32| {
        let cells = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        vec![(first, cells("Ada", "x, y")), (first + 1, cells("Bo", ""))]
    };
    for text in [
        "name,note\nAda,\"x, y\"\nBo,\n",
        "name;note\r\nAda;x, y\r\nBo;\r\n",
        "name\tnote\r Ada \tx, y\rBo\t",
    ] {
        assert_eq!(cells(text), rows(2), "{text:?}");
    }
    assert_eq!(cells("\n\nname;note\nAda;x, y\nBo;\n"), rows(4));
    assert_eq!(Sheet::of("name;note\nAda").separator, ';');
    assert_eq!(Sheet::of("name\nAda").separator, ',');
}

#[test]
fn bytes_are_text_only_when_all_of_them_are() {
    assert_eq!(text_of("\u{feff}é".as_bytes()), Ok("é".into()));
    for (mark, unit) in [
        ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let units = "a;b\r\né;7".encode_utf16();
        let bytes: Vec<u8> = mark.into_iter().chain(units.flat_map(unit)).collect();
        assert_eq!(text_of(&bytes), Ok("a;b\r\né;7".into()));
        let odd = text_of(&bytes[..bytes.len() - 1]);
        assert_eq!(odd, Err(fault(0, None, Unreadable::NotUtf16)));
    }
    let refused = text_of(b"a\nb\n\xe9");
    assert_eq!(refused, Err(fault(3, None, Unreadable::NotUtf8)));
}

#[test]
fn lines_are_those_of_the_file() {
    let lines = |text: &str| cells(text).iter().map(|row| row.0).collect::<Vec<_>>();
    let text = "a,b\n\n1,2\n,,\n\"one\ntwo\",2\n\n\n3,4,\n";
    assert_eq!(lines(text), [3, 5, 9]);
    assert_eq!(lines(&text.replace('\n', "\r\n")), [3, 5, 9]);
    assert_eq!(lines(&text.replace('\n', "\r")), [3, 5, 9]);
}

#[test]
fn quoted_cells_may_hold_lines_quotes_and_separators() {
    let text = "a,b\n\"one\n\"\"two\"\", three\",2\n\"x\"y,5\" z\n\"a,\n\"\"b\"\", \"\"\"\"\",1\n";
    let found: Vec<Vec<String>> = cells(text).into_iter().map(|row| row.1).collect();
    assert_eq!(found[0], ["one\n\"two\", three", "2"]);
    assert_eq!(found[1], ["xy", "5\" z"]);
    assert_eq!(found[2], ["a,\n\"b\", \"\"", "1"]);
}

#[test]
fn header_may_hold_line_breaks_and_stray_quotes() {
    let row = |text: &str| cells(text).remove(0);
    let expected = |line| (line, vec!["Ada".to_owned(), "7,5".into(), "1,5".into()]);
    assert_eq!(row("name;\"score,\nof, 10\";b\nAda;7,5;1,5\n"), expected(3));
    assert_eq!(row("name;5\";b\nAda;7,5;1,5\n"), expected(2));
}

#[test]
fn first_line_of_excel_names_the_separator() {
    let row = |text: &str| cells(text).remove(0);
    let expected = |text: &str| (3, vec![text.to_owned(), "2".into()]);
    assert_eq!(row("sep=;\r\na, b;c\r\n1, 0;2\r\n"), expected("1, 0"));
    assert_eq!(row("sep=,\na;x,b\n1,2\n"), expected("1"));
    assert_eq!(row("sep=\t\na\tb\n1\t2"), expected("1"));
}

#[test]
fn rows_longer_than_the_header_are_faults_and_nothing_is_empty() {
    let sheet = Sheet::of("\na,b\n1,2,\n3,4,5\n6,7\n");
    assert_eq!(
        sheet.faults,
        [fault(4, None, Unreadable::TooManyCells { found: 3 })]
    );
    let lines: Vec<u32> = sheet.rows.iter().map(|row| row.line).collect();
    assert_eq!((sheet.line, lines), (2, vec![3, 5]));
    for text in ["", " \r\n,,\n"] {
        let sheet = Sheet::of(text);
        assert!(sheet.header.is_empty() && sheet.faults.is_empty());
    }
}

#[test]
fn torn_quote_costs_its_own_row_and_no_other() {
    let torn = |text: &str, line: u32, column: usize, what: Unreadable, rest: &[&str]| {
        let sheet = Sheet::of(text);
        assert_eq!(sheet.faults, [fault(line, Some(column), what)], "{text:?}");
        let firsts: Vec<&str> = sheet.rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(firsts, rest, "{text:?}");
    };
    let head = "proposal,juror,score\n";
    // Text behind the quote that would close it.
    let text = format!("{head}A,\"J1,7\nB,\"J2\",5\nC,J1,4\n");
    torn(&text, 2, 1, Unreadable::TornQuote, &["B", "C"]);
    // An empty quoted cell looks like a doubled quote.
    for tail in ["", "\nC,x\",4\n"] {
        let text = format!("{head}A,\"J1,7\nB,\"\",5{tail}");
        let rest: &[&str] = if tail.is_empty() { &["B"] } else { &["B", "C"] };
        torn(&text, 2, 1, Unreadable::TornQuote, rest);
    }
    let text = format!("{head}A,J1,\"7\n\"\",J2,5\nB,J3,6\n");
    torn(&text, 2, 2, Unreadable::TornQuote, &["", "B"]);
    let text = format!("{head}A,J1,7\n\"B,J2,5\nC,J3,\"\"\nD,J3,8");
    torn(&text, 3, 0, Unreadable::TornQuote, &["A", "C", "D"]);
    // Never closed.
    let text = format!("{head}A,J1,7\nB,\"J2,5\nC,J3,8\n");
    torn(&text, 3, 1, Unreadable::OpenQuote, &["A", "C"]);
    torn("a,b\n1,2\n\"", 3, 0, Unreadable::OpenQuote, &["1"]);
    // In the header it costs all.
    let sheet = Sheet::of("a,\"b\n1,2\n");
    assert_eq!(sheet.faults, [fault(1, Some(1), Unreadable::OpenQuote)]);
    assert!(sheet.header.is_empty() && sheet.rows.is_empty());
}

proptest! {
    /// Where no quote is torn, cells are those that a well-known reader finds.
    #[test]
    fn cells_are_those_of_the_csv_crate(text in "[aé \",\n]{0,40}") {
        let mut reader = Reader { text: &text, at: 0, line: 1, separator: b',' };
        let read: Result<Vec<Row>, SheetFault> = std::iter::from_fn(|| reader.next()).collect();
        if let Ok(rows) = read {
            let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells).collect();
            let mut other = csv::ReaderBuilder::new();
            let mut other = other.has_headers(false).flexible(true).from_reader(text.as_bytes());
            let others = other.records().map(|record| record.unwrap().iter().map(str::to_owned).collect());
            prop_assert_eq!(rows, others.collect::<Vec<Vec<String>>>());
        }
    }
}
