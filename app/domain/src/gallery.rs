//! The public shortlist: its cards, how they are filtered, and what of a proposal everybody may read.
//!
//! Rule: only selected, published projects are here, without addresses and without people's names. The
//! same filter runs for a page and its counts; it never converts currencies.

mod facets;
mod filters;
mod projects;
mod redaction;

pub use facets::*;
pub use filters::*;
pub use projects::*;
pub use redaction::*;
