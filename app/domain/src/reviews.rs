//! Reviews: what a juror says of a proposal, and what the juror's own pages show.
//!
//! An answer is a score on the criterion's scale, "cannot judge", or still open: three different things, and none of
//! them is ever zero. Nothing here may carry another juror's answers, nor a count or an order that follows from them.

mod calibration;
mod contents;
mod inputs;
mod pages;
mod places;

pub use calibration::*;
pub use contents::*;
pub use inputs::*;
pub use pages::*;
pub use places::*;
