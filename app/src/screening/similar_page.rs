//! `/organise/:slug/similar?page=…`: pairs of proposals that may be the same one, the most similar first.

use super::{
    OrganiserPage, Pages, proposals_page::StateBadge, query_part, similar_proposals, similarities,
};
use crate::{
    components::{EmptyState, Fetched, PageHead},
    tr,
};
use domain::screening::{GROUP, LEAST_ALIKE, SimilarList, SimilarPair, SimilarProposal};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn SimilarPage() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("slug");
    let page = use_query_map().read_untracked().get("page");
    let page = page.and_then(|page| page.parse().ok()).unwrap_or(1_u32);
    let list = similar_proposals(slug.unwrap_or_default(), page);
    view! { <Fetched of=list let:list><List list/></Fetched> }.into_any()
}

#[component]
fn List(list: SimilarList) -> impl IntoView {
    let slug = list.heading.slug.clone();
    let proposals = format!("/organise/{slug}/proposals");
    let address = {
        let path = format!("/organise/{slug}/similar");
        Box::new(move |page: u32| {
            let query = query_part(&[("page", page.to_string().as_str())]);
            format!("{path}{query}")
        })
    };
    let back = proposals.clone();
    let body = if list.pairs.is_empty() {
        view! {
            <EmptyState
                title=tr!(screening.similar_none_title)
                text=tr!(screening.similar_none_text, count = list.compared)
            >
                <a class="button" href=back>{tr!(screening.back_to_list)}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = list
            .pairs
            .into_iter()
            .map(|pair| view! { <Pair pair list=proposals.clone()/> })
            .collect_view();
        view! {
            <p class="result-count">{tr!(screening.similar_found, count = list.found)}</p>
            <table class="data">
                <caption class="visually-hidden">{tr!(screening.similar_title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(screening.similar_one)}</th>
                        <th scope="col">{tr!(screening.similar_other)}</th>
                        <th scope="col">{tr!(screening.similar_why)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <OrganiserPage heading=list.heading area="proposals" wide=true>
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=proposals>{tr!(competitions.nav_proposals)}</a></li>
                    <li aria-current="page">{tr!(screening.similar_title)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(screening.similar_title) lead=tr!(screening.similar_lead)/>
            {body}
            <Pages page=list.page pages=list.pages address/>
            <p class="meta">{tr!(screening.similar_how, group = GROUP, least = LEAST_ALIKE)}</p>
            <Left label=tr!(screening.similar_too_short) numbers=list.too_short/>
            <Left label=tr!(screening.similar_waiting) numbers=list.waiting/>
        </OrganiserPage>
    }
    .into_any()
}

/// Proposals whose texts are not compared.
#[component]
fn Left(label: &'static str, numbers: Vec<i32>) -> impl IntoView {
    let texts: Vec<String> = numbers.iter().map(i32::to_string).collect();
    (!texts.is_empty())
        .then(|| view! { <p class="meta">{label} " " {texts.join(", ")}</p> })
        .into_any()
}

#[component]
fn Pair(pair: SimilarPair, list: String) -> impl IntoView {
    view! {
        <tr>
            <th scope="row"><Side side=pair.one list=list.clone()/></th>
            <td data-label=tr!(screening.similar_other)><div><Side side=pair.other list/></div></td>
            <td data-label=tr!(screening.similar_why)>{similarities(pair.likeness)}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Side(side: SimilarProposal, list: String) -> impl IntoView {
    view! {
        {side.number} " "
        <a href=format!("{list}/{}", side.number) lang=side.language.code()>{side.title}</a>
        <span class="meta">" " {side.team}</span>
        " " <StateBadge state=side.screening/>
    }
    .into_any()
}
