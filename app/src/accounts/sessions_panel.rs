//! Where one is signed in, with a button to end each.

use super::{EndOtherSessions, EndSession, browsers::browser_name};
use crate::{forms::*, texts::Time, tr};
use domain::accounts::SessionCard;
use leptos::prelude::*;

/// One's sessions, this one first.
#[component]
pub fn SessionsPanel(
    /// This one first.
    sessions: Vec<SessionCard>,
    /// Ends one.
    end: ServerAction<EndSession>,
    /// Ends all others.
    end_others: ServerAction<EndOtherSessions>,
) -> impl IntoView {
    let alone = sessions.len() < 2;
    let (form, others) = (FormState::of(end), FormState::of(end_others));
    let rows = sessions
        .into_iter()
        .map(|session| view! { <SessionRow session end/> })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="sessions-heading">
            <header class="panel-head"><h2 id="sessions-heading">{tr!(accounts.sessions)}</h2></header>
            <p>{tr!(accounts.sessions_lead)}</p>
            <FormErrors form/>
            <ul class="list">{rows}</ul>
            {if alone {
                view! { <p class="meta">{tr!(accounts.only_here)}</p> }.into_any()
            } else {
                view! {
                    <ActionForm action=end_others>
                        <FormErrors form=others.clone()/>
                        <Submit form=others label=tr!(accounts.end_others) class="danger"/>
                    </ActionForm>
                }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn SessionRow(
    /// The session.
    session: SessionCard,
    /// Ends it.
    end: ServerAction<EndSession>,
) -> impl IntoView {
    let browser = match browser_name(&session.agent) {
        Some((browser, system)) => tr!(accounts.browser_on, browser = browser, system = system),
        None => tr!(accounts.unknown_browser).to_owned(),
    };
    let action = if session.current {
        view! { <span class="badge info push">{tr!(accounts.this_device)}</span> }.into_any()
    } else {
        let label = format!("{}: {browser}", tr!(accounts.end_session));
        view! {
            <ActionForm action=end attr:class="push">
                <Hidden name="session" value=session.id.to_string()/>
                <button class="small" type="submit" aria-label=label>{tr!(accounts.end_session)}</button>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <li>
            <span>
                <strong>{browser}</strong>
                <br/>
                <span class="meta">
                    {tr!(accounts.signed_in_since)} " " <Time at=session.signed_in_at/> ", "
                    {tr!(accounts.last_seen)} " " <Time at=session.seen_at/>
                </span>
            </span>
            {action}
        </li>
    }
    .into_any()
}
