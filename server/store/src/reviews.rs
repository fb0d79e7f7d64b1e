//! Reviews: a juror's queue, score sheets, and the path that takes their scores.
//!
//! Rules: nobody reads another juror's review here, and no count, order or refusal follows from one; the one exception is
//! `others`, where the rules of the round allow it. A save names
//! the version that it began from. Every save keeps what was written in `review_revisions`, which is the record of
//! drafts (who, when, what); handing in and revising also stand in the audit log. `proposals.reviews_received` is kept
//! in the transaction that hands in, and the first answer of a round locks its rubric.

mod amendments;
mod calibrations;
mod contents;
mod histories;
mod others;
mod places;
mod practices;
mod queues;
mod readers;
mod saves;
mod sheets;
mod standings;
mod writes;

pub(crate) use amendments::{amend, changes_of};
pub use calibrations::my_order;
pub use histories::history;
pub use others::others;
pub use places::place_own;
pub use practices::{practice_setup, practice_sheet, practise, remove_example, save_example};
pub use queues::*;
pub(crate) use readers::may_read;
pub use saves::*;
pub use sheets::*;
pub(crate) use standings::covers;
