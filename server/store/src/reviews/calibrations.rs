//! A juror's own scores beside each other. Only rows of that juror are read.

use super::{
    queues::{Row, card, progress, rows},
    standings::{ACTIVE, Standing, review_state},
};
use crate::{
    Result, Store,
    competitions::{self, all_criteria},
    entities::{assignments, review_revisions, review_scores, reviews},
};
use domain::{
    Actor, AssignmentId, CompetitionId, CriterionId, Language,
    competitions::Criterion,
    policy::Phase,
    reviews::{
        OwnOrder, OwnScores, OwnUse, ReviewState, contradictions, overall, own_hints, use_of_scales,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use std::collections::BTreeMap;
use uuid::Uuid;

type Scores = BTreeMap<CriterionId, Option<i32>>;

/// How a juror used the scales for the other proposals that stand. One query.
pub(super) async fn used_elsewhere<C: ConnectionTrait>(
    conn: &C,
    standing: &Standing,
    assignment: AssignmentId,
    rubric: &[Criterion],
) -> Result<Vec<OwnUse>> {
    let cells: Vec<(Uuid, Uuid, Option<i32>)> = review_scores::Entity::find()
        .select_only()
        .column(review_scores::Column::ReviewId)
        .column(review_scores::Column::CriterionId)
        .column(review_scores::Column::Value)
        .join(JoinType::InnerJoin, review_scores::Relation::Reviews.def())
        .join(JoinType::InnerJoin, reviews::Relation::Assignments.def())
        .filter(reviews::Column::JurorId.eq(standing.juror_id))
        .filter(reviews::Column::State.ne(ReviewState::Sealed.key()))
        .filter(assignments::Column::State.eq(ACTIVE))
        .filter(assignments::Column::Id.ne(assignment.0))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(use_of_scales(by_review(cells).values(), rubric))
}

fn by_review(cells: Vec<(Uuid, Uuid, Option<i32>)>) -> BTreeMap<Uuid, Scores> {
    let mut reviews = BTreeMap::<Uuid, Scores>::new();
    for (review, criterion, value) in cells {
        let scores = reviews.entry(review).or_default();
        scores.insert(criterion.into(), value);
    }
    reviews
}

/// All that the actor scored in a competition, the best first. Queries do not grow with it.
///
/// # Errors
/// As [`super::my_queue`].
pub async fn my_order(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<OwnOrder> {
    let conn = store.read();
    let (call, facts) = competitions::by_slug(conn, actor, slug, now).await?;
    let juror = super::queues::juror_at_work(conn, actor, call.id).await?;
    let mut rubric = all_criteria(conn, CompetitionId(call.id)).await?;
    let rows = rows(conn, juror.id).await?;
    let published = facts.phase >= Some(Phase::Published);
    let jury = card(&juror, &call, published, progress(&rows), now)?;
    let reviews = rows.iter().filter_map(|row| row.review_id);
    let cells = review_scores::Entity::find()
        .select_only()
        .column(review_scores::Column::ReviewId)
        .column(review_scores::Column::CriterionId)
        .column(review_scores::Column::Value)
        .filter(review_scores::Column::ReviewId.is_in(reviews))
        .into_tuple()
        .all(conn)
        .await?;
    let mut scores = by_review(cells);
    let begun_at = begun_at(conn, &rows).await?;
    let mut rows: Vec<OwnScores> = rows
        .into_iter()
        .filter_map(|row| {
            let scores = scores.remove(&row.review_id?)?;
            Some(own_scores(row, scores, &rubric))
        })
        .collect::<Result<_>>()?;
    rubric
        .retain(|own| !own.second_look || rows.iter().any(|row| row.scores.contains_key(&own.id)));
    rows.sort_by(|a, b| {
        let by_score = b
            .overall
            .unwrap_or(-1.0)
            .total_cmp(&a.overall.unwrap_or(-1.0));
        by_score.then(a.number.cmp(&b.number))
    });
    Ok(OwnOrder {
        jury,
        contradictions: contradictions(&rows),
        hints: own_hints(&rows, &rubric, &begun_at),
        used: use_of_scales(rows.iter().map(|row| &row.scores), &rubric),
        rubric,
        rows,
    })
}

/// When the juror first saved something about each proposal: a revision later on moves nothing. One query.
async fn begun_at<C: ConnectionTrait>(
    conn: &C,
    rows: &[Row],
) -> Result<BTreeMap<AssignmentId, i64>> {
    let reviews: BTreeMap<Uuid, AssignmentId> = rows
        .iter()
        .filter_map(|row| Some((row.review_id?, row.id.into())))
        .collect();
    let first: Vec<(Uuid, i64)> = review_revisions::Entity::find()
        .select_only()
        .column(review_revisions::Column::ReviewId)
        .column_as(review_revisions::Column::SavedAt.min(), "begun_at")
        .filter(review_revisions::Column::ReviewId.is_in(reviews.keys().copied()))
        .group_by(review_revisions::Column::ReviewId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(first
        .into_iter()
        .filter_map(|(review, at)| Some((*reviews.get(&review)?, at)))
        .collect())
}

fn own_scores(row: Row, scores: Scores, rubric: &[Criterion]) -> Result<OwnScores> {
    Ok(OwnScores {
        assignment: row.id.into(),
        number: row.number,
        title: row.title,
        language: Language::parse(&row.language).unwrap_or_default(),
        state: review_state(row.review_state.as_deref().unwrap_or_default())?,
        overall: overall(&scores, rubric),
        place: row.own_place,
        scores,
    })
}
