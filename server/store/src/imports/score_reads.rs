//! Reading scores: which conflicts, assignments and reviews are there, in a few queries for all rows of the file.

use crate::{
    Result,
    entities::{assignments, conflicts, jurors, review_scores, reviews},
    jury::ACTIVE,
};
use domain::{
    RoundId,
    reviews::{ReviewContent, ReviewState},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Juror and proposal.
pub(super) type Pair = (Uuid, Uuid);

/// A review that is there.
#[derive(Clone)]
pub(super) struct Before {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) submitted: bool,
    pub(super) content: ReviewContent,
}

/// Positions of jurors by lower-cased name and by address.
pub(super) fn names_of(jury: &[jurors::Model]) -> HashMap<String, Vec<usize>> {
    let mut names: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, juror) in jury.iter().enumerate() {
        for name in [juror.name.to_lowercase(), juror.email.clone()] {
            let own = names.entry(name).or_default();
            if !own.contains(&at) {
                own.push(at);
            }
        }
    }
    names
}

/// Conflicts of interest that are there.
pub(super) async fn declared<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<HashSet<Pair>> {
    let rows: Vec<Pair> = conflicts::Entity::find()
        .select_only()
        .columns([conflicts::Column::JurorId, conflicts::Column::ProposalId])
        .join(JoinType::InnerJoin, conflicts::Relation::Jurors.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Assignments of a round, and whether they stand.
pub(super) async fn assigned<C: ConnectionTrait>(
    conn: &C,
    round: RoundId,
) -> Result<HashMap<Pair, (Uuid, bool)>> {
    let rows: Vec<(Uuid, Uuid, Uuid, String)> = assignments::Entity::find()
        .select_only()
        .columns([
            assignments::Column::JurorId,
            assignments::Column::ProposalId,
            assignments::Column::Id,
            assignments::Column::State,
        ])
        .filter(assignments::Column::RoundId.eq(round.0))
        .into_tuple()
        .all(conn)
        .await?;
    let pairs = rows.into_iter();
    Ok(pairs
        .map(|(juror, proposal, id, state)| ((juror, proposal), (id, state == ACTIVE)))
        .collect())
}

/// Reviews of jurors without an account. What others scored is not even read, so that an organiser learns
/// nothing of it by a dry run.
pub(super) async fn own_reviews<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    round: RoundId,
) -> Result<HashMap<Pair, Before>> {
    let rows: Vec<reviews::Model> = reviews::Entity::find()
        .join(JoinType::InnerJoin, reviews::Relation::Jurors.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.is_null())
        .filter(reviews::Column::RoundId.eq(round.0))
        .all(conn)
        .await?;
    let cells: Vec<(Uuid, Uuid, Option<i32>)> = review_scores::Entity::find()
        .select_only()
        .columns([
            review_scores::Column::ReviewId,
            review_scores::Column::CriterionId,
            review_scores::Column::Value,
        ])
        .join(JoinType::InnerJoin, review_scores::Relation::Reviews.def())
        .join(JoinType::InnerJoin, reviews::Relation::Jurors.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.is_null())
        .filter(reviews::Column::RoundId.eq(round.0))
        .into_tuple()
        .all(conn)
        .await?;
    let mut scores: HashMap<Uuid, BTreeMap<_, _>> = HashMap::new();
    for (review, criterion, value) in cells {
        scores
            .entry(review)
            .or_default()
            .insert(criterion.into(), value);
    }
    let before = |row: reviews::Model| {
        let content = ReviewContent {
            scores: scores.remove(&row.id).unwrap_or_default(),
            // No file names them.
            reasons: BTreeMap::new(),
            comment: row.comment,
            note: row.note,
        };
        let submitted = row.state == ReviewState::Submitted.key();
        let pair = (row.juror_id, row.proposal_id);
        (
            pair,
            Before {
                id: row.id,
                version: row.version,
                submitted,
                content,
            },
        )
    };
    Ok(rows.into_iter().map(before).collect())
}
