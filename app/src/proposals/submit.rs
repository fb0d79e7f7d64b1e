//! Submitting, withdrawing, and why not.

use super::{SubmitProposal, UndoWithdrawal, WithdrawProposal};
use crate::{
    forms::*,
    texts::{self, Texts},
    tr,
};
use domain::{
    policy::{Denied, ProposalState, TeamRole},
    proposals::ProposalDetail,
};
use leptos::prelude::*;

/// What is missing, each with a link to its input.
#[component]
pub(super) fn Missing(proposal: ProposalDetail) -> impl IntoView {
    let language = Texts::current().language;
    let id = proposal.id;
    let items = proposal
        .readiness
        .sections
        .iter()
        .flat_map(|ready| ready.problems.iter().map(move |problem| (ready, problem)))
        .map(|(ready, problem)| {
            let question = problem.field.split('.').next().unwrap_or_default();
            let label = proposal
                .content
                .form
                .section_of(question)
                .and_then(|section| section.question(question))
                .map_or_else(String::new, |question| {
                    question.label.get(language).to_owned()
                });
            let address = format!("/proposals/{id}/{}#{}", ready.key, problem.field);
            view! {
                <li>
                    <a href=address>{label}</a>
                    <span class="meta">{super::note_text(problem)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let count = items.len();
    (count > 0)
        .then(|| {
            view! {
                <section class="panel" id="missing">
                    <header class="panel-head"><h2>{tr!(proposals.missing_count, count = count)}</h2></header>
                    <ul class="list">{items}</ul>
                </section>
            }
        })
        .into_any()
}

/// The form that submits, or the reason why it cannot be sent.
#[component]
pub(super) fn SubmitForm(
    proposal: ProposalDetail,
    action: ServerAction<SubmitProposal>,
) -> impl IntoView {
    let form = FormState::of(action);
    let again = proposal.stamp.is_some();
    let complete = proposal.readiness.is_complete();
    let unchanged = proposal.state == ProposalState::Submitted && !proposal.changed;
    let why = if let Some(why) = proposal.submit {
        Some(reason(&proposal, why))
    } else if unchanged && proposal.correction.is_none() {
        Some(tr!(proposals.nothing_to_submit))
    } else if !complete {
        Some(tr!(proposals.incomplete))
    } else {
        None
    };
    let label = if again {
        tr!(proposals.amend)
    } else {
        tr!(proposals.submit)
    };
    let body = match why {
        // What was refused a moment ago is said also where the form is gone meanwhile.
        Some(why) => view! { <FormErrors form/> <p>{why}</p> }.into_any(),
        None => view! {
            <p>{if again { tr!(proposals.amend_text) } else { tr!(proposals.submit_text) }}</p>
            <p class="hint">{tr!(proposals.what_is_public)}</p>
            <ActionForm action attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels=vec![("sure", tr!(proposals.sure_short))]/>
                <Hidden name="id" value=proposal.id.to_string()/>
                <Tick form=form.clone() name="sure" label=tr!(proposals.sure)/>
                <Submit form label/>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <section class="panel no-print" id="submit" aria-labelledby="submit-title">
            <header class="panel-head"><h2 id="submit-title">{label}</h2></header>
            {body}
        </section>
    }
    .into_any()
}

fn reason(proposal: &ProposalDetail, why: Denied) -> &'static str {
    if why == Denied::NotYours && proposal.role != TeamRole::Lead {
        tr!(proposals.lead_submits)
    } else {
        texts::denied_text(why)
    }
}

/// Taking a submission back, or taking that back.
#[component]
pub(super) fn Withdrawal(
    proposal: ProposalDetail,
    withdraw: ServerAction<WithdrawProposal>,
    undo: ServerAction<UndoWithdrawal>,
) -> impl IntoView {
    let id = proposal.id.to_string();
    match (proposal.withdraw, proposal.state) {
        (None, ProposalState::Submitted) => {
            let form = FormState::of(withdraw);
            view! {
                <details class="disclosure">
                    <summary>{tr!(proposals.withdraw)}</summary>
                    <div>
                        <p>{tr!(proposals.withdraw_text)}</p>
                        <ActionForm action=withdraw>
                            <FormErrors form=form.clone()/>
                            <Hidden name="id" value=id/>
                            <Submit form class="danger" label=tr!(proposals.withdraw)/>
                        </ActionForm>
                    </div>
                </details>
            }
            .into_any()
        }
        (None, ProposalState::Withdrawn) => {
            let form = FormState::of(undo);
            view! {
                <ActionForm action=undo attr:class="form">
                    <FormErrors form=form.clone()/>
                    <Hidden name="id" value=id/>
                    <Submit form label=tr!(proposals.undo_withdrawal)/>
                </ActionForm>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}
