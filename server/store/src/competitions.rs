//! Competitions: who may do what in which phase, set-up, opening, and what the public reads.
//!
//! Set-up (rubric, needs, colleges, timeline) is versioned by the competition's version and ends when
//! the call opens: from then on the frozen rules are what counts. Every question about a competition
//! begins with [`facts`] or [`by_slug`], which hide drafts from everybody else.

mod claims;
mod colleges;
mod criteria;
mod defaults;
mod facts;
mod forms;
mod founding;
mod lists;
mod needs;
mod opening;
mod overview;
mod people;
mod rubric;
mod settings;
mod zones;

pub use colleges::*;
pub use criteria::*;
pub use facts::*;
pub use forms::*;
pub use founding::*;
pub use lists::*;
pub use needs::*;
pub use opening::*;
pub use overview::*;
pub use people::*;
pub use rubric::*;
pub use settings::*;
pub use zones::*;
