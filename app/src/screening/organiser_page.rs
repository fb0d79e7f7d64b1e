//! The frame of an organiser's page: the competition's areas beside it.

use crate::{competitions::OrganiserFrame, texts::Texts, tr};
use domain::screening::Heading;
use leptos::prelude::*;

/// [`OrganiserFrame`] with the competition's name beside.
#[component]
pub fn OrganiserPage(
    /// Of which competition.
    heading: Heading,
    /// The area's part of the address.
    area: &'static str,
    /// Boards and tables get more room.
    #[prop(optional)]
    wide: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let name = heading.name.get(Texts::current().language).to_owned();
    view! { <OrganiserFrame slug=heading.slug current=area name wide>{children()}</OrganiserFrame> }
}

/// Links to the pages before and after this one.
#[component]
pub fn Pages(
    /// From 1.
    page: u32,
    /// At least 1.
    pages: u32,
    /// The address of a page.
    address: Box<dyn Fn(u32) -> String>,
) -> impl IntoView {
    (pages > 1)
        .then(|| {
            let before = (page > 1).then(|| {
                view! { <a rel="prev" href=address(page - 1)>{tr!(screening.previous)}</a> }
            });
            let after = (page < pages).then(|| {
                view! { <a rel="next" href=address(page + 1)>{tr!(screening.next)}</a> }
            });
            view! {
                <nav class="pagination" aria-label=tr!(screening.pages)>
                    {before}
                    <span>{tr!(screening.page_of, page = page, pages = pages)}</span>
                    {after}
                </nav>
            }
        })
        .into_any()
}
