//! From the plain fields of an HTML form to answers, and back.
//!
//! A field's name is the question's key; tables add a row and a column: `budget.0.label`,
//! `budget.0.quantity`, `budget.0.amount`, `budget.currency`, `milestones.1.date`, `milestones.1.what`,
//! `roles.0.name`, `roles.0.role`. Check boxes repeat the key or add the choice as a
//! column (`target_groups.women`). Nothing that was typed is dropped, except rows without any text.

use super::{
    Answer, Answers, Budget, BudgetLine, Entered, Milestone, Question, QuestionKind, RoleInTeam,
    Section, parse_day,
};
use crate::{
    Language,
    money::{Currency, Money},
};
use std::collections::BTreeMap;

/// Names and values of a form, in its order.
pub type Fields = Vec<(String, String)>;

/// Reads the answers of one section; fields that belong to no question of it are left alone.
#[must_use]
pub fn read_answers(section: &Section, fields: &[(String, String)]) -> Answers {
    let read = |question: &Question| {
        read_answer(question, fields).map(|answer| (question.key.clone(), answer))
    };
    Answers(section.questions.iter().filter_map(read).collect())
}

/// The answers as the fields of a form, which [`read_answers`] reads into the same answers.
#[must_use]
pub fn to_fields(answers: &Answers, language: Language) -> Fields {
    let mut fields = Fields::new();
    for (key, answer) in &answers.0 {
        write_answer(key, answer, language, &mut fields);
    }
    fields
}

/// A number as its input shows it.
#[must_use]
pub fn entered_text(entered: Option<&Entered>) -> String {
    match entered {
        None => String::new(),
        Some(Entered::Value(number)) => number.to_string(),
        Some(Entered::Typed(text)) => text.clone(),
    }
}

/// An amount of money as its input shows it, without the currency.
#[must_use]
pub fn amount_text(entered: Option<&Entered>, currency: Currency, language: Language) -> String {
    match entered {
        Some(Entered::Value(minor)) => Money {
            minor: *minor,
            currency,
        }
        .digits_text(language),
        other => entered_text(other),
    }
}

/// Reads a whole number, with or without blanks between groups; `None` when nothing was typed.
#[must_use]
pub fn read_number(text: &str) -> Option<Entered> {
    entered(text, |text| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .parse()
            .ok()
    })
}

/// Reads an amount of money; `None` when nothing was typed.
#[must_use]
pub fn read_amount(text: &str, currency: Currency) -> Option<Entered> {
    entered(text, |text| {
        Money::parse(text, currency).ok().map(|money| money.minor)
    })
}

fn entered(text: &str, parse: impl Fn(&str) -> Option<i64>) -> Option<Entered> {
    let text = one_line(text);
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    Some(parse(text).map_or_else(|| Entered::Typed(text.to_owned()), Entered::Value))
}

fn read_answer(question: &Question, fields: &[(String, String)]) -> Option<Answer> {
    let key = question.key.as_str();
    let typed = || {
        fields
            .iter()
            .find(|(name, _)| name == key)
            .map_or("", |(_, value)| value.as_str())
    };
    match question.kind {
        QuestionKind::Line { .. } => text(one_line(typed())),
        QuestionKind::Text { .. } => text(lines(typed())),
        QuestionKind::Number { .. } => read_number(typed()).map(Answer::Number),
        QuestionKind::Need
        | QuestionKind::College
        | QuestionKind::Sector
        | QuestionKind::TargetGroups
        | QuestionKind::Choice { .. } => chosen(key, fields),
        QuestionKind::Budget => budget(key, fields),
        QuestionKind::File => None,
        QuestionKind::Milestones => {
            let steps: Vec<Milestone> = rows(key, fields)
                .into_values()
                .map(|mut row| {
                    let date = row.remove("date").unwrap_or_default();
                    Milestone {
                        date: parse_day(&date).unwrap_or(date),
                        what: row.remove("what").unwrap_or_default(),
                    }
                })
                .collect();
            (!steps.is_empty()).then_some(Answer::Milestones(steps))
        }
        QuestionKind::TeamRoles => {
            let roles: Vec<RoleInTeam> = rows(key, fields)
                .into_values()
                .map(|mut row| RoleInTeam {
                    name: row.remove("name").unwrap_or_default(),
                    role: row.remove("role").unwrap_or_default(),
                })
                .collect();
            (!roles.is_empty()).then_some(Answer::TeamRoles(roles))
        }
    }
}

