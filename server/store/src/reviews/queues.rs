//! What a juror has to do, and how far it is. Counts are the juror's own and come from the rows.

use super::{
    practices::offered,
    standings::{ACTIVE, ELIGIBLE, covers},
};
use crate::{
    Error, Result, Store,
    competitions::{self, load_rubric, phase_of},
    entities::{
        assignments, competitions as calls, jurors, proposals, review_scores, reviews, revisions,
        rounds, selections,
    },
};
use domain::{
    Actor, AssignmentId, CompetitionId, Facts, Language,
    policy::{Denied, ProposalState},
    reviews::{JuryCard, Progress, Queue, QueueItem, QueueState, ReviewState, minutes_left},
    vocabulary::Sector,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait, Func},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The competitions that the actor judges, the next to close first. Three queries.
///
/// # Errors
/// `SignedOut` for a visitor.
pub async fn my_juries(store: &Store, actor: &Actor, now: i64) -> Result<Vec<JuryCard>> {
    let account = actor.signed_in()?.id;
    let found: Vec<(jurors::Model, Option<calls::Model>)> = jurors::Entity::find()
        .find_also_related(calls::Entity)
        .filter(jurors::Column::AccountId.eq(account.0))
        .filter(jurors::Column::State.eq(ACTIVE))
        .order_by_desc(calls::Column::JuryClosesAt)
        .order_by_asc(calls::Column::Id)
        .all(store.read())
        .await?;
    let juries: Vec<(jurors::Model, calls::Model)> = found
        .into_iter()
        .filter_map(|(juror, call)| Some((juror, call?)))
        .collect();
    if juries.is_empty() {
        return Ok(Vec::new());
    }
    let published: Vec<Uuid> = selections::Entity::find()
        .select_only()
        .column(selections::Column::CompetitionId)
        .filter(selections::Column::CompetitionId.is_in(juries.iter().map(|(_, call)| call.id)))
        .filter(selections::Column::PublishedAt.is_not_null())
        .into_tuple()
        .all(store.read())
        .await?;
    let progress = progress_of(store.read(), juries.iter().map(|(juror, _)| juror.id)).await?;
    juries
        .into_iter()
        .map(|(juror, call)| {
            let public = published.contains(&call.id);
            let done = progress.get(&juror.id).copied().unwrap_or_default();
            card(&juror, &call, public, done, now)
        })
        .collect()
}

/// The actor's queue in a competition, by number of the proposal. Queries do not grow with its length.
///
/// # Errors
/// `Missing` when there is no such competition or the actor was never on its jury; `Denied` for a juror who is not active any more.
pub async fn my_queue(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<Queue> {
    let conn = store.read();
    let (call, facts) = competitions::by_slug(conn, actor, slug, now).await?;
    let juror = juror_at_work(conn, actor, call.id).await?;
    let (_, rubric) = load_rubric(conn, CompetitionId(call.id)).await?;
    let rows = rows(conn, juror.id).await?;
    let published = facts.phase >= Some(domain::policy::Phase::Published);
    let jury = card(&juror, &call, published, progress(&rows), now)?;
    let facts = Facts {
        juror: true,
        ..facts
    };
    let practice = offered(conn, actor, call.id, &facts).await?;
    let items = if jury.declared {
        items(conn, rows, juror.conflicts_declared_at).await?
    } else {
        Vec::new()
    };
    Ok(Queue {
        jury,
        practice,
        criteria: u32::try_from(rubric.len()).unwrap_or(u32::MAX),
        items,
    })
}

/// The actor's place on a jury.
///
/// # Errors
/// As [`my_queue`].
pub(super) async fn juror_at_work<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: Uuid,
) -> Result<jurors::Model> {
    let account = actor.signed_in()?.id;
    let juror = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.eq(account.0))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    if juror.state != ACTIVE {
        return Err(domain::Error::Denied(Denied::Role).into());
    }
    Ok(juror)
}

/// How far a juror is, and the next assignment after `current` that is not handed in.
pub(super) async fn next_after<C: ConnectionTrait>(
    conn: &C,
    juror: Uuid,
    current: AssignmentId,
) -> Result<(Progress, Option<AssignmentId>)> {
    let rows = rows(conn, juror).await?;
    let at = rows.iter().position(|row| row.id == current.0).unwrap_or(0);
    let (before, after) = rows.split_at(at);
    let next = after
        .iter()
        .chain(before)
        .filter(|row| row.id != current.0)
        .find(|row| row.state() != QueueState::Received)
        .map(|row| row.id.into());
    Ok((progress(&rows), next))
}

/// One assignment of a juror.
#[derive(FromQueryResult)]
pub(super) struct Row {
    pub(super) id: Uuid,
    proposal_id: Uuid,
    round: i32,
    opened_at: Option<i64>,
    pub(super) number: i32,
    pub(super) title: String,
    submitted_at: Option<i64>,
    sector: Option<String>,
    pub(super) language: String,
    pub(super) own_place: Option<i32>,
    pub(super) review_id: Option<Uuid>,
    pub(super) review_state: Option<String>,
}

impl Row {
    fn state(&self) -> QueueState {
        match self.review_state.as_deref().and_then(ReviewState::parse) {
            Some(ReviewState::Submitted) => QueueState::Received,
            Some(ReviewState::Draft | ReviewState::Sealed) => QueueState::Draft,
            None if self.opened_at.is_some() => QueueState::Opened,
            None => QueueState::New,
        }
    }
}

