//! Components that every feature shows: loading, failing, empty, money, badges.

mod loaded;
mod loads;
mod showcase;
mod status;

pub use loaded::*;
pub use loads::*;
pub use showcase::ComponentsPage;
pub use status::*;

use crate::texts::Texts;
use domain::money::Money;
use leptos::prelude::*;

/// An amount in the reader's notation.
#[component]
pub fn Amount(
    /// The amount.
    money: Money,
) -> impl IntoView {
    view! { <span class="amount">{money.text(Texts::current().language)}</span> }.into_any()
}

/// The head of a page.
#[component]
pub fn PageHead(
    /// The one `h1`.
    #[prop(into)]
    title: String,
    /// A small line above.
    #[prop(optional, into)]
    eyebrow: Option<String>,
    /// A sentence below.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <leptos_meta::Title text=title.clone()/>
        <header class="page-head">
            {eyebrow.map(|text| view! { <p class="eyebrow">{text}</p> })}
            <h1>{title}</h1>
            {lead.map(|text| view! { <p class="lead">{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
    .into_any()
}

/// What stands where a list has nothing to show, and what to do about it.
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// Why, or what comes next.
    #[prop(optional, into)]
    text: Option<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// The initials of a person.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}
