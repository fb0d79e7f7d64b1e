//! `/c/:slug/projects/:number/print`: a project on one sheet of paper.

use super::{
    cards::photo_address,
    project_page::{ProjectFacts, fetch_project},
};
use crate::{
    components::Fetched,
    files::PhotoImage,
    sharing::{address_of, excerpt},
    texts::Texts,
    tr,
};
use domain::{
    files::PhotoSize,
    gallery,
    proposals::{Answer, ProposalContent, QuestionKind},
};
use leptos::prelude::*;

/// Words of each answer on the sheet: three long answers and the facts fill a page of A4.
const WORDS: usize = 90;
/// Answers on the sheet.
const ANSWERS: usize = 3;

/// The sheet.
#[component]
pub fn SheetPage() -> impl IntoView {
    view! { <Fetched of=fetch_project() let:page><Sheet page/></Fetched> }.into_any()
}

#[component]
fn Sheet(page: gallery::ProjectPage) -> impl IntoView {
    let language = Texts::current().language;
    let gallery::ProjectPage {
        slug,
        name,
        entry,
        content,
        ..
    } = page;
    let name = name.get(language).to_owned();
    let card = entry.card;
    let path = format!("/c/{slug}/projects/{}", card.number);
    let jobs = content.jobs();
    let need = content.need().map(|need| {
        view! { <h2>{tr!(gallery.need)}</h2> <p>{need.title.get(language).to_owned()}</p> }
    });
    let answers = answers(&content)
        .into_iter()
        .map(|(label, text)| view! { <h2>{label}</h2> <p lang=content.language.code()>{text}</p> })
        .collect_view();
    let photo = entry.photo.map(|photo| {
        let size = PhotoSize::Large;
        let address = photo_address(&slug, &photo, size);
        // What is printed must be there before it is scrolled to.
        view! { <div class="media"><PhotoImage photo size address at_once=true/></div> }
    });
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <leptos_meta::Title text=format!("{} – {name}", card.title)/>
            <p class="no-print">
                <a href=path.clone() rel="external">{tr!(gallery.back)}</a> " · " {tr!(gallery.print_hint)}
            </p>
            <article class="one-pager">
                <p class="eyebrow">{name}</p>
                <h1 lang=content.language.code()>{card.title.clone()}</h1>
                <p class="lead" lang=content.language.code()>{excerpt(&card.summary, WORDS)}</p>
                {photo}
                <ProjectFacts card jobs/>
                {need}
                {answers}
                <h2>{tr!(gallery.more)}</h2>
                <p>{address_of(&path)}</p>
            </article>
        </main>
    }
    .into_any()
}

/// The first texts of the proposal, shortened, under their questions.
fn answers(content: &ProposalContent) -> Vec<(String, String)> {
    let language = Texts::current().language;
    content
        .form
        .questions()
        .filter(|(_, question)| matches!(question.kind, QuestionKind::Text { .. }))
        .filter_map(|(section, question)| {
            match content.section(&section.key).get(&question.key)? {
                Answer::Text(text) => Some((
                    question.label.get(language).to_owned(),
                    excerpt(text, WORDS),
                )),
                _ => None,
            }
        })
        .take(ANSWERS)
        .collect()
}
