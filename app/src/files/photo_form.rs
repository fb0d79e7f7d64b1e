//! The photo for the gallery: shown, and chosen from the pictures of a draft.

use super::{ChoosePhoto, RemovePhoto};
use crate::{competitions::Version, forms::*, tr};
use domain::{
    ProposalId,
    files::{ALT_LIMIT, FilesPage, Photo, PhotoSize},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// A photo in a size, from `address`.
#[component]
pub fn PhotoImage(
    /// The photo.
    photo: Photo,
    /// In which size.
    size: PhotoSize,
    /// Where that is.
    address: String,
    /// Whether it is loaded before it is looked at.
    #[prop(optional)]
    at_once: bool,
) -> impl IntoView {
    let (width, height) = size.of(photo.width, photo.height);
    let loading = (!at_once).then_some("lazy");
    view! { <img src=address alt=photo.alt width=width height=height loading=loading decoding="async"/> }
        .into_any()
}

/// The photo of a proposal for those who may read its files, under a heading; nothing when there is none.
#[component]
pub fn PhotoSection(
    /// The photo.
    photo: Option<Photo>,
) -> impl IntoView {
    photo
        .map(|photo| {
            let alt = photo.alt.clone();
            view! {
                <section aria-labelledby="photo-title">
                    <h2 id="photo-title">{tr!(files.photo_title)}</h2>
                    <figure class="photo">
                        {own_photo(photo)}
                        <figcaption>{tr!(files.photo_alt)} ": " {alt}</figcaption>
                    </figure>
                </section>
            }
        })
        .into_any()
}

/// The small photo, from where its team and other readers of the proposal find it.
fn own_photo(photo: Photo) -> AnyView {
    let address = format!("/files/{}/photo", photo.file);
    view! { <PhotoImage photo size=PhotoSize::Small address/> }.into_any()
}

/// The photo, and the form that chooses it.
#[component]
pub(super) fn PhotoForm(page: FilesPage) -> impl IntoView {
    let (id, version) = (page.proposal, page.photo_version);
    let options: Vec<Choice> = page
        .files
        .iter()
        .filter(|file| file.kind.is_picture())
        .map(|file| Choice::new(file.id.to_string(), &file.name))
        .collect();
    let shown = page
        .photo
        .clone()
        .map(|photo| view! { <figure class="photo">{own_photo(photo)}</figure> });
    let form = if options.is_empty() {
        view! { <p class="meta">{tr!(files.photo_none)}</p> }.into_any()
    } else {
        view! { <Chooser id version options photo=page.photo.clone()/> }.into_any()
    };
    let removal = page.photo.is_some().then(|| {
        let form = FormState::plain::<RemovePhoto>();
        view! {
            <form method="post" action=RemovePhoto::PATH class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="id" value=id.to_string()/>
                <Version form=form.clone() version title=tr!(files.photo_stale)/>
                <div><Submit form class="small" label=tr!(files.photo_remove)/></div>
            </form>
        }
    });
    view! {
        <section class="panel" id="photo-panel" aria-labelledby="photo-title">
            <header class="panel-head"><h2 id="photo-title">{tr!(files.photo_title)}</h2></header>
            <p>{tr!(files.photo_lead)}</p>
            {shown}
            {form}
            {removal}
        </section>
    }
    .into_any()
}

#[component]
fn Chooser(
    id: ProposalId,
    version: i64,
    options: Vec<Choice>,
    photo: Option<Photo>,
) -> impl IntoView {
    let form = FormState::plain::<ChoosePhoto>();
    let (value, alt) = photo
        .map(|photo| (photo.file.to_string(), photo.alt))
        .unwrap_or_default();
    view! {
        <form method="post" action=ChoosePhoto::PATH class="form" novalidate>
            <FormErrors form=form.clone() labels=vec![
                ("photo", tr!(files.photo_picture)),
                ("alt", tr!(files.photo_alt)),
            ]/>
            <Hidden name="id" value=id.to_string()/>
            <Version form=form.clone() version title=tr!(files.photo_stale)/>
            <Select form=form.clone() name="photo" label=tr!(files.photo_picture) options value required=true/>
            <TextArea form=form.clone() name="alt" label=tr!(files.photo_alt) value=alt rows=3 required=true
                hint=tr!(files.photo_alt_hint, max = ALT_LIMIT)/>
            <div class="actions"><Submit form label=tr!(files.photo_save)/></div>
        </form>
    }
    .into_any()
}
