//! Where more reviews tell most: a second look at the proposals whose seat is least settled.
//!
//! Each extra review goes to the proposal with the greatest P(1 − P)/n: the variance of whether it is selected, per review it has or is
//! promised. Two rounds by this rule after two scores for each find more of the right seats than four scores for each, from as many
//! scores: a simulation that is not part of this crate found so.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

/// What is known of a proposal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// P, the chance that it belongs in the seats, 0 to 1.
    pub p_selected: f64,
    /// n, the reviews that it has.
    pub reviews: u32,
    /// The most reviews it can get in addition: jurors who may read it and do not.
    pub room: u32,
}

/// The chance of this proposal, by position, is not between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAChance {
    pub proposal: u32,
}

impl fmt::Display for NotAChance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the chance of proposal {} is not between 0 and 1",
            self.proposal
        )
    }
}

impl std::error::Error for NotAChance {}

/// Extra reviews for each proposal, in their order; together `budget`, or fewer when there is no room, or no doubt, for more.
///
/// Proposals that are certain (P = 0 or 1) get none, those without a review come first. Equal ones: the greater P(1 − P), then the
/// lower position; so the answer is the same on every machine.
///
/// # Errors
/// [`NotAChance`] names the first proposal whose `p_selected` is below 0, above 1 or not a number.
pub fn second_looks(proposals: &[Standing], budget: u32) -> Result<Vec<u32>, NotAChance> {
    let mut queue = BinaryHeap::new();
    for (proposal, standing) in (0_u32..).zip(proposals) {
        if !(0.0..=1.0).contains(&standing.p_selected) {
            return Err(NotAChance { proposal });
        }
        let doubt = standing.p_selected * (1.0 - standing.p_selected);
        if doubt > 0.0 && standing.room > 0 {
            queue.push((urgency(doubt, standing.reviews, 0), Reverse(proposal)));
        }
    }
    let mut looks = vec![0_u32; proposals.len()];
    for _ in 0..budget {
        let Some(((_, doubt), Reverse(proposal))) = queue.pop() else {
            break;
        };
        let (standing, more) = (&proposals[proposal as usize], &mut looks[proposal as usize]);
        *more += 1;
        if *more < standing.room {
            let doubt = f64::from_bits(doubt);
            queue.push((urgency(doubt, standing.reviews, *more), Reverse(proposal)));
        }
    }
    Ok(looks)
}

/// Bits of P(1 − P)/n and of P(1 − P): numbers without a sign are in the order of their bits, infinity last.
fn urgency(doubt: f64, reviews: u32, more: u32) -> (u64, u64) {
    let reviews = f64::from(reviews) + f64::from(more);
    ((doubt / reviews).to_bits(), doubt.to_bits())
}