fn text(text: String) -> Option<Answer> {
    (!text.trim().is_empty()).then_some(Answer::Text(text))
}

fn chosen(key: &str, fields: &[(String, String)]) -> Option<Answer> {
    let mut keys: Vec<String> = fields
        .iter()
        .filter_map(|(name, value)| {
            if name == key {
                Some(one_line(value).trim().to_owned())
            } else {
                let choice = name.strip_prefix(key)?.strip_prefix('.')?;
                (!value.is_empty()).then(|| choice.to_owned())
            }
        })
        .filter(|choice| !choice.is_empty())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    (!keys.is_empty()).then_some(Answer::Choice(keys))
}

fn budget(key: &str, fields: &[(String, String)]) -> Option<Answer> {
    let name = format!("{key}.currency");
    let currency = fields
        .iter()
        .find(|(field, _)| *field == name)
        .and_then(|(_, code)| Currency::parse(code))
        .unwrap_or_default();
    let lines: Vec<BudgetLine> = rows(key, fields)
        .into_values()
        .map(|mut row| BudgetLine {
            label: row.remove("label").unwrap_or_default(),
            quantity: row.get("quantity").and_then(|text| read_number(text)),
            amount: row
                .get("amount")
                .and_then(|text| read_amount(text, currency)),
        })
        .collect();
    // A currency that was chosen before the first line is worth keeping; the first one is no choice.
    (!lines.is_empty() || currency != Currency::default())
        .then_some(Answer::Budget(Budget { currency, lines }))
}

type Row = BTreeMap<String, String>;

/// The rows of a table that have text, by their number.
fn rows(key: &str, fields: &[(String, String)]) -> BTreeMap<u32, Row> {
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    for (name, value) in fields {
        let Some((row, column)) = name
            .strip_prefix(key)
            .and_then(|rest| rest.strip_prefix('.'))
            .and_then(|rest| rest.split_once('.'))
        else {
            continue;
        };
        if let Ok(row) = row.parse() {
            rows.entry(row)
                .or_default()
                .insert(column.to_owned(), one_line(value).trim().to_owned());
        }
    }
    rows.retain(|_, row| row.values().any(|value| !value.is_empty()));
    rows
}

fn write_answer(key: &str, answer: &Answer, language: Language, fields: &mut Fields) {
    let mut put = |name: String, value: String| fields.push((name, value));
    match answer {
        Answer::Text(text) => put(key.to_owned(), text.clone()),
        Answer::Choice(keys) => {
            for choice in keys {
                put(key.to_owned(), choice.clone());
            }
        }
        Answer::Number(number) => put(key.to_owned(), entered_text(Some(number))),
        Answer::Budget(budget) => {
            put(format!("{key}.currency"), budget.currency.code().to_owned());
            for (row, line) in budget.lines.iter().enumerate() {
                put(format!("{key}.{row}.label"), line.label.clone());
                put(
                    format!("{key}.{row}.quantity"),
                    entered_text(line.quantity.as_ref()),
                );
                put(
                    format!("{key}.{row}.amount"),
                    amount_text(line.amount.as_ref(), budget.currency, language),
                );
            }
        }
        Answer::Milestones(steps) => {
            for (row, step) in steps.iter().enumerate() {
                put(format!("{key}.{row}.date"), step.date.clone());
                put(format!("{key}.{row}.what"), step.what.clone());
            }
        }
        Answer::TeamRoles(roles) => {
            for (row, role) in roles.iter().enumerate() {
                put(format!("{key}.{row}.name"), role.name.clone());
                put(format!("{key}.{row}.role"), role.role.clone());
            }
        }
    }
}

/// Browsers send CRLF; other control characters have no meaning in text, and PostgreSQL refuses NUL.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

fn one_line(text: &str) -> String {
    lines(text)
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
