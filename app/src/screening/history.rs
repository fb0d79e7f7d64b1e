//! What was decided about a proposal and written to its team, newest first; and the form that writes.

use super::{MessageTeam, checklist::Found, proposals_page::StateBadge};
use crate::{competitions::TwoZones, forms::*, texts::Time, tr};
use domain::{
    Localised, ProposalId,
    screening::{PastDecision, TeamMessage},
};
use leptos::{form::ActionForm, prelude::*};

/// Decisions and messages in the order of time.
#[component]
pub fn History(
    /// Newest first.
    history: Vec<PastDecision>,
    /// Newest first.
    messages: Vec<TeamMessage>,
    /// The competition's zone.
    zone: String,
    /// Its checklist.
    checks: Vec<Localised>,
) -> impl IntoView {
    if history.is_empty() && messages.is_empty() {
        return ().into_any();
    }
    let decisions = history.into_iter().map(|past| {
        (
            past.at,
            view! { <Decided past zone=zone.clone() checks=checks.clone()/> }.into_any(),
        )
    });
    let messages = messages
        .into_iter()
        .map(|message| (message.at, view! { <Written message/> }.into_any()));
    let mut rows: Vec<(i64, AnyView)> = decisions.chain(messages).collect();
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let rows = rows.into_iter().map(|(_, row)| row).collect_view();
    view! {
        <section class="panel" aria-labelledby="history-title">
            <header class="panel-head"><h2 id="history-title">{tr!(screening.history)}</h2></header>
            <ol class="timeline">{rows}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Decided(past: PastDecision, zone: String, checks: Vec<Localised>) -> impl IntoView {
    let part = |label: &'static str, text: String| {
        (!text.is_empty())
            .then(|| view! { <p class="typed"><strong>{label}</strong> " " {text}</p> })
    };
    view! {
        <li>
            <Time at=past.at/>
            <strong><StateBadge state=past.state/> " " {past.by}</strong>
            <Found checks points=past.points/>
            {part(tr!(screening.reason), past.reason)}
            {part(tr!(screening.corrections), past.corrections)}
            {past.until_at.map(|at| view! {
                <p>{tr!(screening.correct_until)} " " <TwoZones at zone/></p>
            })}
            {past.undone.map(|(name, at)| view! {
                <p><span class="badge">{tr!(screening.taken_back, name = name)}</span> " " <Time at/></p>
            })}
        </li>
    }
}

#[component]
fn Written(message: TeamMessage) -> impl IntoView {
    view! {
        <li>
            <Time at=message.at/>
            <strong><span class="badge info">{tr!(screening.message)}</span> " " {message.by}</strong>
            <p class="typed">{message.text}</p>
        </li>
    }
}

/// Writes to the team.
#[component]
pub fn MessageForm(
    /// The action that writes.
    action: ServerAction<MessageTeam>,
    /// About which proposal.
    proposal: ProposalId,
) -> impl IntoView {
    let form = FormState::of(action);
    view! {
        <section class="panel" aria-labelledby="message-title">
            <header class="panel-head"><h2 id="message-title">{tr!(screening.message_title)}</h2></header>
            <ActionForm action attr:class="form">
                <FormErrors form=form.clone() labels=vec![("text", tr!(screening.message))]/>
                <Hidden name="proposal" value=proposal.to_string()/>
                <TextArea
                    form=form.clone()
                    name="text"
                    label=tr!(screening.message)
                    hint=tr!(screening.message_hint)
                    rows=4
                    required=true
                />
                <Submit form class="" label=tr!(screening.message_send)/>
            </ActionForm>
        </section>
    }
    .into_any()
}
