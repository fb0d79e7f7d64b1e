//! Files as a list of links.

use crate::{
    texts::{Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{FileId, files::FileEntry, money::decimal};
use leptos::prelude::*;

/// Files to be read; nothing when there are none.
#[component]
pub fn FileList(
    /// The files.
    files: Vec<FileEntry>,
    /// What stands beside each of them.
    #[prop(optional)]
    beside: Option<fn(FileId) -> AnyView>,
) -> impl IntoView {
    if files.is_empty() {
        return ().into_any();
    }
    let zone = viewer::current().zone;
    let items = files
        .into_iter()
        .map(|file| {
            let added = time_text(file.at, &zone, TimeStyle::DateTime);
            let about = [
                Some(kind_text(&file)),
                Some(size_text(file.size)),
                file.by,
                Some(added),
            ];
            let about: Vec<String> = about.into_iter().flatten().collect();
            view! {
                <li>
                    <span>
                        <a href=format!("/files/{}", file.id) download="">{file.name}</a>
                        <small class="meta">{about.join(" · ")}</small>
                    </span>
                    {beside.map(|beside| beside(file.id))}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="list">{items}</ul> }.into_any()
}

/// Files below the text of a proposal; nothing when there are none.
#[component]
pub fn FilesSection(
    /// The files.
    files: Vec<FileEntry>,
) -> impl IntoView {
    (!files.is_empty())
        .then(|| {
            view! {
                <section aria-labelledby="files-title">
                    <h2 id="files-title">{tr!(files.title)}</h2>
                    <FileList files/>
                </section>
            }
        })
        .into_any()
}

/// Kinds are called alike in all languages.
fn kind_text(file: &FileEntry) -> String {
    file.kind.key().to_uppercase()
}

/// Bytes in the unit that people know.
pub(super) fn size_text(bytes: i64) -> String {
    let language = Texts::current().language;
    let of = |unit: i64| {
        let size = bytes as f64 / unit as f64;
        let places = usize::from(size < 9.95 && bytes % unit != 0);
        decimal(size, places, language)
    };
    if bytes < 1024 * 1024 {
        tr!(files.kilobytes, size = of(1024))
    } else {
        tr!(files.megabytes, size = of(1024 * 1024))
    }
}
