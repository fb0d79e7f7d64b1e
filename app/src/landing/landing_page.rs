//! `/`: what Icumi is, the calls, how the ten are chosen, and where each person begins.

use crate::{
    competitions::{TwoZones, announced_calls},
    components::Fetched,
    texts::{Texts, named},
    tr,
};
use domain::{competitions::CompetitionCard, policy::Phase};
use leptos::prelude::*;

/// The start page.
#[component]
pub fn LandingPage() -> impl IntoView {
    view! { <Fetched of=announced_calls(0) let:calls><Landing calls/></Fetched> }.into_any()
}

#[component]
fn Landing(calls: Vec<CompetitionCard>) -> impl IntoView {
    let published = calls
        .iter()
        .find(|card| card.phase == Phase::Published)
        .map(|card| format!("/c/{}/shortlist", card.slug));
    let current = calls
        .iter()
        .position(|card| matches!(card.phase, Phase::Open | Phase::Announced));
    let begin = match current {
        Some(i) => (format!("/c/{}", calls[i].slug), tr!(competitions.see_call)),
        None => ("#chosen".to_owned(), tr!(competitions.how_chosen)),
    };
    let cards = calls
        .into_iter()
        .map(|card| view! { <CallCard card/> })
        .collect_view();
    let none = current
        .is_none()
        .then(|| view! { <p>{tr!(competitions.no_open_call)}</p> });
    view! {
        <main class="page" id="main" tabindex="-1">
            <leptos_meta::Title text=tr!(competitions.landing_page_title)/>
            <leptos_meta::Meta name="description" content=tr!(competitions.landing_lead)/>
            <section class="hero">
                <p class="eyebrow">{tr!(competitions.landing_eyebrow)}</p>
                <h1>{tr!(competitions.landing_title)}</h1>
                <p class="lead">{tr!(competitions.landing_lead)}</p>
                <div class="actions">
                    <a class="button primary" href=begin.0 rel="external">{begin.1}</a>
                    {published.clone().map(|href| view! { <a class="button" href=href>{tr!(competitions.see_pilots)}</a> })}
                </div>
            </section>
            <section id="calls">
                <h2>{tr!(competitions.calls)}</h2>
                {none}
                <ul class="card-grid">{cards}</ul>
            </section>
            <Story/>
            <Method/>
            <Beginnings pilots=published.unwrap_or_else(|| "#calls".to_owned())/>
        </main>
    }
    .into_any()
}

#[component]
fn CallCard(card: CompetitionCard) -> impl IntoView {
    let language = Texts::current().language;
    let t = card.timeline;
    let date = match card.phase {
        Phase::Draft | Phase::Announced => Some((tr!(competitions.opens_at), t.opens_at)),
        Phase::Open | Phase::Grace => Some((tr!(competitions.closes_at), t.closes_at)),
        Phase::Screening | Phase::Jury | Phase::Selection => {
            Some((tr!(competitions.publishes_at), t.publishes_at))
        }
        Phase::Published | Phase::Archived => None,
    };
    view! {
        <li class="card">
            <h3><a href=format!("/c/{}", card.slug) rel="external">{card.name.get(language).to_owned()}</a></h3>
            <p><span class="badge accent">{named("phase", card.phase.key())}</span></p>
            {date.map(|(label, at)| view! { <p class="meta">{label} ": " <TwoZones at zone=card.zone.clone()/></p> })}
        </li>
    }
    .into_any()
}

/// From the training to the funded pilot, in five steps.
#[component]
fn Story() -> impl IntoView {
    let steps = [
        (
            tr!(competitions.story_train),
            tr!(competitions.story_train_text),
        ),
        (
            tr!(competitions.story_write),
            tr!(competitions.story_write_text),
        ),
        (
            tr!(competitions.story_jury),
            tr!(competitions.story_jury_text),
        ),
        (
            tr!(competitions.story_ten),
            tr!(competitions.story_ten_text),
        ),
        (
            tr!(competitions.story_support),
            tr!(competitions.story_support_text),
        ),
    ]
    .map(|(title, text)| view! { <li class="past"><strong>{title}</strong><p>{text}</p></li> })
    .collect_view();
    view! {
        <section>
            <h2>{tr!(competitions.story)}</h2>
            <ol class="timeline across">{steps}</ol>
        </section>
    }
    .into_any()
}

/// How the ten are chosen, in words that everybody can check.
#[component]
fn Method() -> impl IntoView {
    let points = [
        (
            tr!(competitions.method_rules),
            tr!(competitions.method_rules_text),
        ),
        (
            tr!(competitions.method_strict),
            tr!(competitions.method_strict_text),
        ),
        (
            tr!(competitions.method_line),
            tr!(competitions.method_line_text),
        ),
        (
            tr!(competitions.method_check),
            tr!(competitions.method_check_text),
        ),
    ]
    .map(|(title, text)| view! { <li class="card"><h3>{title}</h3><p>{text}</p></li> })
    .collect_view();
    view! {
        <section id="chosen">
            <h2>{tr!(competitions.how_chosen)}</h2>
            <ul class="card-grid pairs">{points}</ul>
        </section>
    }
    .into_any()
}

/// Where each person begins.
#[component]
fn Beginnings(
    /// Address of the newest selected projects.
    pilots: String,
) -> impl IntoView {
    let roles = [
        (
            tr!(competitions.for_teams),
            tr!(competitions.for_teams_text),
            "/register",
            tr!(competitions.register),
        ),
        (
            tr!(competitions.for_jurors),
            tr!(competitions.for_jurors_text),
            "/sign-in",
            tr!(core.sign_in),
        ),
        (
            tr!(competitions.for_investors),
            tr!(competitions.for_investors_text),
            pilots.as_str(),
            tr!(competitions.see_pilots),
        ),
        (
            tr!(competitions.for_organisers),
            tr!(competitions.for_organisers_text),
            "/organise",
            tr!(competitions.organise),
        ),
    ]
    .map(|(title, text, href, link)| {
        view! {
            <li class="card">
                <h3>{title}</h3>
                <p>{text}</p>
                <p><a href=href.to_owned()>{link}</a></p>
            </li>
        }
    })
    .collect_view();
    view! {
        <section>
            <h2>{tr!(competitions.begin_here)}</h2>
            <ul class="card-grid pairs">{roles}</ul>
        </section>
    }
    .into_any()
}
