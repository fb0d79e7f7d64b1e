//! Freezing and publishing, each with a confirmation.

use super::{FreezeSelection, PublishSelection, warnings};
use crate::{forms::*, texts, texts::Time, tr};
use domain::{
    Error, Problem,
    errors::Stale,
    selection::{NoResult, SelectionView, Stage},
};
use leptos::prelude::*;

/// What can be decided now, or what was decided.
#[component]
pub(super) fn Decision(
    /// The view.
    view: SelectionView,
    /// Freezes.
    freeze: ServerAction<FreezeSelection>,
    /// Publishes.
    publish: ServerAction<PublishSelection>,
) -> impl IntoView {
    let comparable = view
        .outcome
        .as_ref()
        .is_ok_and(|result| result.comparable());
    match view.stage {
        Stage::Preview if view.organiser && comparable => {
            view! { <Freeze slug=view.slug input_hash=view.input_hash freeze/> }.into_any()
        }
        Stage::Preview => ().into_any(),
        Stage::Frozen { at, by, version } => view! {
            <div class="notice info">
                <strong>{tr!(selection.frozen)} " " <Time at/></strong>
                {by.map(|name| view! { <p>{tr!(selection.frozen_by, name = name)}</p> })}
                <p>{tr!(selection.frozen_text)}</p>
            </div>
            {view.organiser.then(|| view! { <Publish slug=view.slug version publish/> })}
        }
        .into_any(),
        Stage::Published { at } => view! {
            <div class="notice success">
                <strong>{tr!(selection.published)} " " <Time at/></strong>
                <p><a href=format!("/c/{}", view.slug) rel="external">{tr!(selection.public_page)}</a></p>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Freeze(
    slug: String,
    input_hash: String,
    freeze: ServerAction<FreezeSelection>,
) -> impl IntoView {
    let form = FormState::of(freeze);
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(selection.freeze)}</h2></header>
            <p>{tr!(selection.freeze_text)}</p>
            <ActionForm action=freeze attr:class="form">
                <Refusal form=form.clone()/>
                <Hidden name="slug" value=slug/>
                <Hidden name="input_hash" value=input_hash/>
                <Tick form=form.clone() name="sure" label=tr!(selection.freeze_sure)/>
                <Submit form label=tr!(selection.freeze)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn Publish(slug: String, version: i64, publish: ServerAction<PublishSelection>) -> impl IntoView {
    let form = FormState::of(publish);
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(selection.publish)}</h2></header>
            <p>{tr!(selection.publish_text)}</p>
            <ActionForm action=publish attr:class="form">
                <Refusal form=form.clone()/>
                <Hidden name="slug" value=slug/>
                <Hidden name="version" value=version.to_string()/>
                <Tick form=form.clone() name="sure" label=tr!(selection.publish_sure)/>
                <Submit form label=tr!(selection.publish)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// Why it was refused, as a sentence. A missing tick is said beside it.
#[component]
fn Refusal(form: FormState) -> impl IntoView {
    let error = form.error();
    move || {
        let text = sentence(&error.get()?)?;
        Some(view! { <div class="form-errors" role="alert" tabindex="-1"><h3>{text}</h3></div> })
    }
}

fn sentence(error: &Error) -> Option<String> {
    Some(match error {
        Error::Conflict(Stale { by: Some(name), .. }) => {
            tr!(selection.already_frozen, name = name)
        }
        Error::Conflict(_) => tr!(selection.changed).to_owned(),
        Error::Invalid(list) => {
            let what = list.iter().find_map(|entry| match &entry.problem {
                Problem::Other { what } if entry.field == "selection" => Some(what.as_str()),
                _ => None,
            })?;
            match what {
                "no_proposals" => warnings::no_result(&NoResult::NoProposals),
                "no_scores" => warnings::no_result(&NoResult::NoScores),
                "disconnected" => tr!(selection.refused_disconnected).to_owned(),
                _ => tr!(selection.refused_contradiction).to_owned(),
            }
        }
        other => texts::error_text(other),
    })
}
