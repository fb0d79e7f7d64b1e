//! The minutes, and closing a discussion.

use super::{CloseDiscussions, SaveMinutes};
use crate::{competitions::Version, forms::*, reviews::Paragraphs, texts::Time, tr};
use domain::deliberations::{Discussion, Minutes};
use leptos::{form::ActionForm, prelude::*};

/// To read; for organisers, while it is open, a form.
#[component]
pub(super) fn MinutesPart(found: Discussion) -> impl IntoView {
    let Minutes {
        text,
        version,
        saved,
    } = found.minutes.clone();
    let saved = saved.map(|(at, by)| {
        view! { <p class="meta">{tr!(deliberations.saved_by, name = by)} " " <Time at=at/></p> }
    });
    let body = if found.rights.lead {
        view! { <Lead found=found.clone() text version/> }.into_any()
    } else if text.is_empty() {
        view! { <p class="meta">{tr!(deliberations.no_minutes)}</p> }.into_any()
    } else {
        view! { <div class="prose"><Paragraphs text/></div> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="minutes-title">
            <header class="panel-head"><h2 id="minutes-title">{tr!(deliberations.minutes)}</h2></header>
            {body}
            {saved}
        </section>
    }
    .into_any()
}

#[component]
fn Lead(found: Discussion, text: String, version: i64) -> impl IntoView {
    let save = ServerAction::<SaveMinutes>::new();
    let close = ServerAction::<CloseDiscussions>::new();
    let (form, closing) = (FormState::of(save), FormState::of(close));
    let proposal = found.proposal.to_string();
    let which = proposal.clone();
    let title = tr!(deliberations.minutes_stale);
    let current = Callback::new(|(json,): (String,)| {
        let text: String = serde_json::from_str(&json).unwrap_or_default();
        view! { <blockquote><Paragraphs text/></blockquote> }.into_any()
    });
    view! {
        <ActionForm action=save attr:class="form" attr:id="minutes-form" attr:novalidate="">
            <FormErrors form=form.clone() labels=vec![("minutes", tr!(deliberations.minutes))]/>
            <Version form=form.clone() version title current/>
            <Hidden name="proposal" value=proposal/>
            <TextArea form=form.clone() name="minutes" label=tr!(deliberations.minutes_label)
                hint=tr!(deliberations.minutes_hint) value=text rows=8 required=true/>
            <Submit form label=tr!(deliberations.save_minutes)/>
        </ActionForm>
        <ActionForm action=close attr:class="form">
            <FormErrors form=closing.clone()/>
            <Hidden name="slug" value=found.slug/>
            <Hidden name="proposal" value=which/>
            <p class="hint">{tr!(deliberations.close_hint)}</p>
            <Submit form=closing label=tr!(deliberations.close) class=""/>
        </ActionForm>
    }
    .into_any()
}
