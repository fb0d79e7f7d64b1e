//! `/c/:slug/form`: the whole form before anybody begins, to be read or printed.

use super::call_parts::{CallHead, duration, fetch_call};
use crate::{
    components::Fetched,
    texts::{Texts, named},
    tr,
};
use domain::{
    competitions::Call,
    proposals::{Question, QuestionKind, Section},
    vocabulary::{Sector, TargetGroup},
};
use leptos::prelude::*;

/// The blank form.
#[component]
pub fn FormPage() -> impl IntoView {
    view! { <Fetched of=fetch_call() let:call><BlankForm call/></Fetched> }.into_any()
}

#[component]
fn BlankForm(call: Call) -> impl IntoView {
    let minutes = call
        .form
        .sections
        .iter()
        .map(|section| section.minutes)
        .sum();
    let sections = call
        .form
        .sections
        .iter()
        .map(|section| section_view(section, &call))
        .collect_view();
    let lead = tr!(competitions.form_lead, time = duration(minutes));
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <CallHead card=call.card.clone() title=tr!(competitions.form) lead current="form"/>
            <p class="hint">{tr!(proposals.what_is_public)}</p>
            {sections}
        </main>
    }
    .into_any()
}

fn section_view(section: &Section, call: &Call) -> AnyView {
    let language = Texts::current().language;
    let questions = section
        .questions
        .iter()
        .map(|question| question_view(question, call))
        .collect_view();
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>{section.title.get(language).to_owned()}</h2>
                <span class="badge">{duration(section.minutes)}</span>
            </header>
            {questions}
        </section>
    }
    .into_any()
}

fn question_view(question: &Question, call: &Call) -> AnyView {
    let language = Texts::current().language;
    let hint = question.hint.get(language).to_owned();
    let optional = (!question.required)
        .then(|| view! { " " <span class="optional">{tr!(core.optional)}</span> });
    view! {
        <h3>{question.label.get(language).to_owned()} {optional}</h3>
        {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
        {blank(&question.kind, call)}
    }
    .into_any()
}

/// What an answer may be, and room for it on paper; on a screen empty boxes would look like inputs.
fn blank(kind: &QuestionKind, call: &Call) -> AnyView {
    let language = Texts::current().language;
    let lines = |limit: String, count: u32| {
        let lines = (0..count).map(|_| view! { <div></div> }).collect_view();
        view! { <p class="meta">{limit}</p> <div class="ruled print-only">{lines}</div> }.into_any()
    };
    match kind {
        QuestionKind::Line { max } => lines(
            tr!(competitions.at_most_characters, count = max),
            max.div_ceil(80),
        ),
        QuestionKind::Text { words } => lines(
            tr!(competitions.at_most_words, count = words),
            // Ten handwritten words fit into a line.
            words.div_ceil(10).clamp(2, 60),
        ),
        QuestionKind::Number { min, max } => {
            lines(tr!(competitions.number_between, min = min, max = max), 1)
        }
        QuestionKind::Need => choices(
            call.needs
                .iter()
                .map(|need| need.title.get(language).to_owned()),
        ),
        QuestionKind::College => choices(call.colleges.iter().map(|college| college.name.clone())),
        QuestionKind::Sector => choices(
            Sector::ALL
                .iter()
                .map(|sector| named("sector", sector.key()).to_owned()),
        ),
        QuestionKind::TargetGroups => choices(
            TargetGroup::ALL
                .iter()
                .map(|group| named("target", group.key()).to_owned()),
        ),
        QuestionKind::Choice { many, options } => {
            let how_many = if *many {
                tr!(competitions.choose_all)
            } else {
                tr!(competitions.choose_one)
            };
            let options = options.iter();
            view! {
                <p class="meta">{how_many}</p>
                {choices(options.map(|option| option.label.get(language).to_owned()))}
            }
            .into_any()
        }
        QuestionKind::Budget => rows([
            tr!(competitions.budget_item),
            tr!(competitions.budget_amount),
        ]),
        QuestionKind::Milestones => rows([
            tr!(competitions.milestone_date),
            tr!(competitions.milestone_step),
        ]),
        QuestionKind::File => {
            view! { <p class="meta">{tr!(competitions.file_on_site)}</p> }.into_any()
        }
        QuestionKind::TeamRoles => {
            rows([tr!(competitions.member_name), tr!(competitions.member_role)])
        }
    }
}

fn choices(options: impl Iterator<Item = String>) -> AnyView {
    let items = options
        .map(|option| view! { <li>{option}</li> })
        .collect_view();
    view! { <ul class="boxes">{items}</ul> }.into_any()
}

fn rows(heads: [&'static str; 2]) -> AnyView {
    let names = tr!(competitions.form_rows, names = heads.join(", "));
    let rows = (0..5)
        .map(|_| view! { <tr><td class="blank"></td><td class="blank"></td></tr> })
        .collect_view();
    view! {
        <p class="meta no-print">{names}</p>
        <div class="print-only">
            <table>
                <thead><tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
