//! `/organise/:slug/claims`: the conflicts of interest that teams claimed, the open ones first.

use super::{claims, matrix_filters::candidates_address};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    screening::OrganiserPage,
    texts::{Time, TimeStyle},
    tr,
};
use domain::jury::{Claim, ClaimList, ClaimState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ClaimsPage() -> impl IntoView {
    let params = use_params_map();
    let list = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        claims,
    );
    view! { <Fetched of=list let:list><Claims list/></Fetched> }.into_any()
}

#[component]
fn Claims(list: ClaimList) -> impl IntoView {
    let slug = list.heading.slug.clone();
    let body = if list.rows.is_empty() {
        view! { <EmptyState title=tr!(jury.claims_none_title) text=tr!(jury.claims_none_text)/> }
            .into_any()
    } else {
        view! { <Table rows=list.rows slug=slug.clone()/> }.into_any()
    };
    let jury = format!("/organise/{slug}/jury");
    view! {
        <OrganiserPage heading=list.heading area="jury" wide=true>
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=jury>{tr!(jury.title)}</a></li>
                    <li aria-current="page">{tr!(jury.claims_title)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(jury.claims_title) lead=tr!(jury.claims_lead)/>
            {body}
        </OrganiserPage>
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<Claim>, slug: String) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|claim| view! { <Row claim slug=slug.clone()/> })
        .collect_view();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(jury.claims_title)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(jury.team_claim_juror)}</th>
                    <th scope="col">{tr!(jury.proposal)}</th>
                    <th scope="col">{tr!(jury.claim_reason)}</th>
                    <th scope="col">{tr!(jury.claim_named)}</th>
                    <th scope="col">{tr!(jury.claim_decision)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(claim: Claim, slug: String) -> impl IntoView {
    let page = format!("/organise/{slug}/claims/{}", claim.id);
    let tag = claim.proposal;
    let name = tr!(
        jury.claim_decide_on,
        juror = claim.juror_name,
        number = tag.number
    );
    view! {
        <tr>
            <th scope="row">
                <a href=page aria-label=name>{claim.juror_name.clone()}</a>
                <span class="meta">" " {claim.employer}</span>
            </th>
            <td data-label=tr!(jury.proposal)>
                <a href=candidates_address(&slug, tag.number)>
                    {tr!(jury.number_and_title, number = tag.number, title = tag.title)}
                </a>
            </td>
            <td data-label=tr!(jury.claim_reason)>{claim.reason}</td>
            <td data-label=tr!(jury.claim_named)><Time at=claim.claimed_at style=TimeStyle::Date/></td>
            <td data-label=tr!(jury.claim_decision)><ClaimBadge state=claim.state/></td>
        </tr>
    }
    .into_any()
}

/// What became of a claim.
#[component]
pub(super) fn ClaimBadge(
    /// The state.
    state: ClaimState,
) -> impl IntoView {
    let (class, text) = match state {
        ClaimState::Open => ("badge warning", tr!(jury.claim_state_open)),
        ClaimState::Accepted => ("badge danger", tr!(jury.claim_state_accepted)),
        ClaimState::Dismissed => ("badge", tr!(jury.claim_state_dismissed)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// Says on the pages of the jury that claims wait; nothing when none does.
#[component]
pub(super) fn OpenClaims(
    /// How many.
    count: u32,
    /// The competition.
    slug: String,
) -> impl IntoView {
    (count > 0)
        .then(|| {
            view! {
                <div class="notice warning" id="open-claims">
                    <p><a href=format!("/organise/{slug}/claims")>{tr!(jury.claims_open, count = count)}</a></p>
                </div>
            }
        })
        .into_any()
}
