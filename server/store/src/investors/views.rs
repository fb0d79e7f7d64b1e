//! What investors, teams and organisers read.

mod home;
mod investor;
mod organiser;
mod team;

pub use home::*;
pub use investor::*;
pub use organiser::*;
pub use team::*;
