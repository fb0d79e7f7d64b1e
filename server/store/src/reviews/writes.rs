//! The statements of one accepted save, in the order of the save.

use super::{
    histories::{Amendment, Kept},
    standings::{ACTIVE, Standing},
};
use crate::{
    Result, Tx,
    entities::{assignments, proposals, review_revisions, review_scores, reviews, rounds},
};
use domain::{
    Actor, AssignmentId, Error,
    policy::Denied,
    reviews::{ReviewContent, ReviewState},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// One accepted save.
pub(super) struct Write<'a> {
    pub(super) actor: &'a Actor,
    pub(super) standing: &'a Standing,
    pub(super) assignment: AssignmentId,
    pub(super) content: &'a ReviewContent,
    pub(super) state: ReviewState,
    /// Of a score that is changed in a discussion.
    pub(super) amendment: Option<Amendment>,
    pub(super) now: i64,
}

impl Write<'_> {
    /// The new review's id; `None` when another save came first.
    pub(super) async fn insert(&self, tx: &Tx) -> Result<Option<Uuid>> {
        let id = Uuid::now_v7();
        let submitted = (self.state == ReviewState::Submitted).then_some(self.now);
        let inserted = reviews::Entity::insert(reviews::ActiveModel {
            id: Set(id),
            assignment_id: Set(self.assignment.0),
            round_id: Set(self.standing.round_id),
            juror_id: Set(self.standing.juror_id),
            proposal_id: Set(self.standing.proposal_id),
            state: Set(self.state.key().to_owned()),
            comment: Set(self.content.comment.clone()),
            note: Set(self.content.note.clone()),
            submitted_at: Set(submitted),
            updated_at: Set(self.now),
            version: Set(1),
        })
        .on_conflict(
            OnConflict::column(reviews::Column::AssignmentId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
        Ok((inserted == 1).then_some(id))
    }

    /// The review's id; `None` when another save, or a seal, came first.
    pub(super) async fn update(&self, tx: &Tx, review: Uuid, version: i64) -> Result<Option<Uuid>> {
        let mut update = reviews::Entity::update_many()
            .col_expr(reviews::Column::State, Expr::value(self.state.key()))
            .col_expr(
                reviews::Column::Comment,
                Expr::value(self.content.comment.as_str()),
            )
            .col_expr(
                reviews::Column::Note,
                Expr::value(self.content.note.as_str()),
            )
            .col_expr(reviews::Column::UpdatedAt, Expr::value(self.now))
            .col_expr(reviews::Column::Version, Expr::value(version + 1));
        if self.state == ReviewState::Submitted {
            update = update.col_expr(reviews::Column::SubmittedAt, Expr::value(self.now));
        }
        let updated = update
            .filter(reviews::Column::Id.eq(review))
            .filter(reviews::Column::Version.eq(version))
            .filter(reviews::Column::State.ne(ReviewState::Sealed.key()))
            .exec(&**tx)
            .await?;
        Ok((updated.rows_affected == 1).then_some(review))
    }

    /// Writes the answers; those taken back are deleted.
    pub(super) async fn scores(&self, tx: &Tx, review: Uuid, criteria: usize) -> Result<()> {
        if self.standing.review_id.is_some() && self.content.answered() < criteria {
            let kept = self.content.scores.keys().map(|id| id.0);
            review_scores::Entity::delete_many()
                .filter(review_scores::Column::ReviewId.eq(review))
                .filter(review_scores::Column::CriterionId.is_not_in(kept))
                .exec(&**tx)
                .await?;
        }
        if self.content.scores.is_empty() {
            return Ok(());
        }
        let rows =
            self.content
                .scores
                .iter()
                .map(|(criterion, value)| review_scores::ActiveModel {
                    review_id: Set(review),
                    criterion_id: Set(criterion.0),
                    value: Set(*value),
                    reason: Set(self.content.reasons.get(criterion).cloned()),
                });
        review_scores::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([
                    review_scores::Column::ReviewId,
                    review_scores::Column::CriterionId,
                ])
                .update_columns([review_scores::Column::Value, review_scores::Column::Reason])
                .to_owned(),
            )
            .exec_without_returning(&**tx)
            .await?;
        Ok(())
    }

    /// Keeps what was written.
    pub(super) async fn revision(&self, tx: &Tx, review: Uuid, version: i64) -> Result<()> {
        let kept = Kept {
            state: self.state,
            content: self.content.clone(),
            amendment: self.amendment.clone(),
        };
        review_revisions::Entity::insert(review_revisions::ActiveModel {
            review_id: Set(review),
            version: Set(version),
            content: Set(serde_json::to_string(&kept)?),
            saved_at: Set(self.now),
            saved_by: Set(self.actor.id().map(|id| id.0)),
        })
        .exec_without_returning(&**tx)
        .await?;
        Ok(())
    }

    /// Counts and notes a review that was handed in for the first time, or revised.
    pub(super) async fn hand_in(
        &self,
        tx: &Tx,
        review: Uuid,
        version: i64,
        first: bool,
    ) -> Result<()> {
        if first {
            self.count(tx).await?;
        }
        let action = if first {
            "review.submitted"
        } else {
            "review.revised"
        };
        tx.audit(
            self.actor,
            Some(self.standing.competition_id.into()),
            action,
            review,
            json!({ "proposal": self.standing.proposal_id, "version": version }),
            self.now,
        )
        .await
    }

    /// Holds the assignment until the commit, so that whoever takes the proposal away or declares a conflict at the same time is
    /// either seen here or finds the review. Needed where a review begins or begins to count; in between, its version
    /// tells.
    ///
    /// # Errors
    /// `Denied` when it was taken away meanwhile.
    pub(super) async fn hold(&self, tx: &Tx) -> Result<()> {
        let held = assignments::Entity::update_many()
            .col_expr(assignments::Column::State, Expr::value(ACTIVE))
            .filter(assignments::Column::Id.eq(self.assignment.0))
            .filter(assignments::Column::State.eq(ACTIVE))
            .exec(&**tx)
            .await?;
        if held.rows_affected == 1 {
            Ok(())
        } else {
            Err(Error::Denied(Denied::NotYours).into())
        }
    }

    async fn count(&self, tx: &Tx) -> Result<()> {
        proposals::Entity::update_many()
            .col_expr(
                proposals::Column::ReviewsReceived,
                Expr::col(proposals::Column::ReviewsReceived).add(1),
            )
            .filter(proposals::Column::Id.eq(self.standing.proposal_id))
            .exec(&**tx)
            .await?;
        Ok(())
    }

    /// From the first answer on the rubric of the round cannot change.
    pub(super) async fn lock_rubric(&self, tx: &Tx) -> Result<()> {
        if self.standing.rubric_locked_at.is_some() || self.content.scores.is_empty() {
            return Ok(());
        }
        rounds::Entity::update_many()
            .col_expr(rounds::Column::RubricLockedAt, Expr::value(self.now))
            .filter(rounds::Column::Id.eq(self.standing.round_id))
            .filter(rounds::Column::RubricLockedAt.is_null())
            .exec(&**tx)
            .await?;
        Ok(())
    }
}
