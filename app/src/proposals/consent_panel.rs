//! Who has agreed to the text that would be submitted, where the rules ask every member.

use super::ConfirmProposal;
use crate::{
    forms::*,
    texts::{TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error, ProposalId,
    proposals::{Consent, Consents, MemberConsent},
};
use leptos::prelude::*;

/// The members' words and, for whoever has not agreed yet, the form that says so.
#[component]
pub(super) fn ConsentPanel(
    id: ProposalId,
    consents: Consents,
    action: ServerAction<ConfirmProposal>,
) -> impl IntoView {
    if consents.rule == Consent::Lead {
        return ().into_any();
    }
    let form = FormState::of(action);
    let error = form.error();
    let changed = move || {
        error.with(|error| matches!(error, Some(Error::Conflict(_)))).then(|| {
            view! { <div class="notice warning" role="alert"><p>{tr!(proposals.changed_while_reading)}</p></div> }
        })
    };
    let rows = consents.members.iter().map(word).collect_view();
    let confirm = consents.may_confirm.then(|| {
        view! {
            <ActionForm action attr:class="form">
                <FormErrors form=form.clone()/>
                {changed}
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="fingerprint" value=consents.fingerprint.clone()/>
                <Submit form label=tr!(proposals.confirm)/>
            </ActionForm>
        }
    });
    view! {
        <section class="panel no-print" id="consent" aria-labelledby="consent-title">
            <header class="panel-head"><h2 id="consent-title">{tr!(proposals.consent)}</h2></header>
            <p>{tr!(proposals.consent_text)}</p>
            <ul class="list">{rows}</ul>
            {confirm}
        </section>
    }
    .into_any()
}

fn word(member: &MemberConsent) -> impl IntoView + use<> {
    let (class, text) = match (member.confirmed_at, member.earlier) {
        (Some(at), _) => {
            let time = time_text(at, &viewer::current().zone, TimeStyle::DateTime);
            (
                "badge push success",
                tr!(proposals.confirmed_at, time = time),
            )
        }
        (None, true) => (
            "badge push warning",
            tr!(proposals.confirmed_earlier).to_owned(),
        ),
        (None, false) => ("badge push", tr!(proposals.unconfirmed).to_owned()),
    };
    view! { <li><span>{member.name.clone()}</span> <span class=class>{text}</span></li> }
}
