//! `/organise/:slug/colleges`: the host colleges.

use super::{OrganiserFrame, competition_setup};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    texts::{Texts, named},
    tr,
};
use domain::competitions::Setup;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The colleges.
#[component]
pub fn CollegesPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let setup = fetching(slug, competition_setup);
    view! { <Fetched of=setup let:setup><Colleges slug=slug() setup/></Fetched> }.into_any()
}

#[component]
fn Colleges(slug: String, setup: Setup) -> impl IntoView {
    let editable = setup.editable;
    let new = format!("/organise/{slug}/colleges/new");
    let add = editable
        .then(|| view! { <a class="button primary" href=new>{tr!(competitions.add_college)}</a> });
    let rows = setup
        .colleges
        .iter()
        .map(|college| {
            let name = if editable {
                view! { <a href=format!("/organise/{slug}/colleges/{}", college.id)>{college.name.clone()}</a> }.into_any()
            } else {
                college.name.clone().into_any()
            };
            let needs = setup.needs.iter().filter(|need| need.college == Some(college.id)).count();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=tr!(competitions.district)>{college.district.clone()}</td>
                    <td data-label=tr!(competitions.province)>{named("province", college.province.key())}</td>
                    <td class="num" data-label=tr!(competitions.own_needs)>{needs}</td>
                </tr>
            }
        })
        .collect_view();
    let body = if setup.colleges.is_empty() {
        view! { <EmptyState title=tr!(competitions.no_colleges) text=tr!(competitions.no_colleges_text)/> }
            .into_any()
    } else {
        view! {
            <table class="data">
                <caption class="visually-hidden">{tr!(competitions.nav_colleges)}</caption>
                <thead><tr>
                    <th scope="col">{tr!(competitions.college)}</th>
                    <th scope="col">{tr!(competitions.district)}</th>
                    <th scope="col">{tr!(competitions.province)}</th>
                    <th scope="col" class="num">{tr!(competitions.own_needs)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let locked = (!editable).then(
        || view! { <div class="notice info"><p>{tr!(competitions.frozen_settings)}</p></div> },
    );
    let name = setup.name.get(Texts::current().language).to_owned();
    view! {
        <OrganiserFrame slug current="colleges">
            <PageHead title=tr!(competitions.nav_colleges) eyebrow=name lead=tr!(competitions.colleges_lead)>{add}</PageHead>
            {locked}
            {body}
        </OrganiserFrame>
    }
    .into_any()
}
