//! An investor's interests, each with what can be done about it.

use super::{
    WithdrawInterest,
    terms::{ContactView, StateBadge, TermsView},
};
use crate::{
    forms::*,
    texts::{Time, TimeStyle},
    tr,
};
use domain::investors::{InterestState, MyInterest};
use leptos::prelude::*;

/// One interest.
#[component]
pub fn InterestPanel(
    /// The interest.
    interest: MyInterest,
    /// Of the project.
    slug: String,
    /// Takes it back.
    withdraw: ServerAction<WithdrawInterest>,
    /// Whether to lead to the page where it is changed.
    #[prop(optional)]
    with_change: bool,
) -> impl IntoView {
    let own = interest;
    let project = format!("/c/{slug}/projects/{}", own.number);
    let change = format!("/projects/{}/interest", own.proposal);
    let open = own.state == InterestState::Open;
    let changeable = with_change && own.state.changeable();
    let change_label = if open {
        tr!(investors.change)
    } else {
        tr!(investors.state_again)
    };
    view! {
        <section class="panel">
            <header class="panel-head">
                <h3><a href=project rel="external">{own.title}</a></h3>
                <StateBadge state=own.state/>
            </header>
            <p class="meta">
                {own.team} " · " {tr!(investors.stated_on)} " " <Time at=own.created_at style=TimeStyle::Date/>
                {own.decided_at.map(|at| view! { " · " {tr!(investors.answered_on)} " " <Time at=at style=TimeStyle::Date/> })}
            </p>
            {own.contact.map(|contact| view! { <ContactView contact/> })}
            <TermsView terms=own.terms/>
            <div class="actions">
                {changeable.then(|| view! { <a class="button" href=change>{change_label}</a> })}
                {open.then(|| view! { <Withdraw id=own.id.to_string() version=own.version withdraw/> })}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Withdraw(id: String, version: i64, withdraw: ServerAction<WithdrawInterest>) -> impl IntoView {
    let form = FormState::of(withdraw).for_item("interest", &id);
    view! {
        <ActionForm action=withdraw>
            <FormErrors form=form.clone()/>
            <Hidden name="interest" value=id/>
            <Hidden name="version" value=version.to_string()/>
            <Submit form label=tr!(investors.withdraw) class="quiet"/>
        </ActionForm>
    }
    .into_any()
}
