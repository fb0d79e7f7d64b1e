//! What a juror's own review was before.

use super::standings::standing;
use crate::{Result, Store, entities::review_revisions};
use domain::{
    Action, Actor, AssignmentId, CriterionId,
    reviews::{ReviewContent, ReviewState, ReviewVersion},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// What a revision keeps.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Kept {
    pub(super) state: ReviewState,
    #[serde(flatten)]
    pub(super) content: ReviewContent,
    /// Where it was changed in a discussion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) amendment: Option<Amendment>,
}

/// Why scores were changed after the window, and what they were.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Amendment {
    pub(super) reason: String,
    pub(super) before: BTreeMap<CriterionId, Option<i32>>,
}

/// Earlier states of the juror's own review, the newest first.
///
/// # Errors
/// `Missing` for another juror's assignment, `Denied` where the juror may not read the proposal.
pub async fn history(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    now: i64,
) -> Result<Vec<ReviewVersion>> {
    let (standing, facts) = standing(store.read(), actor, assignment, now).await?;
    domain::can(actor, Action::ReadForReview, &facts)?;
    let Some(review) = standing.review_id else {
        return Ok(Vec::new());
    };
    let rows = review_revisions::Entity::find()
        .filter(review_revisions::Column::ReviewId.eq(review))
        .order_by_desc(review_revisions::Column::Version)
        .limit(200)
        .all(store.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            let kept: Kept = serde_json::from_str(&row.content)?;
            Ok(ReviewVersion {
                version: row.version,
                state: kept.state,
                content: kept.content,
                reason: kept.amendment.map(|amendment| amendment.reason),
                saved_at: row.saved_at,
            })
        })
        .collect()
}
