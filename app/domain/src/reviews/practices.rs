//! Practising: an invented proposal with the levels that the organisers would give it, and what a juror gives it instead.
//!
//! What a juror tries here stands in the answer and nowhere else: it is not kept, counts nowhere, and nobody else sees it.

use super::{
    calibration::overall,
    contents::Intent,
    inputs::{ReviewInput, points_input},
};
use crate::{
    CriterionId, Error, Language, Localised, Problem, competitions::Criterion, errors::Problems,
    fields,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most characters of the title.
const TITLE_MAX: u32 = 160;
/// Most characters of the text.
const TEXT_MAX: u32 = 12_000;
/// Most characters of the reason of a level.
const REASON_MAX: u32 = 400;

/// The level that the organisers would give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// On which criterion.
    pub criterion: CriterionId,
    /// In points, as inputs hold them: that stays right when a scale of a draft gets finer.
    pub points: String,
    /// Why, in a sentence or two.
    pub reason: String,
}

impl Reference {
    /// The level in units; `None` when the criterion's scale was changed since and does not hold it.
    #[must_use]
    pub fn units(&self, criterion: &Criterion) -> Option<i32> {
        let units = criterion.parse_points(&self.points)?;
        criterion.holds(units).then_some(units)
    }
}

/// The invented proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// In which it is written.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its text, as it was typed (Markdown).
    pub text: String,
    /// By criterion; one that came later has none.
    pub references: Vec<Reference>,
}

impl Example {
    /// What the organisers say about a criterion.
    #[must_use]
    pub fn reference(&self, criterion: CriterionId) -> Option<&Reference> {
        self.references
            .iter()
            .find(|own| own.criterion == criterion)
    }
}

/// The example as typed; levels and reasons are named by the criterion's code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExampleEdit {
    /// One of [`Language`].
    pub language: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// In points.
    pub levels: BTreeMap<String, String>,
    /// Why.
    pub reasons: BTreeMap<String, String>,
}

impl ExampleEdit {
    /// The example that was typed: every criterion has a level on its scale, and a reason.
    ///
    /// # Errors
    /// `Invalid` with every problem, named `levels[code]` and `reasons[code]`; a criterion of another rubric on `levels`.
    pub fn check(&self, rubric: &[Criterion]) -> Result<Example, Error> {
        let mut problems = Problems::new();
        let title = problems.check("title", fields::required(&self.title, TITLE_MAX));
        let text = problems.check("text", fields::required(&self.text, TEXT_MAX));
        let language = fields::choice(&self.language, &Language::ALL, Language::code);
        let language = problems.check("language", language);
        let references: Vec<Reference> = rubric
            .iter()
            .filter_map(|criterion| self.reference(criterion, &mut problems))
            .collect();
        let known = |code: &String| rubric.iter().any(|own| own.code == *code);
        if !self.levels.keys().chain(self.reasons.keys()).all(known) {
            problems.add("levels", Problem::NotAChoice);
        }
        problems.finish()?;
        match (title, text, language) {
            (Some(title), Some(text), Some(language)) => Ok(Example {
                language,
                title,
                text,
                references,
            }),
            _ => Err(Error::BadRequest),
        }
    }

    fn reference(&self, criterion: &Criterion, problems: &mut Problems) -> Option<Reference> {
        let typed = |texts: &BTreeMap<String, String>| {
            let text = texts.get(&criterion.code).map(|text| text.trim());
            text.unwrap_or_default().to_owned()
        };
        let points = typed(&self.levels);
        let level = criterion.parse_points(&points);
        let field = format!("levels[{}]", criterion.code);
        let level = match level.filter(|units| criterion.holds(*units)) {
            Some(units) => Ok(points_input(criterion, units)),
            None if points.is_empty() => Err(Problem::Required),
            None => Err(Problem::NotAChoice),
        };
        let level = problems.check(&field, level);
        let reason = fields::required(&typed(&self.reasons), REASON_MAX);
        let reason = problems.check(&format!("reasons[{}]", criterion.code), reason);
        Some(Reference {
            criterion: criterion.id,
            points: level?,
            reason: reason?,
        })
    }
}

