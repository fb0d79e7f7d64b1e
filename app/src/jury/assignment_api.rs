//! Server functions of who reads what: the matrix, previews, single pairs.

use crate::AppError;
use domain::{
    AssignmentId, JurorId, ProposalId,
    jury::{AssignmentMatrix, Candidates, MatrixQuery, ProposedAssignment},
};
use leptos::prelude::*;

/// A page of the matrix of who has what.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(name = LoadMatrix, endpoint = "jury/matrix")]
pub async fn assignment_matrix(
    slug: String,
    #[server(default)] query: MatrixQuery,
) -> Result<AssignmentMatrix, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::matrix(&cx.store, &cx.actor, &slug, &query, cx.now).await?)
}

/// Who could be given a proposal.
///
/// # Errors
/// As [`assignment_matrix`]; `Missing` when no eligible proposal has this number.
#[server(endpoint = "jury/candidates")]
pub async fn assignment_candidates(slug: String, number: i32) -> Result<Candidates, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::candidates(&cx.store, &cx.actor, &slug, number, cx.now).await?)
}

/// Names the proposals that every juror gets; `before` is what the form showed.
///
/// # Errors
/// As `store::jury::mark_anchors`.
#[server(endpoint = "jury/anchors")]
pub async fn mark_anchors(
    slug: String,
    #[server(default)] numbers: String,
    #[server(default)] before: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::mark_anchors(&cx.store, &cx.actor, &slug, &numbers, &before, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/assignment#anchors"));
    Ok(())
}

/// Who would read what, from a seed; without one a new seed is drawn. What the jurors in `without` have not handed
/// in goes to others; what they have begun only with `begun`. With `anew`, what nobody has opened moves too;
/// with `partial` only as much is done as there is room for.
///
/// # Errors
/// `Denied` for people who may not assign now, `Missing`; `Invalid` for a seed that is no whole number.
#[server(endpoint = "jury/propose")]
pub async fn propose_assignment(
    slug: String,
    #[server(default)] seed: String,
    #[server(default)] without: Vec<JurorId>,
    #[server(default)] begun: bool,
    #[server(default)] anew: bool,
    #[server(default)] partial: bool,
) -> Result<ProposedAssignment, AppError> {
    let cx = crate::cx::signed_in()?;
    let seed = match seed.trim() {
        "" => store::jury::new_seed(),
        seed => seed
            .parse()
            .map_err(|_| domain::Error::invalid("seed", domain::Problem::NotANumber))?,
    };
    let asked = domain::jury::Redistribution {
        without,
        begun,
        anew,
        partial,
    };
    Ok(store::jury::propose_assignment(&cx.store, &cx.actor, &slug, seed, &asked, cx.now).await?)
}

/// Makes the pairs of a preview, all or none.
///
/// # Errors
/// As [`propose_assignment`]; `Conflict` when anything it was computed from has changed since.
#[server(endpoint = "jury/apply")]
pub async fn apply_assignment(
    slug: String,
    seed: u64,
    basis: String,
    #[server(default)] without: Vec<JurorId>,
    #[server(default)] begun: bool,
    #[server(default)] anew: bool,
    #[server(default)] partial: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let asked = domain::jury::Redistribution {
        without,
        begun,
        anew,
        partial,
    };
    store::jury::apply_assignment(&cx.store, &cx.actor, &slug, seed, &basis, &asked, cx.now)
        .await?;
    crate::cx::go_to(&format!("/organise/{slug}/assignment"));
    Ok(())
}

/// Gives a proposal to a juror by hand.
///
/// # Errors
/// `Invalid` on `juror` with the rule that stands in the way, `Denied`, `Missing`.
#[server(endpoint = "jury/add-pair")]
pub async fn add_pair(proposal: ProposalId, juror: JurorId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::add_pair(&cx.store, &cx.actor, juror, proposal, cx.now).await?;
    Ok(())
}

/// Takes a proposal from a juror by hand; `begun` where a draft of a review is there.
///
/// # Errors
/// `Invalid` on `assignment` when a review is in the way, `Denied`, `Missing`.
#[server(endpoint = "jury/remove-pair")]
pub async fn remove_pair(
    assignment: AssignmentId,
    #[server(default)] begun: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::remove_pair(&cx.store, &cx.actor, assignment, begun, cx.now).await?;
    Ok(())
}

/// Locks a pair, so that nothing that is computed moves it, or unlocks it.
///
/// # Errors
/// As `store::jury::lock_pair`.
#[server(endpoint = "jury/lock-pair")]
pub async fn lock_pair(
    assignment: AssignmentId,
    #[server(default)] locked: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::lock_pair(&cx.store, &cx.actor, assignment, locked, cx.now).await?;
    Ok(())
}
