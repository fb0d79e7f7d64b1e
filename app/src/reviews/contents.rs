//! A review's content to read: an earlier version, the one in another window, or one's own after the window closed.

use crate::{texts::Texts, tr};
use domain::{competitions::Criterion, reviews::ReviewContent};
use leptos::prelude::*;

/// Scores and texts.
#[component]
pub(super) fn ContentView(
    /// What to show.
    content: ReviewContent,
    /// Names the scores.
    rubric: Vec<Criterion>,
) -> impl IntoView {
    let language = Texts::current().language;
    let scores = rubric
        .iter()
        .map(|criterion| {
            let name = criterion.name.get(language).to_owned();
            let answer = match content.scores.get(&criterion.id) {
                None => tr!(reviews.not_scored).to_owned(),
                Some(None) => match content.reasons.get(&criterion.id) {
                    None => tr!(reviews.cannot_judge).to_owned(),
                    Some(reason) => format!("{} – {reason}", tr!(reviews.cannot_judge)),
                },
                Some(Some(units)) => criterion.points_text(*units, language),
            };
            view! { <div><dt>{name}</dt><dd>{answer}</dd></div> }
        })
        .collect_view();
    let texts = [
        (tr!(reviews.comment), content.comment),
        (tr!(reviews.note), content.note),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(label, text)| view! { <div><dt>{label}</dt><dd><Paragraphs text/></dd></div> })
    .collect_view();
    view! { <dl class="facts">{scores}{texts}</dl> }.into_any()
}

/// Plain text with its line ends.
#[component]
pub(crate) fn Paragraphs(
    /// As typed.
    text: String,
) -> impl IntoView {
    text.split('\n')
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}
