//! Selection: from scores to a frozen and published result.
//!
//! Rules: a ranking is computed, never stored, until it is frozen; then the canonical input, its hash and the result are
//! kept and nothing changes them. The result is always computed from the canonical input, so whoever has that text can
//! repeat it. Before publication only organisers and auditors see anything, and nobody while jurors still score.

mod cards;
mod freezing;
mod inputs;
mod rankings;
mod results;
mod views;

pub use freezing::*;
pub use inputs::*;
pub use rankings::*;
pub use results::*;
pub use views::*;
