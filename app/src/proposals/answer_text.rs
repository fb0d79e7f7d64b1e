//! An answer as plain text: what is compared word by word in conflicts and histories.

use crate::{
    texts::{self, Texts, TimeStyle, time_text},
    tr,
};
use domain::proposals::{
    Answer, Choices, Question, QuestionKind, amount_text, entered_text, parse_day,
};

/// The answer in the reader's language, one line for each row of a table. Empty without an answer.
#[must_use]
pub fn answer_text(question: &Question, answer: Option<&Answer>, choices: &Choices) -> String {
    let language = Texts::current().language;
    match answer {
        None => String::new(),
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Choice(keys)) => keys
            .iter()
            .map(|key| choice_text(&question.kind, key, choices))
            .collect::<Vec<_>>()
            .join(", "),
        Some(Answer::Number(number)) => entered_text(Some(number)),
        Some(Answer::Budget(budget)) => {
            let mut lines: Vec<String> = budget
                .lines
                .iter()
                .map(|line| {
                    let amount = amount_text(line.amount.as_ref(), budget.currency, language);
                    let quantity = entered_text(line.quantity.as_ref());
                    let times = if quantity.is_empty() {
                        String::new()
                    } else {
                        format!("{quantity} × ")
                    };
                    format!("{}: {times}{amount}", line.label)
                })
                .collect();
            lines.push(format!(
                "{}: {}",
                tr!(proposals.total),
                budget.sum().text(language)
            ));
            lines.join("\n")
        }
        Some(Answer::Milestones(steps)) => steps
            .iter()
            .map(|step| format!("{}: {}", day_text(&step.date), step.what))
            .collect::<Vec<_>>()
            .join("\n"),
        Some(Answer::TeamRoles(roles)) => roles
            .iter()
            .map(|role| format!("{}: {}", role.name, role.role))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// What the key of a choice means; the key itself when it means nothing (any more).
#[must_use]
pub(super) fn choice_text(kind: &QuestionKind, key: &str, choices: &Choices) -> String {
    let language = Texts::current().language;
    match kind {
        QuestionKind::Need => choices
            .need(key)
            .map(|need| need.title_text(language).to_owned()),
        QuestionKind::College => choices.college(key).map(|college| {
            let province = college
                .province
                .map(|province| format!(", {}", texts::named("province", province.key())));
            format!(
                "{}, {}{}",
                college.name,
                college.district,
                province.unwrap_or_default()
            )
        }),
        QuestionKind::Sector => domain::vocabulary::Sector::parse(key)
            .map(|sector| texts::named("sector", sector.key()).to_owned()),
        QuestionKind::TargetGroups => domain::vocabulary::TargetGroup::parse(key)
            .map(|group| texts::named("target", group.key()).to_owned()),
        QuestionKind::Choice { options, .. } => options
            .iter()
            .find(|option| option.key == key)
            .map(|option| option.label.get(language).to_owned()),
        _ => None,
    }
    .unwrap_or_else(|| key.to_owned())
}

/// A day in the reader's notation; what was typed when it is none.
#[must_use]
pub fn day_text(day: &str) -> String {
    match parse_day(day)
        .as_deref()
        .and_then(domain::proposals::day_start)
    {
        Some(at) => time_text(at, "UTC", TimeStyle::Date),
        None => day.to_owned(),
    }
}
