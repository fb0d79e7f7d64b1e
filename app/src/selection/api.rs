//! Server functions of the selection.

use crate::AppError;
use domain::{
    ProposalId,
    selection::{SecondLookPlan, SelectionView, TeamResult},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The organiser's view: computed from the scores, or as frozen.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers and auditors, and while jurors score.
#[server(name = LoadSelection, endpoint = "selection/view")]
pub async fn selection_view(slug: String) -> Result<SelectionView, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::selection::view(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Freezes the selection that the organiser saw. `sure` is the ticked confirmation.
///
/// # Errors
/// As `store::selection::freeze`; `Invalid` on `sure`.
#[server(endpoint = "selection/freeze")]
pub async fn freeze_selection(
    slug: String,
    input_hash: String,
    #[server(default)] sure: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    confirmed(sure)?;
    store::selection::freeze(&cx.store, &cx.actor, &slug, &input_hash, cx.now).await?;
    Ok(())
}

/// Publishes the frozen selection and writes to every team. `sure` is the ticked confirmation.
///
/// # Errors
/// As `store::selection::publish`; `Invalid` on `sure`.
#[server(endpoint = "selection/publish")]
pub async fn publish_selection(
    slug: String,
    version: i64,
    #[server(default)] sure: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    confirmed(sure)?;
    Ok(store::selection::publish(&cx.store, &cx.actor, &slug, version, cx.now).await?)
}

/// Where more reviews would tell most; `budget` is how many, in decimal, or nothing.
///
/// # Errors
/// As `store::jury::second_look_plan`.
#[server(name = LoadSecondLook, endpoint = "selection/second-look")]
pub async fn second_look_plan(slug: String, budget: String) -> Result<SecondLookPlan, AppError> {
    let cx = crate::cx::signed_in()?;
    let budget = budget.trim().parse().ok();
    Ok(store::jury::second_look_plan(&cx.store, &cx.actor, &slug, budget, cx.now).await?)
}

/// Opens a second look.
///
/// # Errors
/// As `store::jury::open_second_look`.
#[server(endpoint = "selection/open-second-look")]
pub async fn open_second_look(
    slug: String,
    until: String,
    reason: String,
    input_hash: String,
    #[server(default)] looks: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let edit = domain::selection::SecondLookEdit {
        until,
        reason,
        input_hash,
        looks,
    };
    store::jury::open_second_look(&cx.store, &cx.actor, &slug, &edit, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/assignment"));
    Ok(())
}

/// What a team reads of its own proposal.
///
/// # Errors
/// `Missing` for people outside of the team, `Denied` until it is published.
#[server(name = LoadResult, endpoint = "selection/result")]
pub async fn team_result(proposal: ProposalId) -> Result<TeamResult, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::selection::team_result(&cx.store, &cx.actor, proposal, cx.now).await?)
}

#[cfg_attr(
    not(feature = "ssr"),
    allow(dead_code, reason = "asked by the server only")
)]
fn confirmed(sure: bool) -> Result<(), AppError> {
    if sure {
        Ok(())
    } else {
        Err(domain::Error::invalid("sure", domain::Problem::Required).into())
    }
}
