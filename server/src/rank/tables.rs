//! Reading a file of comma-separated values, as spreadsheets of all countries write them: separated by comma, semicolon
//! or tab (what the header has most of), quoted or not, lines ended in any way, UTF-8 with or without a byte order mark or
//! UTF-16 with one. Cells come as text; nothing here knows what they mean.

use csv::StringRecord;
use domain::imports::cell;
use std::collections::BTreeMap;

/// A line of its own behind the last one: where it does not come back as such, a quote was never closed.
const END: &str = "\u{4}";
/// Most problems that are told one by one.
const MOST_TOLD: usize = 20;

/// What is wrong with a file, by line; a reader wants to see more than the first.
#[derive(Debug, Default)]
pub struct Problems {
    told: BTreeMap<(u64, usize), String>,
    count: usize,
}

impl Problems {
    /// Notes a problem with a line.
    pub fn note(&mut self, line: u64, what: &str) {
        self.count += 1;
        self.told.insert((line, self.count), what.to_owned());
        if self.told.len() > MOST_TOLD {
            self.told.pop_last();
        }
    }

    /// Notes a problem with a cell.
    pub fn note_cell(&mut self, line: u64, column: &str, what: &str) {
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
        let line = |((line, _), what): (&(u64, usize), &String)| format!("line {line}: {what}");
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

/// A row of the file.
#[derive(Debug)]
pub struct Row {
    /// Where it begins; the header is usually line 1.
    pub line: u64,
    record: StringRecord,
}

impl Row {
    /// The text of a cell, trimmed; empty where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> String {
        self.record.get(column).map(cell).unwrap_or_default()
    }
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
        // One kind of line end, or the reader would count lines wrongly.
        let mut text = text_of(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
        let separator = match text.as_bytes() {
            // Excel's own first line; its place is kept, so that lines are counted as they stand.
            [
                b's',
                b'e',
                b'p',
                b'=',
                own @ (b',' | b';' | b'\t'),
                b'\n',
                ..,
            ] => {
                let own = *own;
                text.replace_range(..5, "");
                own
            }
            _ => separator(&text),
        };
        if let Some(line) = torn(&text, separator) {
            return Err(format!(
                "line {line}: a quote (\") is not closed before the line ends"
            ));
        }
        text.push('\n');
        text.push_str(END);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut table = Self {
            header: Vec::new(),
            rows: Vec::new(),
            by_comma: separator == b',',
        };
        let mut problems = Problems::default();
        let mut last = None;
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            let line = line_of(&record, &text);
            if let Some(row) = last.replace(Row { line, record }) {
                table.take(row, &mut problems);
            }
        }
        if let Some(row) = last.filter(|row| &row.record[0] != END || row.record.len() > 1) {
            return Err(format!("line {}: a quote (\") is never closed", row.line));
        }
        problems.none()?;
        if table.header.is_empty() {
            return Err("the file is empty".into());
        }
        if table.rows.is_empty() {
            return Err("there is no row below the header".into());
        }
        Ok(table)
    }

    fn take(&mut self, row: Row, problems: &mut Problems) {
        if row.record.iter().all(|text| cell(text).is_empty()) {
            return;
        }
        if self.header.is_empty() {
            self.header = row.record.iter().map(cell).collect();
            return;
        }
        let beyond = |text: &str| !cell(text).is_empty();
        if row.record.iter().skip(self.header.len()).any(beyond) {
            let (found, expected) = (row.record.len(), self.header.len());
            let what = format!("{found} cells where the header has {expected}");
            problems.note(row.line, &what);
        }
        self.rows.push(row);
    }
}

/// The reader skips empty lines before a record, but counts the record from the first of them.
fn line_of(record: &StringRecord, text: &str) -> u64 {
    record.position().map_or(0, |at| {
        let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let skipped = rest.iter().take_while(|byte| **byte == b'\n').count();
        at.line() + skipped as u64
    })
}

