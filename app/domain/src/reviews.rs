//! Reviews: what a juror says of a proposal, and what the juror's own pages show.
//!
//! An answer is a score on the criterion's scale, "cannot judge", or still open: three different things, and none of
//! them is ever zero. Nothing here may carry another juror's answers, nor a count or an order that follows from them.

mod calibration;
mod contents;
mod drifts;
mod inputs;
mod pages;
mod places;
mod practices;

pub use calibration::*;
pub use contents::*;
pub use drifts::*;
pub use inputs::*;
pub use pages::*;
pub use places::*;
pub use practices::*;
