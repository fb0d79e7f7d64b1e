//! What must hold before the rules are frozen and the call opens.

use super::{Criterion, FrozenRules, MOST_CRITERIA, by_look};
use crate::{
    Error, Problem,
    errors::Problems,
    proposals::{FormDefinition, QuestionKind, Section},
};

/// Checks everything that an opened call needs; `now` is the server's clock.
///
/// # Errors
/// `Invalid`: `rubric`, `needs`, `colleges` and `form` name a page, other fields one of the settings.
pub fn check_opening(
    rules: &FrozenRules,
    needs: usize,
    colleges: usize,
    now: i64,
) -> Result<(), Error> {
    let mut problems = Problems::new();
    if let Err(Error::Invalid(list)) = rules.timeline.check() {
        for error in list {
            problems.add(error.field, error.problem);
        }
    }
    if rules.timeline.closes_at <= now {
        problems.add("closes_at", other("deadline_past"));
    }
    for (field, number, max) in [
        ("seats", rules.seats, 100),
        ("reviews_per_proposal", rules.reviews_per_proposal, 20),
    ] {
        if !(1..=max).contains(&number) {
            problems.add(
                field,
                Problem::OutOfRange {
                    min: 1,
                    max: i64::from(max),
                },
            );
        }
    }
    let (first, second) = by_look(rules.rubric.clone());
    if first.is_empty() {
        problems.add("rubric", other("no_criteria"));
    }
    for rubric in [first, second] {
        if rubric.len() > MOST_CRITERIA {
            problems.add("rubric", other("too_many"));
        }
    }
    check_criteria(&rules.rubric, &mut problems);
    check_form(&rules.form, &mut problems);
    if needs == 0 && asks(&rules.form, &QuestionKind::Need) {
        problems.add("needs", other("no_needs"));
    }
    if colleges == 0 && asks(&rules.form, &QuestionKind::College) {
        problems.add("colleges", other("no_colleges"));
    }
    problems.finish()
}

fn check_form(form: &FormDefinition, problems: &mut Problems) {
    let empty = |section: &Section| section.questions.is_empty();
    if form.sections.iter().all(empty) {
        problems.add("form", Problem::Required);
    } else if form.sections.iter().any(empty) {
        problems.add("form", other("empty_section"));
    }
}

/// Codes are unique over all: they name columns.
fn check_criteria(rubric: &[Criterion], problems: &mut Problems) {
    for (i, criterion) in rubric.iter().enumerate() {
        if !(1..=1_000).contains(&criterion.weight) {
            problems.add("rubric", Problem::OutOfRange { min: 1, max: 1_000 });
        }
        if criterion.min >= criterion.max {
            problems.add("rubric", other("max_not_above_min"));
        }
        if criterion
            .anchors
            .iter()
            .any(|anchor| !criterion.holds(anchor.level))
        {
            problems.add("rubric", other("not_on_scale"));
        }
        if rubric[..i]
            .iter()
            .any(|earlier| earlier.code == criterion.code)
        {
            problems.add("rubric", Problem::Taken);
        }
    }
}

fn asks(form: &FormDefinition, kind: &QuestionKind) -> bool {
    let mut questions = form.sections.iter().flat_map(|section| &section.questions);
    questions.any(|question| question.required && question.kind == *kind)
}

fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}
