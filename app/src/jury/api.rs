//! Server functions of the jury; those of who reads what are in `assignment_api`.

use crate::AppError;
use domain::{
    ConflictMark, JurorId, ProposalId,
    jury::{
        ConflictList, DeclaredConflict, Invitation, JurorInput, JuryList, JuryProgress, Leaving,
        ReminderPreview, SuspectedConflict,
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// All jurors with their load.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(name = LoadJury, endpoint = "jury/list")]
pub async fn jury_list(slug: String) -> Result<JuryList, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::jury_list(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Invites a juror by mail.
///
/// # Errors
/// `Invalid` naming every problem, `Denied` for people who may not manage the jury now, `Missing`.
#[server(endpoint = "jury/invite")]
pub async fn invite_juror(
    slug: String,
    #[server(default)] edit: JurorInput,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let (juror, token) = store::jury::invite(&cx.store, &cx.actor, &slug, &edit, cx.now)
        .await
        .map_err(|error| crate::competitions::within("edit", error.into()))?;
    crate::cx::keep_invitation(&cx, &token);
    crate::cx::go_to(&format!("/organise/{slug}/jury/{juror}"));
    Ok(())
}

/// Changes a juror as they were at `version`.
///
/// # Errors
/// As [`invite_juror`]; `Conflict` when the juror has changed since.
#[server(endpoint = "jury/change")]
pub async fn change_juror(
    juror: JurorId,
    version: i64,
    #[server(default)] edit: JurorInput,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::change_juror(&cx.store, &cx.actor, juror, version, &edit, cx.now)
        .await
        .map_err(|error| crate::competitions::within("edit", error.into()))
}

/// Mails a new link; the old one ends.
///
/// # Errors
/// `Denied` for people who may not manage the jury now and for active jurors, `Conflict`, `Missing`.
#[server(endpoint = "jury/invite-again")]
pub async fn invite_again(juror: JurorId, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let token = store::jury::invite_again(&cx.store, &cx.actor, juror, version, cx.now).await?;
    crate::cx::keep_invitation(&cx, &token);
    Ok(())
}

/// The address of an invitation that this browser has just sent, to give it in another way too.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who may not manage the jury now.
#[server(endpoint = "jury/invitation-link")]
pub async fn invitation_link(juror: JurorId) -> Result<Option<String>, AppError> {
    let cx = crate::cx::signed_in()?;
    let token = crate::cx::kept_invitation();
    let open = store::jury::is_invited_by(&cx.store, &cx.actor, juror, &token, cx.now).await?;
    Ok(open.then(|| crate::sharing::address_of(&format!("/jury/invitation?token={token}"))))
}

/// Takes a juror off the jury.
///
/// # Errors
/// `Invalid` without a reason, `Denied`, `Conflict`, `Missing`.
#[server(endpoint = "jury/withdraw")]
pub async fn withdraw_juror(
    juror: JurorId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::withdraw_juror(&cx.store, &cx.actor, juror, version, &reason, cx.now).await?;
    Ok(())
}

/// The conflicts of interest of one juror.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(endpoint = "jury/conflicts-of")]
pub async fn conflicts_of_juror(
    slug: String,
    juror: JurorId,
) -> Result<Vec<DeclaredConflict>, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::conflicts_of_juror(&cx.store, &cx.actor, &slug, juror, cx.now).await?)
}

/// What suggests conflicts that a juror has not declared.
///
/// # Errors
/// As [`conflicts_of_juror`].
#[server(endpoint = "jury/suspected-of")]
pub async fn suspected_of_juror(
    slug: String,
    juror: JurorId,
) -> Result<Vec<SuspectedConflict>, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::suspected_of_juror(&cx.store, &cx.actor, &slug, juror, cx.now).await?)
}

