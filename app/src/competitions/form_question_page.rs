//! `/organise/:slug/form/section/:section/:question`: one question of the form, or `new`.

use super::{
    OrganiserFrame, RemoveFromForm, SaveFormQuestion, competition_form, conflicts::Version,
    languages::InLanguages, part_address, question_kinds::KindSettings, removals::Removal,
};
use crate::{
    components::{Failure, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, named},
    tr,
};
use domain::{
    Error,
    competitions::FormSetup,
    proposals::{Question, QuestionKind, Reliance},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// The form of one question.
#[component]
pub fn FormQuestionPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let section = move || params.read().get("section").unwrap_or_default();
    let key = move || params.read().get("question").unwrap_or_default();
    let setup = fetching(slug, competition_form);
    view! {
        <Fetched of=setup let:setup>
            <QuestionForm slug=slug() section=section() key=key() setup/>
        </Fetched>
    }
    .into_any()
}

#[component]
fn QuestionForm(slug: String, section: String, key: String, setup: FormSetup) -> impl IntoView {
    let language = Texts::current().language;
    let Some(home) = setup.form.section(&section).filter(|_| setup.editable) else {
        return view! { <Failure error=Error::Missing/> }.into_any();
    };
    let before = home.question(&key).cloned();
    if before.is_none() && key != "new" {
        return view! { <Failure error=Error::Missing/> }.into_any();
    }
    let save = ServerAction::<SaveFormQuestion>::new();
    let form = FormState::of(save);
    let (heading, own, back) = match &before {
        Some(question) => (
            tr!(competitions.edit_question),
            question.key.clone(),
            part_address(&slug, &format!("{section}/{}", question.key)),
        ),
        None => (
            tr!(competitions.add_question),
            String::new(),
            part_address(&slug, &section),
        ),
    };
    let reliance = before.as_ref().and_then(Question::reliance);
    let removal = before
        .as_ref()
        .filter(|_| reliance.is_none())
        .map(|question| {
            let form = FormState::plain::<RemoveFromForm>();
            let id = format!("{section}/{}", question.key);
            view! {
                <Removal form action=RemoveFromForm::PATH summary=tr!(competitions.remove_question)
                    slug=slug.clone() version=setup.version id/>
            }
        });
    let relied = reliance.map(|why| {
        view! {
            <div class="notice info">
                <strong>{tr!(competitions.question_relied)}</strong>
                <p>{named("reliance", why.key())}</p>
            </div>
        }
    });
    let title = home.title.get(language).to_owned();
    view! {
        <OrganiserFrame slug=slug.clone() current="form">
            <PageHead title=heading eyebrow=title/>
            {relied}
            <ActionForm action=save attr:class="form">
                <FormErrors form=form.clone() labels=vec![
                    ("edit[label][en]", tr!(competitions.question_label)),
                    ("edit[hint][en]", tr!(competitions.question_hint)),
                    ("edit[kind]", tr!(competitions.question_kind)),
                    ("edit[characters]", tr!(competitions.question_characters)),
                    ("edit[words]", tr!(competitions.question_words)),
                    ("edit[lowest]", tr!(competitions.question_lowest)),
                    ("edit[highest]", tr!(competitions.question_highest)),
                    ("edit[options][en]", tr!(competitions.question_options)),
                    ("edit[key]", tr!(competitions.form_key)),
                ]/>
                <Version form=form.clone() version=setup.version/>
                <Hidden name="slug" value=slug/>
                <Hidden name="section" value=section/>
                <Hidden name="id" value=own/>
                <Inputs form=form.clone() before reliance/>
                <div class="actions">
                    <Submit form label=tr!(competitions.save)/>
                    <a class="button quiet" href=back>{tr!(competitions.cancel)}</a>
                </div>
            </ActionForm>
            {removal}
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Inputs(form: FormState, before: Option<Question>, reliance: Option<Reliance>) -> impl IntoView {
    let fresh = before.is_none();
    let question = before.unwrap_or_else(|| Question {
        key: String::new(),
        label: Default::default(),
        hint: Default::default(),
        required: true,
        kind: QuestionKind::Text { words: 150 },
    });
    let kind = question.kind.key();
    let kinds = if reliance.is_some() {
        view! { <Hidden name="edit[kind]" value=kind/> }.into_any()
    } else {
        let options = QuestionKind::all()
            .iter()
            .filter(|kind| !kind.is_single())
            .map(|kind| Choice::new(kind.key(), named("question", kind.key())))
            .collect();
        let value = if fresh { "" } else { kind };
        view! {
            <Select form=form.clone() name="edit[kind]" label=tr!(competitions.question_kind) options value required=true/>
        }
        .into_any()
    };
    let key = reliance.is_none().then(|| {
        view! {
            <TextField form=form.clone() name="edit[key]" label=tr!(competitions.form_key) value=question.key.clone()
                hint=tr!(competitions.form_key_hint) conditional=true autocomplete="off"/>
        }
    });
    // A proposal without a name cannot be listed.
    let required = (reliance != Some(Reliance::Title)).then(|| {
        view! {
            <Tick form=form.clone() name="edit[required]" label=tr!(competitions.question_required) checked=question.required/>
        }
    });
    view! {
        <InLanguages form=form.clone() name="edit[label]" label=tr!(competitions.question_label) value=question.label required=true/>
        <InLanguages form=form.clone() name="edit[hint]" label=tr!(competitions.question_hint) value=question.hint rows=2/>
        <div class="by-kind">
            {kinds}
            <KindSettings form=form.clone() kind=question.kind fixed=reliance.is_some()/>
        </div>
        {required}
        {key}
    }
    .into_any()
}