fn text_of(bytes: &[u8]) -> Result<String, String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks(2).map(|pair| match pair {
            [one, other] => unit([*one, *other]),
            _ => 0xd800,
        });
        String::from_utf16(&units.collect::<Vec<u16>>())
            .map_err(|_| "the file begins like UTF-16 text, but is none".to_owned())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let good = &bytes[..error.valid_up_to()];
                let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(format!(
                    "line {line} is not UTF-8 text: save the spreadsheet as “CSV UTF-8”"
                ))
            }
        },
    }
}

/// What the header has most of outside quotes; of equal counts the first, so a comma where there is only one column.
fn separator(text: &str) -> u8 {
    let blank = |line: &&str| line.trim().is_empty();
    let lines = text.split_inclusive('\n').take_while(blank);
    let above: usize = lines.map(str::len).sum();
    let (mut quoted, mut before) = (false, b'\n');
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text[above..].bytes() {
        // A quote opens where a cell begins, or doubled inside one.
        let opens = matches!(before, b',' | b';' | b'\t' | b'\n' | b'"');
        quoted ^= byte == b'"' && (quoted || opens);
        if byte == b'\n' && !quoted {
            break;
        }
        before = byte;
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

/// The line where a quoted cell over several lines begins that has text behind its closing quote: that quote was meant to
/// open the cell of a later row, which would be swallowed.
fn torn(text: &str, separator: u8) -> Option<u64> {
    let (mut line, mut began) = (1, 1);
    let (mut fresh, mut quoted, mut closed) = (true, false, false);
    for byte in text.bytes() {
        line += u64::from(byte == b'\n');
        if quoted {
            closed = byte == b'"';
            quoted = !closed;
        } else if byte == separator || byte == b'\n' {
            (fresh, closed) = (true, false);
        } else if byte == b'"' && (fresh || closed) {
            began = if fresh { line } else { began };
            (fresh, quoted, closed) = (false, true, false);
        } else if closed && began < line {
            return Some(began);
        } else {
            (fresh, closed) = (false, false);
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        let table = Table::read(text.as_bytes()).unwrap();
        let row = |row: &Row| (0..table.header.len()).map(|at| row.cell(at)).collect();
        table.rows.iter().map(|own| (own.line, row(own))).collect()
    }

    #[test]
    fn spreadsheets_of_all_countries_are_read() {
        let rows = |first: u64| {
            let cells = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
            vec![(first, cells("Ada", "x, y")), (first + 1, cells("Bo", ""))]
        };
        for text in [
            "name,note\nAda,\"x, y\"\nBo,\n",
            "\u{feff}name;note\r\nAda;x, y\r\nBo;\r\n",
            "name\tnote\r Ada \tx, y\rBo",
        ] {
            assert_eq!(cells(text), rows(2), "{text:?}");
        }
        assert_eq!(cells("\n\nname;note\nAda;x, y\nBo\n"), rows(4));
    }

    #[test]
    fn utf16_with_its_mark_is_read() {
        let units = "a;b\r\né;7".encode_utf16();
        let bytes: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(units.flat_map(u16::to_le_bytes))
            .collect();
        let table = Table::read(&bytes).unwrap();
        assert_eq!(
            (table.rows[0].cell(0), table.by_comma),
            ("é".to_owned(), false)
        );
        assert!(Table::read(&bytes[..bytes.len() - 1]).is_err());
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
        let text = "a,b\n\"one\n\"\"two\"\", three\",2\n\"x\"y,5\" z\n";
        let found: Vec<Vec<String>> = cells(text).into_iter().map(|row| row.1).collect();
        assert_eq!(found[0], ["one\n\"two\", three", "2"]);
        assert_eq!(found[1], ["xy", "5\" z"]);
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
        assert_eq!(
            row("\u{feff}sep=;\r\na, b;c\r\n1, 0;2\r\n"),
            expected("1, 0")
        );
        assert_eq!(row("sep=,\na;x,b\n1,2\n"), expected("1"));
        assert_eq!(row("sep=\t\na\tb\n1\t2"), expected("1"));
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