/// What leaving the jury would do, or has done.
///
/// # Errors
/// `Denied` for people who are not on the jury and when it is over, `Missing`.
#[server(name = LoadLeaving, endpoint = "jury/leaving")]
pub async fn leaving(slug: String) -> Result<Leaving, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::leaving(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Leaves the jury: what was handed in counts, the rest can go to others.
///
/// # Errors
/// As [`leaving`]; `Invalid` without a reason.
#[server(endpoint = "jury/leave")]
pub async fn leave_jury(slug: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::leave(&cx.store, &cx.actor, &slug, &reason, cx.now).await?;
    Ok(())
}

/// What the holder of an invitation's link may read. Needs no account.
///
/// # Errors
/// `Missing` when the link is unknown, used, replaced or too old.
#[server(endpoint = "jury/invitation")]
pub async fn jury_invitation(token: String) -> Result<Invitation, AppError> {
    let cx = crate::cx::visitor()?;
    Ok(store::jury::invitation(&cx.store, &token, cx.now).await?)
}

/// Accepts an invitation with the reader's account and goes on to the conflicts of interest.
///
/// # Errors
/// `SignedOut`, `Denied` for an unconfirmed account, `Invalid` without the code of conduct or with a link
/// that is no longer good.
#[server(endpoint = "jury/accept")]
pub async fn accept_invitation(
    #[server(default)] token: String,
    #[server(default)] agreed: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let slug = store::jury::accept(&cx.store, &cx.actor, &token, agreed, cx.now).await?;
    crate::cx::go_to(&format!("/jury/{slug}"));
    Ok(())
}

/// Declines an invitation. Needs no account.
///
/// # Errors
/// `Invalid` with a link that is no longer good.
#[server(endpoint = "jury/decline")]
pub async fn decline_invitation(#[server(default)] token: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    store::jury::decline(&cx.store, &cx.actor, &token, cx.now).await?;
    crate::cx::go_to("/jury/invitation?declined=1");
    Ok(())
}

/// The proposals by name, for declaring conflicts.
///
/// # Errors
/// `Denied` for people who are not on the jury, before the deadline and after the selection; `Missing`.
#[server(name = LoadConflicts, endpoint = "jury/conflicts")]
pub async fn conflict_list(slug: String) -> Result<ConflictList, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::conflict_list(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Declares all conflicts that the juror knows of: what was ticked, and a reason for each. The keys of reasons
/// begin with a letter, because forms take a key that begins with a digit for a place in a list.
///
/// # Errors
/// As [`conflict_list`]; `Invalid` for every ticked proposal without a reason.
#[server(endpoint = "jury/declare")]
pub async fn declare_conflicts(
    slug: String,
    #[server(default)] conflict: Vec<ConflictMark>,
    #[server(default)] reason: HashMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let declarations: Vec<_> = conflict
        .into_iter()
        .map(|mark| {
            let reason = reason.get(&format!("p{mark}")).cloned();
            (mark, reason.unwrap_or_default())
        })
        .collect();
    store::jury::declare(&cx.store, &cx.actor, &slug, &declarations, cx.now).await?;
    crate::cx::go_to(&format!("/jury/{slug}"));
    Ok(())
}

/// Declares one conflict at any time: the proposal is taken away and the review sealed.
///
/// # Errors
/// As [`conflict_list`]; `Invalid` without a reason.
#[server(endpoint = "jury/declare-one")]
pub async fn declare_conflict(
    slug: String,
    proposal: ProposalId,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::declare_conflict(&cx.store, &cx.actor, proposal, &reason, cx.now).await?;
    crate::cx::go_to(&format!("/jury/{slug}"));
    Ok(())
}

/// How far the jury is.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for people who neither organise nor audit the competition.
#[server(name = LoadProgress, endpoint = "jury/progress")]
pub async fn jury_progress(slug: String, page: u32) -> Result<JuryProgress, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::progress(&cx.store, &cx.actor, &slug, page, cx.now).await?)
}

/// A mail as its reader would see it, for a look before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleMail {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Who would be reminded, and the first one's mail in the reader's language.
///
/// # Errors
/// `Denied` for people who may not manage the jury now, `Missing`.
#[server(endpoint = "jury/preview-reminder")]
pub async fn preview_reminder(
    slug: String,
    #[server(default)] chosen: Vec<JurorId>,
) -> Result<(ReminderPreview, Option<SampleMail>), AppError> {
    let cx = crate::cx::signed_in()?;
    let preview =
        store::jury::preview_reminder(&cx.store, &cx.actor, &slug, &chosen, cx.now).await?;
    let times = use_context::<crate::texts::ServerTimes>();
    let sample = preview.to.first().zip(times).and_then(|(first, times)| {
        let (_, name, left, assigned) = first;
        let fields =
            store::jury::reminder_fields(&preview.heading, cx.language, name, *left, *assigned);
        let mail = crate::mail::compose("jury.reminder", &fields, cx.language, "", times)?;
        Some(SampleMail {
            subject: mail.subject,
            body: mail.body,
        })
    });
    Ok((preview, sample))
}

/// Sets the days before the end on which jurors are reminded; empty switches it off.
///
/// # Errors
/// `Invalid` on `days`, `Denied` for people who may not manage the jury now, `Missing`.
#[server(endpoint = "jury/schedule-reminders")]
pub async fn schedule_reminders(
    slug: String,
    #[server(default)] days: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::schedule_reminders(&cx.store, &cx.actor, &slug, &days, cx.now).await?;
    Ok(())
}

/// Mails reminders.
///
/// # Errors
/// As [`preview_reminder`]; `Invalid` when nobody is chosen.
#[server(endpoint = "jury/remind")]
pub async fn remind_jurors(
    slug: String,
    #[server(default)] chosen: Vec<JurorId>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::remind(&cx.store, &cx.actor, &slug, &chosen, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/progress"));
    Ok(())
}
