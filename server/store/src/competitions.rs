//! Competitions: who may do what in which phase, set-up, opening, and what the public reads.
//!
//! Set-up (rubric, needs, colleges, timeline) is versioned by the competition's version and ends when
//! the call opens: from then on the frozen rules are what counts. Every question about a competition
//! begins with [`facts`] or [`by_slug`], which hide drafts from everybody else.

mod facts;
mod rubric;

pub use facts::*;
pub use rubric::*;
