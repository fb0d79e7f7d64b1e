//! Competitions: timeline, phases, rubric, and the rules that are frozen when a call opens.
//!
//! The phase follows from the state, the timeline and the clock that the caller passes in.

mod rubric;
mod rules;
mod timeline;

pub use rubric::*;
pub use rules::*;
pub use timeline::*;
