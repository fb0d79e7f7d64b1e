//! The public shortlist and the pages of its projects: read by everybody, also without an account, so
//! nothing here takes an actor. Only entries that are selected in a published selection are ever read.

mod lists;
mod photos;
mod projects;

pub use lists::*;
pub use photos::photo_bytes;
pub use projects::*;
