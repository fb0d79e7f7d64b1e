//! Words and small views for interests: kinds, states, terms, contacts.

use crate::{components::Amount, tr};
use domain::investors::{Contact, InterestKind, InterestState, InvestorState, Terms};
use leptos::prelude::*;

/// The name of a kind.
#[must_use]
pub fn kind_text(kind: InterestKind) -> &'static str {
    match kind {
        InterestKind::Grant => tr!(investors.kind_grant),
        InterestKind::Loan => tr!(investors.kind_loan),
        InterestKind::Equity => tr!(investors.kind_equity),
        InterestKind::InKind => tr!(investors.kind_in_kind),
        InterestKind::Mentoring => tr!(investors.kind_mentoring),
    }
}

/// The name of an interest's state.
#[must_use]
pub fn state_text(state: InterestState) -> &'static str {
    match state {
        InterestState::Open => tr!(investors.state_open),
        InterestState::Accepted => tr!(investors.state_accepted),
        InterestState::Declined => tr!(investors.state_declined),
        InterestState::Withdrawn => tr!(investors.state_withdrawn),
    }
}

/// The state of an interest.
#[component]
pub fn StateBadge(
    /// Which.
    state: InterestState,
) -> impl IntoView {
    let class = match state {
        InterestState::Open => "badge info",
        InterestState::Accepted => "badge success",
        InterestState::Declined | InterestState::Withdrawn => "badge",
    };
    view! { <span class=class>{state_text(state)}</span> }.into_any()
}

/// The state of an investor.
#[component]
pub fn InvestorBadge(
    /// Which.
    state: InvestorState,
) -> impl IntoView {
    let (class, text) = match state {
        InvestorState::Pending => ("badge warning", tr!(investors.pending)),
        InvestorState::Verified => ("badge success", tr!(investors.verified)),
        InvestorState::Refused => ("badge danger", tr!(investors.refused)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// What is offered, with the message.
#[component]
pub fn TermsView(
    /// The terms.
    terms: Terms,
) -> impl IntoView {
    let amount = terms.amount.map(|money| {
        view! { <div><dt>{tr!(investors.amount)}</dt><dd><Amount money/></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{tr!(investors.kind_offered)}</dt><dd>{kind_text(terms.kind)}</dd></div>
            {amount}
        </dl>
        <blockquote><Lines text=terms.message/></blockquote>
    }
    .into_any()
}

/// A person's text; its line ends stay.
#[component]
pub fn Lines(
    /// The text.
    text: String,
) -> impl IntoView {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// How to reach the other side.
#[component]
pub fn ContactView(
    /// Whom.
    contact: Contact,
) -> impl IntoView {
    let Contact { name, email } = contact;
    view! {
        <div class="notice success">
            <strong>{tr!(investors.contact_title)}</strong>
            <p>{name} ": " <a href=format!("mailto:{email}")>{email.clone()}</a></p>
        </div>
    }
    .into_any()
}
