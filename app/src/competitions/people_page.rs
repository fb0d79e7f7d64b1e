//! `/organise/:slug/people`: who organises and who audits.

use super::{AddRole, OrganiserFrame, RemoveRole, competition_people};
use crate::{
    components::{Fetched, PageHead, fetching, initials},
    forms::*,
    texts::{Texts, named},
    tr,
};
use domain::{
    competitions::{CompetitionRole, People, RoleHolder},
    emails,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The people.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let add = ServerAction::<AddRole>::new();
    let remove = ServerAction::<RemoveRole>::new();
    let people = fetching(slug, competition_people);
    view! { <Fetched of=people let:people><PeopleView slug=slug() people add remove/></Fetched> }
        .into_any()
}

#[component]
fn PeopleView(
    slug: String,
    people: People,
    add: ServerAction<AddRole>,
    remove: ServerAction<RemoveRole>,
) -> impl IntoView {
    let editable = people.editable;
    let holders = people
        .holders
        .into_iter()
        .map(|holder| view! { <Holder slug=slug.clone() holder editable remove/> })
        .collect_view();
    let form = FormState::of(add);
    let roles = [CompetitionRole::Organiser, CompetitionRole::Auditor]
        .map(|role| Choice::new(role.key(), named("role", role.key())))
        .to_vec();
    let own = slug.clone();
    let adding = editable.then(|| {
        view! {
            <section class="panel">
                <header class="panel-head"><h2>{tr!(competitions.add_person)}</h2></header>
                <ActionForm action=add attr:class="form">
                    <FormErrors form=form.clone() labels=vec![("email", tr!(competitions.email))]/>
                    <Hidden name="slug" value=own/>
                    <TextField form=form.clone() name="email" label=tr!(competitions.email) kind="email"
                        hint=tr!(competitions.add_person_hint) required=true
                        check=|text: &str| emails::parse(text).map(drop)/>
                    <Select form=form.clone() name="role" label=tr!(competitions.role) options=roles value="organiser"
                        hint=tr!(competitions.role_hint) required=true/>
                    <div class="actions"><Submit form label=tr!(competitions.add_person)/></div>
                </ActionForm>
            </section>
        }
    });
    let name = people.name.get(Texts::current().language).to_owned();
    view! {
        <OrganiserFrame slug=slug.clone() current="people">
            <PageHead title=tr!(competitions.nav_people) eyebrow=name lead=tr!(competitions.people_lead)/>
            <FormErrors form=FormState::of(remove)/>
            <ul class="list">{holders}</ul>
            {adding}
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Holder(
    slug: String,
    holder: RoleHolder,
    editable: bool,
    remove: ServerAction<RemoveRole>,
) -> impl IntoView {
    let label = tr!(competitions.remove_person, name = holder.name);
    let button = editable.then(|| {
        view! {
            <ActionForm action=remove attr:class="push">
                <Hidden name="slug" value=slug/>
                <Hidden name="account" value=holder.account.to_string()/>
                <Hidden name="role" value=holder.role.key()/>
                <button class="quiet small" aria-label=label>{tr!(competitions.remove)}</button>
            </ActionForm>
        }
    });
    view! {
        <li>
            <span class="avatar-initials" aria-hidden="true">{initials(&holder.name)}</span>
            <strong>{holder.name}</strong>
            <span class="meta">{holder.email}</span>
            <span class="badge">{named("role", holder.role.key())}</span>
            {button}
        </li>
    }
    .into_any()
}
