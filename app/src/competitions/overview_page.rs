//! `/organise/:slug`: where a competition stands, and what to do next.

use super::{OrganiserFrame, Timeline, competition_overview};
use crate::{
    components::{Fetched, PageHead, fetching},
    texts::{Texts, named},
    tr,
};
use domain::{
    competitions::{NextStep, Overview},
    policy::Phase,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let params = use_params_map();
    let overview = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        competition_overview,
    );
    view! { <Fetched of=overview let:overview><OverviewView overview/></Fetched> }.into_any()
}

#[component]
fn OverviewView(overview: Overview) -> impl IntoView {
    let o = overview;
    let slug = o.card.slug.clone();
    let name = o.card.name.get(Texts::current().language).to_owned();
    let next = o
        .next
        .filter(|_| o.organiser)
        .map(|step| view! { <Next step slug=slug.clone()/> });
    let numbers = (o.card.phase > Phase::Draft).then(|| view! { <Numbers o=o.clone()/> });
    let public = format!("/c/{slug}");
    let rules = o.rules.map(|seal| {
        view! {
            <section class="panel">
                <header class="panel-head">
                    <h2>{tr!(competitions.frozen_rules)}</h2>
                    <a href=format!("{public}/rules") rel="external">{tr!(competitions.read_rules)}</a>
                </header>
                <p>{tr!(competitions.frozen_rules_text)}</p>
                <p><code class="fingerprint">{seal.hash}</code></p>
            </section>
        }
    });
    view! {
        <OrganiserFrame slug=slug current="">
            <PageHead title=name eyebrow=named("phase", o.card.phase.key())>
                <a class="button" href=public.clone() rel="external">{tr!(competitions.public_page)}</a>
            </PageHead>
            {next}
            {numbers}
            <section class="panel">
                <header class="panel-head"><h2>{tr!(competitions.timeline)}</h2></header>
                <Timeline card=o.card/>
            </section>
            {rules}
        </OrganiserFrame>
    }
    .into_any()
}

/// The one thing to do next.
#[component]
fn Next(step: NextStep, slug: String) -> impl IntoView {
    let (page, title, action) = match step {
        NextStep::Rubric => (
            "/rubric",
            tr!(competitions.next_rubric),
            tr!(competitions.nav_rubric),
        ),
        NextStep::Colleges => (
            "/colleges",
            tr!(competitions.next_colleges),
            tr!(competitions.nav_colleges),
        ),
        NextStep::Needs => (
            "/needs",
            tr!(competitions.next_needs),
            tr!(competitions.nav_needs),
        ),
        NextStep::Open => (
            "/open",
            tr!(competitions.next_open),
            tr!(competitions.open_check),
        ),
        NextStep::InviteJurors => (
            "/jury",
            tr!(competitions.next_invite_jurors),
            tr!(competitions.nav_jury),
        ),
        NextStep::WaitForProposals => (
            "/proposals",
            tr!(competitions.next_wait_for_proposals),
            tr!(competitions.nav_proposals),
        ),
        NextStep::Screen => (
            "/proposals",
            tr!(competitions.next_screen),
            tr!(competitions.nav_proposals),
        ),
        NextStep::Assign => (
            "/assignment",
            tr!(competitions.next_assign),
            tr!(competitions.nav_assignment),
        ),
        NextStep::WaitForJury => (
            "/jury",
            tr!(competitions.next_wait_for_jury),
            tr!(competitions.nav_jury),
        ),
        NextStep::FollowJury => (
            "/progress",
            tr!(competitions.next_follow_jury),
            tr!(competitions.nav_progress),
        ),
        NextStep::Freeze => (
            "/selection",
            tr!(competitions.next_freeze),
            tr!(competitions.nav_selection),
        ),
        NextStep::Publish => (
            "/selection",
            tr!(competitions.next_publish),
            tr!(competitions.nav_selection),
        ),
        NextStep::FollowInvestors => (
            "/investors",
            tr!(competitions.next_follow_investors),
            tr!(competitions.nav_investors),
        ),
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(competitions.next_title)}</h2></header>
            <p>{title}</p>
            <div class="actions"><a class="button primary" href=format!("/organise/{slug}{page}")>{action}</a></div>
        </section>
    }
    .into_any()
}

#[component]
fn Numbers(o: Overview) -> impl IntoView {
    let screened = (o.submitted > 0)
        .then(|| view! { <dd class="note">{tr!(competitions.screened_of, count = o.screened, eligible = o.eligible)}</dd> });
    let invited = (o.jurors_invited > 0)
        .then(|| view! { <dd class="note">{tr!(competitions.jurors_waiting, count = o.jurors_invited)}</dd> });
    let reviews = (o.reviews_expected > 0).then(|| {
        let text = tr!(competitions.reviews_of, count = o.reviews_received, of = o.reviews_expected);
        view! {
            <div class="progress">
                <label for="reviews">{tr!(competitions.reviews)}</label>
                <progress id="reviews" value=o.reviews_received.to_string() max=o.reviews_expected.to_string()>{text.clone()}</progress>
                <span class="value">{text}</span>
            </div>
        }
    });
    view! {
        <section>
            <h2 class="visually-hidden">{tr!(competitions.numbers)}</h2>
            <dl class="stats">
                <div class="stat"><dt>{tr!(competitions.teams)}</dt><dd>{o.teams}</dd></div>
                <div class="stat"><dt>{tr!(competitions.drafts)}</dt><dd>{o.drafts}</dd></div>
                <div class="stat"><dt>{tr!(competitions.submitted)}</dt><dd>{o.submitted}</dd>{screened}</div>
                <div class="stat"><dt>{tr!(competitions.jurors)}</dt><dd>{o.jurors_active}</dd>{invited}</div>
            </dl>
            {reviews}
        </section>
    }
    .into_any()
}
