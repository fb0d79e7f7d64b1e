//! `/organise/:slug/needs/:need`: one need, or `new`.

use super::{
    OrganiserFrame, RemoveNeed, SaveNeed, competition_setup, conflicts::Version,
    criterion_page::own_text, removals::Removal,
};
use crate::{
    components::{Failure, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, named},
    tr,
};
use domain::{Error, Localised, competitions::Setup, vocabulary::Sector};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// The form of one need.
#[component]
pub fn NeedPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let id = move || params.read().get("need").unwrap_or_default();
    let save = ServerAction::<SaveNeed>::new();
    let setup = fetching(slug, competition_setup);
    view! { <Fetched of=setup let:setup><NeedForm slug=slug() id=id() setup save/></Fetched> }
        .into_any()
}

#[component]
fn NeedForm(slug: String, id: String, setup: Setup, save: ServerAction<SaveNeed>) -> impl IntoView {
    let before = setup
        .needs
        .iter()
        .find(|need| need.id.to_string() == id)
        .cloned();
    if !setup.editable || (before.is_none() && id != "new") {
        return view! { <Failure error=Error::Missing/> }.into_any();
    }
    let form = FormState::of(save);
    let heading = if before.is_some() {
        tr!(competitions.edit_need)
    } else {
        tr!(competitions.add_need)
    };
    let none = Localised::default();
    let (title, title_hint) = own_text(before.as_ref().map_or(&none, |need| &need.title));
    let (description, description_hint) =
        own_text(before.as_ref().map_or(&none, |need| &need.description));
    let title_hint = title_hint.unwrap_or_else(|| tr!(competitions.language_hint).to_owned());
    let description_hint =
        description_hint.unwrap_or_else(|| tr!(competitions.need_description_hint).to_owned());
    let sectors = Sector::ALL
        .iter()
        .map(|sector| Choice::new(sector.key(), named("sector", sector.key())))
        .collect();
    let sector = before
        .as_ref()
        .map(|need| need.sector.key())
        .unwrap_or_default();
    let colleges = setup
        .colleges
        .iter()
        .map(|college| Choice::new(college.id.to_string(), &college.name))
        .collect();
    let college = before
        .as_ref()
        .and_then(|need| need.college)
        .map(|id| id.to_string())
        .unwrap_or_default();
    let priorities = (1..=5).map(|n| {
        let label = match n {
            1 => tr!(competitions.priority_first).to_owned(),
            5 => tr!(competitions.priority_last).to_owned(),
            n => n.to_string(),
        };
        Choice::new(n.to_string(), label)
    });
    let priority = before.as_ref().map_or(3, |need| need.priority).to_string();
    let named_id = before.as_ref().map(|need| need.id.to_string());
    let removal = named_id.clone().map(|id| {
        let form = FormState::plain::<RemoveNeed>();
        view! {
            <Removal form action=RemoveNeed::PATH summary=tr!(competitions.remove_need)
                slug=slug.clone() version=setup.version id=id.to_string()/>
        }
    });
    let eyebrow = setup.name.get(Texts::current().language).to_owned();
    view! {
        <OrganiserFrame slug=slug.clone() current="needs">
            <PageHead title=heading eyebrow/>
            <ActionForm action=save attr:class="form">
                <FormErrors form=form.clone() labels=vec![
                    ("edit[title]", tr!(competitions.need_title)),
                    ("edit[description]", tr!(competitions.need_description)),
                    ("edit[sector]", tr!(competitions.sector)),
                    ("edit[college]", tr!(competitions.college)),
                    ("edit[priority]", tr!(competitions.priority)),
                ]/>
                <Version form=form.clone() version=setup.version/>
                <Hidden name="slug" value=slug.clone()/>
                <Hidden name="id" value=named_id.unwrap_or_default()/>
                <TextField form=form.clone() name="edit[title]" label=tr!(competitions.need_title) value=title
                    hint=title_hint required=true/>
                <TextArea form=form.clone() name="edit[description]" label=tr!(competitions.need_description)
                    value=description hint=description_hint required=true/>
                <Select form=form.clone() name="edit[sector]" label=tr!(competitions.sector) options=sectors value=sector required=true/>
                <Select form=form.clone() name="edit[college]" label=tr!(competitions.college) options=colleges value=college
                    hint=tr!(competitions.need_college_hint)/>
                <Select form=form.clone() name="edit[priority]" label=tr!(competitions.priority) options=priorities.collect()
                    value=priority required=true/>
                <div class="actions">
                    <Submit form label=tr!(competitions.save)/>
                    <a class="button quiet" href=format!("/organise/{slug}/needs")>{tr!(competitions.cancel)}</a>
                </div>
            </ActionForm>
            {removal}
        </OrganiserFrame>
    }
    .into_any()
}
