//! What a juror's own review was before.

use super::standings::standing;
use crate::{Result, Store, entities::review_revisions};
use domain::{
    Action, Actor, AssignmentId,
    reviews::{ReviewContent, ReviewState, ReviewVersion},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// What a revision keeps.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Kept {
    pub(super) state: ReviewState,
    #[serde(flatten)]
    pub(super) content: ReviewContent,
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
                saved_at: row.saved_at,
            })
        })
        .collect()
}
