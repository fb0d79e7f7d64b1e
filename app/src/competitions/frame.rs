//! The frame of an organiser's pages: navigation beside, content in `main`.

use crate::tr;
use leptos::prelude::*;

/// The pages about one competition. `current` is the last part of the page's address, empty for the
/// overview.
#[component]
fn OrganiserNav(
    /// The competition.
    #[prop(into)]
    slug: String,
    /// Which page this is: `jury`, `rubric` …
    current: &'static str,
    /// The competition's name, where the page's head does not say it.
    #[prop(optional, into)]
    name: String,
) -> impl IntoView {
    let name = (!name.is_empty()).then(|| view! { <p class="sidebar-title">{name}</p> });
    let pages = [
        ("", tr!(competitions.nav_overview)),
        ("settings", tr!(competitions.nav_settings)),
        ("rubric", tr!(competitions.nav_rubric)),
        ("form", tr!(competitions.form)),
        ("needs", tr!(competitions.nav_needs)),
        ("colleges", tr!(competitions.nav_colleges)),
        ("people", tr!(competitions.nav_people)),
        ("proposals", tr!(competitions.nav_proposals)),
        ("extensions", tr!(competitions.nav_extensions)),
        ("jury", tr!(competitions.nav_jury)),
        ("assignment", tr!(competitions.nav_assignment)),
        ("progress", tr!(competitions.nav_progress)),
        ("deliberation", tr!(deliberations.title)),
        ("selection", tr!(competitions.nav_selection)),
        ("investors", tr!(competitions.nav_investors)),
        ("import", tr!(competitions.nav_import)),
        ("export", tr!(competitions.nav_export)),
        ("audit", tr!(competitions.nav_audit)),
    ];
    let links = pages
        .into_iter()
        .map(|(page, label)| {
            let href = match page {
                "" => format!("/organise/{slug}"),
                page => format!("/organise/{slug}/{page}"),
            };
            view! { <a href=href aria-current=(page == current).then_some("page")>{label}</a> }
        })
        .collect_view();
    view! { <nav class="sidebar" aria-label=tr!(competitions.nav_label)>{name}{links}</nav> }
        .into_any()
}

/// Navigation beside, the page's content in `main`.
#[component]
pub fn OrganiserFrame(
    /// The competition.
    #[prop(into)]
    slug: String,
    /// As in [`OrganiserNav`].
    current: &'static str,
    /// As in [`OrganiserNav`].
    #[prop(optional, into)]
    name: String,
    /// Boards and tables get more room.
    #[prop(optional)]
    wide: bool,
    /// Content of `main`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="with-sidebar">
            <OrganiserNav slug current name/>
            <main class=if wide { "page wide" } else { "page" } id="main" tabindex="-1">{children()}</main>
        </div>
    }
    .into_any()
}
