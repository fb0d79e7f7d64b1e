//! `/c/:slug/needs`: the mapped needs and the colleges.

use super::{
    CollegeMap,
    call_parts::{CallHead, fetch_call},
};
use crate::{
    components::{EmptyState, Fetched},
    texts::{Texts, named},
    tr,
};
use domain::competitions::{Call, College, Need};
use leptos::prelude::*;

/// The needs, most urgent first, then the colleges.
#[component]
pub fn CallNeedsPage() -> impl IntoView {
    view! { <Fetched of=fetch_call() let:call><Needs call/></Fetched> }.into_any()
}

#[component]
fn Needs(call: Call) -> impl IntoView {
    let Call {
        card,
        needs,
        colleges,
        ..
    } = call;
    let page = format!("/c/{}/needs", card.slug);
    let list = if needs.is_empty() {
        view! { <EmptyState title=tr!(competitions.no_needs)/> }.into_any()
    } else {
        let items = needs
            .iter()
            .map(|need| need_card(need, &colleges))
            .collect_view();
        view! { <ul class="card-grid">{items}</ul> }.into_any()
    };
    let places = colleges
        .iter()
        .map(|college| {
            view! {
                <li id=format!("college-{}", college.code)>
                    <strong>{college.name.clone()}</strong>
                    <span class="meta">{college.district.clone()} ", " {named("province", college.province.key())}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <main class="page" id="main" tabindex="-1">
            <CallHead card title=tr!(competitions.nav_needs) lead=tr!(competitions.needs_public) current="needs"/>
            {list}
            <section>
                <h2>{tr!(competitions.nav_colleges)}</h2>
                <div class="split">
                    <CollegeMap colleges=colleges.clone() page/>
                    <ul class="list">{places}</ul>
                </div>
            </section>
        </main>
    }
    .into_any()
}

fn need_card(need: &Need, colleges: &[College]) -> AnyView {
    let language = Texts::current().language;
    let place = need
        .college
        .and_then(|id| colleges.iter().find(|college| college.id == id))
        .map_or_else(
            || tr!(competitions.all_colleges).to_owned(),
            |college| college.name.clone(),
        );
    let urgent = (need.priority == 1).then(|| view! { <li>{tr!(competitions.urgent)}</li> });
    view! {
        <li class="card">
            <h2>{need.title.get(language).to_owned()}</h2>
            <p>{need.description.get(language).to_owned()}</p>
            <ul class="tags">
                {urgent}
                <li>{named("sector", need.sector.key())}</li>
                <li>{place}</li>
            </ul>
        </li>
    }
    .into_any()
}
