//! What the tests share: fresh databases, and a vocabulary for the rows that a test begins with.
//!
//! Rows are inserted directly, so that a test depends on the feature it tests and on no other.

#![allow(dead_code, unused_imports, reason = "a vocabulary for all features")]

mod competitions;
mod databases;
mod investors;
mod jury;
mod outcomes;
mod people;
mod proposals;
mod rows;
mod selections;
mod teams;

pub use competitions::{Competition, CompetitionBuilder};
pub use databases::each_database;
pub use investors::Investor;
pub use jury::Juror;
pub use outcomes::{actions, actions_on, denied, refusal, sound};
pub use people::{PASSWORD, demo_actor};
pub use proposals::Proposal;
pub use rows::*;
pub use teams::Team;

use store::Store;

/// The instant at which every test happens: 1 March 2027, 12:00 UTC.
pub const NOW: i64 = 1_803_902_400_000;
/// In milliseconds.
pub const MINUTE: i64 = 60_000;
/// In milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// In milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// Inserts rows with sensible contents, in words: `fixture.competition().in_phase(Phase::Jury).await`.
pub struct Fixture {
    /// Where the rows go.
    pub store: Store,
}

impl Fixture {
    /// For a database.
    pub fn new(store: &Store) -> Self {
        Self {
            store: store.clone(),
        }
    }
}

/// Lets a builder be awaited, so that a test reads like a sentence.
macro_rules! sentence {
    ($builder:ident => $output:ty) => {
        impl<'a> IntoFuture for $builder<'a> {
            type Output = $output;
            type IntoFuture = std::pin::Pin<Box<dyn Future<Output = $output> + 'a>>;
            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.insert())
            }
        }
    };
}
use sentence;
