//! What the start page says about investing.

use super::{my_investments, terms::InvestorBadge};
use crate::{components::once, texts::Texts, tr};
use domain::investors::{InvestmentCard, Investments, ReceivedCard};
use leptos::prelude::*;

/// One's registrations, and the interests in one's teams' projects. Nothing where there is neither.
#[component]
pub fn MyInvestments() -> impl IntoView {
    let found = my_investments();
    once(async move {
        match found.await {
            Ok(found) => view! { <Cards found/> }.into_any(),
            Err(_) => ().into_any(),
        }
    })
}

#[component]
fn Cards(found: Investments) -> impl IntoView {
    let received = (!found.received.is_empty()).then(|| {
        let items = found.received.into_iter().map(received_item).collect_view();
        view! {
            <section class="panel">
                <header class="panel-head"><h2>{tr!(investors.received_title)}</h2></header>
                <ul class="list">{items}</ul>
            </section>
        }
    });
    let own = (!found.registrations.is_empty()).then(|| {
        let items = found
            .registrations
            .into_iter()
            .map(registration_item)
            .collect_view();
        view! {
            <section class="panel">
                <header class="panel-head"><h2>{tr!(investors.my_investments)}</h2></header>
                <ul class="list">{items}</ul>
            </section>
        }
    });
    view! { {received} {own} }.into_any()
}

fn received_item(card: ReceivedCard) -> AnyView {
    let wait = (card.open > 0).then(|| {
        let text = if card.decides {
            tr!(investors.wait_for_you, count = card.open)
        } else {
            tr!(investors.wait_for_lead, count = card.open)
        };
        view! { <span class="badge info push">{text}</span> }
    });
    view! {
        <li>
            <a href=format!("/teams/{}/interests", card.team)>{card.title}</a>
            <span class="meta">{tr!(investors.accepted_count, count = card.accepted)}</span>
            {wait}
        </li>
    }
    .into_any()
}

fn registration_item(card: InvestmentCard) -> AnyView {
    let name = card.name.get(Texts::current().language).to_owned();
    view! {
        <li>
            <a href=format!("/c/{}/invest", card.slug)>{name}</a>
            <span class="meta">
                {tr!(investors.open_count, count = card.open)} ", " {tr!(investors.accepted_count, count = card.accepted)}
            </span>
            <span class="push"><InvestorBadge state=card.state/></span>
        </li>
    }
    .into_any()
}
