//! Workbooks (Office Open XML): one sheet, numbers as numbers, instants as instants in UTC, a bold header that stays
//! in sight. Text is stored as text, so nothing in it is ever run.

use super::shown;
use domain::exports::Cell;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Most characters of a cell in the format.
const LONGEST: usize = 32_767;

/// The bytes of a workbook.
///
/// # Errors
/// When the format cannot hold it: more than 1,048,575 rows, or 16,384 columns.
pub fn workbook(name: &str, columns: &[String], rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let instant = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss \"UTC\"");
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, at, column, &bold)?;
        let wide = rows
            .first()
            .and_then(|row| row.get(usize::from(at)))
            .map_or(12, width);
        sheet.set_column_width(at, wide.max(column.chars().count() as u32 + 2))?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        for (at, cell) in (0_u16..).zip(row) {
            write(sheet, line, at, cell, &instant)?;
        }
    }
    book.save_to_buffer()
}

fn width(cell: &Cell) -> u32 {
    match cell {
        Cell::Text(_) | Cell::Words(..) => 28,
        Cell::Instant(_) => 24,
        _ => 12,
    }
}

fn write(
    sheet: &mut Worksheet,
    line: u32,
    at: u16,
    cell: &Cell,
    instant: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(number) => {
            sheet.write_number(line, at, *number as f64)?;
        }
        Cell::Decimal(number) => {
            sheet.write_number(line, at, *number)?;
        }
        Cell::Instant(ms) => {
            let moment = ExcelDateTime::from_timestamp(ms.div_euclid(1_000))?;
            sheet.write_datetime_with_format(line, at, &moment, instant)?;
        }
        Cell::Flag(flag) => {
            sheet.write_boolean(line, at, *flag)?;
        }
        Cell::Text(_) | Cell::Word(..) | Cell::Words(..) => {
            let text: String = shown(cell).chars().take(LONGEST).collect();
            sheet.write_string(line, at, text)?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_cell_has_a_place_in_a_workbook() {
        let row = vec![
            Cell::Empty,
            Cell::text("=1+1"),
            Cell::text("x".repeat(LONGEST + 1)),
            Cell::Number(-5),
            Cell::Decimal(2.25),
            Cell::Instant(1_709_210_096_000),
            Cell::Flag(true),
            Cell::Word("sector", "energy".into()),
            Cell::Words("target", vec!["women".into()]),
        ];
        let columns: Vec<String> = (0..row.len()).map(|at| format!("c{at}")).collect();
        let bytes = workbook("proposals", &columns, &[row]).unwrap();
        assert!(
            bytes.starts_with(b"PK"),
            "a workbook is an archive of XML files"
        );
    }
}
