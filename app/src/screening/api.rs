//! Server functions of screening.

use crate::AppError;
use domain::{
    ProposalId,
    screening::{BulkPreview, ProposalList, ScreenedProposal},
};
use leptos::prelude::*;

/// A page of the submitted proposals; the arguments are those of the page's address.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(endpoint = "screening/list")]
pub async fn list_proposals(
    slug: String,
    state: String,
    sector: String,
    college: String,
    words: String,
    sort: String,
    page: String,
) -> Result<ProposalList, AppError> {
    let cx = crate::cx::signed_in()?;
    let query =
        domain::screening::ListQuery::from_address(&state, &sector, &college, &words, &sort, &page);
    Ok(store::screening::list(&cx.store, &cx.actor, &slug, &query, cx.now).await?)
}

/// A submitted proposal with its decisions.
///
/// # Errors
/// As [`list_proposals`]; `Missing` for a number that was not submitted.
#[server(name = LoadScreened, endpoint = "screening/detail")]
pub async fn screened_proposal(slug: String, number: i32) -> Result<ScreenedProposal, AppError> {
    let cx = crate::cx::signed_in()?;
    let proposal = store::screening::detail(&cx.store, &cx.actor, &slug, number, cx.now).await?;
    Ok(ScreenedProposal {
        content: proposal.content.with_prose(crate::cx::prose),
        ..proposal
    })
}

/// Decides about a proposal as it was at `version`.
///
/// # Errors
/// `Invalid` naming what the decision does not say, `Denied` for people who may not decide now, `Conflict`
/// when the proposal or its screening has changed since, `Missing`.
#[server(endpoint = "screening/decide")]
pub async fn decide_proposal(
    proposal: ProposalId,
    version: i64,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] corrections: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let decision = domain::screening::Decision::parse(&decision, &reason, &corrections)?;
    store::screening::decide(&cx.store, &cx.actor, proposal, version, &decision, cx.now).await?;
    Ok(())
}

/// What deciding "eligible" about several would do.
///
/// # Errors
/// `Invalid` when none is chosen, `Denied` for people who may not decide now, `Missing`.
#[server(endpoint = "screening/preview")]
pub async fn preview_eligible(
    slug: String,
    #[server(default)] chosen: Vec<ProposalId>,
) -> Result<BulkPreview, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::screening::preview_eligible(&cx.store, &cx.actor, &slug, &chosen, cx.now).await?)
}

/// Makes several proposals eligible, all or none: each as `<id>:<version>`.
///
/// # Errors
/// As [`preview_eligible`]; `Conflict` when one has changed since, `BadRequest` for anything else than pairs.
#[server(endpoint = "screening/eligible")]
pub async fn decide_eligible(
    slug: String,
    #[server(default)] chosen: Vec<String>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let chosen = chosen
        .iter()
        .map(|text| {
            let (id, version) = text.split_once(':')?;
            Some((id.parse().ok()?, version.parse().ok()?))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(domain::Error::BadRequest)?;
    store::screening::decide_eligible(&cx.store, &cx.actor, &slug, &chosen, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/proposals"));
    Ok(())
}
