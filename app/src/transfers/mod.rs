//! Data in and out: files of people, proposals and scores that are checked before they are carried out, and the
//! organiser's tables as files.
//!
//! A file is sent by a plain form to an address of the server's, not to a server function; everything after that
//! are forms of server functions. Nothing here reads a file.

mod api;
mod check_page;
mod export_page;
mod mapping_form;
mod problems;
mod routes;
mod start_page;

pub use api::*;
pub use check_page::ImportCheckPage;
pub use export_page::ExportsPage;
pub use routes::TransferRoutes;
pub use start_page::ImportStartPage;

use crate::texts::{Texts, named};
use domain::Localised;

/// Where files are sent; the competition's part of addresses follows.
pub const UPLOAD: &str = "/api/transfers/upload";

/// Names the downloads to the page that shows why one was refused.
pub const DOWNLOAD: &str = "/organise/export";

/// What a column means, in words: that of a criterion by the criterion's name.
fn column_text(key: &str, criteria: &[(String, Localised)]) -> String {
    let Some(code) = key.strip_prefix("score:") else {
        return named("column", key).to_owned();
    };
    let language = Texts::current().language;
    criteria
        .iter()
        .find(|(own, _)| own == code)
        .map_or(code, |(_, name)| name.get(language))
        .to_owned()
}
