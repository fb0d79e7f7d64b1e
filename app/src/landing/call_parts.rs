//! What the public pages of one call share.

use crate::{AppError, competitions::public_call, texts::Texts, tr};
use domain::competitions::{Call, CompetitionCard};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::future::Future;

/// The call that the address names.
pub fn fetch_call() -> impl Future<Output = Result<Call, AppError>> + Send {
    let slug = use_params_map()
        .read_untracked()
        .get("slug")
        .unwrap_or_default();
    public_call(slug)
}

/// Head of a page about a call, with links to its other pages. `current` is the last part of the address.
#[component]
pub fn CallHead(
    /// The call.
    card: CompetitionCard,
    /// The page's heading.
    #[prop(into)]
    title: String,
    /// A sentence below.
    #[prop(optional, into)]
    lead: Option<String>,
    /// `rules`, `needs`, `form` or empty.
    current: &'static str,
) -> impl IntoView {
    let name = card.name.get(Texts::current().language).to_owned();
    let slug = card.slug;
    let eyebrow = if current.is_empty() {
        crate::texts::named("phase", card.phase.key()).to_owned()
    } else {
        name.clone()
    };
    let tabs = [
        ("", tr!(competitions.tab_call)),
        ("needs", tr!(competitions.nav_needs)),
        ("form", tr!(competitions.form)),
        ("rules", tr!(competitions.tab_rules)),
    ]
    .map(|(page, label)| {
        let href = if page.is_empty() { format!("/c/{slug}") } else { format!("/c/{slug}/{page}") };
        view! { <a href=href rel="external" aria-current=(page == current).then_some("page")>{label}</a> }
    })
    .collect_view();
    let page_title = if current.is_empty() {
        title.clone()
    } else {
        format!("{title} – {name}")
    };
    view! {
        <leptos_meta::Title text=page_title/>
        <header class="page-head">
            <p class="eyebrow">{eyebrow}</p>
            <h1>{title}</h1>
            {lead.map(|text| view! { <p class="lead">{text}</p> })}
        </header>
        <nav class="tabs" aria-label=tr!(competitions.call_pages)>{tabs}</nav>
    }
    .into_any()
}

/// Minutes as people say them: `2 h 35 min`.
#[must_use]
pub fn duration(minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn duration_leaves_out_what_is_nought() {
        assert_eq!(duration(45), "45 min");
        assert_eq!(duration(120), "2 h");
        assert_eq!(duration(155), "2 h 35 min");
    }
}
