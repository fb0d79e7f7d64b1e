//! Competitions: timeline, phases, rubric, and the rules that are frozen when a call opens.
//!
//! The phase follows from the state, the timeline and the clock that the caller passes in.

mod drafts;
mod edits;
mod opening;
mod overviews;
mod places;
mod rubric;
mod rules;
mod timeline;
mod times;
mod views;

pub use drafts::*;
pub use edits::*;
pub use opening::*;
pub use overviews::*;
pub use places::*;
pub use rubric::*;
pub use rules::*;
pub use timeline::*;
pub use times::*;
pub use views::*;
