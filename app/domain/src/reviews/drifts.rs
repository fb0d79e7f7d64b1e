//! Hints about a juror's own scores, for that juror alone: whether later scores run higher or lower than earlier ones,
//! and whether only one level of a scale is used. They come from the juror's own reviews that were handed in and from
//! nobody else's, so that nothing of others can be seen in them; they enter no ranking.

use super::calibration::{OwnScores, OwnUse, use_of_scales};
use crate::{AssignmentId, CriterionId, competitions::Criterion, reviews::ReviewState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewest reviews on each side of a comparison of earlier and later ones.
pub const FEWEST_A_SIDE: usize = 4;
/// Least difference that is worth a word: a tenth of the scale.
pub const LEAST_DRIFT: f64 = 0.1;
/// Least difference in standard errors.
const LEAST_ERRORS: f64 = 2.0;
/// Fewest scores on a criterion before it is said that all are the same.
pub const FEWEST_SAME: u32 = 5;

/// Earlier and later reviews whose scores differ; both are shares of the scale, 0 to 1, as `overall`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// Mean of the earlier ones.
    pub early: f64,
    /// Mean of the later ones.
    pub late: f64,
    /// How many earlier ones there are.
    pub first: usize,
    /// How many later ones there are.
    pub last: usize,
}

impl Drift {
    /// Whether the later ones are higher.
    #[must_use]
    pub fn rises(&self) -> bool {
        self.late > self.early
    }
}

/// A criterion for which every proposal got the same level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameLevel {
    /// Which.
    pub criterion: CriterionId,
    /// In units.
    pub level: i32,
    /// How often.
    pub times: u32,
}

/// What a juror is told of their own scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnHints {
    /// Later scores run higher or lower.
    pub drift: Option<Drift>,
    /// In the order of the rubric.
    pub same: Vec<SameLevel>,
}

impl OwnHints {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drift.is_none() && self.same.is_empty()
    }
}

/// The hints about all that a juror scored; `begun_at` is when the juror first put down something about a proposal.
/// Drafts do not count, their scores may still be a first impression.
#[must_use]
pub fn own_hints(
    rows: &[OwnScores],
    rubric: &[Criterion],
    begun_at: &BTreeMap<AssignmentId, i64>,
) -> OwnHints {
    let handed_in = || {
        rows.iter()
            .filter(|row| row.state == ReviewState::Submitted)
    };
    let timed: Vec<(i64, f64)> = handed_in()
        .filter_map(|row| Some((*begun_at.get(&row.assignment)?, row.overall?)))
        .collect();
    let used = use_of_scales(handed_in().map(|row| &row.scores), rubric);
    OwnHints {
        drift: drift(&timed),
        same: used.iter().filter_map(same_level).collect(),
    }
}

/// The only level that was used, once there are enough scores; "cannot judge" is none.
fn same_level(used: &OwnUse) -> Option<SameLevel> {
    match used.levels[..] {
        [(level, times)] if times >= FEWEST_SAME => Some(SameLevel {
            criterion: used.criterion,
            level,
            times,
        }),
        _ => None,
    }
}

