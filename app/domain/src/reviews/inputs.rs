//! What the score sheet's form sends, as text, and how it is read.

use super::contents::{ReviewContent, field_of, off_scale};
use crate::{Problem, competitions::Criterion, errors::Problems, fields};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of an input that says "cannot judge".
pub const CANNOT_JUDGE: &str = "cannot";

/// The inputs of a score sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewInput {
    /// By the criterion's code: points as typed (`7` or `7,25`), [`CANNOT_JUDGE`], or nothing.
    #[serde(default)]
    pub scores: BTreeMap<String, String>,
    /// By the criterion's code: why it cannot be judged.
    #[serde(default)]
    pub reasons: BTreeMap<String, String>,
    /// To the team.
    #[serde(default)]
    pub comment: String,
    /// Private.
    #[serde(default)]
    pub note: String,
}

impl ReviewInput {
    /// Reads the inputs by the rubric. What cannot be read is noted in `problems` and left open, so that nothing is guessed.
    ///
    /// Whether the content is acceptable, [`ReviewContent::check`] tells.
    pub fn read(&self, rubric: &[Criterion], problems: &mut Problems) -> ReviewContent {
        let mut content = ReviewContent {
            comment: clean(&self.comment),
            note: clean(&self.note),
            ..ReviewContent::default()
        };
        for criterion in rubric {
            let text = self.scores.get(&criterion.code).map_or("", |t| t.trim());
            let answer = match text {
                "" => continue,
                CANNOT_JUDGE => None,
                points => match criterion.parse_points(points) {
                    Some(units) => Some(units),
                    None => {
                        problems.add(field_of(criterion), unreadable(criterion, points));
                        continue;
                    }
                },
            };
            content.scores.insert(criterion.id, answer);
            let reason = clean(self.reasons.get(&criterion.code).map_or("", String::as_str));
            if answer.is_none() && !reason.is_empty() {
                content.reasons.insert(criterion.id, reason);
            }
        }
        let foreign = |code: &String| !rubric.iter().any(|criterion| criterion.code == *code);
        if self.scores.keys().any(foreign) {
            problems.add("scores", Problem::NotAChoice);
        }
        content
    }

    /// The inputs that show a content.
    #[must_use]
    pub fn of(content: &ReviewContent, rubric: &[Criterion]) -> Self {
        let text = |criterion: &Criterion| {
            let answer = content.scores.get(&criterion.id)?;
            let text = match answer {
                None => CANNOT_JUDGE.to_owned(),
                Some(units) => points_input(criterion, *units),
            };
            Some((criterion.code.clone(), text))
        };
        Self {
            scores: rubric.iter().filter_map(text).collect(),
            reasons: rubric
                .iter()
                .filter_map(|own| Some((own.code.clone(), content.reasons.get(&own.id)?.clone())))
                .collect(),
            comment: content.comment.clone(),
            note: content.note.clone(),
        }
    }
}

/// Points as inputs hold them: with a decimal point, whatever the language, and no more digits than needed.
#[must_use]
pub fn points_input(criterion: &Criterion, units: i32) -> String {
    (f64::from(units) / f64::from(criterion.units_per_point.max(1))).to_string()
}

fn clean(text: &str) -> String {
    fields::optional(text, u32::MAX).unwrap_or_default()
}

fn unreadable(criterion: &Criterion, text: &str) -> Problem {
    let points: Option<f64> = text.replace(',', ".").parse().ok();
    let scale = f64::from(criterion.units_per_point.max(1));
    match points {
        None => Problem::NotANumber,
        Some(points) => {
            let units = points * scale;
            let inside = units >= f64::from(criterion.min) && units <= f64::from(criterion.max);
            if inside {
                Problem::NotAChoice
            } else {
                off_scale(criterion)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CriterionId, Localised};
    use uuid::Uuid;

    fn quarter_points() -> Criterion {
        Criterion {
            id: CriterionId(Uuid::from_u128(1)),
            code: "need".into(),
            name: Localised::default(),
            description: Localised::default(),
            weight: 1,
            min: 0,
            max: 40,
            units_per_point: 4,
            anchors: Vec::new(),
            cannot_judge: true,
            second_look: false,
        }
    }

    fn read(text: &str) -> (Option<Option<i32>>, Vec<Problem>) {
        let rubric = [quarter_points()];
        let input = ReviewInput {
            scores: BTreeMap::from([("need".to_owned(), text.to_owned())]),
            ..ReviewInput::default()
        };
        let mut problems = Problems::new();
        let content = input.read(&rubric, &mut problems);
        let problems = problems.into_list().into_iter().map(|e| e.problem);
        (
            content.scores.get(&rubric[0].id).copied(),
            problems.collect(),
        )
    }

    #[test]
    fn open_zero_and_cannot_judge_are_three_different_answers() {
        assert_eq!(read(" "), (None, vec![]));
        assert_eq!(read("0"), (Some(Some(0)), vec![]));
        assert_eq!(read("cannot"), (Some(None), vec![]));
    }

    #[test]
    fn points_are_read_in_units_and_what_is_unreadable_stays_open() {
        assert_eq!(read("7,25"), (Some(Some(29)), vec![]));
        assert_eq!(read("7.3"), (None, vec![Problem::NotAChoice]));
        assert_eq!(
            read("11"),
            (None, vec![Problem::OutOfRange { min: 0, max: 10 }])
        );
        assert_eq!(read("good"), (None, vec![Problem::NotANumber]));
        assert_eq!(
            read("NaN"),
            (None, vec![Problem::OutOfRange { min: 0, max: 10 }])
        );
    }

    #[test]
    fn inputs_of_a_content_are_read_back_as_the_same_content() {
        for (units, answer) in [
            (4, None),
            (4, Some(29)),
            (4, Some(0)),
            (3, Some(20)),
            (8, Some(1)),
        ] {
            let rubric = [Criterion {
                units_per_point: units,
                ..quarter_points()
            }];
            let content = ReviewContent {
                scores: BTreeMap::from([(rubric[0].id, answer)]),
                reasons: match answer {
                    None => BTreeMap::from([(rubric[0].id, "Too technical".to_owned())]),
                    Some(_) => BTreeMap::new(),
                },
                comment: "Two\nlines".into(),
                note: String::new(),
            };
            let mut problems = Problems::new();
            let back = ReviewInput::of(&content, &rubric).read(&rubric, &mut problems);
            assert_eq!((back, problems.into_list()), (content, vec![]));
        }
    }

    #[test]
    fn reason_of_a_criterion_that_was_scored_is_dropped() {
        let rubric = [quarter_points()];
        let input = |score: &str| ReviewInput {
            scores: BTreeMap::from([("need".to_owned(), score.to_owned())]),
            reasons: BTreeMap::from([("need".to_owned(), " Too technical ".to_owned())]),
            ..ReviewInput::default()
        };
        let reasons = |score| input(score).read(&rubric, &mut Problems::new()).reasons;
        assert_eq!(reasons("7"), BTreeMap::new());
        let kept = BTreeMap::from([(rubric[0].id, "Too technical".to_owned())]);
        assert_eq!(reasons(CANNOT_JUDGE), kept);
    }

    #[test]
    fn criterion_of_another_rubric_is_refused() {
        let input = ReviewInput {
            scores: BTreeMap::from([("other".to_owned(), "3".to_owned())]),
            ..ReviewInput::default()
        };
        let mut problems = Problems::new();
        input.read(&[quarter_points()], &mut problems);
        assert_eq!(
            problems.finish(),
            Err(crate::Error::invalid("scores", Problem::NotAChoice))
        );
    }
}
