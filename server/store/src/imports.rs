//! Imports: a competition that was begun in a spreadsheet comes in.
//!
//! Every import is planned first, from the file and from what is there, in a number of queries that does not
//! grow with its rows; a dry run ends there. It is carried out in one transaction and only when nothing is wrong
//! with any row. What people wrote here themselves is never overwritten: proposals of teams with members, and
//! scores of jurors who have an account, can only come from them. The same file twice changes nothing more.

mod answers;
mod entries;
mod files;
mod people;
mod people_reads;
mod people_writes;
mod proposal_reads;
mod proposal_writes;
mod proposals;
mod runs;
mod score_reads;
mod score_writes;
mod scores;
mod uploads;

pub use runs::*;
pub use uploads::*;
