//! Whole addresses of public pages, and what other sites show of a shared one.

use leptos::prelude::*;
use leptos_meta::{Link, Meta};
use std::sync::Arc;

/// Where the installation is found. The server provides it from its configuration, never from a request:
/// a forged `Host` must not end up in links that people share.
#[derive(Clone, Debug)]
pub struct Site {
    /// `https://icumi.example`, without a slash at its end.
    pub base: Arc<str>,
    /// Path of the picture that stands for every page.
    pub image: Arc<str>,
}

/// The whole address of a path; the path itself in a browser, which needs no other.
#[must_use]
pub fn address_of(path: &str) -> String {
    use_context::<Site>().map_or_else(|| path.to_owned(), |site| format!("{}{path}", site.base))
}

/// Description and preview of a page, for search engines and for messages that share its address.
#[component]
pub fn ShareTags(
    /// Of the page.
    #[prop(into)]
    title: String,
    /// One or two sentences.
    #[prop(into)]
    description: String,
    /// Of the page, without a query.
    #[prop(into)]
    path: String,
) -> impl IntoView {
    let address = address_of(&path);
    let image = use_context::<Site>().map(|site| address_of(&site.image));
    view! {
        <Meta name="description" content=description.clone()/>
        <Link rel="canonical" href=address.clone()/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content="Icumi"/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=description/>
        <Meta property="og:url" content=address/>
        {image.map(|image| view! {
            <Meta property="og:image" content=image/>
            <Meta name="twitter:card" content="summary_large_image"/>
        })}
    }
    .into_any()
}

/// The beginning of a text, cut after a word, in one line.
#[must_use]
pub fn excerpt(text: &str, words: usize) -> String {
    let mut all = text.split_whitespace();
    let first: Vec<&str> = all.by_ref().take(words).collect();
    let mut out = first.join(" ");
    if all.next().is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpt_ends_after_a_word_and_says_so() {
        assert_eq!(excerpt("one  two\nthree", 2), "one two…");
        assert_eq!(excerpt(" one two ", 2), "one two");
        assert_eq!(excerpt("", 2), "");
    }

    #[test]
    fn address_is_whole_where_the_site_is_known() {
        Owner::new().with(|| {
            assert_eq!(address_of("/c/a"), "/c/a");
            provide_context(Site {
                base: "https://x.example".into(),
                image: "/og.png".into(),
            });
            assert_eq!(address_of("/c/a"), "https://x.example/c/a");
        });
    }
}
