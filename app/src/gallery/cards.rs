//! A project as a card, and the words for its parts.

use crate::{
    components::Amount,
    files::PhotoImage,
    sharing::excerpt,
    texts::{Texts, named},
    tr,
};
use domain::{
    files::{Photo, PhotoSize},
    gallery::ShortlistEntry,
    selection::{Members, ProjectCard},
    vocabulary::Sector,
};
use leptos::prelude::*;

/// Words of the summary that a card shows.
const WORDS: usize = 32;

/// A card that leads to the project's page.
#[component]
pub fn ProjectCardView(
    /// Of which call.
    slug: String,
    /// The project.
    entry: ShortlistEntry,
) -> impl IntoView {
    let card = entry.card;
    let href = format!("/c/{slug}/projects/{}", card.number);
    let media = media(&slug, card.sector, entry.photo, PhotoSize::Small);
    let tags = tags(&card)
        .into_iter()
        .map(|tag| view! { <li>{tag}</li> })
        .collect_view();
    view! {
        <article class="card project-card">
            {media}
            <h3><a href=href rel="external">{card.title.clone()}</a></h3>
            <p>{excerpt(&card.summary, WORDS)}</p>
            <ul class="tags">{tags}</ul>
            <p class="meta"><Amount money=card.amount/> " · " {members_text(card.members)}</p>
        </article>
    }
    .into_any()
}

/// The photo of a project, or the pattern that stands for it.
pub(super) fn media(
    slug: &str,
    sector: Option<Sector>,
    photo: Option<Photo>,
    size: PhotoSize,
) -> AnyView {
    let photo = photo.map(|photo| {
        let address = photo_address(slug, &photo, size);
        view! { <PhotoImage photo size address/> }
    });
    view! { <div class="media" data-hue=hue(sector)>{photo}</div> }.into_any()
}

/// Where everybody finds a photo of a gallery.
pub(super) fn photo_address(slug: &str, photo: &Photo, size: PhotoSize) -> String {
    format!("/c/{slug}/photos/{}/{}", photo.file, size.key())
}

/// Sector, college and place.
fn tags(card: &ProjectCard) -> Vec<String> {
    [
        card.sector
            .map(|sector| named("sector", sector.key()).to_owned()),
        card.college.clone(),
        card.province
            .map(|province| named("province", province.key()).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a project is found by beside its own words, in the page's language: need, sector, province and target groups.
pub(super) fn names(entry: &ShortlistEntry) -> String {
    let card = &entry.card;
    let need = entry.need.as_ref();
    let need = need.map(|need| need.get(Texts::current().language));
    let sector = card.sector.map(|sector| named("sector", sector.key()));
    let province = card
        .province
        .map(|province| named("province", province.key()));
    let groups = card.target_groups.iter();
    let groups = groups.map(|group| named("target", group.key()));
    let names = [need, sector, province].into_iter().flatten();
    names.chain(groups).collect::<Vec<_>>().join("\n")
}

/// Who is in a team, in numbers: `1 trainer, 2 students`.
#[must_use]
pub fn members_text(members: Members) -> String {
    let Members {
        trainers,
        students,
        professors,
    } = members;
    let parts = [
        (trainers, tr!(gallery.trainers, count = trainers)),
        (professors, tr!(gallery.professors, count = professors)),
        (students, tr!(gallery.students, count = students)),
    ];
    parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join(", ")
}

/// College, district and province in one line.
#[must_use]
pub fn place_text(card: &ProjectCard) -> String {
    let province = card
        .province
        .map(|province| named("province", province.key()).to_owned());
    [card.district.clone(), province]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The colour of a sector, as `data-hue`.
#[must_use]
pub fn hue(sector: Option<Sector>) -> &'static str {
    use Sector::{
        AgriProcessing, Agriculture, Construction, Digital, Energy, Environment, Health,
        Manufacturing, Tourism, Water,
    };
    match sector {
        Some(Agriculture | Environment) => "1",
        Some(Construction | AgriProcessing) => "2",
        Some(Water | Health) => "3",
        Some(Energy | Tourism) => "4",
        Some(Digital | Manufacturing) | None => "5",
    }
}
