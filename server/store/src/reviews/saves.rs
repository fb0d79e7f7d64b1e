//! The path that takes scores. It is lean: on the jury's last evening everybody writes at once.
//!
//! A draft costs one read before the transaction (the scale of the rubric, which is frozen) and in it the facts, the
//! review, its scores and its revision; handing in adds the counter and the audit row.

use super::{
    contents::content_of,
    standings::{Standing, review_state, standing},
    writes::Write,
};
use crate::{
    Result, Store, Tx,
    entities::{assignments, criteria, reviews, rounds},
};
use domain::{
    Action, Actor, AssignmentId, Error,
    competitions::Criterion,
    errors::{Problems, Stale},
    policy::Denied,
    reviews::{Intent, ReviewContent, ReviewInput, ReviewState, SavedReview},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

/// Saves a juror's review: keeps a draft, hands it in, or revises what was handed in. `version` is the one that the
/// juror began from, 0 for the first save. A save that is sent again, because its answer was lost or the page went, is
/// the one that was kept: it is answered as that.
///
/// # Errors
/// `Missing` for another juror's assignment; `Denied` outside the jury window, with a conflict of interest, before conflicts are
/// declared, and for `Keep` when the review was handed in already; `Conflict` with the stored [`ReviewContent`] when `version` is
/// stale; `Invalid` naming everything that is wrong.
pub async fn save(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    version: i64,
    input: &ReviewInput,
    intent: Intent,
    now: i64,
) -> Result<SavedReview> {
    actor.signed_in()?;
    let rubric = scales(store.read(), assignment).await?;
    let tx = store.begin().await?;
    let standing = may_review(&tx, actor, assignment, now).await?;
    if standing.review_version.unwrap_or(0) != version {
        return stale(&tx, assignment, input, &rubric, intent).await;
    }
    let before = standing.review_state()?;
    if before == Some(ReviewState::Submitted) && intent == Intent::Keep {
        return Err(Error::Denied(Denied::State).into());
    }
    let content = accept(input, &rubric, intent)?;
    let state = state_after(intent);
    let write = Write {
        actor,
        standing: &standing,
        assignment,
        content: &content,
        state,
        amendment: None,
        now,
    };
    let first = before != Some(ReviewState::Submitted) && state == ReviewState::Submitted;
    if first || before.is_none() {
        write.hold(&tx).await?;
    }
    let review = match standing.review_id {
        None => write.insert(&tx).await?,
        Some(review) => write.update(&tx, review, version).await?,
    };
    let Some(review) = review else {
        return stale(&tx, assignment, input, &rubric, intent).await;
    };
    let version = version + 1;
    write.scores(&tx, review, rubric.len()).await?;
    write.revision(&tx, review, version).await?;
    write.lock_rubric(&tx).await?;
    if state == ReviewState::Submitted {
        write.hand_in(&tx, review, version, first).await?;
    }
    tx.commit().await?;
    Ok(SavedReview {
        version,
        state,
        saved_at: now,
    })
}

/// The facts of a write: the policy, and that nothing is frozen.
async fn may_review(
    tx: &Tx,
    actor: &Actor,
    assignment: AssignmentId,
    now: i64,
) -> Result<Standing> {
    let (standing, facts) = standing(&**tx, actor, assignment, now).await?;
    domain::can(actor, Action::Review, &facts)?;
    if facts.frozen {
        return Err(Error::Denied(Denied::TooLate).into());
    }
    Ok(standing)
}

/// Reads and checks the inputs; says all that is wrong at once.
fn accept(input: &ReviewInput, rubric: &[Criterion], intent: Intent) -> Result<ReviewContent> {
    let mut problems = Problems::new();
    let content = input.read(rubric, &mut problems);
    if let Err(Error::Invalid(list)) = content.check(rubric, intent) {
        let mut noted = problems.into_list();
        for error in list {
            if !noted.iter().any(|known| known.field == error.field) {
                noted.push(error);
            }
        }
        return Err(Error::Invalid(noted).into());
    }
    problems.finish()?;
    Ok(content)
}

const fn state_after(intent: Intent) -> ReviewState {
    match intent {
        Intent::Keep => ReviewState::Draft,
        Intent::Submit => ReviewState::Submitted,
    }
}

/// A save from an older version: refused with what stands there now, unless that is the same.
async fn stale(
    tx: &Tx,
    assignment: AssignmentId,
    input: &ReviewInput,
    rubric: &[Criterion],
    intent: Intent,
) -> Result<SavedReview> {
    let found = reviews::Entity::find()
        .filter(reviews::Column::AssignmentId.eq(assignment.0))
        .one(&**tx)
        .await?;
    let Some(review) = found else {
        return Err(Error::Conflict(Stale::default()).into());
    };
    let state = review_state(&review.state)?;
    if state == ReviewState::Sealed {
        return Err(Error::Denied(Denied::ConflictOfInterest).into());
    }
    let (version, saved_at) = (review.version, review.updated_at);
    let content = content_of(&**tx, review).await?;
    if state == state_after(intent) && content == input.read(rubric, &mut Problems::new()) {
        return Ok(SavedReview {
            version,
            state,
            saved_at,
        });
    }
    Err(Error::Conflict(Stale {
        version,
        by: None,
        current: serde_json::to_string(&content)?,
    })
    .into())
}

/// The rubric of an assignment's round without its texts: what a score is checked against.
pub(super) async fn scales<C: ConnectionTrait>(
    conn: &C,
    assignment: AssignmentId,
) -> Result<Vec<Criterion>> {
    type Scale = (Uuid, String, i32, i32, i32, bool);
    let rows: Vec<Scale> = criteria::Entity::find()
        .select_only()
        .columns([
            criteria::Column::Id,
            criteria::Column::Code,
            criteria::Column::Min,
            criteria::Column::Max,
            criteria::Column::UnitsPerPoint,
            criteria::Column::CannotJudge,
        ])
        .filter(
            Expr::tuple([
                Expr::col(criteria::Column::CompetitionId),
                Expr::col(criteria::Column::SecondLook),
            ])
            .in_subquery(
                assignments::Entity::find_by_id(assignment.0)
                    .select_only()
                    .column(rounds::Column::CompetitionId)
                    .column(rounds::Column::SecondRubric)
                    .join(JoinType::InnerJoin, assignments::Relation::Rounds.def())
                    .into_query(),
            ),
        )
        .order_by_asc(criteria::Column::Position)
        .order_by_asc(criteria::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, code, min, max, units_per_point, cannot_judge)| Criterion {
                id: id.into(),
                code,
                name: Default::default(),
                description: Default::default(),
                weight: 1,
                min,
                max,
                units_per_point,
                anchors: Vec::new(),
                cannot_judge,
                second_look: false,
            },
        )
        .collect())
}
