//! `/c/:slug/shortlist`: the selected projects, filtered by the address.

use super::{
    ProjectCardView,
    cards::names,
    filters::{Chosen, Filters, address_without, query_of},
    public_shortlist,
};
use crate::{
    components::{EmptyState, Fetched, set_page_status},
    sharing::ShareTags,
    texts::{Texts, TimeStyle, time_text},
    tr,
};
use domain::{
    gallery::{Facets, GalleryQuery, Shortlist},
    selection::ProjectCard,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The gallery.
#[component]
pub fn ShortlistPage() -> impl IntoView {
    let slug = use_params_map()
        .read_untracked()
        .get("slug")
        .unwrap_or_default();
    let query = query_of(&use_query_map().read_untracked());
    view! {
        <Fetched of=public_shortlist(slug) let:list>
            <ShortlistView list query=query.clone()/>
        </Fetched>
    }
    .into_any()
}

#[component]
fn ShortlistView(list: Shortlist, query: GalleryQuery) -> impl IntoView {
    let name = list.name.get(Texts::current().language).to_owned();
    let path = format!("/c/{}/shortlist", list.slug);
    let call = format!("/c/{}", list.slug);
    let (see_call, wait_call) = (call.clone(), call.clone());
    let title = tr!(gallery.title);
    let day = |at| time_text(at, &list.zone, TimeStyle::Date);
    let lead = match list.published_at {
        Some(at) => tr!(gallery.lead, count = list.projects.len(), date = day(at)),
        None => tr!(gallery.waiting_lead).to_owned(),
    };
    let content = match list.published_at {
        Some(_) if list.projects.is_empty() => view! {
            <EmptyState title=tr!(gallery.nothing_title) text=tr!(gallery.nothing_text)>
                <a class="button" href=see_call rel="external">{tr!(gallery.see_call)}</a>
            </EmptyState>
        }
        .into_any(),
        Some(_) => view! { <Projects list=list.clone() query path=path.clone()/> }.into_any(),
        None => view! {
            <EmptyState title=tr!(gallery.waiting_title, date = day(list.publishes_at)) text=tr!(gallery.waiting_text)>
                <a class="button" href=wait_call rel="external">{tr!(gallery.see_call)}</a>
            </EmptyState>
        }
        .into_any(),
    };
    let chosen = list.input_hash.clone().map(|hash| {
        view! {
            <p><a href=format!("{call}/rules") rel="external">{tr!(gallery.how)}</a></p>
            <p class="meta">{tr!(gallery.fingerprint)} " " <code class="fingerprint">{hash}</code></p>
        }
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <leptos_meta::Title text=format!("{title} – {name}")/>
            <ShareTags title=format!("{title} – {name}") description=lead.clone() path=path/>
            <header class="page-head">
                <p class="eyebrow"><a href=call rel="external">{name}</a></p>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                {chosen}
            </header>
            {content}
        </main>
    }
    .into_any()
}

#[component]
fn Projects(list: Shortlist, query: GalleryQuery, path: String) -> impl IntoView {
    let (filter, problems) = query.read();
    if !problems.is_empty() {
        set_page_status(422);
    }
    let cards: Vec<(ProjectCard, String)> = list
        .projects
        .iter()
        .map(|own| (own.card.clone(), names(own)))
        .collect();
    let facets = Facets::of(&cards, &filter);
    let all = cards.len();
    let shown: Vec<_> = list
        .projects
        .into_iter()
        .zip(&cards)
        .filter(|(_, (card, names))| filter.admits(card, names))
        .map(|(entry, _)| entry)
        .collect();
    let clear = (!filter.is_empty() || !problems.is_empty())
        .then(|| view! { <a href=path.clone() rel="external">{tr!(gallery.clear)}</a> });
    let count = tr!(gallery.count, shown = shown.len(), all = all);
    let result = if shown.is_empty() {
        let without_words = (!query.words.trim().is_empty()).then(|| {
            let href = address_without(&path, &query, &["q"]);
            view! { <a class="button" href=href rel="external">{tr!(gallery.without_words)}</a> }
        });
        let everything = path.clone();
        view! {
            <EmptyState title=tr!(gallery.none_title) text=tr!(gallery.none_text)>
                <a class="button primary" href=everything rel="external">{tr!(gallery.clear)}</a>
                {without_words}
            </EmptyState>
        }
        .into_any()
    } else {
        let slug = list.slug.clone();
        let cards = shown
            .into_iter()
            .map(|entry| view! { <li><ProjectCardView slug=slug.clone() entry/></li> })
            .collect_view();
        view! {
            <h2 class="visually-hidden">{tr!(gallery.projects)}</h2>
            <ul class="card-grid">{cards}</ul>
        }
        .into_any()
    };
    view! {
        <Filters query=query.clone() facets problems path=path.clone()/>
        <div class="result-bar">
            <p class="result-count" role="status">{count}</p>
            <Chosen query path/>
            {clear}
        </div>
        {result}
    }
    .into_any()
}
