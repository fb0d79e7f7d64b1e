//! File formats of exported tables. What a table holds and who may have it is `store`'s; nothing here asks.
//!
//! Columns and words are written by their keys, so that a file means the same whoever took it out in whatever
//! language, and what can be imported comes in again.

mod text;
mod workbook;

pub use text::{BYTE_ORDER_MARK, lines};
pub use workbook::workbook;

use app::texts::iso;
use domain::exports::Cell;

/// A cell as text, as a person or a program reads it.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Decimal(number) => number.to_string(),
        Cell::Instant(at) => iso(*at),
        Cell::Flag(true) => "yes".into(),
        Cell::Flag(false) => "no".into(),
        Cell::Word(_, key) => key.clone(),
        Cell::Words(_, keys) => keys.join(", "),
    }
}