/// What the organisers' page of the example edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PracticeSetup {
    /// A save names it; 0 before the first.
    pub version: i64,
    /// Whether it may be changed now.
    pub editable: bool,
    /// The competition's name.
    pub name: Localised,
    /// What is scored.
    pub rubric: Vec<Criterion>,
    /// Absent while there is none.
    pub example: Option<Example>,
}

/// What a juror practises on. The organisers' levels are not in it: they come with the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PracticeSheet {
    /// The competition's part of addresses.
    pub slug: String,
    /// The competition's name.
    pub name: Localised,
    /// What is scored.
    pub rubric: Vec<Criterion>,
    /// In which the example is written.
    pub language: Language,
    /// The example's title.
    pub title: String,
    /// The example's text.
    pub text: String,
}

/// One criterion of a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Which.
    pub criterion: CriterionId,
    /// The juror's level in units; `None` is "cannot judge".
    pub own: Option<i32>,
    /// Why the juror cannot judge it.
    pub cannot: String,
    /// The organisers' level in units, if they gave one.
    pub reference: Option<i32>,
    /// Why they would give it.
    pub reason: String,
}

impl Compared {
    /// By how many units the juror is above the organisers; `None` where either gave no level.
    #[must_use]
    pub fn above(&self) -> Option<i32> {
        Some(self.own? - self.reference?)
    }
}

/// A juror's levels beside the organisers'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PracticeAnswer {
    /// In the order of the rubric.
    pub compared: Vec<Compared>,
    /// What the juror's scores come to, as a share of what they could, over what both gave a level.
    pub own: Option<f64>,
    /// The same of the organisers'.
    pub reference: Option<f64>,
}

impl PracticeAnswer {
    /// Criteria to which both gave the same level.
    #[must_use]
    pub fn same(&self) -> usize {
        let same = |own: &&Compared| own.above() == Some(0);
        self.compared.iter().filter(same).count()
    }
}

