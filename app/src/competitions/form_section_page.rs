//! `/organise/:slug/form/section/:section`: one section of the form, or `new`.

use super::{
    OrganiserFrame, RemoveFromForm, SaveFormSection, competition_form, conflicts::Version,
    languages::InLanguages, part_address, removals::Removal,
};
use crate::{
    components::{Failure, Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{Error, competitions::FormSetup};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// The form of one section.
#[component]
pub fn FormSectionPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let key = move || params.read().get("section").unwrap_or_default();
    let setup = fetching(slug, competition_form);
    view! { <Fetched of=setup let:setup><SectionForm slug=slug() key=key() setup/></Fetched> }
        .into_any()
}

#[component]
fn SectionForm(slug: String, key: String, setup: FormSetup) -> impl IntoView {
    let before = setup.form.section(&key).cloned();
    if !setup.editable || (before.is_none() && key != "new") {
        return view! { <Failure error=Error::Missing/> }.into_any();
    }
    let save = ServerAction::<SaveFormSection>::new();
    let form = FormState::of(save);
    let heading = if before.is_some() {
        tr!(competitions.edit_section)
    } else {
        tr!(competitions.add_section)
    };
    let back = match &before {
        Some(section) => part_address(&slug, &section.key),
        None => format!("/organise/{slug}/form"),
    };
    let relied = before.as_ref().is_some_and(|section| {
        let mut questions = section.questions.iter();
        questions.any(|question| question.reliance().is_some())
    });
    let removal = before.as_ref().map(|section| {
        if relied {
            return view! { <p class="meta">{tr!(competitions.section_relied)}</p> }.into_any();
        }
        let form = FormState::plain::<RemoveFromForm>();
        view! {
            <Removal form action=RemoveFromForm::PATH summary=tr!(competitions.remove_section)
                slug=slug.clone() version=setup.version id=section.key.clone()/>
        }
        .into_any()
    });
    let eyebrow = setup.name.get(Texts::current().language).to_owned();
    let (own, title, minutes) = before.map_or_else(
        || (String::new(), Default::default(), String::from("10")),
        |section| (section.key, section.title, section.minutes.to_string()),
    );
    view! {
        <OrganiserFrame slug=slug.clone() current="form">
            <PageHead title=heading eyebrow/>
            <ActionForm action=save attr:class="form">
                <FormErrors form=form.clone() labels=vec![
                    ("edit[title][en]", tr!(competitions.section_title)),
                    ("edit[minutes]", tr!(competitions.section_minutes)),
                    ("edit[key]", tr!(competitions.form_key)),
                ]/>
                <Version form=form.clone() version=setup.version/>
                <Hidden name="slug" value=slug/>
                <Hidden name="id" value=own.clone()/>
                <InLanguages form=form.clone() name="edit[title]" label=tr!(competitions.section_title) value=title required=true/>
                <TextField form=form.clone() name="edit[minutes]" label=tr!(competitions.section_minutes) value=minutes
                    hint=tr!(competitions.section_minutes_hint) inputmode="numeric" required=true/>
                <TextField form=form.clone() name="edit[key]" label=tr!(competitions.form_key) value=own
                    hint=tr!(competitions.form_key_hint) conditional=true autocomplete="off"/>
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
