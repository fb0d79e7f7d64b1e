//! The rules of a ranking: what an organiser publishes before the first score.

/// Rules of one ranking. Change one and the result may change: publish them with the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How many proposals are selected; at least 1.
    pub seats: u32,
    /// Joint draws from the posterior: 20,000 for a result, 4,000 for a preview. With 0 there are no intervals
    /// and no probabilities; estimates and ranks are the same as with any other number.
    pub draws: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// Weigh down jurors whose scores are much noisier than those of the others, and flag them.
    pub guard: bool,
    /// Add a random effect of the sector to the model, where sectors are given.
    pub sector_effect: bool,
}
