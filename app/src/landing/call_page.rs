//! `/c/:slug`: the call.

use super::{
    CollegeMap,
    call_parts::{CallHead, duration, fetch_call},
};
use crate::{
    competitions::Timeline,
    components::Fetched,
    texts::{Texts, named},
    tr,
};
use domain::{competitions::Call, policy::Phase};
use leptos::prelude::*;

/// The call: what it is about, until when, where, and how to begin.
#[component]
pub fn CallPage() -> impl IntoView {
    view! { <Fetched of=fetch_call() let:call><CallView call/></Fetched> }.into_any()
}

#[component]
fn CallView(call: Call) -> impl IntoView {
    let language = Texts::current().language;
    let Call {
        card,
        form,
        colleges,
        needs,
        rules,
        ..
    } = call;
    let slug = card.slug.clone();
    let page = format!("/c/{slug}/needs");
    let minutes = form.sections.iter().map(|section| section.minutes).sum();
    let takes = matches!(card.phase, Phase::Draft | Phase::Announced | Phase::Open);
    let (heading, text, see_form) = if takes {
        (
            tr!(competitions.take_part),
            tr!(competitions.take_part_text, seats = card.seats),
            tr!(competitions.see_form),
        )
    } else {
        (
            tr!(competitions.form),
            tr!(competitions.call_over).to_owned(),
            tr!(competitions.read_form),
        )
    };
    let start = match card.phase {
        Phase::Open => Some((format!("/c/{slug}/join"), tr!(competitions.start_proposal))),
        Phase::Published => Some((format!("/c/{slug}/shortlist"), tr!(competitions.see_pilots))),
        _ => None,
    };
    let start = start.map(|(href, label)| {
        view! { <a class="button primary" href=href rel="external">{label}</a> }
    });
    let urgent = needs
        .iter()
        .take(5)
        .map(|need| {
            view! {
                <li>
                    <span>{need.title.get(language).to_owned()}</span>
                    <span class="badge">{named("sector", need.sector.key())}</span>
                </li>
            }
        })
        .collect_view();
    let count = needs.len();
    let title = card.name.get(language).to_owned();
    let lead = card.summary.get(language).to_owned();
    view! {
        <main class="page" id="main" tabindex="-1">
            <CallHead card=card.clone() title lead current=""/>
            <div class="split">
                <div class="stack">
                    <section class="panel">
                        <header class="panel-head"><h2>{heading}</h2></header>
                        <p>{tr!(competitions.form_time, time = duration(minutes), sections = form.sections.len())}</p>
                        <p>{text}</p>
                        <div class="actions">
                            {start}
                            <a class="button" href=format!("/c/{slug}/form") rel="external">{see_form}</a>
                        </div>
                    </section>
                    <section class="panel">
                        <header class="panel-head">
                            <h2>{tr!(competitions.nav_needs)}</h2>
                            <a href=page.clone() rel="external">{tr!(competitions.all_needs, count = count)}</a>
                        </header>
                        <ul class="list">{urgent}</ul>
                    </section>
                    <section class="panel">
                        <header class="panel-head"><h2>{tr!(competitions.nav_colleges)}</h2></header>
                        <CollegeMap colleges page/>
                    </section>
                </div>
                <section class="panel">
                    <header class="panel-head"><h2>{tr!(competitions.timeline)}</h2></header>
                    <Timeline card/>
                    {rules.map(|seal| view! {
                        <h3>{tr!(competitions.frozen_rules)}</h3>
                        <p>{tr!(competitions.frozen_rules_text)} " " <a href=format!("/c/{slug}/rules") rel="external">{tr!(competitions.read_rules)}</a></p>
                        <p><code class="fingerprint">{seal.hash}</code></p>
                    })}
                </section>
            </div>
        </main>
    }
    .into_any()
}
