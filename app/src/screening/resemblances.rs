//! What one proposal resembles: a hint beside it.

use crate::tr;
use domain::screening::{Likeness, Resemblances, Similar, Standing};
use leptos::prelude::*;

/// What two have in common, in words.
pub(super) fn similarities(likeness: Likeness) -> String {
    let percent = likeness
        .percent
        .map(|percent| tr!(screening.similar_percent, percent = percent));
    let title = likeness
        .same_title
        .then(|| tr!(screening.similar_same_title).to_owned());
    let team = likeness
        .same_team
        .then(|| tr!(screening.similar_same_team).to_owned());
    let all: Vec<String> = percent.into_iter().chain(title).chain(team).collect();
    all.join(", ")
}

/// Names what it resembles, if anything.
#[component]
pub(super) fn Resembles(
    /// What was found.
    resembles: Resemblances,
    /// The competition's part of addresses.
    slug: String,
) -> impl IntoView {
    if resembles.named.is_empty() {
        return ().into_any();
    }
    let more = (resembles.more > 0).then(|| {
        view! { <li>{tr!(screening.resembles_more, count = resembles.more)}</li> }
    });
    let rows = resembles
        .named
        .into_iter()
        .map(|similar| view! { <Row similar slug=slug.clone()/> })
        .collect_view();
    view! {
        <section class="notice info" aria-labelledby="resembles-title">
            <h2 id="resembles-title">{tr!(screening.resembles_title)}</h2>
            <ul>{rows} {more}</ul>
            <p>
                {tr!(screening.resembles_hint)} " "
                <a href=format!("/organise/{slug}/similar")>{tr!(screening.similar_all)}</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Row(similar: Similar, slug: String) -> impl IntoView {
    let Similar { other, likeness } = similar;
    let address = format!("/organise/{slug}/proposals/{}", other.number);
    view! {
        <li>
            <a href=address>
                {tr!(screening.number_is, number = other.number)} " · "
                <span lang=other.language.code()>{other.title}</span>
            </a>
            " (" {similarities(likeness)} ")"
        </li>
    }
    .into_any()
}

/// Says that it resembles none, or why that is not known.
#[component]
pub(super) fn NoResemblance(
    /// What was found.
    resembles: Resemblances,
) -> impl IntoView {
    let text = match resembles.standing {
        Standing::Compared if resembles.named.is_empty() => tr!(screening.resembles_none),
        Standing::Compared => return ().into_any(),
        Standing::TooShort => tr!(screening.resembles_too_short),
        Standing::Waiting => tr!(screening.resembles_waiting),
    };
    view! { <div><dt>{tr!(screening.similar_title)}</dt><dd>{text}</dd></div> }.into_any()
}
