//! Server functions of screening.

use crate::AppError;
use domain::{
    DecisionId, ProposalId,
    screening::{BulkPreview, ListQuery, ProposalList, ScreenedProposal, SimilarList},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A page of the submitted proposals; `query` is what the page's address says.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(endpoint = "screening/list")]
pub async fn list_proposals(
    slug: String,
    #[server(default)] query: ListQuery,
) -> Result<ProposalList, AppError> {
    let cx = crate::cx::signed_in()?;
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

/// Pairs of submitted proposals that resemble each other; `page` counts from 1.
///
/// # Errors
/// As [`list_proposals`].
#[server(endpoint = "screening/similar")]
pub async fn similar_proposals(slug: String, page: u32) -> Result<SimilarList, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::screening::similar(&cx.store, &cx.actor, &slug, page, cx.now).await?)
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
    #[server(default)] until: String,
    #[server(default)] points: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let decision = domain::screening::Decision::parse(&decision, &reason, &corrections, &until)?
        .with_points(&points)?;
    store::screening::decide(&cx.store, &cx.actor, proposal, version, &decision, cx.now).await?;
    Ok(())
}

/// Writes to the team of a submitted proposal: every member gets a mail.
///
/// # Errors
/// `Denied` for people who may not write to it now, `Missing`, `Invalid` on `text`.
#[server(endpoint = "screening/message")]
pub async fn message_team(
    proposal: ProposalId,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::screening::message_team(&cx.store, &cx.actor, proposal, &text, cx.now).await?;
    Ok(())
}

/// Takes a decision back before its team hears of it; with `all` those that were taken together with it.
///
/// # Errors
/// `Denied` for people who may not decide now and when its time is over, `Conflict` when the proposal has changed
/// since, `Invalid` when a juror cannot get it back, `Missing`.
#[server(endpoint = "screening/take-back")]
pub async fn take_back(decision: DecisionId, #[server(default)] all: bool) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::screening::take_back(&cx.store, &cx.actor, decision, all, cx.now).await?;
    Ok(())
}

/// What deciding the same about several would do.
///
/// # Errors
/// `Invalid` when the decision is none, `Denied` for people who may not decide so now, `Missing`.
#[server(endpoint = "screening/preview-many")]
pub async fn preview_many(
    slug: String,
    #[server(default)] decision: String,
    #[server(default)] chosen: Vec<ProposalId>,
) -> Result<BulkPreview, AppError> {
    use domain::{Error, Problem, screening::ScreeningState};
    let cx = crate::cx::signed_in()?;
    let state = ScreeningState::parse(&decision)
        .filter(|state| *state != ScreeningState::Pending)
        .ok_or_else(|| Error::invalid("decision", Problem::NotAChoice))?;
    Ok(store::screening::preview_many(&cx.store, &cx.actor, &slug, state, &chosen, cx.now).await?)
}

/// Decides the same about several proposals, all or none: each as `<id>:<version>`.
///
/// # Errors
/// As [`decide_proposal`] and [`preview_many`]; `Invalid` when none is chosen, `Conflict` when one has changed
/// since, `BadRequest` for anything else than pairs.
#[server(endpoint = "screening/decide-many")]
pub async fn decide_many(
    slug: String,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] corrections: String,
    #[server(default)] until: String,
    #[server(default)] points: BTreeMap<String, String>,
    #[server(default)] chosen: Vec<String>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let decision = domain::screening::Decision::parse(&decision, &reason, &corrections, &until)?
        .with_points(&points)?;
    let chosen = chosen
        .iter()
        .map(|text| {
            let (id, version) = text.split_once(':')?;
            Some((id.parse().ok()?, version.parse().ok()?))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(domain::Error::BadRequest)?;
    store::screening::decide_many(&cx.store, &cx.actor, &slug, &chosen, &decision, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/proposals"));
    Ok(())
}
