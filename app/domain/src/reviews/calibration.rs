//! A juror's own scores side by side: how the scales were used, and the order that follows from them. Nobody else's
//! scores are here, so that nobody is drawn towards them.

use super::{contents::ReviewState, drifts::OwnHints, pages::JuryCard, places::Contradiction};
use crate::{AssignmentId, CriterionId, Language, competitions::Criterion};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a juror gave before, on one criterion: to be seen beside the next score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnUse {
    /// The criterion.
    pub criterion: CriterionId,
    /// How often each level was given to other proposals, lowest level first; in units.
    pub levels: Vec<(i32, u32)>,
}

impl OwnUse {
    /// Scores given; "cannot judge" is none.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.levels.iter().map(|(_, times)| times).sum()
    }

    /// Their mean in units; `None` without any.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let sum: f64 = self
            .levels
            .iter()
            .map(|(units, times)| f64::from(*units) * f64::from(*times))
            .sum();
        let count = self.count();
        (count > 0).then(|| sum / f64::from(count))
    }
}

/// A juror's own scores of one proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnScores {
    /// Names the score sheet.
    pub assignment: AssignmentId,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// In which the proposal is written.
    pub language: Language,
    /// Draft or submitted.
    pub state: ReviewState,
    /// As in the review.
    pub scores: BTreeMap<CriterionId, Option<i32>>,
    /// Weighted mean of what was scored, as a share of each criterion's range, 0 to 1; `None` without any score.
    pub overall: Option<f64>,
    /// Where the juror places it, 1 being the best, if they do.
    pub place: Option<i32>,
}

/// All that a juror scored in a competition, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnOrder {
    /// The competition and the counts.
    pub jury: JuryCard,
    /// What was scored.
    pub rubric: Vec<Criterion>,
    /// The juror's own order; those without any score last.
    pub rows: Vec<OwnScores>,
    /// How the scales were used, by criterion.
    pub used: Vec<OwnUse>,
    /// Whether later scores run higher or lower, and where one level is all that was used.
    pub hints: OwnHints,
    /// Where the juror's places contradict the scores; positions in `rows`.
    pub contradictions: Vec<Contradiction>,
}

/// Weighted mean of scores as shares of their criteria's ranges, 0 to 1. What cannot be judged does not enter.
#[must_use]
pub fn overall(scores: &BTreeMap<CriterionId, Option<i32>>, rubric: &[Criterion]) -> Option<f64> {
    let mut sum = 0.0;
    let mut weights = 0.0;
    for criterion in rubric {
        let Some(Some(units)) = scores.get(&criterion.id) else {
            continue;
        };
        let range = f64::from((criterion.max - criterion.min).max(1));
        let weight = f64::from(criterion.weight);
        sum += weight * f64::from(units - criterion.min) / range;
        weights += weight;
    }
    (weights > 0.0).then(|| sum / weights)
}

/// How often each level was given, by criterion of the rubric.
#[must_use]
pub fn use_of_scales<'a>(
    reviews: impl Iterator<Item = &'a BTreeMap<CriterionId, Option<i32>>> + Clone,
    rubric: &[Criterion],
) -> Vec<OwnUse> {
    let of = |criterion: &Criterion| {
        let mut levels = BTreeMap::<i32, u32>::new();
        let given = reviews.clone();
        for units in given.filter_map(|scores| scores.get(&criterion.id).copied().flatten()) {
            *levels.entry(units).or_default() += 1;
        }
        OwnUse {
            criterion: criterion.id,
            levels: levels.into_iter().collect(),
        }
    };
    rubric.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Localised;
    use uuid::Uuid;

    fn criterion(n: u128, weight: i32, min: i32, max: i32) -> Criterion {
        Criterion {
            id: CriterionId(Uuid::from_u128(n)),
            code: format!("c{n}"),
            name: Localised::default(),
            description: Localised::default(),
            weight,
            min,
            max,
            units_per_point: 1,
            anchors: Vec::new(),
            cannot_judge: true,
            second_look: false,
        }
    }

    fn scores(values: &[Option<i32>]) -> BTreeMap<CriterionId, Option<i32>> {
        (1..)
            .zip(values)
            .map(|(n, value)| (CriterionId(Uuid::from_u128(n)), *value))
            .collect()
    }

    #[test]
    fn overall_weighs_shares_of_ranges_and_leaves_out_what_cannot_be_judged() {
        let rubric = [criterion(1, 3, 1, 5), criterion(2, 1, 0, 10)];
        let of = |values: &[Option<i32>]| overall(&scores(values), &rubric);
        assert_eq!(of(&[Some(5), Some(0)]), Some(0.75));
        assert_eq!(of(&[Some(3), None]), Some(0.5));
        assert_eq!(of(&[None, Some(10)]), Some(1.0));
        assert_eq!(of(&[None, None]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn use_of_a_scale_counts_levels_and_not_what_cannot_be_judged() {
        let rubric = [criterion(1, 1, 1, 5), criterion(2, 1, 1, 5)];
        let reviews = [
            scores(&[Some(4), None]),
            scores(&[Some(2), None]),
            scores(&[Some(4)]),
        ];
        let used = use_of_scales(reviews.iter(), &rubric);
        assert_eq!(used[0].levels, [(2, 1), (4, 2)]);
        assert_eq!((used[0].count(), used[1].count()), (3, 0));
        assert_eq!(used[0].mean(), Some(10.0 / 3.0));
        assert_eq!(used[1].mean(), None);
    }
}
