//! `/c/:slug/projects/:number`: one selected project.

use super::{
    cards::{media, members_text, place_text},
    public_project,
};
use crate::{
    components::{Amount, Fetched},
    proposals::ProposalText,
    sharing::{ShareTags, address_of, excerpt},
    texts::{Texts, named},
    tr,
};
use domain::{Language, files::PhotoSize, gallery, selection::ProjectCard};
use leptos::prelude::*;
use leptos_router::{hooks::use_params_map, params::ParamsMap};

/// The project's page.
#[component]
pub fn ProjectPage() -> impl IntoView {
    view! { <Fetched of=fetch_project() let:page><ProjectView page/></Fetched> }.into_any()
}

/// The project that the address names.
pub(super) fn fetch_project()
-> impl Future<Output = Result<gallery::ProjectPage, crate::AppError>> + Send {
    let params: ParamsMap = use_params_map().get_untracked();
    let get = |name| params.get(name).unwrap_or_default();
    public_project(get("slug"), get("number"))
}

#[component]
fn ProjectView(page: gallery::ProjectPage) -> impl IntoView {
    let gallery::ProjectPage {
        slug,
        name,
        open,
        entry,
        content,
        ..
    } = page;
    let name = name.get(Texts::current().language).to_owned();
    let card = entry.card;
    let path = format!("/c/{slug}/projects/{}", card.number);
    let interest = format!("/projects/{}/interest", entry.proposal);
    let written = content.language;
    let lead = card.summary.clone();
    let title = card.title.clone();
    let jobs = content.jobs();
    let media = media(&slug, card.sector, entry.photo, PhotoSize::Large);
    view! {
        <main class="page" id="main" tabindex="-1">
            <leptos_meta::Title text=format!("{title} – {name}")/>
            <ShareTags title=title.clone() description=excerpt(&lead, 40) path=path.clone()/>
            <nav class="breadcrumbs" aria-label=tr!(gallery.way)>
                <ol>
                    <li><a href=format!("/c/{slug}") rel="external">{name}</a></li>
                    <li><a href=format!("/c/{slug}/shortlist") rel="external">{tr!(gallery.projects)}</a></li>
                    <li aria-current="page">{title.clone()}</li>
                </ol>
            </nav>
            {media}
            <header class="page-head">
                {card.sector.map(|sector| view! { <p class="eyebrow">{named("sector", sector.key())}</p> })}
                <h1 lang=written.code()>{title.clone()}</h1>
                <p class="lead" lang=written.code()>{lead}</p>
                <div class="actions">
                    {open.then(|| view! { <a class="button primary" href=interest.clone()>{tr!(gallery.state_interest)}</a> })}
                    <a class="button" href=format!("{path}/print") rel="external">{tr!(gallery.print_page)}</a>
                </div>
            </header>
            <div class="split">
                <div class="stack">
                    <OtherLanguage written/>
                    <ProposalText content/>
                </div>
                <div class="stack">
                    <section class="panel">
                        <header class="panel-head"><h2>{tr!(gallery.at_a_glance)}</h2></header>
                        <ProjectFacts card jobs/>
                    </section>
                    {open.then(|| view! { <Consent interest/> })}
                    <Share path title/>
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// A word about the language when it is not the reader's.
#[component]
fn OtherLanguage(written: Language) -> impl IntoView {
    let other = written != Texts::current().language;
    other
        .then(|| view! { <p class="meta">{tr!(gallery.written_in, language = written.own_name())}</p> })
        .into_any()
}

/// What is known of a project in short.
#[component]
pub(super) fn ProjectFacts(
    /// The project.
    card: ProjectCard,
    /// Paid jobs after a year, if the form asked.
    jobs: Option<i64>,
) -> impl IntoView {
    let groups = card
        .target_groups
        .iter()
        .map(|group| named("target", group.key()))
        .collect::<Vec<_>>()
        .join(", ");
    let place = place_text(&card);
    let fact = |label: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
    };
    view! {
        <dl class="facts">
            <div><dt>{tr!(gallery.asks_for)}</dt><dd><strong><Amount money=card.amount/></strong></dd></div>
            {fact(tr!(gallery.team), card.team.clone())}
            {fact(tr!(gallery.people), members_text(card.members))}
            {fact(tr!(gallery.college), card.college.clone().unwrap_or_default())}
            {fact(tr!(gallery.place), place)}
            {fact(tr!(gallery.group), groups)}
            {jobs.map(|count| view! { <div><dt>{tr!(gallery.jobs)}</dt><dd>{count}</dd></div> })}
        </dl>
    }
    .into_any()
}

/// How a meeting comes about, before anybody has to sign in.
#[component]
fn Consent(interest: String) -> impl IntoView {
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(gallery.talk_title)}</h2></header>
            <ol>
                <li>{tr!(gallery.talk_register)}</li>
                <li>{tr!(gallery.talk_state)}</li>
                <li>{tr!(gallery.talk_accept)}</li>
            </ol>
            <p><a href=interest>{tr!(gallery.state_interest)}</a></p>
        </section>
    }
    .into_any()
}

/// The address to pass on.
#[component]
fn Share(path: String, title: String) -> impl IntoView {
    let address = address_of(&path);
    let (subject, body) = (escape(&title), escape(&format!("{title}\n{address}")));
    view! {
        <section class="panel no-print">
            <header class="panel-head"><h2>{tr!(gallery.share)}</h2></header>
            <div class="field">
                <label for="address">{tr!(gallery.address)}</label>
                <input id="address" value=address readonly/>
            </div>
            <div class="actions">
                <a class="button small" href=format!("mailto:?subject={subject}&body={body}")>{tr!(gallery.by_mail)}</a>
                <a class="button small" href=format!("https://wa.me/?text={body}") rel="external noreferrer">"WhatsApp"</a>
            </div>
        </section>
    }
    .into_any()
}

/// Text for an address, as RFC 3986 escapes it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_in_an_address_is_escaped() {
        assert_eq!(
            escape("Four à briques & co"),
            "Four%20%C3%A0%20briques%20%26%20co"
        );
    }
}
