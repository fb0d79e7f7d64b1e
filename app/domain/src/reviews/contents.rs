//! The content of a review and the rules it must keep.

use crate::{CriterionId, Error, Problem, competitions::Criterion, errors::Problems};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewest characters of the comment to the team in a submitted review.
pub const COMMENT_MIN: u32 = 20;
/// Most characters of the comment, and of the note.
pub const COMMENT_MAX: u32 = 5_000;
/// Most characters of why a criterion cannot be judged.
pub const REASON_MAX: u32 = 300;

crate::vocabulary::vocabulary! {
    /// Where a review stands.
    ReviewState {
        /// Begun, not received.
        Draft = "draft",
        /// Received: it counts, and its juror may revise it until the window closes.
        Submitted = "submitted",
        /// Closed by a conflict of interest: it can never count.
        Sealed = "sealed",
    }
}

/// What a juror has said of a proposal so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewContent {
    /// In units of the criterion; `None` is "cannot judge". A criterion without an entry is still open.
    pub scores: BTreeMap<CriterionId, Option<i32>>,
    /// Why criteria cannot be judged; of those alone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<CriterionId, String>,
    /// To the team.
    pub comment: String,
    /// For the jury's own eyes: neither team nor public ever read it.
    pub note: String,
}

/// What a juror wants with a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Keep what is there; answers may be missing.
    Keep,
    /// Hand it in; everything must be answered.
    Submit,
}

impl ReviewContent {
    /// How many criteria are answered, with a score or with "cannot judge".
    #[must_use]
    pub fn answered(&self) -> usize {
        self.scores.len()
    }

    /// Checks the content against the rubric. Fields are named as on the score sheet: `scores[code]`, `reasons[code]`,
    /// `comment`, `note`.
    ///
    /// # Errors
    /// `Invalid` with everything that is wrong: a score off its scale, "cannot judge" where the rubric does not allow it,
    /// a criterion of another rubric (field `scores`), text that is too long; and for [`Intent::Submit`] also every open criterion,
    /// "cannot judge" without a reason, a review without any score (field `scores`), and a comment of fewer than
    /// [`COMMENT_MIN`] characters.
    pub fn check(&self, rubric: &[Criterion], intent: Intent) -> Result<(), Error> {
        let mut problems = Problems::new();
        self.check_scores(rubric, intent, &mut problems);
        for (field, text) in [("comment", &self.comment), ("note", &self.note)] {
            if text.chars().count() > COMMENT_MAX as usize {
                problems.add(field, Problem::TooLong { max: COMMENT_MAX });
            }
        }
        if intent == Intent::Submit {
            match self.comment.trim().chars().count() {
                0 => problems.add("comment", Problem::Required),
                n if n < COMMENT_MIN as usize => {
                    problems.add("comment", Problem::TooShort { min: COMMENT_MIN });
                }
                _ => {}
            }
        }
        problems.finish()
    }

    /// The part of [`check`](Self::check) that is about scores; a field that has a problem already keeps that one alone.
    pub(super) fn check_scores(
        &self,
        rubric: &[Criterion],
        intent: Intent,
        problems: &mut Problems,
    ) {
        for criterion in rubric {
            if let Some(problem) = self.problem_with(criterion, intent) {
                problems.add_first(field_of(criterion), problem);
            }
            if let Some(problem) = self.problem_with_reason(criterion, intent) {
                problems.add_first(reason_field_of(criterion), problem);
            }
        }
        let foreign = |id: &CriterionId| !rubric.iter().any(|criterion| criterion.id == *id);
        if self.scores.keys().any(foreign) {
            problems.add_first("scores", Problem::NotAChoice);
        }
        let answered = rubric.iter().all(|c| self.scores.contains_key(&c.id));
        if intent == Intent::Submit && answered && self.scores.values().all(Option::is_none) {
            let what = "nothing_scored".into();
            problems.add_first("scores", Problem::Other { what });
        }
    }

    fn problem_with(&self, criterion: &Criterion, intent: Intent) -> Option<Problem> {
        match self.scores.get(&criterion.id) {
            None => (intent == Intent::Submit).then_some(Problem::Required),
            Some(None) => (!criterion.cannot_judge).then_some(Problem::NotAChoice),
            Some(Some(units)) => (!criterion.holds(*units)).then(|| off_scale(criterion)),
        }
    }

    fn problem_with_reason(&self, criterion: &Criterion, intent: Intent) -> Option<Problem> {
        if self.scores.get(&criterion.id) != Some(&None) || !criterion.cannot_judge {
            return None;
        }
        match self.reasons.get(&criterion.id) {
            None => (intent == Intent::Submit).then_some(Problem::Required),
            Some(reason) => (reason.chars().count() > REASON_MAX as usize)
                .then_some(Problem::TooLong { max: REASON_MAX }),
        }
    }
}

/// The input of a criterion on the score sheet.
#[must_use]
pub fn field_of(criterion: &Criterion) -> String {
    format!("scores[{}]", criterion.code)
}

