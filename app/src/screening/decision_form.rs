//! The form of a decision. All three ways stand open at once, so that it works without scripts.

use super::{DecideProposal, VersionField, checklist::PointFields};
use crate::{competitions::place_of, forms::*, texts::named, tr};
use domain::{
    Error,
    screening::{ScreenedProposal, ScreeningState, TAKE_BACK_MINUTES},
};
use leptos::{form::ActionForm, prelude::*};

/// Decides about a proposal.
#[component]
pub fn DecisionForm(
    /// The action that decides.
    action: ServerAction<DecideProposal>,
    /// What is decided about.
    proposal: ScreenedProposal,
) -> impl IntoView {
    let form = FormState::of(action);
    let error = form.error();
    let changed = move || {
        error.with(|error| match error {
            Some(Error::Conflict(stale)) => Some(match &stale.by {
                Some(by) => tr!(screening.changed_by, name = by),
                None => tr!(screening.changed).to_owned(),
            }),
            _ => None,
        })
    };
    let options = ScreeningState::ALL
        .iter()
        .filter(|state| **state != ScreeningState::Pending)
        .filter(|state| **state != ScreeningState::Returned || proposal.may_return)
        .map(|state| Choice::new(state.key(), named("screening", state.key())))
        .collect();
    let taken = proposal.assigned - proposal.received;
    view! {
        <ActionForm action=action attr:class="form" attr:id="decide">
            <FormErrors
                form=form.clone()
                labels=vec![
                    ("points", tr!(screening.checklist)),
                    ("decision", tr!(screening.decision)),
                    ("reason", tr!(screening.reason)),
                    ("corrections", tr!(screening.corrections)),
                    ("until", tr!(screening.until)),
                ]
            />
            {move || changed().map(|text| view! { <div class="notice warning" role="alert"><p>{text}</p></div> })}
            <Hidden name="proposal" value=proposal.id.to_string()/>
            <VersionField form=form.clone() version=proposal.version/>
            <PointFields form=form.clone() checks=proposal.checks.clone() hint=tr!(screening.checklist_hint)/>
            <Choices form=form.clone() name="decision" label=tr!(screening.decision) options/>
            <TextArea
                form=form.clone()
                name="reason"
                label=tr!(screening.reason)
                hint=tr!(screening.reason_hint)
                rows=4
                conditional=true
            />
            {proposal.may_return.then(|| {
                let (zone, until) = (proposal.heading.zone.clone(), proposal.until.clone());
                view! { <ReturnFields form=form.clone() zone until/> }
            })}
            {(taken > 0).then(|| view! {
                <div class="notice warning"><p>{tr!(screening.taken_from, count = taken)}</p></div>
            })}
            <p class="hint">{tr!(screening.mail_hint, minutes = TAKE_BACK_MINUTES)}</p>
            <Submit form=form label=tr!(screening.decide)/>
        </ActionForm>
    }
    .into_any()
}

/// What only a return says: what to correct, and until when.
#[component]
pub(super) fn ReturnFields(
    /// The form's state.
    form: FormState,
    /// The competition's zone.
    zone: String,
    /// When the jury begins, as an input takes it.
    until: String,
) -> impl IntoView {
    view! {
        <TextArea
            form=form.clone()
            name="corrections"
            label=tr!(screening.corrections)
            hint=tr!(screening.corrections_hint)
            rows=4
            conditional=true
        />
        <TextField
            form
            name="until"
            label=tr!(screening.until)
            hint=tr!(screening.until_hint, place = place_of(&zone))
            value=until
            kind="datetime-local"
            conditional=true
        />
    }
    .into_any()
}
