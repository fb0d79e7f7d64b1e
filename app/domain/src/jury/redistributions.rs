//! Giving the work of silent jurors to others: what is asked for, and what it would do.

use super::ReviewStage;
use crate::JurorId;
use serde::{Deserialize, Serialize};

/// Whose missing reviews go to others. Empty: nobody's; only what is free is given out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redistribution {
    /// The jurors; they get nothing new either.
    pub without: Vec<JurorId>,
    /// Whether reviews that are begun go to others too. What was handed in always stays.
    pub begun: bool,
    /// Whether pairs that were computed move too, as long as the juror has not opened the proposal and nobody locked the pair.
    pub anew: bool,
    /// Whether only as much is done as there is room for, where there is too little for all.
    pub partial: bool,
}

impl Redistribution {
    /// Whether the review that a chosen juror has not handed in goes to others.
    #[must_use]
    pub fn takes(&self, stage: ReviewStage) -> bool {
        match stage {
            ReviewStage::None => true,
            ReviewStage::Draft => self.begun,
            ReviewStage::Submitted => false,
        }
    }
}

/// A proposal that stays short of jurors, since there are too few places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortProposal {
    /// Position in the preview's `proposals`.
    pub proposal: u32,
    /// How many jurors who were not chosen are lacking.
    pub missing: u32,
    /// Positions of chosen jurors with whom it stays.
    pub stays_with: Vec<u32>,
}

/// What a redistribution would do; indices are positions in the lists of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// What was asked for; unknown jurors are left out.
    pub asked: Redistribution,
    /// What is taken away: juror, proposal and how far the review is.
    pub taken: Vec<(u32, u32, ReviewStage)>,
    /// Begun reviews that stay with the chosen jurors.
    pub kept_begun: u32,
    /// Locked pairs whose review was not handed in, which stay with the chosen jurors too.
    pub kept_locked: u32,
    /// Proposals that have enough reviews, handed in or with jurors who were not chosen: now.
    pub safe_before: u32,
    /// The same afterwards.
    pub safe_after: u32,
}

impl Effects {
    /// Whether the chosen jurors have work that is to go to others; else they only get nothing new.
    #[must_use]
    pub fn takes(&self) -> bool {
        !self.taken.is_empty() || self.kept_begun > 0 || self.kept_locked > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redistribution_never_takes_what_was_handed_in() {
        let mut asked = Redistribution::default();
        assert!(asked.takes(ReviewStage::None));
        assert!(!asked.takes(ReviewStage::Draft));
        assert!(!asked.takes(ReviewStage::Submitted));
        asked.begun = true;
        assert!(asked.takes(ReviewStage::Draft));
        assert!(!asked.takes(ReviewStage::Submitted));
    }
}
