//! A juror's own order, put beside the one that follows from the scores: a check of one's own consistency that counts
//! nowhere and that nobody else sees.

use super::calibration::OwnScores;
use crate::{AssignmentId, Problem, fields::whole};
use serde::{Deserialize, Serialize};

/// Most contradictions that are pointed out.
const MOST: usize = 5;
/// The last place that can be given.
const LAST: i64 = 999;

/// One place as typed, with the one that stood in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceEdit {
    /// Of which proposal.
    pub assignment: AssignmentId,
    /// What stood there.
    pub before: String,
    /// What was typed.
    pub after: String,
}

/// A place, 1 being the best; an empty text is none, and equal places are a tie.
///
/// # Errors
/// `NotANumber`, `OutOfRange`.
pub fn parse_place(text: &str) -> Result<Option<i32>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    whole(text, 1, LAST).map(|place| Some(place as i32))
}

/// Two proposals that a juror places one way and scores the other; both are positions in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Placed higher.
    pub placed: usize,
    /// Scored higher.
    pub scored: usize,
}

/// The contradictions between places and scores, those with the widest gap between the scores first, five at most.
#[must_use]
pub fn contradictions(rows: &[OwnScores]) -> Vec<Contradiction> {
    let known = |row: &OwnScores| Some((row.place?, row.overall?));
    let mut found = Vec::new();
    for (placed, high) in rows.iter().enumerate() {
        for (scored, low) in rows.iter().enumerate() {
            let (Some(high), Some(low)) = (known(high), known(low)) else {
                continue;
            };
            let gap = low.1 - high.1;
            if high.0 < low.0 && gap > 0.0 {
                found.push((gap, Contradiction { placed, scored }));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(MOST).map(|(_, pair)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, reviews::ReviewState};
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn row((place, overall): (Option<i32>, Option<f64>)) -> OwnScores {
        OwnScores {
            assignment: AssignmentId(Uuid::nil()),
            number: 1,
            title: String::new(),
            language: Language::En,
            state: ReviewState::Submitted,
            scores: BTreeMap::new(),
            overall,
            place,
        }
    }

    fn found(rows: &[(Option<i32>, Option<f64>)]) -> Vec<(usize, usize)> {
        let rows: Vec<_> = rows.iter().copied().map(row).collect();
        let found = contradictions(&rows);
        found
            .iter()
            .map(|pair| (pair.placed, pair.scored))
            .collect()
    }

    #[test]
    fn widest_contradiction_comes_first_and_what_is_unknown_contradicts_nothing() {
        let rows = [
            (Some(2), Some(0.9)),
            (Some(1), Some(0.4)),
            (Some(3), Some(0.5)),
            (None, Some(1.0)),
            (Some(4), None),
        ];
        assert_eq!(found(&rows), [(1, 0), (1, 2)]);
        assert_eq!(found(&[(Some(1), Some(0.1)), (Some(1), Some(0.9))]), []);
    }

    #[test]
    fn place_is_a_small_number_or_nothing() {
        assert_eq!(parse_place(" "), Ok(None));
        assert_eq!(parse_place(" 3 "), Ok(Some(3)));
        for text in ["0", "1000", "-1", "first"] {
            assert!(parse_place(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn places_by_score_contradict_nothing(mut scores in proptest::collection::vec(0.0..1.0_f64, 0..20)) {
            scores.sort_by(|a, b| b.total_cmp(a));
            let rows: Vec<_> = (1..).zip(scores).map(|(place, score)| (Some(place), Some(score))).collect();
            prop_assert_eq!(found(&rows), []);
        }
    }
}
