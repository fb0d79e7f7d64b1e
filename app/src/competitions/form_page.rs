//! `/organise/:slug/form`: the sections of the form with their questions, in their order.

use super::{
    MoveInForm, OrganiserFrame, ResetForm, checks_panel::ChecksPanel, competition_form,
    conflicts::Version,
};
use crate::{
    components::{Fetched, PageHead, fetching},
    forms::*,
    teams::limit_text,
    texts::{Texts, named},
    tr,
};
use domain::{
    Language, Localised,
    competitions::FormSetup,
    proposals::{Question, QuestionKind, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where a part of the form stands: a section, or `section/question`.
#[must_use]
pub fn part_address(slug: &str, id: &str) -> String {
    format!("/organise/{slug}/form#{}", part_id(id))
}

fn part_id(id: &str) -> String {
    format!("part-{}", id.replace('/', "-"))
}

/// The form.
#[component]
pub fn FormPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let setup = fetching(slug, competition_form);
    view! { <Fetched of=setup let:setup><FormParts slug=slug() setup/></Fetched> }.into_any()
}

/// What every part needs.
#[derive(Clone)]
struct Editing {
    slug: String,
    version: i64,
    editable: bool,
    shift: ServerAction<MoveInForm>,
}

#[component]
fn FormParts(slug: String, setup: FormSetup) -> impl IntoView {
    let FormSetup {
        version,
        editable,
        name,
        form,
    } = setup;
    let shift = ServerAction::<MoveInForm>::new();
    let editing = Editing {
        slug: slug.clone(),
        version,
        editable,
        shift,
    };
    let new = format!("/organise/{slug}/form/section/new");
    let add = editable
        .then(|| view! { <a class="button primary" href=new>{tr!(competitions.add_section)}</a> });
    let size = tr!(
        competitions.form_size,
        sections = form.sections.len(),
        minutes = form.minutes()
    );
    let checks = form.checks;
    let last = form.sections.len().saturating_sub(1);
    let sections = form
        .sections
        .into_iter()
        .enumerate()
        .map(|(at, section)| section_view(section, (at > 0, at < last), &editing))
        .collect_view();
    let locked = (!editable).then(
        || view! { <div class="notice info"><p>{tr!(competitions.frozen_settings)}</p></div> },
    );
    let reset = editable.then(|| view! { <Reset slug=slug.clone() version/> });
    let eyebrow = name.get(Texts::current().language).to_owned();
    let blank = format!("/c/{slug}/form");
    view! {
        <OrganiserFrame slug=slug.clone() current="form">
            <PageHead title=tr!(competitions.form) eyebrow lead=tr!(competitions.form_edit_lead)>
                {add}
                <a class="button" href=blank rel="external">{tr!(competitions.see_blank_form)}</a>
            </PageHead>
            <FormErrors form=FormState::of(shift)/>
            {locked}
            <p class="meta">{size}</p>
            {sections}
            <ChecksPanel slug=slug.clone() version editable checks/>
            {reset}
        </OrganiserFrame>
    }
    .into_any()
}

/// `place` tells whether there is a section above and one below.
fn section_view(section: Section, place: (bool, bool), editing: &Editing) -> AnyView {
    let title = section.title.get(Texts::current().language).to_owned();
    let base = format!("/organise/{}/form/section/{}", editing.slug, section.key);
    let last = section.questions.len().saturating_sub(1);
    let questions = section
        .questions
        .iter()
        .enumerate()
        .map(|(at, question)| {
            let id = format!("{}/{}", section.key, question.key);
            // At the ends of a section a question goes on into the neighbour.
            let place = (at > 0 || place.0, at < last || place.1);
            question_view(question, id, place, editing)
        })
        .collect_view();
    let actions = editing.editable.then(|| {
        view! {
            <div class="actions">
                <a class="button small" href=format!("{base}/new")>
                    {tr!(competitions.add_question)} <span class="visually-hidden">": " {title.clone()}</span>
                </a>
                <Buttons edit=base id=section.key.clone() name=title.clone() place editing=editing.clone()/>
            </div>
        }
    });
    view! {
        <section class="panel" id=part_id(&section.key)>
            <header class="panel-head">
                <h2>{title}</h2>
                <span class="badge">{tr!(teams.about_minutes, minutes = section.minutes)}</span>
            </header>
            {untranslated(&section.title)}
            <ol class="list">{questions}</ol>
            {actions}
        </section>
    }
    .into_any()
}

fn question_view(
    question: &Question,
    id: String,
    place: (bool, bool),
    editing: &Editing,
) -> AnyView {
    let label = question.label.get(Texts::current().language).to_owned();
    // Of a table the name of its kind says all.
    let limited = matches!(
        question.kind,
        QuestionKind::Line { .. } | QuestionKind::Text { .. } | QuestionKind::Choice { .. }
    );
    let limit = limit_text(question)
        .filter(|_| limited)
        .map(|limit| format!(", {limit}"));
    let optional = (!question.required).then(|| format!(", {}", tr!(core.optional)));
    let (section, key) = id.split_once('/').unwrap_or_default();
    let edit = format!("/organise/{}/form/section/{section}/{key}", editing.slug);
    let anchor = part_id(&id);
    let buttons = editing.editable.then(|| {
        let (id, name, editing) = (id.clone(), label.clone(), editing.clone());
        view! { <div class="actions"><Buttons edit id name place editing/></div> }
    });
    view! {
        <li id=anchor>
            <span>
                <strong>{label}</strong>
                <small class="meta">
                    {named("question", question.kind.key())} {limit} {optional} " · " <code>{question.key.clone()}</code>
                </small>
                {untranslated(&question.label)}
            </span>
            {buttons}
        </li>
    }
    .into_any()
}

/// Languages without a text: their readers see the English one.
fn untranslated(text: &Localised) -> Option<AnyView> {
    let missing: Vec<&str> = Language::ALL
        .into_iter()
        .filter(|language| !text.0.contains_key(language))
        .map(Language::own_name)
        .collect();
    let names = missing.join(", ");
    (!missing.is_empty()).then(
        || view! { <small class="meta">{tr!(competitions.not_translated, languages = names)}</small> }.into_any(),
    )
}

/// Changing and moving a part.
#[component]
fn Buttons(
    edit: String,
    id: String,
    name: String,
    place: (bool, bool),
    editing: Editing,
) -> impl IntoView {
    let button = |up: bool, sign: &'static str, label: String| {
        let (editing, id) = (editing.clone(), id.clone());
        view! {
            <ActionForm action=editing.shift>
                <Hidden name="slug" value=editing.slug/>
                <Hidden name="version" value=editing.version.to_string()/>
                <Hidden name="id" value=id/>
                <Hidden name="up" value=up.to_string()/>
                <button class="quiet small" aria-label=label.clone() title=label>{sign}</button>
            </ActionForm>
        }
    };
    let up = place
        .0
        .then(|| button(true, "↑", tr!(competitions.move_up, name = name)));
    let down = place
        .1
        .then(|| button(false, "↓", tr!(competitions.move_down, name = name)));
    view! {
        <a class="button small" href=edit>
            {tr!(competitions.edit)} <span class="visually-hidden">": " {name}</span>
        </a>
        <span class="moves">{up} {down}</span>
    }
    .into_any()
}

/// Putting the standard form back, closed until it is asked for.
#[component]
fn Reset(slug: String, version: i64) -> impl IntoView {
    let action = ServerAction::<ResetForm>::new();
    let form = FormState::of(action);
    let open = form.came_back();
    view! {
        <details class="disclosure" open=open>
            <summary>{tr!(competitions.form_reset)}</summary>
            <ActionForm action attr:class="form">
                <FormErrors form=form.clone() labels=vec![("sure", tr!(competitions.form_reset_sure))]/>
                <Version form=form.clone() version/>
                <Hidden name="slug" value=slug/>
                <p>{tr!(competitions.form_reset_text)}</p>
                <Tick form=form.clone() name="sure" label=tr!(competitions.form_reset_sure)/>
                <Submit form label=tr!(competitions.form_reset) class="danger"/>
            </ActionForm>
        </details>
    }
    .into_any()
}
