//! Writing scores: what they need, the reviews, and the counters, in the caller's transaction.

use super::{
    entries::{insert_all, insert_entries},
    runs::Scope,
    scores::{NewReview, Plan},
};
use crate::{
    Result, Tx,
    entities::{
        assignments, conflicts, jurors, proposals, review_revisions, review_scores, reviews, rounds,
    },
    jury::{ACTIVE, recuse},
};
use domain::{
    competitions::fingerprint,
    jury::{CAPACITY_MAX, JurorState, PairWhy},
    reviews::ReviewState,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where no mail can go (RFC 2606): jurors of a spreadsheet have no address.
const NOWHERE: &str = "juror.invalid";

impl Plan {
    /// Writes everything.
    pub(super) async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        insert_entries(tx, scope, &self.entries).await?;
        let rows = self
            .jurors
            .iter()
            .map(|(id, name, reviews)| juror_row(scope, *id, name, *reviews));
        insert_all(tx, rows.collect()).await?;
        self.write_conflicts(tx, scope).await?;
        self.write_reviews(tx, scope).await?;
        if !self.reviews.is_empty() {
            rounds::Entity::update_many()
                .col_expr(rounds::Column::RubricLockedAt, Expr::value(scope.now))
                .filter(rounds::Column::Id.eq(self.round))
                .filter(rounds::Column::RubricLockedAt.is_null())
                .exec(&**tx)
                .await?;
        }
        Ok(())
    }

    /// Notes conflicts; what a conflicted juror has is taken away and sealed.
    async fn write_conflicts(&self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        let rows = self
            .conflicts
            .iter()
            .map(|(juror, proposal)| conflicts::Model {
                juror_id: *juror,
                proposal_id: *proposal,
                reason: self.reason.clone(),
                declared_by: scope.actor.id().map(|id| id.0),
                declared_at: scope.now,
            });
        insert_all(tx, rows.collect()).await?;
        for (juror, proposal) in &self.held {
            recuse(tx, *juror, *proposal, scope.now).await?;
        }
        Ok(())
    }

    async fn write_reviews(&self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        let mut new = Vec::new();
        let mut again = Vec::new();
        let mut assigned: BTreeMap<Uuid, i32> = BTreeMap::new();
        let mut received: BTreeMap<Uuid, i32> = BTreeMap::new();
        let mut written = Vec::with_capacity(self.reviews.len());
        for review in &self.reviews {
            let (juror, proposal) = review.pair;
            let assignment = match review.assignment {
                Some((id, stands)) => {
                    if !stands {
                        again.push(id);
                        *assigned.entry(proposal).or_default() += 1;
                    }
                    id
                }
                None => {
                    let id = Uuid::now_v7();
                    *assigned.entry(proposal).or_default() += 1;
                    new.push(assignments::Model {
                        id,
                        round_id: self.round,
                        juror_id: juror,
                        proposal_id: proposal,
                        state: ACTIVE.to_owned(),
                        reason: PairWhy::Imported.key().to_owned(),
                        seed: String::new(),
                        created_at: scope.now,
                        opened_at: Some(scope.now),
                        own_place: None,
                        locked_at: None,
                    });
                    id
                }
            };
            if review
                .before
                .as_ref()
                .is_none_or(|before| !before.submitted)
            {
                *received.entry(proposal).or_default() += 1;
            }
            written.push(Written::of(review, assignment));
        }
        insert_all(tx, new).await?;
        for ids in again.chunks(crate::ROWS_AT_ONCE) {
            assignments::Entity::update_many()
                .col_expr(assignments::Column::State, Expr::value(ACTIVE))
                .col_expr(assignments::Column::LockedAt, Expr::value(None::<i64>))
                .filter(assignments::Column::Id.is_in(ids.iter().copied()))
                .exec(&**tx)
                .await?;
        }
        write_rows(tx, scope, self.round, &written).await?;
        add(tx, proposals::Column::ReviewsAssigned, assigned).await?;
        add(tx, proposals::Column::ReviewsReceived, received).await
    }
}

struct Written<'a> {
    id: Uuid,
    version: i64,
    assignment: Uuid,
    review: &'a NewReview,
}

impl<'a> Written<'a> {
    fn of(review: &'a NewReview, assignment: Uuid) -> Self {
        Self {
            id: review
                .before
                .as_ref()
                .map_or_else(Uuid::now_v7, |before| before.id),
            version: review
                .before
                .as_ref()
                .map_or(1, |before| before.version + 1),
            assignment,
            review,
        }
    }
}

