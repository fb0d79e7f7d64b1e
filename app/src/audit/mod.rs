//! The log of a competition, as organisers and auditors read it. Nothing here writes one: that is part of every
//! change in `store`.

mod api;
mod log_page;

pub use api::*;
pub use log_page::AuditLogPage;
