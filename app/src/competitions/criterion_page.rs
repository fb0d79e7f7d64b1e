//! `/organise/:slug/rubric/:criterion`: one criterion, or `new`.

use super::{
    OrganiserFrame, RemoveCriterion, SaveCriterion, competition_setup, conflicts::Version,
    removals::Removal,
};
use crate::{
    components::{Failure, Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{
    Error, Localised,
    competitions::{Criterion, Setup, UNITS_PER_POINT},
    fields,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form of one criterion.
#[component]
pub fn CriterionPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let id = move || params.read().get("criterion").unwrap_or_default();
    let query = use_query_map();
    let second_look = move || query.read().get("second_look").is_some();
    let save = ServerAction::<SaveCriterion>::new();
    let setup = fetching(slug, competition_setup);
    view! {
        <Fetched of=setup let:setup><CriterionForm slug=slug() id=id() second_look=second_look() setup save/></Fetched>
    }
    .into_any()
}

/// The reader's own text, and as a hint what is read where there is none.
pub fn own_text(text: &Localised) -> (String, Option<String>) {
    let own = text
        .0
        .get(&Texts::current().language)
        .cloned()
        .unwrap_or_default();
    let shown = text.get(Texts::current().language);
    let hint = (own.is_empty() && !shown.is_empty())
        .then(|| tr!(competitions.other_language, text = shown));
    (own, hint)
}

#[component]
fn CriterionForm(
    slug: String,
    id: String,
    second_look: bool,
    setup: Setup,
    save: ServerAction<SaveCriterion>,
) -> impl IntoView {
    let before = setup
        .rubric
        .iter()
        .find(|criterion| criterion.id.to_string() == id)
        .cloned();
    if !setup.editable || (before.is_none() && id != "new") {
        return view! { <Failure error=Error::Missing/> }.into_any();
    }
    let form = FormState::of(save);
    let title = match &before {
        Some(_) => tr!(competitions.edit_criterion),
        None if second_look => tr!(competitions.second_rubric_add),
        None => tr!(competitions.add_criterion),
    };
    let named = before.as_ref().map(|criterion| criterion.id);
    let removal = named.map(|id| {
        let form = FormState::plain::<RemoveCriterion>();
        view! {
            <Removal form action=RemoveCriterion::PATH summary=tr!(competitions.remove_criterion)
                slug=slug.clone() version=setup.version id=id.to_string()/>
        }
    });
    let eyebrow = setup.name.get(Texts::current().language).to_owned();
    view! {
        <OrganiserFrame slug=slug.clone() current="rubric">
            <PageHead title eyebrow/>
            <ActionForm action=save attr:class="form">
                <FormErrors form=form.clone() labels=vec![
                    ("edit[code]", tr!(competitions.criterion_code)),
                    ("edit[name]", tr!(competitions.criterion_name)),
                    ("edit[description]", tr!(competitions.criterion_description)),
                    ("edit[weight]", tr!(competitions.criterion_weight)),
                    ("edit[min]", tr!(competitions.criterion_min)),
                    ("edit[max]", tr!(competitions.criterion_max)),
                    ("edit[units_per_point]", tr!(competitions.criterion_units)),
                ]/>
                <Version form=form.clone() version=setup.version/>
                <Hidden name="slug" value=slug.clone()/>
                <Hidden name="id" value=named.map(|id| id.to_string()).unwrap_or_default()/>
                {second_look.then(|| view! { <Hidden name="edit[second_look]" value="true"/> })}
                <Inputs form=form.clone() before/>
                <div class="actions">
                    <Submit form label=tr!(competitions.save)/>
                    <a class="button quiet" href=format!("/organise/{slug}/rubric")>{tr!(competitions.cancel)}</a>
                </div>
            </ActionForm>
            {removal}
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Inputs(form: FormState, before: Option<Criterion>) -> impl IntoView {
    let language = Texts::current().language;
    let none = Localised::default();
    let (name, name_hint) = own_text(before.as_ref().map_or(&none, |c| &c.name));
    let (description, description_hint) =
        own_text(before.as_ref().map_or(&none, |c| &c.description));
    let points = |units: i32| {
        before
            .as_ref()
            .map(|c| c.points_text(units, language))
            .unwrap_or_default()
    };
    let value = |of: fn(&Criterion) -> String, new: &str| {
        before.as_ref().map_or_else(|| new.to_owned(), of)
    };
    let code = value(|c| c.code.clone(), "");
    let weight = value(|c| c.weight.to_string(), "10");
    let (min, max) = before.as_ref().map_or_else(
        || ("1".to_owned(), "5".to_owned()),
        |c| (points(c.min), points(c.max)),
    );
    let per_point = value(|c| c.units_per_point.to_string(), "1");
    let steps = UNITS_PER_POINT.iter().map(|units| {
        let label = match units {
            1 => tr!(competitions.whole_points).to_owned(),
            units => tr!(competitions.parts_of_a_point, count = units),
        };
        Choice::new(units.to_string(), label)
    });
    let anchors = before
        .as_ref()
        .map(|c| c.anchors.clone())
        .unwrap_or_default();
    let rows = (anchors.len() + 2).max(5);
    let anchors = (0..rows)
        .map(|i| {
            let anchor = anchors.get(i);
            let level = anchor.map(|anchor| points(anchor.level)).unwrap_or_default();
            let (text, hint) = own_text(anchor.map_or(&none, |anchor| &anchor.text));
            view! {
                <div class="field-row">
                    <TextField form=form.clone() name=format!("edit[anchors][{i}][level]")
                        label=tr!(competitions.anchor_level, number = i + 1) value=level inputmode="decimal"/>
                    <AnchorText form=form.clone() i text hint/>
                </div>
            }
        })
        .collect_view();
    let cannot_judge = before.as_ref().is_none_or(|c| c.cannot_judge);
    let name_hint = name_hint.unwrap_or_else(|| tr!(competitions.language_hint).to_owned());
    let description_hint =
        description_hint.unwrap_or_else(|| tr!(competitions.criterion_description_hint).to_owned());
    view! {
        <TextField form=form.clone() name="edit[name]" label=tr!(competitions.criterion_name) value=name hint=name_hint required=true/>
        <TextField form=form.clone() name="edit[code]" label=tr!(competitions.criterion_code) value=code
            hint=tr!(competitions.criterion_code_hint) required=true check=|text: &str| fields::slug(text).map(drop)/>
        <TextArea form=form.clone() name="edit[description]" label=tr!(competitions.criterion_description)
            value=description hint=description_hint rows=3/>
        <div class="field-row">
            <TextField form=form.clone() name="edit[weight]" label=tr!(competitions.criterion_weight) value=weight
                hint=tr!(competitions.criterion_weight_hint) inputmode="numeric" required=true
                check=|text: &str| fields::whole(text, 1, 1_000).map(drop)/>
            <Select form=form.clone() name="edit[units_per_point]" label=tr!(competitions.criterion_units)
                options=steps.collect() value=per_point required=true/>
        </div>
        <div class="field-row">
            <TextField form=form.clone() name="edit[min]" label=tr!(competitions.criterion_min) value=min inputmode="decimal" required=true/>
            <TextField form=form.clone() name="edit[max]" label=tr!(competitions.criterion_max) value=max inputmode="decimal" required=true/>
        </div>
        <Tick form=form.clone() name="edit[cannot_judge]" label=tr!(competitions.criterion_cannot_judge) checked=cannot_judge/>
        <fieldset class="fieldset">
            <legend>{tr!(competitions.anchors)}</legend>
            <p class="hint">{tr!(competitions.anchors_hint)}</p>
            {anchors}
        </fieldset>
    }
    .into_any()
}

#[component]
fn AnchorText(form: FormState, i: usize, text: String, hint: Option<String>) -> impl IntoView {
    let name = format!("edit[anchors][{i}][text]");
    let label = tr!(competitions.anchor_text, number = i + 1);
    match hint {
        Some(hint) => view! { <TextField form name label value=text hint/> }.into_any(),
        None => view! { <TextField form name label value=text/> }.into_any(),
    }
}