/// The input that says why a criterion cannot be judged.
#[must_use]
pub fn reason_field_of(criterion: &Criterion) -> String {
    format!("reasons[{}]", criterion.code)
}

/// The scale's ends, in points as far as whole numbers can say it.
pub(super) fn off_scale(criterion: &Criterion) -> Problem {
    let points = |units: i32| i64::from(units / criterion.units_per_point.max(1));
    Problem::OutOfRange {
        min: points(criterion.min),
        max: points(criterion.max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Localised;
    use uuid::Uuid;

    fn criterion(n: u128, code: &str, cannot_judge: bool) -> Criterion {
        Criterion {
            id: CriterionId(Uuid::from_u128(n)),
            code: code.into(),
            name: Localised::default(),
            description: Localised::default(),
            weight: 1,
            min: 4,
            max: 40,
            units_per_point: 4,
            anchors: Vec::new(),
            cannot_judge,
            second_look: false,
        }
    }

    fn content(scores: &[(u128, Option<i32>)], comment: &str) -> ReviewContent {
        ReviewContent {
            scores: scores
                .iter()
                .map(|(n, score)| (CriterionId(Uuid::from_u128(*n)), *score))
                .collect(),
            reasons: scores
                .iter()
                .filter(|(_, score)| score.is_none())
                .map(|(n, _)| (CriterionId(Uuid::from_u128(*n)), "Not my field".to_owned()))
                .collect(),
            comment: comment.into(),
            note: String::new(),
        }
    }

    const GOOD: &str = "A clear plan with a real need.";

    fn problems(content: &ReviewContent, intent: Intent) -> Vec<(String, Problem)> {
        let rubric = [criterion(1, "need", false), criterion(2, "impact", true)];
        match content.check(&rubric, intent) {
            Ok(()) => Vec::new(),
            Err(Error::Invalid(list)) => list.into_iter().map(|e| (e.field, e.problem)).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn draft_with_open_criteria_is_kept_and_cannot_be_submitted() {
        let partial = content(&[(1, Some(8))], "");
        assert_eq!(problems(&partial, Intent::Keep), []);
        assert_eq!(
            problems(&partial, Intent::Submit),
            [
                ("scores[impact]".to_owned(), Problem::Required),
                ("comment".to_owned(), Problem::Required),
            ]
        );
    }

    #[test]
    fn cannot_judge_is_an_answer_only_where_the_rubric_allows_it() {
        let allowed = content(&[(1, Some(8)), (2, None)], GOOD);
        assert_eq!(problems(&allowed, Intent::Submit), []);
        let refused = content(&[(1, None), (2, Some(8))], GOOD);
        assert_eq!(
            problems(&refused, Intent::Keep),
            [("scores[need]".to_owned(), Problem::NotAChoice)]
        );
    }

    #[test]
    fn cannot_judge_needs_a_reason_to_be_handed_in() {
        let mut silent = content(&[(1, Some(8)), (2, None)], GOOD);
        silent.reasons.clear();
        assert_eq!(problems(&silent, Intent::Keep), []);
        let field = || "reasons[impact]".to_owned();
        assert_eq!(
            problems(&silent, Intent::Submit),
            [(field(), Problem::Required)]
        );
        let mut long = content(&[(1, Some(8)), (2, None)], GOOD);
        for reason in long.reasons.values_mut() {
            *reason = "a".repeat(301);
        }
        assert_eq!(
            problems(&long, Intent::Keep),
            [(field(), Problem::TooLong { max: 300 })]
        );
    }

    #[test]
    fn review_without_any_score_is_refused() {
        let rubric = [criterion(1, "a", true), criterion(2, "b", true)];
        let nothing = content(&[(1, None), (2, None)], GOOD);
        assert_eq!(
            nothing.check(&rubric, Intent::Submit),
            Err(Error::invalid(
                "scores",
                Problem::Other {
                    what: "nothing_scored".into()
                }
            ))
        );
    }

    #[test]
    fn score_off_the_scale_or_of_another_rubric_is_refused() {
        let low = content(&[(1, Some(3)), (2, Some(41)), (9, Some(8))], GOOD);
        let range = Problem::OutOfRange { min: 1, max: 10 };
        assert_eq!(
            problems(&low, Intent::Keep),
            [
                ("scores[need]".to_owned(), range.clone()),
                ("scores[impact]".to_owned(), range),
                ("scores".to_owned(), Problem::NotAChoice),
            ]
        );
    }

    #[test]
    fn comment_of_nineteen_characters_is_too_short_to_submit() {
        let with = |comment: &str| content(&[(1, Some(8)), (2, Some(9))], comment);
        let nineteen = "é".repeat(19);
        assert_eq!(
            problems(&with(&nineteen), Intent::Submit),
            [("comment".to_owned(), Problem::TooShort { min: 20 })]
        );
        assert_eq!(problems(&with(&"é".repeat(20)), Intent::Submit), []);
    }
}
