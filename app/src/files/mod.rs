//! Files of a proposal: the page where its team adds and removes them, and the list that everybody else reads.
//!
//! A file is sent by a plain form to an address of the server's; `public/upload.js` makes that form send it piece by
//! piece, so that it survives a dropped connection. Removing and bringing back are forms of server functions.

mod api;
mod file_list;
mod files_page;
mod photo_form;
mod upload_form;

pub use api::*;
pub use file_list::{FileList, FilesSection};
pub use files_page::FilesPage;
pub use photo_form::{PhotoImage, PhotoSection};

/// Where a plain form sends a file; the proposal's id follows.
pub const UPLOAD: &str = "/api/files/upload";
