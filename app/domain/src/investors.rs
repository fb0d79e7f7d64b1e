//! Investors: who may state interest in a selected project, and how its team answers.
//!
//! Rules: an organiser verifies every investor; only selected, published projects can be found; a team
//! accepts or declines each interest. Names and addresses pass between the two sides only after the team
//! accepted, and never to organisers, who see counts and sums. Nothing here decides who asks.

mod funnels;
mod interests;
mod pages;
mod registrations;

pub use funnels::*;
pub use interests::*;
pub use pages::*;
pub use registrations::*;
