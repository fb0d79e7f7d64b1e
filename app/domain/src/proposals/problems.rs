//! What is still missing or wrong: the same findings warn while a draft is saved and refuse a submission.

use super::{
    AllAnswers, Answer, Answers, Budget, Choices, Entered, FormDefinition, Milestone, Question,
    QuestionKind, RoleInTeam, Section, parse_day,
};
use crate::{
    FieldError, Problem,
    errors::Problems,
    fields,
    vocabulary::{Sector, TargetGroup},
};
use serde::{Deserialize, Serialize};

/// Most characters of a label or name in a table.
pub const MOST_IN_CELL: u32 = 200;
/// Most characters of a milestone's or a role's text.
pub const MOST_IN_NOTE: u32 = 500;
/// Most rows of a table.
pub const MOST_ROWS: i64 = 60;
/// Largest quantity of a budget line.
pub const MOST_QUANTITY: i64 = 1_000_000;
/// Largest sum of a budget in minor units, as `Money::parse` has it.
pub const MOST_MONEY: i64 = 1_000_000_000_000_000;

/// How strictly answers are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// While writing: what is there must be acceptable, what is missing may be missing.
    Draft,
    /// At submission: everything required must be there.
    Submission,
}

/// All problems of a section, under the names of its inputs (`title`, `budget.0.amount`).
#[must_use]
pub fn problems(
    section: &Section,
    answers: &Answers,
    choices: &Choices,
    strength: Strength,
) -> Vec<FieldError> {
    let mut found = Problems::new();
    for question in &section.questions {
        match answers.get(&question.key) {
            Some(answer) => check(question, answer, choices, &mut found),
            None if question.required => found.add(&question.key, Problem::Required),
            None => {}
        }
    }
    let mut found = found.into_list();
    if strength == Strength::Draft {
        found.retain(|error| error.problem != Problem::Required);
    }
    found
}

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// Nothing is answered yet.
    Empty,
    /// Something is answered, something is missing or wrong.
    Begun,
    /// Could be submitted.
    Complete,
}

/// Whether a proposal could be submitted, and what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Readiness {
    /// In the order of the form.
    pub sections: Vec<SectionReadiness>,
}

/// How far one section is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionReadiness {
    /// Of the section.
    pub key: String,
    /// How far.
    pub progress: Progress,
    /// What is missing or wrong, under the names of its inputs.
    pub problems: Vec<FieldError>,
}

impl Readiness {
    /// Looks at the whole proposal as a submission would.
    #[must_use]
    pub fn of(form: &FormDefinition, answers: &AllAnswers, choices: &Choices) -> Self {
        let none = Answers::default();
        let sections = form
            .sections
            .iter()
            .map(|section| {
                let own = answers.get(&section.key).unwrap_or(&none);
                let problems = problems(section, own, choices, Strength::Submission);
                let progress = if problems.is_empty() {
                    Progress::Complete
                } else if own.0.is_empty() {
                    Progress::Empty
                } else {
                    Progress::Begun
                };
                SectionReadiness {
                    key: section.key.clone(),
                    progress,
                    problems,
                }
            })
            .collect();
        Self { sections }
    }

    /// Whether nothing stands in the way.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.sections
            .iter()
            .all(|section| section.progress == Progress::Complete)
    }

    /// How many sections are complete.
    #[must_use]
    pub fn complete(&self) -> usize {
        self.sections
            .iter()
            .filter(|section| section.progress == Progress::Complete)
            .count()
    }

    /// All problems with the section before the input: `plan/milestones.0.date`.
    #[must_use]
    pub fn all_problems(&self) -> Vec<FieldError> {
        self.sections
            .iter()
            .flat_map(|section| {
                section.problems.iter().map(|error| FieldError {
                    field: format!("{}/{}", section.key, error.field),
                    problem: error.problem.clone(),
                })
            })
            .collect()
    }
}