/// Whether the later of these scores (an instant, and a share of the scale) run higher or lower than the earlier ones.
///
/// Earlier are those before the median of the instants, later those after it. Scores at the median belong to neither, so
/// that the answer is the same in whatever order equal instants come, and scores that came all at once (by an import) say
/// nothing.
///
/// A difference of the two means is worth a word when it is at least [`LEAST_DRIFT`] and at least two standard errors,
/// √(s²(1/n + 1/m)) with the variance s² pooled within both sides (as in Student's test). Proposals do differ: where the
/// order means nothing (normal shares with a standard deviation of 0.18), both are met for one juror of eleven with eight
/// reviews and for one of sixteen with twenty. With the first alone it would be four of ten, and one of five.
#[must_use]
pub fn drift(scores: &[(i64, f64)]) -> Option<Drift> {
    let mut instants: Vec<i64> = scores.iter().map(|(at, _)| *at).collect();
    instants.sort_unstable();
    let low = *instants.get(instants.len().checked_sub(1)? / 2)?;
    let high = *instants.get(instants.len() / 2)?;
    let among = |of: &dyn Fn(i64) -> bool| -> Vec<f64> {
        let mut found: Vec<f64> = scores
            .iter()
            .filter(|(at, _)| of(*at))
            .map(|(_, share)| *share)
            .collect();
        // So that a sum does not depend on the order that they came in.
        found.sort_by(f64::total_cmp);
        found
    };
    let (early, late) = if low < high {
        (among(&|at| at <= low), among(&|at| at >= high))
    } else {
        (among(&|at| at < low), among(&|at| at > high))
    };
    if early.len() < FEWEST_A_SIDE || late.len() < FEWEST_A_SIDE {
        return None;
    }
    let drift = Drift {
        early: mean(&early),
        late: mean(&late),
        first: early.len(),
        last: late.len(),
    };
    let (n, m) = (early.len() as f64, late.len() as f64);
    let variance = (squares(&early, drift.early) + squares(&late, drift.late)) / (n + m - 2.0);
    let error = (variance * (1.0 / n + 1.0 / m)).sqrt();
    let difference = (drift.late - drift.early).abs();
    // Means are rounded: what is a tenth on paper is one here.
    let enough = difference >= LEAST_DRIFT - 1e-9 && difference >= LEAST_ERRORS * error;
    enough.then_some(drift)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn squares(values: &[f64], mean: f64) -> f64 {
    values.iter().map(|value| (value - mean).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Localised};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn in_order(shares: &[f64]) -> Vec<(i64, f64)> {
        (1..).zip(shares.iter().copied()).collect()
    }

    #[test]
    fn later_scores_that_run_higher_or_lower_are_told_from_four_on_each_side() {
        let up = [0.4, 0.5, 0.45, 0.45, 0.7, 0.6, 0.65, 0.65];
        let found = drift(&in_order(&up)).expect("a drift");
        assert!(found.rises() && (found.first, found.last) == (4, 4));
        assert!((found.early - 0.45).abs() < 1e-12 && (found.late - 0.65).abs() < 1e-12);
        let down: Vec<f64> = up.iter().rev().copied().collect();
        assert!(drift(&in_order(&down)).is_some_and(|found| !found.rises()));
        assert_eq!(drift(&in_order(&up[..7])), None, "three on each side");
        // The one in the middle belongs to neither side.
        let nine = [0.4, 0.5, 0.45, 0.45, 0.0, 0.7, 0.6, 0.65, 0.65];
        assert_eq!(drift(&in_order(&nine)), Some(found));
    }

    #[test]
    fn small_differences_and_those_that_chance_makes_are_not_told() {
        let small = [0.5, 0.51, 0.5, 0.51, 0.59, 0.6, 0.59, 0.6];
        assert_eq!(drift(&in_order(&small)), None, "nine hundredths");
        let tenth = [0.5, 0.5, 0.5, 0.5, 0.6, 0.6, 0.6, 0.6];
        assert!(drift(&in_order(&tenth)).is_some());
        let wide = [0.1, 0.9, 0.2, 0.8, 0.9, 0.3, 0.9, 0.5];
        assert_eq!(drift(&in_order(&wide)), None, "0.15 among such proposals");
    }

    /// Every way in which eight different scores can be split into four earlier and four later ones.
    #[test]
    fn order_that_means_nothing_is_taken_for_a_drift_in_fewer_than_one_of_ten() {
        let shares = [0.2, 0.35, 0.45, 0.5, 0.55, 0.65, 0.7, 0.9];
        let splits = (0_u32..256).filter(|bits| bits.count_ones() == 4);
        let (mut all, mut told) = (0, 0);
        for bits in splits {
            let side = |i: usize| i64::from(bits >> i & 1);
            let scores: Vec<(i64, f64)> = (0..8).map(|i| (side(i), shares[i])).collect();
            all += 1;
            told += u32::from(drift(&scores).is_some());
        }
        assert_eq!((all, told), (70, 6));
    }

    fn criterion(n: u128) -> Criterion {
        Criterion {
            id: CriterionId(Uuid::from_u128(n)),
            code: format!("c{n}"),
            name: Localised::default(),
            description: Localised::default(),
            weight: 1,
            min: 1,
            max: 5,
            units_per_point: 1,
            anchors: Vec::new(),
            cannot_judge: true,
            second_look: false,
        }
    }

    fn row(n: u128, state: ReviewState, answers: [Option<i32>; 2]) -> OwnScores {
        let rubric = [criterion(1), criterion(2)];
        let scores = rubric.iter().map(|own| own.id).zip(answers).collect();
        OwnScores {
            assignment: AssignmentId(Uuid::from_u128(n)),
            number: 1,
            title: String::new(),
            language: Language::En,
            state,
            overall: super::super::overall(&scores, &rubric),
            scores,
            place: None,
        }
    }

    #[test]
    fn only_reviews_that_were_handed_in_count_and_cannot_judge_is_no_zero() {
        let rubric = [criterion(1), criterion(2)];
        let handed = |n, answers| row(n, ReviewState::Submitted, answers);
        let mut rows: Vec<_> = (1..=4)
            .map(|n| handed(n, [Some(3), Some(n as i32)]))
            .collect();
        rows.push(handed(5, [None, Some(5)]));
        rows.push(row(6, ReviewState::Draft, [Some(3), Some(1)]));
        let times = BTreeMap::new();
        assert!(own_hints(&rows, &rubric, &times).is_empty(), "four threes");
        rows.push(handed(7, [Some(3), Some(1)]));
        let same = SameLevel {
            criterion: rubric[0].id,
            level: 3,
            times: 5,
        };
        assert_eq!(own_hints(&rows, &rubric, &times).same, [same]);

        // As zeros, the later four would be far below the earlier ones.
        let rows: Vec<_> = (1..=8)
            .map(|n| handed(n, [(n < 5).then_some(4), Some(4)]))
            .collect();
        let times = rows.iter().map(|row| row.assignment).zip(1..).collect();
        assert_eq!(own_hints(&rows, &rubric, &times).drift, None);
        let silent: Vec<_> = (1..=8).map(|n| handed(n, [None, None])).collect();
        assert!(own_hints(&silent, &rubric, &times).is_empty());
    }

    proptest! {
        #[test]
        fn scores_in_another_order_are_told_the_same(
            scores in proptest::collection::vec((0_i64..6, 0.0..=1.0_f64), 0..24).prop_shuffle(),
            shuffled in any::<prop::sample::Index>(),
        ) {
            let found = drift(&scores);
            let mut other = scores.clone();
            other.rotate_left(if scores.is_empty() { 0 } else { shuffled.index(scores.len()) });
            other.reverse();
            prop_assert_eq!(drift(&other), found);
        }

        #[test]
        fn scores_at_one_instant_or_all_alike_drift_nowhere(
            shares in proptest::collection::vec(0.0..=1.0_f64, 0..24),
        ) {
            let at_once: Vec<_> = shares.iter().map(|share| (7, *share)).collect();
            prop_assert_eq!(drift(&at_once), None);
            let alike: Vec<_> = shares.iter().map(|_| 0.4).collect();
            prop_assert_eq!(drift(&in_order(&alike)), None);
        }

        #[test]
        fn what_rises_falls_when_time_runs_backwards(
            scores in proptest::collection::vec((0_i64..50, 0.0..=1.0_f64), 0..24),
        ) {
            let back: Vec<_> = scores.iter().map(|(at, share)| (-at, *share)).collect();
            let turned = drift(&back).map(|found| Drift {
                early: found.late,
                late: found.early,
                first: found.last,
                last: found.first,
            });
            prop_assert_eq!(turned, drift(&scores));
        }
    }
}
