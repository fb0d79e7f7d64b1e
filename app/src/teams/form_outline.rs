//! The whole form before anybody begins: what is asked, how much of it, and how long it takes.

use crate::{landing::duration, texts::Texts, tr};
use domain::proposals::{FormDefinition, Question, QuestionKind};
use leptos::prelude::*;

/// The form's sections and questions with their limits and an estimate of the time.
#[component]
pub fn FormOutline(
    /// The form.
    form: FormDefinition,
    /// Part of the competition's address.
    slug: String,
) -> impl IntoView {
    let language = Texts::current().language;
    let minutes = form.minutes();
    let sections = form
        .sections
        .into_iter()
        .map(|section| {
            let questions = section
                .questions
                .iter()
                .map(|question| {
                    view! {
                        <li>
                            {question.label.get(language).to_owned()}
                            {limit_text(question).map(|limit| view! { " " <span class="meta">{limit}</span> })}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <li>
                    <strong>{section.title.get(language).to_owned()}</strong> " "
                    <span class="meta">{tr!(teams.about_minutes, minutes = section.minutes)}</span>
                    <ul>{questions}</ul>
                </li>
            }
        })
        .collect_view();
    view! {
        <p>{tr!(teams.form_takes, time = duration(minutes))}</p>
        <ol class="outline">{sections}</ol>
        <p><a href=format!("/c/{slug}/form") rel="external">{tr!(teams.print_form)}</a></p>
    }
    .into_any()
}

/// How much may be answered, if there is a limit.
pub(crate) fn limit_text(question: &Question) -> Option<String> {
    match &question.kind {
        QuestionKind::Line { max } => Some(tr!(teams.limit_characters, max = max)),
        QuestionKind::Text { words } => Some(tr!(teams.limit_words, max = words)),
        QuestionKind::Budget | QuestionKind::Milestones | QuestionKind::TeamRoles => {
            Some(tr!(teams.limit_table).to_owned())
        }
        QuestionKind::Choice { options, .. } => {
            Some(tr!(teams.limit_options, count = options.len()))
        }
        QuestionKind::Need
        | QuestionKind::College
        | QuestionKind::Sector
        | QuestionKind::TargetGroups
        | QuestionKind::File
        | QuestionKind::Number { .. } => None,
    }
}
