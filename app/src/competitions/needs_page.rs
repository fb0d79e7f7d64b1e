//! `/organise/:slug/needs`: the mapped needs, most urgent first.

use super::{OrganiserFrame, competition_setup};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    texts::{Texts, named},
    tr,
};
use domain::competitions::Setup;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The needs.
#[component]
pub fn NeedsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let setup = fetching(slug, competition_setup);
    view! { <Fetched of=setup let:setup><Needs slug=slug() setup/></Fetched> }.into_any()
}

#[component]
fn Needs(slug: String, setup: Setup) -> impl IntoView {
    let language = Texts::current().language;
    let editable = setup.editable;
    let new = format!("/organise/{slug}/needs/new");
    let add = editable
        .then(|| view! { <a class="button primary" href=new>{tr!(competitions.add_need)}</a> });
    let rows = setup
        .needs
        .iter()
        .map(|need| {
            let place = need
                .college
                .and_then(|id| setup.colleges.iter().find(|college| college.id == id))
                .map_or_else(|| tr!(competitions.all_colleges).to_owned(), |college| college.name.clone());
            let title = need.title.get(language).to_owned();
            let title = if editable {
                view! { <a href=format!("/organise/{slug}/needs/{}", need.id)>{title}</a> }.into_any()
            } else {
                title.into_any()
            };
            view! {
                <tr>
                    <th scope="row">{title}</th>
                    <td data-label=tr!(competitions.sector)>{named("sector", need.sector.key())}</td>
                    <td data-label=tr!(competitions.college)>{place}</td>
                    <td class="num" data-label=tr!(competitions.priority)>{need.priority}</td>
                </tr>
            }
        })
        .collect_view();
    let body = if setup.needs.is_empty() {
        view! { <EmptyState title=tr!(competitions.no_needs) text=tr!(competitions.no_needs_text)/> }.into_any()
    } else {
        view! {
            <table class="data">
                <caption class="visually-hidden">{tr!(competitions.nav_needs)}</caption>
                <thead><tr>
                    <th scope="col">{tr!(competitions.need_title)}</th>
                    <th scope="col">{tr!(competitions.sector)}</th>
                    <th scope="col">{tr!(competitions.college)}</th>
                    <th scope="col" class="num">{tr!(competitions.priority)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let locked = (!editable).then(
        || view! { <div class="notice info"><p>{tr!(competitions.frozen_settings)}</p></div> },
    );
    let name = setup.name.get(language).to_owned();
    view! {
        <OrganiserFrame slug current="needs">
            <PageHead title=tr!(competitions.nav_needs) eyebrow=name lead=tr!(competitions.needs_lead)>{add}</PageHead>
            {locked}
            {body}
        </OrganiserFrame>
    }
    .into_any()
}
