//! Which proposals are worth discussing, and why: those around the cut line, and those that their jurors see
//! differently.

use crate::{ProposalId, competitions::Criterion, reviews::overall, selection::Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many are offered because their jurors disagree most.
pub const MOST_APART: usize = 5;
/// Jurors that are less than this share of the scale apart do not make a proposal worth discussing.
const APART: f64 = 0.25;

/// Why a proposal is offered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// It may or may not belong among the selected: the chance, and the interval of its rank.
    AroundCut {
        /// 0 to 1.
        chance: f64,
        /// 90 % interval.
        ranks: Option<(u32, u32)>,
    },
    /// Lowest and highest overall score of its jurors, as shares of the scale.
    FarApart {
        /// 0 to 1.
        low: f64,
        /// 0 to 1.
        high: f64,
    },
}

/// A proposal that could be discussed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The proposal.
    pub proposal: ProposalId,
    /// Its number.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its rank as the scores stand.
    pub rank: Option<u32>,
    /// Why it is offered; empty for the others.
    pub why: Vec<Why>,
}

/// Overall scores of a proposal's reviews, lowest and highest; `None` with fewer than two. Scores stand in the order
/// of the rubric.
#[must_use]
pub fn apart(reviews: &[&[Option<i32>]], rubric: &[Criterion]) -> Option<(f64, f64)> {
    let shares: Vec<f64> = reviews
        .iter()
        .filter_map(|scores| {
            let scores = rubric
                .iter()
                .zip(*scores)
                .map(|(own, score)| (own.id, *score));
            overall(&scores.collect::<BTreeMap<_, _>>(), rubric)
        })
        .collect();
    if shares.len() < 2 {
        return None;
    }
    let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let high = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some((low, high))
}

/// Why each proposal is offered, by number: it is too close to call, or it belongs to the [`MOST_APART`] that their jurors
/// see most differently.
#[must_use]
pub fn reasons(places: &[Place], spreads: &BTreeMap<i32, (f64, f64)>) -> BTreeMap<i32, Vec<Why>> {
    let mut why = BTreeMap::<i32, Vec<Why>>::new();
    for place in places.iter().filter(|place| place.close_call) {
        if let Some(chance) = place.p_selected {
            let ranks = place.rank_interval;
            let reason = Why::AroundCut { chance, ranks };
            why.entry(place.number).or_default().push(reason);
        }
    }
    let mut far: Vec<(f64, i32)> = spreads
        .iter()
        .map(|(number, (low, high))| (high - low, *number))
        .filter(|(gap, _)| *gap >= APART)
        .collect();
    far.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, number) in far.into_iter().take(MOST_APART) {
        let (low, high) = spreads[&number];
        let reason = Why::FarApart { low, high };
        why.entry(number).or_default().push(reason);
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: i32, chance: f64) -> Place {
        Place {
            number,
            rank: 1,
            selected: chance > 0.5,
            reviews: 3,
            raw_mean: Some(5.0),
            adjusted: 5.0,
            interval: None,
            rank_interval: Some((7, 14)),
            p_selected: Some(chance),
            close_call: (0.3..=0.7).contains(&chance),
        }
    }

    #[test]
    fn proposals_around_the_cut_and_those_far_apart_are_offered_with_their_numbers() {
        let places = [place(1, 0.97), place(2, 0.46), place(3, 0.02)];
        let spreads = BTreeMap::from([(1, (0.2, 0.9)), (2, (0.5, 0.6)), (3, (0.1, 0.4))]);
        let found = reasons(&places, &spreads);
        let cut = Why::AroundCut {
            chance: 0.46,
            ranks: Some((7, 14)),
        };
        let far = |low, high| Why::FarApart { low, high };
        assert_eq!(found[&2], [cut]);
        assert_eq!(found[&1], [far(0.2, 0.9)]);
        assert_eq!(found[&3], [far(0.1, 0.4)]);
        let many: BTreeMap<i32, (f64, f64)> =
            (1..9).map(|n| (n, (0.0, f64::from(n) / 10.0))).collect();
        let found: Vec<i32> = reasons(&[], &many).into_keys().collect();
        assert_eq!(found, [4, 5, 6, 7, 8]);
    }
}
