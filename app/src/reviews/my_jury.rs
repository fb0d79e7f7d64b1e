//! The jury's part of the home page.

use super::{ProgressLine, my_juries};
use crate::{
    components::once,
    texts::{Texts, Time, TimeStyle, named},
    tr,
};
use domain::{policy::Phase, reviews::JuryCard};
use leptos::prelude::*;

/// The competitions that the reader judges; nothing for people who are on no jury.
#[component]
pub fn MyJury() -> impl IntoView {
    let juries = my_juries();
    once(async move {
        let juries = juries.await.unwrap_or_default();
        (!juries.is_empty())
            .then(|| {
                view! {
                    <section class="stack">
                        <header class="section-head"><h2>{tr!(reviews.my_juries)}</h2></header>
                        <JuryCards juries/>
                    </section>
                }
            })
            .into_any()
    })
}

/// One card for each competition.
#[component]
pub(super) fn JuryCards(
    /// What to show.
    juries: Vec<JuryCard>,
) -> impl IntoView {
    let cards = juries
        .into_iter()
        .map(|jury| view! { <li><Card jury/></li> })
        .collect_view();
    view! { <ul class="card-grid">{cards}</ul> }.into_any()
}

#[component]
fn Card(jury: JuryCard) -> impl IntoView {
    let name = jury.name.get(Texts::current().language).to_owned();
    let id = format!("progress-{}", jury.slug);
    view! {
        <article class="card">
            <h3><a href=format!("/jury/{}", jury.slug)>{name}</a></h3>
            <p><span class="badge">{named("phase", jury.phase.key())}</span></p>
            <NextStep jury=jury.clone()/>
            <ProgressLine progress=jury.progress id/>
        </article>
    }
    .into_any()
}

/// What the juror can do now, or until when.
#[component]
pub(super) fn NextStep(
    /// The jury.
    jury: JuryCard,
) -> impl IntoView {
    let at = if jury.phase < Phase::Jury {
        jury.opens_at
    } else {
        jury.closes_at
    };
    let time = move |zone: String| view! { <Time at=at zone=zone style=TimeStyle::DateTime/> };
    let declare = format!("/jury/{}/conflicts", jury.slug);
    match (jury.declared, jury.phase) {
        (false, Phase::Grace | Phase::Screening | Phase::Jury) => view! {
            <p>{tr!(reviews.declare_first)} " " <a href=declare>{tr!(reviews.declare_link)}</a></p>
        }
        .into_any(),
        (_, phase) if phase < Phase::Jury => {
            view! { <p>{tr!(reviews.opens)} " " {time(jury.zone)}</p> }.into_any()
        }
        (_, Phase::Jury) => view! { <p>{tr!(reviews.closes)} " " {time(jury.zone)}</p> }.into_any(),
        _ => view! { <p>{tr!(reviews.closed)} " " {time(jury.zone)}</p> }.into_any(),
    }
}