async fn write_rows(
    tx: &Tx,
    scope: &Scope<'_>,
    round: Uuid,
    written: &[Written<'_>],
) -> Result<()> {
    let submitted = ReviewState::Submitted.key();
    let fresh = written.iter().filter(|own| own.review.before.is_none());
    let rows = fresh.map(|own| reviews::Model {
        id: own.id,
        assignment_id: own.assignment,
        round_id: round,
        juror_id: own.review.pair.0,
        proposal_id: own.review.pair.1,
        state: submitted.to_owned(),
        comment: own.review.content.comment.clone(),
        note: own.review.content.note.clone(),
        submitted_at: Some(scope.now),
        updated_at: scope.now,
        version: 1,
    });
    insert_all(tx, rows.collect()).await?;
    let known: Vec<&Written> = written
        .iter()
        .filter(|own| own.review.before.is_some())
        .collect();
    for own in &known {
        reviews::Entity::update_many()
            .col_expr(reviews::Column::State, Expr::value(submitted))
            .col_expr(
                reviews::Column::Comment,
                Expr::value(own.review.content.comment.as_str()),
            )
            .col_expr(reviews::Column::SubmittedAt, Expr::value(Some(scope.now)))
            .col_expr(reviews::Column::UpdatedAt, Expr::value(scope.now))
            .col_expr(reviews::Column::Version, Expr::value(own.version))
            .filter(reviews::Column::Id.eq(own.id))
            .exec(&**tx)
            .await?;
    }
    for own in known.chunks(crate::ROWS_AT_ONCE) {
        review_scores::Entity::delete_many()
            .filter(review_scores::Column::ReviewId.is_in(own.iter().map(|own| own.id)))
            .exec(&**tx)
            .await?;
    }
    let cells = written.iter().flat_map(|own| {
        own.review
            .content
            .scores
            .iter()
            .map(|(criterion, value)| review_scores::Model {
                review_id: own.id,
                criterion_id: criterion.0,
                value: *value,
                reason: None,
            })
    });
    insert_all(tx, cells.collect()).await?;
    let kept = written.iter().map(|own| review_revisions::Model {
        review_id: own.id,
        version: own.version,
        content: kept(own.review).to_string(),
        saved_at: scope.now,
        saved_by: scope.actor.id().map(|id| id.0),
    });
    insert_all(tx, kept.collect()).await
}

/// As a juror's own save keeps it.
fn kept(review: &NewReview) -> serde_json::Value {
    let content = &review.content;
    json!({
        "state": ReviewState::Submitted,
        "scores": content.scores,
        "comment": content.comment,
        "note": content.note,
    })
}

/// Adds to a counter of proposals; as many statements as there are different numbers.
async fn add(tx: &Tx, counter: proposals::Column, change: BTreeMap<Uuid, i32>) -> Result<()> {
    let mut by_number: BTreeMap<i32, Vec<Uuid>> = BTreeMap::new();
    for (proposal, by) in change {
        by_number.entry(by).or_default().push(proposal);
    }
    for (by, ids) in by_number {
        for ids in ids.chunks(crate::ROWS_AT_ONCE) {
            proposals::Entity::update_many()
                .col_expr(counter, Expr::col(counter).add(by))
                .filter(proposals::Column::Id.is_in(ids.iter().copied()))
                .exec(&**tx)
                .await?;
        }
    }
    Ok(())
}

/// A juror without account or address. The capacity is what they have done: they can be given nothing more.
fn juror_row(scope: &Scope<'_>, id: Uuid, name: &str, reviews: i32) -> jurors::Model {
    let local = &fingerprint(&format!(
        "{}\n{}",
        scope.competition.id,
        name.to_lowercase()
    ))[..16];
    jurors::Model {
        id,
        competition_id: scope.competition.id,
        account_id: None,
        email: format!("{local}@{NOWHERE}"),
        name: name.to_owned(),
        employer: String::new(),
        languages: "[]".to_owned(),
        sectors: "[]".to_owned(),
        capacity: i64::from(reviews).clamp(1, CAPACITY_MAX) as i32,
        state: JurorState::Active.key().to_owned(),
        token_hash: None,
        conflicts_declared_at: Some(scope.now),
        reminded_at: None,
        created_at: scope.now,
        version: 1,
    }
}