/// Puts what was typed on a practice sheet beside the organisers' levels. The rules are the score sheet's, but for the
/// comment, which nobody would read.
///
/// # Errors
/// `Invalid` with every problem, named as on the score sheet.
pub fn practise(
    input: &ReviewInput,
    rubric: &[Criterion],
    example: &Example,
) -> Result<PracticeAnswer, Error> {
    let mut problems = Problems::new();
    let content = input.read(rubric, &mut problems);
    content.check_scores(rubric, Intent::Submit, &mut problems);
    problems.finish()?;
    let compared: Vec<Compared> = rubric
        .iter()
        .map(|criterion| {
            let reference = example.reference(criterion.id);
            let cannot = content.reasons.get(&criterion.id).cloned();
            Compared {
                criterion: criterion.id,
                own: content.scores.get(&criterion.id).copied().flatten(),
                cannot: cannot.unwrap_or_default(),
                reference: reference.and_then(|own| own.units(criterion)),
                reason: reference.map(|own| own.reason.clone()).unwrap_or_default(),
            }
        })
        .collect();
    let share = |of: fn(&Compared) -> Option<i32>| {
        let both = compared.iter().filter(|own| own.above().is_some());
        overall(&both.map(|own| (own.criterion, of(own))).collect(), rubric)
    };
    Ok(PracticeAnswer {
        own: share(|own| own.own),
        reference: share(|own| own.reference),
        compared,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    fn criterion(n: u128, weight: i32, units_per_point: i32) -> Criterion {
        Criterion {
            id: CriterionId(Uuid::from_u128(n)),
            code: format!("c{n}"),
            name: Localised::default(),
            description: Localised::default(),
            weight,
            min: units_per_point,
            max: 5 * units_per_point,
            units_per_point,
            anchors: Vec::new(),
            cannot_judge: n > 1,
            second_look: false,
        }
    }

    fn rubric() -> [Criterion; 3] {
        [criterion(1, 3, 1), criterion(2, 1, 2), criterion(3, 1, 1)]
    }

    fn texts(values: [&str; 3]) -> BTreeMap<String, String> {
        let codes = ["c1", "c2", "c3"].map(str::to_owned);
        codes.into_iter().zip(values.map(str::to_owned)).collect()
    }

    fn edit(levels: [&str; 3], reasons: [&str; 3]) -> ExampleEdit {
        ExampleEdit {
            language: "en".into(),
            title: " Bees ".into(),
            text: "Hives for a school.\r\nSecond line".into(),
            levels: texts(levels),
            reasons: texts(reasons),
        }
    }

    fn example() -> Example {
        edit(["4", "2,5", "1"], ["Shown", "Planned", "Hoped for"])
            .check(&rubric())
            .unwrap()
    }

    fn named(error: Error) -> Vec<(String, Problem)> {
        let Error::Invalid(list) = error else {
            panic!("{error}");
        };
        list.into_iter().map(|e| (e.field, e.problem)).collect()
    }

    #[test]
    fn example_is_kept_in_points_that_a_finer_scale_still_holds() {
        let example = example();
        assert_eq!(
            (example.title.as_str(), example.text.as_str()),
            ("Bees", "Hives for a school.\nSecond line")
        );
        let second = &example.references[1];
        assert_eq!(second.units(&rubric()[1]), Some(5));
        assert_eq!(second.units(&criterion(2, 1, 4)), Some(10));
        assert_eq!(
            second.units(&criterion(2, 1, 1)),
            None,
            "no halves any more"
        );
    }

    #[test]
    fn example_wants_a_level_on_the_scale_and_a_reason_for_each_criterion() {
        let mut bad = edit(["6", "", "2.5"], ["Why", " ", "Because"]);
        bad.title = String::new();
        bad.language = "xx".into();
        bad.levels.insert("other".into(), "3".into());
        let found = named(bad.check(&rubric()).unwrap_err());
        let expected = [
            ("title", Problem::Required),
            ("language", Problem::NotAChoice),
            ("levels[c1]", Problem::NotAChoice),
            ("levels[c2]", Problem::Required),
            ("reasons[c2]", Problem::Required),
            ("levels[c3]", Problem::NotAChoice),
            ("levels", Problem::NotAChoice),
        ];
        assert_eq!(found, expected.map(|(field, own)| (field.to_owned(), own)));
    }

    #[test]
    fn practice_compares_levels_and_leaves_out_what_either_did_not_judge() {
        let input = ReviewInput {
            scores: texts(["5", "cannot", "1"]),
            reasons: BTreeMap::from([("c2".to_owned(), "Not my field".to_owned())]),
            ..ReviewInput::default()
        };
        let answer = practise(&input, &rubric(), &example()).unwrap();
        let above: Vec<_> = answer.compared.iter().map(Compared::above).collect();
        assert_eq!(above, [Some(1), None, Some(0)]);
        assert_eq!(answer.compared[1].cannot, "Not my field");
        assert_eq!(answer.compared[1].reason, "Planned");
        assert_eq!(answer.same(), 1);
        // (3·1 + 1·0) / 4 and (3·¾ + 1·0) / 4: the second criterion is in neither.
        assert_eq!((answer.own, answer.reference), (Some(0.75), Some(0.5625)));
    }

    #[test]
    fn practice_with_gaps_names_each_as_the_score_sheet_does_and_wants_no_comment() {
        let input = ReviewInput {
            scores: texts(["cannot", "cannot", "nine"]),
            ..ReviewInput::default()
        };
        let found = named(practise(&input, &rubric(), &example()).unwrap_err());
        let expected = [
            ("scores[c3]", Problem::NotANumber),
            ("scores[c1]", Problem::NotAChoice),
            ("reasons[c2]", Problem::Required),
        ];
        assert_eq!(found, expected.map(|(field, own)| (field.to_owned(), own)));
        let empty = practise(&ReviewInput::default(), &rubric(), &example()).unwrap_err();
        let fields: Vec<_> = named(empty).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["scores[c1]", "scores[c2]", "scores[c3]"]);
    }
}
