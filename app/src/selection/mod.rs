//! Selection: the organiser's page with the cut line, and the result that a team reads.

mod api;
mod caterpillars;
mod decisions;
mod result_page;
mod scales;
mod second_look_page;
mod selection_page;
mod warnings;

pub use api::*;
pub use result_page::ResultPage;
pub use second_look_page::SecondLookPage;
pub use selection_page::SelectionPage;

use crate::texts::Texts;
use domain::money::decimal;

/// Points with two decimals, in the reader's notation.
fn points(number: f64) -> String {
    decimal(number, 2, Texts::current().language)
}

/// A chance as per cent. Never 0 or 100: the method does not know that much.
pub(crate) fn percent(chance: f64) -> String {
    let rounded = (chance * 100.0).round();
    if rounded < 1.0 {
        "< 1 %".to_owned()
    } else if rounded > 99.0 {
        "> 99 %".to_owned()
    } else {
        format!("{rounded:.0} %")
    }
}
