//! Reading one review's content.

use crate::{
    Result,
    entities::{review_scores, reviews},
};
use domain::reviews::ReviewContent;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// The content of a review.
pub(super) async fn content_of<C: ConnectionTrait>(
    conn: &C,
    review: reviews::Model,
) -> Result<ReviewContent> {
    let rows: Vec<(Uuid, Option<i32>, Option<String>)> = review_scores::Entity::find()
        .select_only()
        .column(review_scores::Column::CriterionId)
        .column(review_scores::Column::Value)
        .column(review_scores::Column::Reason)
        .filter(review_scores::Column::ReviewId.eq(review.id))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ReviewContent {
        scores: rows
            .iter()
            .map(|(criterion, value, _)| ((*criterion).into(), *value))
            .collect(),
        reasons: rows
            .into_iter()
            .filter_map(|(criterion, _, reason)| Some((criterion.into(), reason?)))
            .collect(),
        comment: review.comment,
        note: review.note,
    })
}
