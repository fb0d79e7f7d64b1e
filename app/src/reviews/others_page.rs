//! `/reviews/:assignment/others`: what other jurors handed in about a proposal, where the rules of the round show it.

use super::{contents::ContentView, other_reviews};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead, fetching},
    texts::Texts,
    tr,
};
use domain::{
    Error,
    competitions::Criterion,
    reviews::{OtherReview, OtherReviews, ReviewContent},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn OthersPage() -> impl IntoView {
    let params = use_params_map();
    let found = fetching(
        move || params.read().get("assignment").unwrap_or_default(),
        |id| async move {
            let id = id.parse().map_err(|_| AppError(Error::Missing))?;
            other_reviews(id).await
        },
    );
    view! {
        <Fetched of=found let:found>
            <main class="page narrow" id="main" tabindex="-1"><Content found/></main>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Content(found: OtherReviews) -> impl IntoView {
    let name = found.competition.get(Texts::current().language).to_owned();
    let eyebrow = format!("{name} · {}", found.number);
    let queue = format!("/jury/{}", found.slug);
    let sheet = format!("/reviews/{}", found.assignment);
    let none = found
        .reviews
        .is_empty()
        .then(|| view! { <EmptyState title=tr!(reviews.others_none)/> });
    let items = found
        .reviews
        .into_iter()
        .map(|review| view! { <Review review rubric=found.rubric.clone()/> })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
            <ol>
                <li><a href=queue>{tr!(reviews.queue)}</a></li>
                <li><a href=sheet lang=found.language.code()>{found.title}</a></li>
                <li aria-current="page">{tr!(reviews.others)}</li>
            </ol>
        </nav>
        <PageHead title=tr!(reviews.others) eyebrow lead=tr!(reviews.others_lead)/>
        {none}
        <div class="stack">{items}</div>
    }
    .into_any()
}

#[component]
fn Review(review: OtherReview, rubric: Vec<Criterion>) -> impl IntoView {
    let content = ReviewContent {
        scores: review.scores,
        comment: review.comment,
        ..ReviewContent::default()
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(deliberations.juror_is, number = review.juror)}</h2></header>
            <ContentView content rubric/>
        </section>
    }
    .into_any()
}