fn check(question: &Question, answer: &Answer, choices: &Choices, found: &mut Problems) {
    let key = question.key.as_str();
    match (&question.kind, answer) {
        (QuestionKind::Line { max }, Answer::Text(text)) => {
            too_long(found, key, text, *max);
        }
        (QuestionKind::Text { words }, Answer::Text(text)) => {
            if fields::words(text) > *words as usize {
                found.add(key, Problem::TooManyWords { max: *words });
            }
        }
        (QuestionKind::Need, Answer::Choice(keys)) => {
            one_of(found, key, keys, |choice| choices.need(choice).is_some());
        }
        (QuestionKind::College, Answer::Choice(keys)) => {
            one_of(found, key, keys, |choice| choices.college(choice).is_some());
        }
        (QuestionKind::Sector, Answer::Choice(keys)) => {
            one_of(found, key, keys, |choice| Sector::parse(choice).is_some());
        }
        (QuestionKind::TargetGroups, Answer::Choice(keys)) => {
            all_of(found, key, keys, |choice| {
                TargetGroup::parse(choice).is_some()
            });
        }
        (QuestionKind::Choice { many, options }, Answer::Choice(keys)) => {
            let offered = |choice: &str| options.iter().any(|option| option.key == choice);
            if *many {
                all_of(found, key, keys, offered);
            } else {
                one_of(found, key, keys, offered);
            }
        }
        (QuestionKind::Number { min, max }, Answer::Number(entered)) => {
            number(found, key, Some(entered), *min, *max, false);
        }
        (QuestionKind::Budget, Answer::Budget(budget)) => {
            check_budget(question, budget, found);
        }
        (QuestionKind::Milestones, Answer::Milestones(steps)) => {
            check_milestones(key, steps, found);
        }
        (QuestionKind::TeamRoles, Answer::TeamRoles(roles)) => check_roles(key, roles, found),
        // What a file is was looked at when it came.
        (QuestionKind::File, Answer::Choice(_)) => {}
        // The form changed under the answer; it has to be given anew.
        _ => found.add(key, Problem::Required),
    }
}

fn check_budget(question: &Question, budget: &Budget, found: &mut Problems) {
    let key = question.key.as_str();
    if budget.lines.is_empty() && question.required {
        found.add(key, Problem::Required);
    }
    too_many_rows(found, key, budget.lines.len());
    for (row, line) in budget.lines.iter().enumerate() {
        let name = |column: &str| format!("{key}.{row}.{column}");
        cell(found, &name("label"), &line.label, MOST_IN_CELL);
        if line.quantity.is_some() {
            number(
                found,
                &name("quantity"),
                line.quantity.as_ref(),
                1,
                MOST_QUANTITY,
                false,
            );
        }
        number(
            found,
            &name("amount"),
            line.amount.as_ref(),
            0,
            MOST_MONEY,
            true,
        );
    }
    if budget.sum().minor > MOST_MONEY {
        found.add(
            key,
            Problem::OutOfRange {
                min: 0,
                max: MOST_MONEY,
            },
        );
    }
}

fn check_milestones(key: &str, steps: &[Milestone], found: &mut Problems) {
    too_many_rows(found, key, steps.len());
    for (row, step) in steps.iter().enumerate() {
        let date = format!("{key}.{row}.date");
        if step.date.trim().is_empty() {
            found.add(date, Problem::Required);
        } else if parse_day(&step.date).as_deref() != Some(&step.date) {
            found.add(date, Problem::NotADate);
        }
        cell(
            found,
            &format!("{key}.{row}.what"),
            &step.what,
            MOST_IN_NOTE,
        );
    }
}

fn check_roles(key: &str, roles: &[RoleInTeam], found: &mut Problems) {
    too_many_rows(found, key, roles.len());
    for (row, role) in roles.iter().enumerate() {
        cell(
            found,
            &format!("{key}.{row}.name"),
            &role.name,
            MOST_IN_CELL,
        );
        cell(
            found,
            &format!("{key}.{row}.role"),
            &role.role,
            MOST_IN_NOTE,
        );
    }
}

fn too_many_rows(found: &mut Problems, key: &str, rows: usize) {
    if rows as i64 > MOST_ROWS {
        found.add(
            key,
            Problem::OutOfRange {
                min: 1,
                max: MOST_ROWS,
            },
        );
    }
}

fn too_long(found: &mut Problems, name: &str, text: &str, max: u32) {
    if let Err(problem) = fields::optional(text, max) {
        found.add(name, problem);
    }
}

fn cell(found: &mut Problems, name: &str, text: &str, max: u32) {
    if let Err(problem) = fields::required(text, max) {
        found.add(name, problem);
    }
}

fn one_of(found: &mut Problems, key: &str, keys: &[String], known: impl Fn(&str) -> bool) {
    match keys {
        [only] if known(only) => {}
        [] => found.add(key, Problem::Required),
        _ => found.add(key, Problem::NotAChoice),
    }
}

fn all_of(found: &mut Problems, key: &str, keys: &[String], known: impl Fn(&str) -> bool) {
    if !keys.iter().all(|choice| known(choice)) {
        found.add(key, Problem::NotAChoice);
    }
}

fn number(
    found: &mut Problems,
    name: &str,
    entered: Option<&Entered>,
    min: i64,
    max: i64,
    money: bool,
) {
    let problem = match entered {
        None => Problem::Required,
        Some(Entered::Typed(_)) => Problem::NotANumber,
        Some(Entered::Value(number)) if (min..=max).contains(number) => return,
        // Limits of money are in minor units, which a person does not think in; too much is no amount.
        Some(Entered::Value(_)) if money => Problem::NotANumber,
        Some(Entered::Value(_)) => Problem::OutOfRange { min, max },
    };
    found.add(name, problem);
}
