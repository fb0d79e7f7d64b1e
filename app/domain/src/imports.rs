//! Imports: from the cells of a spreadsheet to rows that can be stored, with every problem named by line
//! and column.
//!
//! Pure: who exists already and what may be changed is `store`'s question. A cell is never guessed at: a
//! blank score is missing, "n/a" is "cannot judge" where the rubric allows it, and nothing becomes nought.

mod columns;
mod mappings;
mod people;
mod proposals;
mod reports;
mod scores;
mod sheets;
mod synonyms;
mod tables;

pub use columns::*;
pub use mappings::*;
pub use people::*;
pub use proposals::*;
pub use reports::*;
pub use scores::*;
pub use sheets::*;
pub use tables::*;

use serde::{Deserialize, Serialize};

/// Most bytes of a file.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;

crate::vocabulary::vocabulary! {
    /// What a file holds, a row each.
    ImportKind {
        /// Members of teams and jurors.
        People = "people",
        /// Proposals.
        Proposals = "proposals",
        /// One juror's scores of one proposal.
        Scores = "scores",
    }
}

crate::vocabulary::vocabulary! {
    /// How far proposals that come in are.
    Entering {
        /// To be finished by their teams.
        Draft = "draft",
        /// Submitted, to be screened.
        Submitted = "submitted",
        /// Submitted and found eligible.
        Eligible = "eligible",
    }
}

/// What the organiser decides about an import, besides the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOptions {
    /// Teams (of people), proposals and jurors (of scores) that are not known are created.
    pub create: bool,
    /// How far proposals are that come in with a file of proposals. Those that a file of scores creates
    /// are eligible.
    pub entering: Entering,
    /// Whether people who are new are written to.
    pub write: bool,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            create: false,
            entering: Entering::Submitted,
            write: true,
        }
    }
}
