//! `/c/:slug/invest`: becoming an investor of a call, and one's interests there.

use super::{
    RegisterInvestor, WithdrawInterest, my_interests::InterestPanel, own_investments,
    registration_form::RegistrationForm, terms::InvestorBadge,
};
use crate::{
    components::{Fetched, PageHead, fetching},
    texts::{Texts, TimeStyle, denied_text, time_text},
    tr,
};
use domain::{
    investors::{self, InvestorState, MyInterest, MyRegistration},
    policy::{Denied, Phase},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn InvestPage() -> impl IntoView {
    let params = use_params_map();
    let register = ServerAction::<RegisterInvestor>::new();
    let withdraw = ServerAction::<WithdrawInterest>::new();
    let page = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        own_investments,
    );
    view! {
        <Fetched of=page let:page><InvestView page register withdraw/></Fetched>
    }
    .into_any()
}

#[component]
fn InvestView(
    page: investors::InvestPage,
    register: ServerAction<RegisterInvestor>,
    withdraw: ServerAction<WithdrawInterest>,
) -> impl IntoView {
    let name = page.call.name.get(Texts::current().language).to_owned();
    let slug = page.call.slug.clone();
    let verified = page
        .registration
        .as_ref()
        .is_some_and(|own| own.state == InvestorState::Verified);
    let published = page.call.phase >= Phase::Published;
    let gallery = format!("/c/{slug}/shortlist");
    let when = (!published).then(|| {
        let date = time_text(page.call.publishes_at, &page.call.zone, TimeStyle::Date);
        view! { <div class="notice info"><p>{tr!(investors.published_on, date = date)}</p></div> }
    });
    let list = (verified || !page.interests.is_empty()).then(|| {
        view! { <Interests interests=page.interests slug=slug.clone() gallery=gallery.clone() published withdraw/> }
    });
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(investors.invest_title) eyebrow=name lead=tr!(investors.invest_lead)>
                <a class="button" href=gallery rel="external">{tr!(investors.see_projects)}</a>
            </PageHead>
            {when}
            <Registered registration=page.registration denied=page.denied slug register/>
            {list}
        </main>
    }
    .into_any()
}

/// How far the registration is, and the form where it can be sent.
#[component]
fn Registered(
    registration: Option<MyRegistration>,
    denied: Option<Denied>,
    slug: String,
    register: ServerAction<RegisterInvestor>,
) -> impl IntoView {
    let state = registration.as_ref().map(|own| own.state);
    let message = registration.clone().map(|own| {
        let (class, text) = match own.state {
            InvestorState::Pending => ("notice info", tr!(investors.pending_text)),
            InvestorState::Verified => ("notice success", tr!(investors.verified_text)),
            InvestorState::Refused => ("notice warning", tr!(investors.refused_text)),
        };
        let reason = (!own.reason.is_empty())
            .then(|| view! { <p>{tr!(investors.reason)} ": " {own.reason}</p> });
        view! {
            <section class="stack">
                <header class="section-head">
                    <h2>{own.said.organisation}</h2>
                    <InvestorBadge state=own.state/>
                </header>
                <div class=class><p>{text}</p>{reason}</div>
            </section>
        }
    });
    let form = match (state, denied) {
        (Some(InvestorState::Verified), _) => ().into_any(),
        (_, Some(why)) => {
            view! { <div class="notice warning"><p>{denied_text(why)}</p></div> }.into_any()
        }
        (None, None) => view! {
            <section class="stack">
                <h2>{tr!(investors.register_title)}</h2>
                <p>{tr!(investors.register_text)}</p>
                <RegistrationForm slug before=None action=register/>
            </section>
        }
        .into_any(),
        (Some(InvestorState::Refused), None) => view! {
            <section class="stack">
                <h2>{tr!(investors.correct)}</h2>
                <RegistrationForm slug before=registration action=register/>
            </section>
        }
        .into_any(),
        (Some(InvestorState::Pending), None) => view! {
            <details class="disclosure">
                <summary>{tr!(investors.correct)}</summary>
                <RegistrationForm slug before=registration action=register/>
            </details>
        }
        .into_any(),
    };
    view! { {message} {form} }.into_any()
}

#[component]
fn Interests(
    interests: Vec<MyInterest>,
    slug: String,
    gallery: String,
    published: bool,
    withdraw: ServerAction<WithdrawInterest>,
) -> impl IntoView {
    let content = if interests.is_empty() {
        let button = published.then(|| {
            view! { <a class="button primary" href=gallery rel="external">{tr!(investors.see_projects)}</a> }
        });
        view! {
            <div class="empty-state">
                <h3>{tr!(investors.none_title)}</h3>
                <p>{tr!(investors.none_text)}</p>
                <div class="actions">{button}</div>
            </div>
        }
        .into_any()
    } else {
        interests
            .into_iter()
            .map(|interest| view! { <InterestPanel interest slug=slug.clone() withdraw with_change=true/> })
            .collect_view()
            .into_any()
    };
    view! {
        <section class="stack">
            <h2>{tr!(investors.my_interests)}</h2>
            {content}
        </section>
    }
    .into_any()
}
