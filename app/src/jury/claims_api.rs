//! Server functions of what teams see of the jury and claim about it.

use crate::AppError;
use domain::{
    ClaimId, TeamId,
    jury::{ClaimList, TeamJury},
};
use leptos::prelude::*;

/// Lets the teams see who is on the jury, or no longer.
///
/// # Errors
/// `Denied` for people who may not manage the jury now, `Missing`.
#[server(endpoint = "jury/name")]
pub async fn name_jury(slug: String, named: bool) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::name_jury(&cx.store, &cx.actor, &slug, named, cx.now).await?;
    Ok(())
}

/// The jury as a team sees it.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team, `Denied` while the names are not published.
#[server(name = LoadTeamJury, endpoint = "jury/of-team")]
pub async fn team_jury(team: TeamId) -> Result<TeamJury, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::team_jury(&cx.store, &cx.actor, team, cx.now).await?)
}

/// Claims that a juror has a conflict of interest with the team's proposal.
///
/// # Errors
/// As [`team_jury`]; `Denied` for members who do not lead the team, `Invalid` on `juror` and `reason`.
#[server(endpoint = "jury/claim")]
pub async fn claim_conflict(
    team: TeamId,
    #[server(default)] juror: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::claim_conflict(&cx.store, &cx.actor, team, &juror, &reason, cx.now).await?;
    Ok(())
}

/// What teams have claimed.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(name = LoadClaims, endpoint = "jury/claims")]
pub async fn claims(slug: String) -> Result<ClaimList, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::claims(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Accepts or dismisses a claim.
///
/// # Errors
/// `Invalid` on `decision` and `answer`, `Denied` for people who may not decide now, `Conflict` when somebody has
/// decided otherwise, `Missing`.
#[server(endpoint = "jury/decide-claim")]
pub async fn decide_claim(
    claim: ClaimId,
    #[server(default)] decision: String,
    #[server(default)] answer: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::decide_claim(&cx.store, &cx.actor, claim, &decision, &answer, cx.now).await?;
    Ok(())
}
