//! Reading a file of comma-separated values, as spreadsheets of all countries write them: separated by comma, semicolon
//! or tab (what the first line `sep=` says, else what the header has most of), quoted or not, lines ended in any way, UTF-8 with or
//! without a byte order mark or UTF-16 with one. Cells come as text; nothing here knows what they mean.
//!
//! A quote opens where a cell begins, and only there. One that was never meant to open would swallow lines up to the next quote, so a
//! quoted cell over several lines is torn where text follows its closing quote, or where a later line holds what looks like an empty
//! quoted cell. Only the row where it opened is bad then: reading goes on with the next line.

use super::{Row, cell};

/// More torn quotes than this are not looked for.
const MOST_TORN: usize = 100;

/// What is wrong with a file, or with a row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// This line is no UTF-8 text.
    NotUtf8,
    /// The file has the mark of UTF-16, but is none.
    NotUtf16,
    /// A quote opens here that the line does not close, and no later line in a way that makes sense.
    TornQuote,
    /// A quote opens here and is never closed.
    OpenQuote,
    /// There are more cells than the header has.
    TooManyCells {
        /// How many.
        found: usize,
    },
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetFault {
    /// Of the file, from 1; 0 is the file itself.
    pub line: u32,
    /// Position of the cell, from 0; `None` where the whole line is meant.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: Unreadable,
}

/// The cells of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns, trimmed; empty where there is no header.
    pub header: Vec<String>,
    /// Line of the header.
    pub line: u32,
    /// In the order of the file; rows without any text and faulty ones are left out.
    pub rows: Vec<Row>,
    /// In the order of the file.
    pub faults: Vec<SheetFault>,
    /// What separates cells: `,`, `;` or a tab.
    pub separator: char,
}

/// The text of a file.
///
/// # Errors
/// [`Unreadable::NotUtf8`] or [`Unreadable::NotUtf16`].
pub fn text_of(bytes: &[u8]) -> Result<String, SheetFault> {
    let fault = |line, what| SheetFault {
        line,
        column: None,
        what,
    };
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks(2).map(|pair| match pair {
            [one, other] => unit([*one, *other]),
            _ => 0xd800,
        });
        String::from_utf16(&units.collect::<Vec<u16>>()).map_err(|_| fault(0, Unreadable::NotUtf16))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let good = &bytes[..error.valid_up_to()];
                let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(fault(line as u32, Unreadable::NotUtf8))
            }
        },
    }
}

impl Sheet {
    /// Reads the text of a file.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        // Excel's own first line.
        let own = match text.as_bytes() {
            [
                b's',
                b'e',
                b'p',
                b'=',
                own @ (b',' | b';' | b'\t'),
                b'\n',
                ..,
            ] => Some(*own),
            _ => None,
        };
        let mut reader = Reader {
            at: if own.is_some() { 6 } else { 0 },
            line: if own.is_some() { 2 } else { 1 },
            separator: own.unwrap_or_else(|| separator(&text)),
            text: &text,
        };
        let mut sheet = Self {
            separator: char::from(reader.separator),
            ..Self::default()
        };
        let mut torn = 0;
        while let Some(record) = reader.next() {
            match record {
                Ok(row) => sheet.take(row),
                Err(fault) => {
                    torn += 1;
                    sheet.faults.push(fault);
                    // Without a header nothing that follows would make sense.
                    if torn == MOST_TORN || sheet.header.is_empty() {
                        break;
                    }
                }
            }
        }
        sheet
    }

    fn take(&mut self, row: Row) {
        let Row { line, cells } = row;
        let found = cells.len();
        let mut cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        if cells.iter().all(String::is_empty) {
            return;
        }
        if self.header.is_empty() {
            (self.header, self.line) = (cells, line);
            return;
        }
        if cells
            .iter()
            .skip(self.header.len())
            .any(|own| !own.is_empty())
        {
            self.faults.push(SheetFault {
                line,
                column: None,
                what: Unreadable::TooManyCells { found },
            });
            return;
        }
        cells.truncate(self.header.len());
        self.rows.push(Row { line, cells });
    }
}

/// Where reading stands.
struct Reader<'a> {
    /// Lines end with `\n`.
    text: &'a str,
    at: usize,
    line: u32,
    separator: u8,
}

impl Reader<'_> {
    /// The next row with its cells as they stand; `None` at the end.
    fn next(&mut self) -> Option<Result<Row, SheetFault>> {
        while self.byte(self.at) == Some(b'\n') {
            self.at += 1;
            self.line += 1;
        }
        self.byte(self.at)?;
        let mut row = Row {
            line: self.line,
            cells: Vec::new(),
        };
        loop {
            let (at, line) = (self.at, self.line);
            match self.cell() {
                Ok(text) => row.cells.push(text),
                Err(what) => {
                    let length = self.text[at..].find('\n');
                    self.at = length.map_or(self.text.len(), |length| at + length + 1);
                    self.line = line + 1;
                    return Some(Err(SheetFault {
                        line,
                        column: Some(row.cells.len()),
                        what,
                    }));
                }
            }
            let end = self.byte(self.at);
            self.at += 1;
            if end != Some(self.separator) {
                self.line += 1;
                return Some(Ok(row));
            }
        }
    }

    /// A cell, up to what ends it.
    fn cell(&mut self) -> Result<String, Unreadable> {
        let opened = self.line;
        let mut cell = String::new();
        if self.byte(self.at) == Some(b'"') {
            self.at += 1;
            loop {
                let rest = &self.text[self.at..];
                let length = rest.find('"').ok_or(Unreadable::OpenQuote)?;
                let piece = &rest[..length];
                cell.push_str(piece);
                self.line += piece.bytes().filter(|byte| *byte == b'\n').count() as u32;
                self.at += length + 1;
                if self.byte(self.at) != Some(b'"') {
                    break;
                }
                let begins = piece
                    .bytes()
                    .next_back()
                    .is_some_and(|byte| self.ends_cell(Some(byte)));
                let empty = begins && self.ends_cell(self.byte(self.at + 1));
                if empty && self.line > opened {
                    return Err(Unreadable::TornQuote);
                }
                cell.push('"');
                self.at += 1;
            }
            if self.line > opened && !self.ends_cell(self.byte(self.at)) {
                return Err(Unreadable::TornQuote);
            }
        }
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| self.ends_cell(Some(byte)));
        let length = length.unwrap_or(rest.len());
        cell.push_str(&rest[..length]);
        self.at += length;
        Ok(cell)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn ends_cell(&self, byte: Option<u8>) -> bool {
        byte.is_none_or(|byte| byte == self.separator || byte == b'\n')
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

#[cfg(test)]
mod tests;
