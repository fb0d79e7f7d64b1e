//! Screening: whether a submitted proposal goes to the jury.
//!
//! A decision is never edited: a new one takes its place and the history keeps both. Nothing here
//! reads the content of a proposal or the clock.

mod bulk;
mod decisions;
mod lists;
mod messages;
mod queries;
mod similar;

pub use bulk::*;
pub use decisions::*;
pub use lists::*;
pub use messages::*;
pub use queries::*;
pub use similar::*;
