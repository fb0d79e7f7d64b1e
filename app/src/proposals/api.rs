//! Server functions of proposals.

use crate::AppError;
use domain::{
    CommentId, ProposalId,
    proposals::{
        Choices, CommentCounts, CommentList, Consents, FormDefinition, Presence, ProposalDetail,
        Receipt, ReceiptCheck, SectionVersion,
    },
    screening::TeamMessage,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A proposal for its team.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "proposals/detail")]
pub async fn load_proposal(id: ProposalId) -> Result<ProposalDetail, AppError> {
    let cx = crate::cx::signed_in()?;
    let proposal = store::proposals::detail(&cx.store, &cx.actor, id, cx.now).await?;
    Ok(ProposalDetail {
        content: proposal.content.with_prose(crate::cx::prose),
        ..proposal
    })
}

/// What the overview of a proposal needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalOverview {
    /// The whole proposal.
    pub proposal: ProposalDetail,
    /// How many comments its sections have.
    pub comments: CommentCounts,
    /// Who else is writing where.
    pub at_work: Vec<Presence>,
    /// What organisers wrote to the team, newest first.
    pub messages: Vec<TeamMessage>,
}

/// A proposal, with what its team says and where it is at work.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "proposals/overview")]
pub async fn load_overview(id: ProposalId) -> Result<ProposalOverview, AppError> {
    use store::proposals;
    let cx = crate::cx::signed_in()?;
    let (comments, at_work, messages) =
        proposals::teamwork(&cx.store, &cx.actor, id, cx.now).await?;
    Ok(ProposalOverview {
        proposal: proposals::detail(&cx.store, &cx.actor, id, cx.now).await?,
        comments,
        at_work,
        messages,
    })
}

/// Changes the language that the proposal is written in.
///
/// # Errors
/// As `store::proposals::set_language`.
#[server(endpoint = "proposals/language")]
pub async fn set_proposal_language(id: ProposalId, language: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::set_language(&cx.store, &cx.actor, id, &language, cx.now).await?)
}

/// Submits or amends and goes to the receipt. `sure` is the ticked confirmation.
///
/// # Errors
/// As `store::proposals::submit`; `Invalid` on `sure`.
#[server(endpoint = "proposals/submit")]
pub async fn submit_proposal(
    id: ProposalId,
    #[server(default)] sure: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    if !sure {
        return Err(domain::Error::invalid("sure", domain::Problem::Required).into());
    }
    store::proposals::submit(&cx.store, &cx.actor, id, cx.now, (cx.clock)()).await?;
    crate::cx::go_to(&format!("/proposals/{id}/receipt"));
    Ok(())
}

/// Who has agreed to the draft as it stands.
///
/// # Errors
/// As `store::proposals::consents`.
#[server(endpoint = "proposals/consents")]
pub async fn load_consents(id: ProposalId) -> Result<Consents, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::consents(&cx.store, &cx.actor, id, cx.now).await?)
}

/// Agrees, as a member, to the text that the fingerprint names.
///
/// # Errors
/// As `store::proposals::confirm`.
#[server(endpoint = "proposals/confirm")]
pub async fn confirm_proposal(id: ProposalId, fingerprint: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::proposals::confirm(&cx.store, &cx.actor, id, &fingerprint, cx.now).await?;
    crate::cx::go_to(&format!("/proposals/{id}/preview#consent"));
    Ok(())
}

/// Takes a submission back.
///
/// # Errors
/// As `store::proposals::withdraw`.
#[server(endpoint = "proposals/withdraw")]
pub async fn withdraw_proposal(id: ProposalId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::withdraw(&cx.store, &cx.actor, id, cx.now).await?)
}

/// Undoes a withdrawal.
///
/// # Errors
/// As `store::proposals::undo_withdrawal`.
#[server(endpoint = "proposals/undo-withdrawal")]
pub async fn undo_withdrawal(id: ProposalId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::undo_withdrawal(&cx.store, &cx.actor, id, cx.now).await?)
}

/// A receipt.
///
/// # Errors
/// As `store::proposals::receipt`.
#[server(endpoint = "proposals/receipt")]
pub async fn load_receipt(id: ProposalId) -> Result<Receipt, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::receipt(&cx.store, &cx.actor, id, cx.now).await?)
}

