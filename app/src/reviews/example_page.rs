//! `/organise/:slug/practice`: the invented proposal that jurors practise on, with the levels that the organisers would give
//! it and why. Once the jury has begun it is only read.

use super::{RemoveExample, SaveExample, load_example, sheet_form::Messages};
use crate::{
    competitions::{OrganiserFrame, Version},
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    reviews::Paragraphs,
    texts::Texts,
    tr,
};
use domain::{
    Language,
    competitions::Criterion,
    reviews::{Example, PracticeSetup, Reference, points_input},
};
use leptos::{form::ActionForm, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// Most levels that are a menu; of a longer scale one is typed.
const MENU: i32 = 21;

/// The page.
#[component]
pub fn ExamplePage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let save = ServerAction::<SaveExample>::new();
    let setup = fetching(slug, load_example);
    view! { <Fetched of=setup let:setup><Content slug=slug() setup save/></Fetched> }.into_any()
}

#[component]
fn Content(slug: String, setup: PracticeSetup, save: ServerAction<SaveExample>) -> impl IntoView {
    let eyebrow = setup.name.get(Texts::current().language).to_owned();
    let closed = (!setup.editable)
        .then(|| view! { <div class="notice info"><p>{tr!(reviews.example_closed)}</p></div> });
    let body = if setup.rubric.is_empty() {
        view! { <EmptyState title=tr!(competitions.no_criteria) text=tr!(competitions.no_criteria_text)/> }
            .into_any()
    } else if setup.editable {
        view! { <Editor slug=slug.clone() setup save/> }.into_any()
    } else {
        match setup.example {
            None => view! { <EmptyState title=tr!(reviews.example_none)/> }.into_any(),
            Some(example) => view! { <ReadOnly example rubric=setup.rubric/> }.into_any(),
        }
    };
    view! {
        <OrganiserFrame slug current="rubric">
            <PageHead title=tr!(reviews.practice) eyebrow lead=tr!(reviews.example_lead)/>
            {closed}
            {body}
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Editor(slug: String, setup: PracticeSetup, save: ServerAction<SaveExample>) -> impl IntoView {
    let form = FormState::of(save);
    let language = Texts::current().language;
    let example = setup.example;
    let removal = example
        .is_some()
        .then(|| view! { <Removal slug=slug.clone() version=setup.version/> });
    let (title, text, written) = example.as_ref().map_or_else(
        || (String::new(), String::new(), language),
        |own| (own.title.clone(), own.text.clone(), own.language),
    );
    let languages = Language::ALL.map(|own| Choice::new(own.code(), own.own_name()));
    let levels = setup
        .rubric
        .iter()
        .map(|criterion| {
            let reference = example.as_ref().and_then(|own| own.reference(criterion.id));
            view! { <Level form=form.clone() criterion=criterion.clone() reference=reference.cloned()/> }
        })
        .collect_view();
    let labels = labels_of(&setup.rubric);
    view! {
        <ActionForm action=save attr:class="form" attr:novalidate="">
            <Messages form=form.clone() labels/>
            <Version form=form.clone() version=setup.version title=tr!(reviews.example_stale)/>
            <Hidden name="slug" value=slug/>
            <TextField form=form.clone() name="edit[title]" label=tr!(reviews.example_title) value=title required=true/>
            <Select form=form.clone() name="edit[language]" label=tr!(reviews.example_language) options=languages.to_vec()
                value=written.code() required=true/>
            <TextArea form=form.clone() name="edit[text]" label=tr!(reviews.example_text) value=text rows=16
                hint=tr!(reviews.example_text_hint) required=true/>
            <h2>{tr!(reviews.example_levels)}</h2>
            <p class="hint">{tr!(reviews.example_levels_hint)}</p>
            {levels}
            <div class="actions"><Submit form label=tr!(competitions.save)/></div>
        </ActionForm>
        {removal}
    }
    .into_any()
}

fn field(group: &str, criterion: &Criterion) -> String {
    format!("edit[{group}][{}]", criterion.code)
}

fn labels_of(rubric: &[Criterion]) -> Vec<(String, String)> {
    let language = Texts::current().language;
    let texts = [
        ("edit[title]", tr!(reviews.example_title)),
        ("edit[language]", tr!(reviews.example_language)),
        ("edit[text]", tr!(reviews.example_text)),
    ];
    let texts = texts.map(|(field, label)| (field.to_owned(), label.to_owned()));
    let criteria = rubric.iter().flat_map(|own| {
        let name = own.name.get(language);
        ["levels", "reasons"].map(|group| (field(group, own), name.to_owned()))
    });
    texts.into_iter().chain(criteria).collect()
}

/// Level and reason of one criterion.
#[component]
fn Level(form: FormState, criterion: Criterion, reference: Option<Reference>) -> impl IntoView {
    let language = Texts::current().language;
    let (points, reason) = reference.map_or_else(Default::default, |own| (own.points, own.reason));
    let name = field("levels", &criterion);
    let label = tr!(reviews.example_level);
    let level = if criterion.max - criterion.min < MENU {
        let options = (criterion.min..=criterion.max).map(|units| {
            let points = criterion.points_text(units, language);
            let anchor = criterion.anchors.iter().find(|own| own.level == units);
            let label = match anchor {
                Some(anchor) => format!("{points} – {}", anchor.text.get(language)),
                None => points,
            };
            Choice::new(points_input(&criterion, units), label)
        });
        view! { <Select form=form.clone() name label options=options.collect() value=points required=true/> }
            .into_any()
    } else {
        view! { <TextField form=form.clone() name label value=points inputmode="decimal" required=true/> }
            .into_any()
    };
    view! {
        <fieldset class="fieldset">
            <legend>{criterion.name.get(language).to_owned()}</legend>
            {level}
            <TextArea form name=field("reasons", &criterion) label=tr!(reviews.practice_reason) value=reason rows=2 required=true/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Removal(slug: String, version: i64) -> impl IntoView {
    let form = FormState::plain::<RemoveExample>();
    view! {
        <details class="disclosure">
            <summary>{tr!(reviews.example_remove)}</summary>
            <form class="form" method="post" action=RemoveExample::PATH>
                <FormErrors form=form.clone()/>
                <Version form=form.clone() version title=tr!(reviews.example_stale)/>
                <Hidden name="slug" value=slug/>
                <p>{tr!(reviews.example_remove_text)}</p>
                <Submit form label=tr!(competitions.remove) class="danger"/>
            </form>
        </details>
    }
    .into_any()
}

#[component]
fn ReadOnly(example: Example, rubric: Vec<Criterion>) -> impl IntoView {
    let language = Texts::current().language;
    let lang = example.language.code();
    let levels = rubric
        .iter()
        .filter_map(|criterion| {
            let reference = example.reference(criterion.id)?;
            let points = criterion.points_text(reference.units(criterion)?, language);
            let name = criterion.name.get(language).to_owned();
            let reason = reference.reason.clone();
            Some(
                view! { <div><dt>{name}</dt><dd><strong>{points}</strong> " " {reason}</dd></div> },
            )
        })
        .collect_view();
    view! {
        <h2 lang=lang>{example.title}</h2>
        <div class="prose" lang=lang><Paragraphs text=example.text/></div>
        <h2>{tr!(reviews.example_levels)}</h2>
        <dl class="facts">{levels}</dl>
    }
    .into_any()
}
