//! The public gallery: selected projects, one page for each, one sheet to print. Plain HTML for everybody;
//! filters stand in the address.

mod api;
mod cards;
mod filters;
mod project_page;
mod sheet_page;
mod shortlist_page;

pub use api::*;
pub use cards::ProjectCardView;
pub use project_page::ProjectPage;
pub use sheet_page::SheetPage;
pub use shortlist_page::ShortlistPage;
