//! Selection: the canonical input that is frozen, the result that stands beside it, and what each reader may see of it.
//!
//! The input holds integers and keys only, so that its hash is the same everywhere and anyone can compute the ranking
//! again from it. Jurors appear by number, never by name. Nothing here computes a rank: that is the crate `ranking`.

mod inputs;
mod pages;
mod results;
mod second_looks;

pub use inputs::*;
pub use pages::*;
pub use results::*;
pub use second_looks::*;
