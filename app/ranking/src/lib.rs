//! Fair numbers for a jury: the ranking of proposals and the assignment of jurors.
//!
//! [`rank`] estimates how generous each juror is from the proposals shared with other jurors, removes that from
//! the scores, and states the chance that each proposal belongs in the seats, given how much jurors disagree.
//! [`assign`] decides who reads what.
//!
//! The rule of this crate: the same input gives the same bits on every machine. So it uses only `+ - * /`, `sqrt`
//! and functions of `libm`, sums in a fixed order, and draws from a seeded generator. It must not know identities
//! (all indices are plain `u32`; the caller maps them), read clocks, do I/O, or iterate over hash maps.

mod assignments;
mod boards;
mod connectivity;
mod equations;
mod estimates;
mod exchanges;
mod factors;
mod fits;
mod flows;
mod guards;
mod islands;
mod methods;
mod observations;
mod obstacles;
mod placements;
mod posteriors;
mod ranking;
mod rules;
mod samplers;
mod scores;
mod selections;
mod sorters;
mod spreads;
mod tallies;
mod ties;

pub use assignments::{
    Assignment, AssignmentRules, Infeasible, JurorTraits, Mismatch, Pair, PairReason, Pool,
    ProposalTraits,
};
pub use methods::{Method, Placed, rank_by};
pub use placements::assign;
pub use ranking::{JurorEffect, LeftOut, Ranked, Ranking, Variance, Warning};
pub use rules::Rules;
pub use scores::{BadRule, Criterion, Refusal, Review, Scores};
pub use selections::{leave_one_juror_out, rank};
