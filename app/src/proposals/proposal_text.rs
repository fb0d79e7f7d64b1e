//! A proposal to be read: its team's preview, screening, jurors and the public see the same.

use super::answer_text::{choice_text, day_text};
use crate::{components::Amount, texts::Texts, tr};
use domain::{
    money::{Money, grouped},
    proposals::{
        Answer, Budget, Choices, Entered, Milestone, ProposalContent, Question, QuestionKind,
        RoleInTeam, entered_text,
    },
};
use leptos::prelude::*;

/// All sections with their answers, without anything to edit. Sections are `h2` and questions `h3`, or one
/// level deeper when `nested` inside of something that has an `h2`.
#[component]
pub fn ProposalText(
    /// Form, answers and what their keys mean.
    content: ProposalContent,
    /// Whether headings begin one level deeper.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let language = Texts::current().language;
    let written = content.language.code();
    let level = if nested { 3 } else { 2 };
    let sections = content
        .form
        .sections
        .iter()
        .map(|section| {
            let answers = content.section(&section.key);
            let questions = section
                .questions
                .iter()
                .map(|question| {
                    let label = question.label.get(language).to_owned();
                    let answer = answers.get(&question.key);
                    view! {
                        {heading(level + 1, label)}
                        {answer_view(question, answer, &content, written)}
                    }
                })
                .collect_view();
            view! {
                <section id=format!("section-{}", section.key)>
                    {heading(level, section.title.get(language).to_owned())}
                    {questions}
                </section>
            }
        })
        .collect_view();
    view! { <div class="prose">{sections}</div> }.into_any()
}

fn heading(level: u8, text: String) -> AnyView {
    match level {
        2 => view! { <h2>{text}</h2> }.into_any(),
        3 => view! { <h3>{text}</h3> }.into_any(),
        _ => view! { <h4>{text}</h4> }.into_any(),
    }
}

fn answer_view(
    question: &Question,
    answer: Option<&Answer>,
    content: &ProposalContent,
    written: &'static str,
) -> AnyView {
    match answer {
        None => view! { <p class="meta">{tr!(proposals.no_answer)}</p> }.into_any(),
        // The browser must find what the server wrote, so it gets the same HTML: it knows no Markdown.
        Some(Answer::Text(text)) => match content.prose.get(&question.key) {
            Some(html) => view! { <div lang=written inner_html=html.clone()></div> }.into_any(),
            None => view! { <p class="typed" lang=written>{text.clone()}</p> }.into_any(),
        },
        Some(Answer::Choice(keys)) => chosen(&question.kind, keys, &content.choices),
        Some(Answer::Number(Entered::Value(number))) => {
            let text = grouped(*number, Texts::current().language);
            view! { <p>{text}</p> }.into_any()
        }
        Some(Answer::Number(typed)) => view! { <p>{entered_text(Some(typed))}</p> }.into_any(),
        Some(Answer::Budget(budget)) => budget_view(budget, written),
        Some(Answer::Milestones(steps)) => milestones_view(steps, written),
        Some(Answer::TeamRoles(roles)) => roles_view(roles, written),
    }
}

fn chosen(kind: &QuestionKind, keys: &[String], choices: &Choices) -> AnyView {
    let mut names: Vec<String> = keys
        .iter()
        .map(|key| choice_text(kind, key, choices))
        .collect();
    if let [only] = names.as_mut_slice() {
        let only = std::mem::take(only);
        return view! { <p>{only}</p> }.into_any();
    }
    let items = names
        .into_iter()
        .map(|name| view! { <li>{name}</li> })
        .collect_view();
    view! { <ul class="tags">{items}</ul> }.into_any()
}

fn budget_view(budget: &Budget, written: &'static str) -> AnyView {
    let language = Texts::current().language;
    let money = |minor: i64| {
        Money {
            minor,
            currency: budget.currency,
        }
        .digits_text(language)
    };
    let entered = |entered: &Option<Entered>| match entered {
        Some(Entered::Value(minor)) => money(*minor),
        other => entered_text(other.as_ref()),
    };
    let currency = budget.currency.code();
    let rows = budget
        .lines
        .iter()
        .map(|line| {
            let quantity = match &line.quantity {
                None => "1".to_owned(),
                some => entered_text(some.as_ref()),
            };
            view! {
                <tr>
                    <th scope="row" lang=written>{line.label.clone()}</th>
                    <td class="num" data-label=tr!(proposals.quantity)>{quantity}</td>
                    <td class="num" data-label=tr!(proposals.price)>{entered(&line.amount)}</td>
                    <td class="num" data-label=tr!(proposals.line_total)>{line.total().map(money)}</td>
                </tr>
            }
        })
        .collect_view();
    let sum = budget.sum();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(proposals.budget_caption, currency = currency)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(proposals.item)}</th>
                    <th scope="col" class="num">{tr!(proposals.quantity)}</th>
                    <th scope="col" class="num">{tr!(proposals.price_in, currency = currency)}</th>
                    <th scope="col" class="num">{tr!(proposals.line_total)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p><strong>{tr!(proposals.total)} ": " <Amount money=sum/></strong></p>
    }
    .into_any()
}

fn milestones_view(steps: &[Milestone], written: &'static str) -> AnyView {
    let mut steps = steps.to_vec();
    steps.sort_by(|a, b| a.date.cmp(&b.date));
    let items = steps
        .into_iter()
        .map(|step| {
            let date = step.date.clone();
            view! {
                <li>
                    <time datetime=date>{day_text(&step.date)}</time>
                    <p lang=written>{step.what}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }.into_any()
}

fn roles_view(roles: &[RoleInTeam], written: &'static str) -> AnyView {
    let items = roles
        .iter()
        .map(|role| {
            let initials = crate::components::initials(&role.name);
            view! {
                <li>
                    <span class="avatar-initials" aria-hidden="true">{initials}</span>
                    <span><strong>{role.name.clone()}</strong><small lang=written>{role.role.clone()}</small></span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="people">{items}</ul> }.into_any()
}
