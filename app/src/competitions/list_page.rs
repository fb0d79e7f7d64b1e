//! `/organise`: the competitions that a person organises or audits.

use super::{TwoZones, organised_competitions};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching, once},
    texts::{Texts, named},
    tr,
};
use domain::{
    competitions::{Organised, OrganisedCard},
    policy::Phase,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The list, with the way to found another.
#[component]
pub fn OrganisePage() -> impl IntoView {
    let query = use_query_map();
    let page = move || {
        query
            .read()
            .get("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(0_u64)
    };
    let own = fetching(page, organised_competitions);
    view! {
        <Fetched of=own let:own>
            <OwnList own page=page()/>
        </Fetched>
    }
    .into_any()
}

/// On a person's first page: the competitions that they organise or audit; nothing for everybody else.
#[component]
pub fn MyCompetitions() -> impl IntoView {
    let own = organised_competitions(0);
    once(async move {
        let Ok(own) = own.await else {
            return ().into_any();
        };
        if own.cards.is_empty() && !own.may_create {
            return ().into_any();
        }
        let cards = own
            .cards
            .into_iter()
            .map(|own| view! { <Card own nested=true/> });
        view! {
            <section>
                <h2>{tr!(competitions.organise)}</h2>
                <ul class="card-grid">{cards.collect_view()}</ul>
                <p><a href="/organise">{tr!(competitions.organise_lead)}</a></p>
            </section>
        }
        .into_any()
    })
}

#[component]
fn OwnList(own: Organised, page: u64) -> impl IntoView {
    let Organised {
        cards,
        more,
        may_create,
    } = own;
    let create = move || {
        may_create.then(|| view! { <a class="button primary" href="/organise/new">{tr!(competitions.create)}</a> })
    };
    let body = if cards.is_empty() && page == 0 {
        let text = if may_create {
            tr!(competitions.none_create)
        } else {
            tr!(competitions.none_text)
        };
        view! { <EmptyState title=tr!(competitions.none_title) text=text>{create()}</EmptyState> }
            .into_any()
    } else {
        let items = cards
            .into_iter()
            .map(|own| view! { <Card own/> })
            .collect_view();
        view! { <ul class="card-grid">{items}</ul> }.into_any()
    };
    let pages = (page > 0 || more).then(|| {
        view! {
            <nav class="pagination" aria-label=tr!(competitions.pages)>
                {(page > 0).then(|| view! { <a rel="prev" href=format!("?page={}", page - 1)>{tr!(competitions.previous)}</a> })}
                {more.then(|| view! { <a rel="next" href=format!("?page={}", page + 1)>{tr!(competitions.next_page)}</a> })}
            </nav>
        }
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(competitions.organise) lead=tr!(competitions.organise_lead)>{create()}</PageHead>
            {body}
            {pages}
        </main>
    }
    .into_any()
}

#[component]
fn Card(
    own: OrganisedCard,
    /// Whether a heading of the same level stands above.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let OrganisedCard { card, role } = own;
    let language = Texts::current().language;
    let next = match card.phase {
        Phase::Draft | Phase::Announced => {
            Some((tr!(competitions.opens_at), card.timeline.opens_at))
        }
        Phase::Open | Phase::Grace => Some((tr!(competitions.closes_at), card.timeline.closes_at)),
        Phase::Screening => Some((tr!(competitions.jury_opens_at), card.timeline.jury_opens_at)),
        Phase::Jury => Some((
            tr!(competitions.jury_closes_at),
            card.timeline.jury_closes_at,
        )),
        Phase::Selection => Some((tr!(competitions.publishes_at), card.timeline.publishes_at)),
        Phase::Published | Phase::Archived => None,
    };
    let link = view! { <a href=format!("/organise/{}", card.slug)>{card.name.get(language).to_owned()}</a> };
    view! {
        <li class="card">
            {if nested { view! { <h3>{link}</h3> }.into_any() } else { view! { <h2>{link}</h2> }.into_any() }}
            <p>
                <span class="badge accent">{named("phase", card.phase.key())}</span> " "
                <span class="badge">{named("role", role.key())}</span>
            </p>
            {next.map(|(label, at)| view! { <p class="meta">{label} ": " <TwoZones at zone=card.zone.clone()/></p> })}
        </li>
    }
    .into_any()
}