/// Whether something was received; nothing is asked without a fingerprint.
///
/// # Errors
/// As `store::proposals::check_receipt`.
#[server(endpoint = "receipts/found")]
pub async fn find_receipt(fingerprint: String) -> Result<Option<ReceiptCheck>, AppError> {
    let cx = crate::cx::visitor()?;
    if fingerprint.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(
        store::proposals::check_receipt(&cx.store, &fingerprint).await?,
    ))
}

/// Goes to the answer about a text, whose fingerprint its address holds.
///
/// # Errors
/// As `store::proposals::fingerprint_in`.
#[server(endpoint = "receipts/check")]
pub async fn check_receipt(text: String) -> Result<(), AppError> {
    let fingerprint = store::proposals::fingerprint_in(&text)?;
    crate::cx::go_to(&super::check_page::address(&fingerprint));
    Ok(())
}

/// A page of a section's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionList {
    /// Title of the draft.
    pub title: String,
    /// The form, for the names of sections and questions.
    pub form: FormDefinition,
    /// Which section.
    pub section: String,
    /// Newest first; the oldest one is only there to compare with unless it is the first of all.
    pub versions: Vec<SectionVersion>,
    /// How many there are.
    pub total: u64,
    /// The version that stands there now.
    pub current: i64,
    /// Whether the reader may bring one back.
    pub restorable: bool,
    /// What the keys of needs and colleges mean.
    pub choices: Choices,
}

/// What a section was before. Pages count from 0.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "proposals/history")]
pub async fn load_history(
    id: ProposalId,
    section: String,
    page: u64,
) -> Result<VersionList, AppError> {
    use store::proposals;
    let cx = crate::cx::signed_in()?;
    let detail = proposals::detail(&cx.store, &cx.actor, id, cx.now).await?;
    let section = match detail.content.form.section(&section) {
        Some(known) => known.key.clone(),
        None => detail
            .content
            .form
            .sections
            .first()
            .map(|first| first.key.clone())
            .unwrap_or_default(),
    };
    let (versions, total) =
        proposals::history(&cx.store, &cx.actor, id, &section, page, cx.now).await?;
    Ok(VersionList {
        title: detail.content.title().to_owned(),
        current: detail.version_of(&section),
        restorable: detail.edit.is_none(),
        form: detail.content.form,
        choices: detail.content.choices,
        section,
        versions,
        total,
    })
}

/// Brings an earlier version back and goes to the section.
///
/// # Errors
/// As `store::proposals::restore`.
#[server(endpoint = "proposals/restore")]
pub async fn restore_version(
    id: ProposalId,
    section: String,
    version: i64,
    expected: i64,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::proposals::restore(
        &cx.store, &cx.actor, id, &section, version, expected, cx.now,
    )
    .await?;
    crate::cx::go_to(&format!("/proposals/{id}/{section}"));
    Ok(())
}

/// A page of the comments on a section, the first one when none is named. Pages count from 1; the last one is shown
/// when none is named.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "proposals/comments")]
pub async fn load_comments(
    id: ProposalId,
    #[server(default)] section: String,
    #[server(default)] page: Option<u64>,
) -> Result<CommentList, AppError> {
    let cx = crate::cx::signed_in()?;
    let section = Some(section).filter(|key| !key.is_empty());
    Ok(
        store::proposals::comments(&cx.store, &cx.actor, id, section.as_deref(), page, cx.now)
            .await?,
    )
}

/// Writes a comment and goes to it.
///
/// # Errors
/// As `store::proposals::comment`.
#[server(endpoint = "proposals/comment")]
pub async fn write_comment(
    id: ProposalId,
    section: String,
    comment: CommentId,
    text: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::proposals::comment(&cx.store, &cx.actor, id, &section, comment, &text, cx.now).await?;
    crate::cx::go_to(&format!("/proposals/{id}/comments?section={section}#write"));
    Ok(())
}

/// Deletes a comment of one's own.
///
/// # Errors
/// As `store::proposals::delete_comment`.
#[server(endpoint = "proposals/delete-comment")]
pub async fn delete_comment(id: ProposalId, comment: CommentId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::delete_comment(&cx.store, &cx.actor, id, comment, cx.now).await?)
}
