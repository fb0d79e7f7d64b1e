//! `/teams/:id/interests`: what investors wrote to a team, and the lead's answer.

use super::{
    AnswerInterest, received_interests,
    terms::{ContactView, Lines, StateBadge, TermsView},
};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, Time, TimeStyle},
    tr,
};
use domain::investors::{InterestState, ReceivedInterest, TeamInterests};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn TeamInterestsPage() -> impl IntoView {
    let params = use_params_map();
    let answer = ServerAction::<AnswerInterest>::new();
    let page = fetching(
        move || params.read().get("id").unwrap_or_default(),
        received_interests,
    );
    view! { <Fetched of=page let:page><TeamView page answer/></Fetched> }.into_any()
}

#[component]
fn TeamView(page: TeamInterests, answer: ServerAction<AnswerInterest>) -> impl IntoView {
    let name = page.call.name.get(Texts::current().language).to_owned();
    let project = format!("/c/{}/projects/{}", page.call.slug, page.number);
    let link = page.selected.then(|| {
        view! { <a class="button" href=project rel="external">{tr!(investors.public_page)}</a> }
    });
    let text = if page.selected {
        tr!(investors.received_none)
    } else {
        tr!(investors.received_not_selected)
    };
    let decides = page.decides;
    let list = if page.interests.is_empty() {
        view! { <EmptyState title=tr!(investors.received_none_title) text=text/> }.into_any()
    } else {
        page.interests
            .into_iter()
            .map(|interest| view! { <Received interest decides answer/> })
            .collect_view()
            .into_any()
    };
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <nav class="breadcrumbs" aria-label=tr!(gallery.way)>
                <ol>
                    <li><a href=format!("/teams/{}", page.team)>{page.team_name}</a></li>
                    <li aria-current="page">{tr!(investors.received_title)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(investors.received_title) eyebrow=name
                lead=tr!(investors.received_lead, title = page.title)>{link}</PageHead>
            {(!decides).then(|| view! { <p class="meta">{tr!(investors.lead_answers)}</p> })}
            <div class="stack">{list}</div>
        </main>
    }
    .into_any()
}

#[component]
fn Received(
    interest: ReceivedInterest,
    decides: bool,
    answer: ServerAction<AnswerInterest>,
) -> impl IntoView {
    let own = interest;
    let open = own.state == InterestState::Open;
    let about = (!own.investor.about.is_empty()).then(|| {
        view! {
            <details class="disclosure">
                <summary>{tr!(investors.about_of, organisation = own.investor.organisation)}</summary>
                <div><Lines text=own.investor.about/></div>
            </details>
        }
    });
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>{own.investor.organisation.clone()}</h2>
                <StateBadge state=own.state/>
            </header>
            <p class="meta">
                {own.name} ", " {own.investor.country} " · " <Time at=own.created_at style=TimeStyle::Date/>
                {own.decided_at.map(|at| view! { " · " {tr!(investors.answered_on)} " " <Time at=at style=TimeStyle::Date/> })}
            </p>
            {own.contact.map(|contact| view! { <ContactView contact/> })}
            <TermsView terms=own.terms/>
            {about}
            {(open && decides).then(|| view! { <Answer id=own.id.to_string() version=own.version answer/> })}
        </section>
    }
    .into_any()
}

#[component]
fn Answer(id: String, version: i64, answer: ServerAction<AnswerInterest>) -> impl IntoView {
    let form = FormState::of(answer).for_item("interest", &id);
    view! {
        <ActionForm action=answer attr:class="form">
            <FormErrors form=form.clone()/>
            <Hidden name="interest" value=id/>
            <Hidden name="version" value=version.to_string()/>
            <p class="meta">{tr!(investors.accept_means)}</p>
            <div class="actions">
                <Submit form=form.clone() label=tr!(investors.accept) name="answer" value="accept"/>
                <Submit form label=tr!(investors.decline) class="button" name="answer" value="decline"/>
            </div>
        </ActionForm>
    }
    .into_any()
}