/// The assignments that stand, of proposals that are still in the competition; those of the newest round first.
pub(super) async fn rows<C: ConnectionTrait>(conn: &C, juror: Uuid) -> Result<Vec<Row>> {
    Ok(standing_assignments()
        .columns([
            assignments::Column::Id,
            assignments::Column::ProposalId,
            assignments::Column::OpenedAt,
            assignments::Column::OwnPlace,
        ])
        .columns([
            proposals::Column::Number,
            proposals::Column::Title,
            proposals::Column::SubmittedAt,
            proposals::Column::Sector,
            proposals::Column::Language,
        ])
        .column_as(reviews::Column::Id, "review_id")
        .column_as(reviews::Column::State, "review_state")
        .filter(assignments::Column::JurorId.eq(juror))
        .column_as(rounds::Column::Position, "round")
        .join(JoinType::InnerJoin, assignments::Relation::Rounds.def())
        .order_by_desc(rounds::Column::Position)
        .order_by_asc(proposals::Column::Number)
        .into_model::<Row>()
        .all(conn)
        .await?)
}

fn standing_assignments() -> sea_orm::Select<assignments::Entity> {
    assignments::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, assignments::Relation::Proposals.def())
        .join(
            JoinType::LeftJoin,
            reviews::Relation::Assignments.def().rev(),
        )
        .filter(assignments::Column::State.eq(ACTIVE))
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
        .filter(proposals::Column::Screening.eq(ELIGIBLE))
}

pub(super) fn progress(rows: &[Row]) -> Progress {
    let count = |state| {
        let all = rows.iter().filter(|row| row.state() == state).count();
        u32::try_from(all).unwrap_or(u32::MAX)
    };
    Progress {
        assigned: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        drafts: count(QueueState::Draft),
        received: count(QueueState::Received),
    }
}

async fn items<C: ConnectionTrait>(
    conn: &C,
    rows: Vec<Row>,
    declared_at: Option<i64>,
) -> Result<Vec<QueueItem>> {
    let answered: Vec<(Uuid, i64)> = review_scores::Entity::find()
        .select_only()
        .column(review_scores::Column::ReviewId)
        .expr(Expr::col(review_scores::Column::CriterionId).count())
        .filter(review_scores::Column::ReviewId.is_in(rows.iter().filter_map(|row| row.review_id)))
        .group_by(review_scores::Column::ReviewId)
        .into_tuple()
        .all(conn)
        .await?;
    let answered: BTreeMap<Uuid, i64> = answered.into_iter().collect();
    let words = words_of(conn, &rows).await?;
    rows.into_iter()
        .map(|row| {
            let count = row.review_id.and_then(|id| answered.get(&id)).copied();
            let words = words.get(&row.proposal_id).copied().unwrap_or(0);
            Ok(QueueItem {
                minutes: minutes_left(row.state(), words),
                assignment: row.id.into(),
                number: row.number,
                round: row.round,
                state: row.state(),
                undeclared: row.opened_at.is_none() && !covers(declared_at, row.submitted_at),
                sector: row.sector.as_deref().and_then(Sector::parse),
                language: Language::parse(&row.language)
                    .ok_or_else(|| Error::fault(format!("language {}", row.language)))?,
                title: row.title,
                answered: u32::try_from(count.unwrap_or(0)).unwrap_or(0),
            })
        })
        .collect()
}

/// About how many words each proposal has: what was submitted is text with few marks in between.
async fn words_of<C: ConnectionTrait>(conn: &C, rows: &[Row]) -> Result<BTreeMap<Uuid, u32>> {
    let characters = Func::char_length(Expr::col(revisions::Column::Content));
    let lengths: Vec<(Uuid, i64)> = revisions::Entity::find()
        .select_only()
        .column(revisions::Column::ProposalId)
        .expr(Expr::expr(characters).max().cast_as("bigint"))
        .filter(revisions::Column::ProposalId.is_in(rows.iter().map(|row| row.proposal_id)))
        .group_by(revisions::Column::ProposalId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(lengths
        .into_iter()
        .map(|(proposal, length)| {
            (
                proposal,
                u32::try_from(length / CHARACTERS_A_WORD).unwrap_or(0),
            )
        })
        .collect())
}

/// With the space after it, and a little for what is not text.
const CHARACTERS_A_WORD: i64 = 7;

/// Progress by juror, over all their rounds.
async fn progress_of<C: ConnectionTrait>(
    conn: &C,
    jurors: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Progress>> {
    let counts: Vec<(Uuid, Option<String>, i64)> = standing_assignments()
        .column(assignments::Column::JurorId)
        .column(reviews::Column::State)
        .expr(Expr::col((assignments::Entity, assignments::Column::Id)).count())
        .filter(assignments::Column::JurorId.is_in(jurors))
        .group_by(assignments::Column::JurorId)
        .group_by(reviews::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    let mut progress = BTreeMap::<Uuid, Progress>::new();
    for (juror, state, count) in counts {
        let own = progress.entry(juror).or_default();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        own.assigned += count;
        match state.as_deref().and_then(ReviewState::parse) {
            Some(ReviewState::Submitted) => own.received += count,
            Some(_) => own.drafts += count,
            None => {}
        }
    }
    Ok(progress)
}

pub(super) fn card(
    juror: &jurors::Model,
    call: &calls::Model,
    published: bool,
    progress: Progress,
    now: i64,
) -> Result<JuryCard> {
    Ok(JuryCard {
        slug: call.slug.clone(),
        name: serde_json::from_str(&call.name)?,
        phase: phase_of(call, published, now)?,
        opens_at: call.jury_opens_at,
        closes_at: call.jury_closes_at,
        zone: call.zone.clone(),
        declared: juror.conflicts_declared_at.is_some(),
        progress,
    })
}
