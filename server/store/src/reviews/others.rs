//! What other jurors handed in about a proposal, for a juror of it whom the rules of the round show it. Only reviews that
//! count: no draft, and none that a conflict of interest has sealed. The private note is not read.

use super::standings::standing;
use crate::{
    Result, Store,
    entities::{competitions, proposals, review_scores, reviews},
    selection::{counted, pseudonyms},
};
use domain::{
    Action, Actor, AssignmentId, CompetitionId, CriterionId, Language,
    reviews::{OtherReview, OtherReviews},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The other reviews of the proposal, by number of the juror as in a deliberation. Seven queries at most.
///
/// # Errors
/// `Missing` for another juror's assignment; `Denied` where the juror may not read the proposal, or the rules show no
/// other reviews now.
pub async fn others(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    now: i64,
) -> Result<OtherReviews> {
    let conn = store.read();
    let (standing, facts) = standing(conn, actor, assignment, now).await?;
    domain::can(actor, Action::ReadOthers, &facts)?;
    let (proposal, call) = proposals::Entity::find_by_id(standing.proposal_id)
        .find_also_related(competitions::Entity)
        .one(conn)
        .await?
        .and_then(|(proposal, call)| Some((proposal, call?)))
        .ok_or(domain::Error::Missing)?;
    let rows: Vec<(Uuid, Uuid, String)> = counted()
        .columns([
            reviews::Column::Id,
            reviews::Column::JurorId,
            reviews::Column::Comment,
        ])
        .filter(reviews::Column::ProposalId.eq(proposal.id))
        .filter(reviews::Column::RoundId.eq(standing.round_id))
        .filter(reviews::Column::JurorId.ne(standing.juror_id))
        .into_tuple()
        .all(conn)
        .await?;
    let cells: Vec<(Uuid, Uuid, Option<i32>)> = review_scores::Entity::find()
        .select_only()
        .columns([
            review_scores::Column::ReviewId,
            review_scores::Column::CriterionId,
            review_scores::Column::Value,
        ])
        .filter(review_scores::Column::ReviewId.is_in(rows.iter().map(|(review, ..)| *review)))
        .into_tuple()
        .all(conn)
        .await?;
    let mut scores = BTreeMap::<Uuid, BTreeMap<CriterionId, Option<i32>>>::new();
    for (review, criterion, value) in cells {
        let own = scores.entry(review).or_default();
        own.insert(criterion.into(), value);
    }
    let numbers = pseudonyms(conn, CompetitionId(call.id)).await?;
    let mut others: Vec<OtherReview> = rows
        .into_iter()
        .map(|(review, juror, comment)| OtherReview {
            juror: numbers.get(&juror).copied().unwrap_or(0),
            scores: scores.remove(&review).unwrap_or_default(),
            comment,
        })
        .collect();
    others.sort_by_key(|review| review.juror);
    Ok(OtherReviews {
        assignment,
        slug: call.slug,
        competition: serde_json::from_str(&call.name)?,
        number: proposal.number,
        title: proposal.title,
        language: Language::parse(&proposal.language).unwrap_or_default(),
        rubric: standing.rubric(conn).await?,
        reviews: others,
    })
}
