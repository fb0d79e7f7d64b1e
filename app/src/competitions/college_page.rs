//! `/organise/:slug/colleges/:college`: one college, or `new`.

use super::{
    OrganiserFrame, RemoveCollege, SaveCollege, competition_setup, conflicts::Version,
    removals::Removal,
};
use crate::{
    components::{Failure, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, named},
    tr,
};
use domain::{
    Error,
    competitions::{College, Setup},
    fields,
    vocabulary::Province,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// The form of one college.
#[component]
pub fn CollegePage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let id = move || params.read().get("college").unwrap_or_default();
    let save = ServerAction::<SaveCollege>::new();
    let setup = fetching(slug, competition_setup);
    view! { <Fetched of=setup let:setup><CollegeForm slug=slug() id=id() setup save/></Fetched> }
        .into_any()
}

#[component]
fn CollegeForm(
    slug: String,
    id: String,
    setup: Setup,
    save: ServerAction<SaveCollege>,
) -> impl IntoView {
    let before = setup
        .colleges
        .iter()
        .find(|college| college.id.to_string() == id)
        .cloned();
    if !setup.editable || (before.is_none() && id != "new") {
        return view! { <Failure error=Error::Missing/> }.into_any();
    }
    let form = FormState::of(save);
    let heading = if before.is_some() {
        tr!(competitions.edit_college)
    } else {
        tr!(competitions.add_college)
    };
    let value = {
        let before = before.clone();
        move |of: fn(&College) -> String| before.as_ref().map(of).unwrap_or_default()
    };
    let provinces = Province::ALL
        .iter()
        .map(|province| Choice::new(province.key(), named("province", province.key())))
        .collect();
    let named_id = before.as_ref().map(|college| college.id.to_string());
    let removal = named_id.clone().map(|id| {
        let form = FormState::plain::<RemoveCollege>();
        view! {
            <Removal form action=RemoveCollege::PATH summary=tr!(competitions.remove_college)
                slug=slug.clone() version=setup.version id=id.to_string()/>
        }
    });
    let eyebrow = setup.name.get(Texts::current().language).to_owned();
    view! {
        <OrganiserFrame slug=slug.clone() current="colleges">
            <PageHead title=heading eyebrow/>
            <ActionForm action=save attr:class="form">
                <FormErrors form=form.clone() labels=vec![
                    ("edit[code]", tr!(competitions.college_code)),
                    ("edit[name]", tr!(competitions.name)),
                    ("edit[district]", tr!(competitions.district)),
                    ("edit[province]", tr!(competitions.province)),
                    ("edit[latitude]", tr!(competitions.latitude)),
                    ("edit[longitude]", tr!(competitions.longitude)),
                ]/>
                <Version form=form.clone() version=setup.version/>
                <Hidden name="slug" value=slug.clone()/>
                <Hidden name="id" value=named_id.unwrap_or_default()/>
                <TextField form=form.clone() name="edit[name]" label=tr!(competitions.name) value=value(|c| c.name.clone()) required=true/>
                <TextField form=form.clone() name="edit[code]" label=tr!(competitions.college_code) value=value(|c| c.code.clone())
                    hint=tr!(competitions.criterion_code_hint) required=true check=|text: &str| fields::slug(text).map(drop)/>
                <div class="field-row">
                    <TextField form=form.clone() name="edit[district]" label=tr!(competitions.district)
                        value=value(|c| c.district.clone()) required=true/>
                    <Select form=form.clone() name="edit[province]" label=tr!(competitions.province) options=provinces
                        value=value(|c| c.province.key().to_owned()) required=true/>
                </div>
                <div class="field-row">
                    <TextField form=form.clone() name="edit[latitude]" label=tr!(competitions.latitude)
                        value=value(|c| c.latitude.to_string()) hint=tr!(competitions.latitude_hint) required=true/>
                    <TextField form=form.clone() name="edit[longitude]" label=tr!(competitions.longitude)
                        value=value(|c| c.longitude.to_string()) hint=tr!(competitions.longitude_hint) required=true/>
                </div>
                <div class="actions">
                    <Submit form label=tr!(competitions.save)/>
                    <a class="button quiet" href=format!("/organise/{slug}/colleges")>{tr!(competitions.cancel)}</a>
                </div>
            </ActionForm>
            {removal}
        </OrganiserFrame>
    }
    .into_any()
}
