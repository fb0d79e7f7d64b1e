//! Changing one's own scores in a discussion.

use super::scenes::hold;
use crate::{Result, Store, reviews};
use domain::{
    Action, Actor, ProposalId, can, deliberations::MOST_IN_REASON, errors::Problems, fields,
};
use serde_json::json;
use std::collections::BTreeMap;

/// Changes the actor's own scores of a proposal, for a reason. `scores` are points by the criterion's code; `version` is
/// that of the review that the actor saw. What stood there stays in the review's history, with the reason.
///
/// # Errors
/// `Missing` where the actor cannot know of the discussion; `Denied` with a conflict of interest, without a review that counts,
/// and once it is closed; `Conflict` when `version` is stale; `Invalid` on `reason`, on `scores[code]`, and on `scores` when nothing
/// is different.
pub async fn change_scores(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    version: i64,
    (scores, reason): (&BTreeMap<String, String>, &str),
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let scene = hold(&tx, actor, proposal, now).await?;
    can(actor, Action::ChangeScore, &scene.facts)?;
    let own = scene.own.ok_or(domain::Error::Missing)?;
    let mut problems = Problems::new();
    let reason = fields::required(reason, MOST_IN_REASON);
    let reason = problems.check("reason", reason).unwrap_or_default();
    let amended = reviews::amend(
        &tx,
        actor,
        own.assignment,
        version,
        (scores, &reason, problems),
        now,
    )
    .await?;
    let detail = json!({
        "review": own.review,
        "version": version + 1,
        "reason": reason,
        "scores": amended,
    });
    let id = Some(scene.call.id.into());
    tx.audit(actor, id, "score.changed", proposal.0, detail, now)
        .await?;
    tx.commit().await
}
