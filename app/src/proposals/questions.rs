//! The inputs of a section: one component for each kind of question.

use super::{
    answer_text::choice_text, note_text, people_table::PeopleTable, step_table::StepTable,
    tables::BudgetTable,
};
use crate::{forms::*, texts::Texts, tr};
use domain::{
    FieldError,
    proposals::{
        Answer, Answers, Choices as Offered, NeedChoice, Question, QuestionKind, RoleInTeam,
        SUMMARY, Section, entered_text,
    },
    vocabulary::{Sector, TargetGroup},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What all questions of a section need.
#[derive(Clone)]
pub(super) struct Asking {
    /// The form's state, without values.
    pub form: FormState,
    /// What is wrong with the section as it is saved.
    pub notes: Signal<Vec<FieldError>>,
    /// Needs and colleges.
    pub offered: Offered,
    /// Of the team.
    pub members: Vec<RoleInTeam>,
    /// Questions for files, as HTML by their keys.
    pub files: BTreeMap<String, String>,
    /// Key of the table for which more empty rows were asked.
    pub more: Option<String>,
}

/// All questions of a section with their answers.
#[component]
pub(super) fn Questions(section: Section, answers: Answers, asking: Asking) -> impl IntoView {
    section
        .questions
        .into_iter()
        .map(|question| {
            let answer = answers.get(&question.key).cloned();
            question_view(question, answer, &asking)
        })
        .collect_view()
        .into_any()
}

fn question_view(question: Question, answer: Option<Answer>, asking: &Asking) -> AnyView {
    let language = Texts::current().language;
    let form = asking.form.clone();
    let notes = asking.notes;
    let name = question.key.clone();
    let label = question.label.get(language).to_owned();
    let hint = question.hint.get(language).to_owned();
    let required = question.required;
    let more = asking.more.as_deref() == Some(name.as_str());
    let text = match &answer {
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Number(number)) => entered_text(Some(number)),
        _ => String::new(),
    };
    let chosen = match &answer {
        Some(Answer::Choice(keys)) => keys.clone(),
        _ => Vec::new(),
    };
    match &question.kind {
        QuestionKind::Line { max } => {
            let hint = format!("{hint} {}", tr!(proposals.at_most_characters, max = max));
            view! { <TextField form name label value=text hint=hint.trim().to_owned() required autocomplete="off"/> }
                .into_any()
        }
        QuestionKind::Text { words } => {
            let rows = (words / 15).clamp(4, 18);
            // The summary stands on cards and in lists, as it was typed.
            let marks = if name == SUMMARY { "" } else { tr!(proposals.text_marks) };
            let hint = format!("{hint} {marks}").trim().to_owned();
            view! { <TextArea form name label value=text hint required max_words=*words rows/> }
                .into_any()
        }
        QuestionKind::Number { .. } => {
            view! { <TextField form name label value=text hint required inputmode="numeric" autocomplete="off"/> }
                .into_any()
        }
        QuestionKind::Budget => {
            let budget = match answer {
                Some(Answer::Budget(budget)) => budget,
                _ => Default::default(),
            };
            view! { <BudgetTable question budget notes more/> }.into_any()
        }
        QuestionKind::Milestones => {
            let steps = match answer {
                Some(Answer::Milestones(steps)) => steps,
                _ => Vec::new(),
            };
            view! { <StepTable question steps notes more/> }.into_any()
        }
        QuestionKind::File => {
            let html = asking.files.get(&name).cloned();
            view! { <div class="field" id=name tabindex="-1" inner_html=html></div> }.into_any()
        }
        QuestionKind::TeamRoles => {
            let roles = match answer {
                Some(Answer::TeamRoles(roles)) => Some(roles),
                _ => None,
            };
            let members = asking.members.clone();
            view! { <PeopleTable question roles members notes more/> }.into_any()
        }
        kind => {
            let options = options(kind, &asking.offered, &chosen);
            if matches!(kind, QuestionKind::TargetGroups | QuestionKind::Choice { many: true, .. }) {
                return view! { <Boxes question notes options chosen/> }.into_any();
            }
            let needs = match kind {
                QuestionKind::Need => asking.offered.needs.clone(),
                _ => Vec::new(),
            };
            let value = chosen.into_iter().next().unwrap_or_default();
            view! {
                <Select form name label options value hint required/>
                <NeedList needs/>
            }
            .into_any()
        }
    }
}

/// What can be chosen. A choice that is not offered (any more) stays visible, so that it is not lost unnoticed.
fn options(kind: &QuestionKind, offered: &Offered, chosen: &[String]) -> Vec<Choice> {
    let keys: Vec<String> = match kind {
        QuestionKind::Need => offered
            .needs
            .iter()
            .map(|need| need.id.to_string())
            .collect(),
        QuestionKind::College => {
            let colleges = offered.colleges.iter();
            colleges.map(|college| college.id.to_string()).collect()
        }
        QuestionKind::Sector => Sector::ALL.iter().map(|own| own.key().to_owned()).collect(),
        QuestionKind::TargetGroups => {
            let groups = TargetGroup::ALL.iter();
            groups.map(|group| group.key().to_owned()).collect()
        }
        QuestionKind::Choice { options, .. } => options.iter().map(|own| own.key.clone()).collect(),
        _ => Vec::new(),
    };
    let text = |key: &String| choice_text(kind, key, offered);
    let lost = chosen.iter().filter(|key| !keys.contains(key)).map(|key| {
        let label = tr!(proposals.not_offered, choice = text(key));
        Choice::new(key.clone(), label)
    });
    keys.iter()
        .map(|key| Choice::new(key.clone(), text(key)))
        .chain(lost)
        .collect()
}

/// What the needs of the menu are about.
#[component]
fn NeedList(needs: Vec<NeedChoice>) -> impl IntoView {
    let language = Texts::current().language;
    let items = needs
        .into_iter()
        .map(|need| {
            view! {
                <div>
                    <dt>{need.title_text(language).to_owned()}</dt>
                    <dd>{need.description.get(language).to_owned()}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    (!items.is_empty())
        .then(|| {
            view! {
                <details class="disclosure">
                    <summary>{tr!(proposals.read_needs)}</summary>
                    <div><dl class="facts">{items}</dl></div>
                </details>
            }
        })
        .into_any()
}

/// One box for each option. Each has a name of its own (`target_groups.women`), since a form's fields arrive as a
/// map.
#[component]
fn Boxes(
    question: Question,
    notes: Signal<Vec<FieldError>>,
    options: Vec<Choice>,
    chosen: Vec<String>,
) -> impl IntoView {
    let language = Texts::current().language;
    let key = question.key.clone();
    let boxes = options
        .into_iter()
        .map(|option| {
            let checked = chosen.contains(&option.value);
            view! {
                <label><input type="checkbox" name=format!("{key}.{}", option.value) value="true" checked=checked/> " " {option.label}</label>
            }
        })
        .collect_view();
    let hint = question.hint.get(language).to_owned();
    let problem = {
        let key = key.clone();
        move || notes.with(|notes| notes.iter().find(|note| note.field == key).map(note_text))
    };
    view! {
        <fieldset class="choices" id=key tabindex="-1">
            <legend>
                {question.label.get(language).to_owned()}
                {(!question.required).then(|| view! { " " <span class="optional">{tr!(core.optional)}</span> })}
            </legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {boxes}
            {move || problem().map(|text| view! { <p class="error">{text}</p> })}
        </fieldset>
    }
    .into_any()
}
