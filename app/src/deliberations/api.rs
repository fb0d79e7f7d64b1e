//! Server functions of a deliberation.

use crate::AppError;
use domain::{
    MessageId, ProposalId,
    deliberations::{Deliberation, Discussion, OpenDiscussion},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The organiser's page.
///
/// # Errors
/// As `store::deliberations::deliberation`.
#[server(name = LoadDeliberation, endpoint = "deliberations/list")]
pub async fn deliberation(slug: String) -> Result<Deliberation, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::deliberations::deliberation(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Opens the discussion of the chosen proposals.
///
/// # Errors
/// As `store::deliberations::open`.
#[server(endpoint = "deliberations/open")]
pub async fn open_discussions(
    slug: String,
    #[server(default)] chosen: Vec<ProposalId>,
    #[server(default)] until: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::deliberations::open(&cx.store, &cx.actor, &slug, &chosen, &until, cx.now).await?;
    Ok(())
}

/// Closes the discussion of a proposal, or of all.
///
/// # Errors
/// As `store::deliberations::close`.
#[server(endpoint = "deliberations/close")]
pub async fn close_discussions(
    slug: String,
    #[server(default)] proposal: Option<ProposalId>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::deliberations::close(&cx.store, &cx.actor, &slug, proposal, cx.now).await?;
    Ok(())
}

/// The discussions that the person may read as a juror.
///
/// # Errors
/// `Missing` for people who are not on the jury.
#[server(endpoint = "deliberations/mine")]
pub async fn my_discussions(slug: String) -> Result<Vec<OpenDiscussion>, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::deliberations::discussions_of(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// The discussion of a proposal.
///
/// # Errors
/// As `store::deliberations::discussion`.
#[server(name = LoadDiscussion, endpoint = "deliberations/discussion")]
pub async fn discussion(proposal: ProposalId) -> Result<Discussion, AppError> {
    let cx = crate::cx::signed_in()?;
    let found = store::deliberations::discussion(&cx.store, &cx.actor, proposal, cx.now).await?;
    let rubric = found.rubric.into_iter();
    Ok(Discussion {
        content: found
            .content
            .in_language(cx.language)
            .with_prose(crate::cx::prose),
        rubric: rubric.map(|own| own.in_language(cx.language)).collect(),
        ..found
    })
}

/// Says something in a discussion.
///
/// # Errors
/// As `store::deliberations::say`.
#[server(endpoint = "deliberations/say")]
pub async fn say_in_discussion(
    proposal: ProposalId,
    message: MessageId,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::deliberations::say(&cx.store, &cx.actor, proposal, message, &text, cx.now).await?)
}

/// Changes a message of one's own. `version` is when the text that was seen was last changed.
///
/// # Errors
/// As `store::deliberations::change_message`.
#[server(endpoint = "deliberations/change-message")]
pub async fn change_message(
    proposal: ProposalId,
    message: MessageId,
    version: i64,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let which = (proposal, message);
    store::deliberations::change_message(&cx.store, &cx.actor, which, version, &text, cx.now)
        .await?;
    crate::cx::go_to(&format!("/discussions/{proposal}"));
    Ok(())
}

/// Withdraws a message of one's own.
///
/// # Errors
/// As `store::deliberations::withdraw_message`.
#[server(endpoint = "deliberations/withdraw-message")]
pub async fn withdraw_message(proposal: ProposalId, message: MessageId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(
        store::deliberations::withdraw_message(&cx.store, &cx.actor, proposal, message, cx.now)
            .await?,
    )
}

/// Changes the person's own scores, by the criterion's code, for a reason.
///
/// # Errors
/// As `store::deliberations::change_scores`.
#[server(endpoint = "deliberations/change-scores")]
pub async fn change_scores(
    proposal: ProposalId,
    version: i64,
    #[server(default)] scores: BTreeMap<String, String>,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let what = (&scores, reason.as_str());
    Ok(
        store::deliberations::change_scores(&cx.store, &cx.actor, proposal, version, what, cx.now)
            .await?,
    )
}

/// Saves the minutes of a discussion.
///
/// # Errors
/// As `store::deliberations::save_minutes`.
#[server(endpoint = "deliberations/minutes")]
pub async fn save_minutes(
    proposal: ProposalId,
    version: i64,
    #[server(default)] minutes: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::deliberations::save_minutes(
        &cx.store, &cx.actor, proposal, version, &minutes, cx.now,
    )
    .await?)
}
