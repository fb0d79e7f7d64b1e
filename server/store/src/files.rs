//! Files of proposals: sent whole or piece by piece, examined, kept, read, removed.
//!
//! Rules: what a file is follows from its content; pictures are written anew, without what cameras note (places!).
//! Bytes are written before the row that names them, and removed after it, so that a crash leaves bytes without a row
//! at worst, which [`clean`] removes. What a submission names is never removed: taking it from the draft only marks it.
//! The team reads what the draft has; everybody else who may read the proposal, what its submitted revision names.

mod additions;
mod changes;
mod examinations;
mod lists;
mod photos;
mod pictures;
mod readers;
mod storages;
mod upkeep;
mod uploads;

pub use additions::{add, may_add};
pub use changes::*;
pub use lists::page;
pub(crate) use lists::{DraftFiles, freeze, of_draft, submitted};
pub use photos::{PhotoBytes, choose_photo, open_photo, remove_photo};
pub(crate) use photos::{of_revision as photo_of, photo_bytes};
pub use readers::*;
pub use storages::{Files, Held, Incoming};
pub use upkeep::clean;
pub use uploads::*;

/// An unfinished upload, and a removed file, are kept so long: a day.
pub const KEPT_FOR: i64 = 24 * 3_600_000;
