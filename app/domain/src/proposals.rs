//! Proposals: the form definition, the answers of its sections, and what submission freezes.

mod form;

pub use form::*;
