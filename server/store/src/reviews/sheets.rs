//! The score sheet: the proposal as submitted, the rubric, and the juror's own review.

use super::{
    calibrations::used_elsewhere,
    contents::content_of,
    queues::next_after,
    standings::{Standing, review_state, standing},
};
use crate::{
    Result, Store,
    entities::{assignments, competitions, proposals, reviews},
    files,
    proposals::submitted_content,
};
use domain::{
    Action, Actor, AssignmentId, Facts,
    reviews::{OwnReview, ScoreSheet},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// Opens a proposal to score it. The first time within the window is recorded.
///
/// # Errors
/// `Missing` for another juror's assignment; `Denied` before the window, with a conflict of interest, before conflicts
/// are declared, or when the assignment was taken back.
pub async fn open_sheet(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    now: i64,
) -> Result<ScoreSheet> {
    let conn = store.read();
    let (standing, facts) = standing(conn, actor, assignment, now).await?;
    domain::can(actor, Action::ReadForReview, &facts)?;
    let open = may_save(actor, &facts);
    let others = domain::can(actor, Action::ReadOthers, &facts).is_ok();
    let sheet = ScoreSheet {
        open,
        others,
        ..load(conn, &standing, assignment).await?
    };
    if open && standing.opened_at.is_none() {
        record_opening(store, actor, assignment, now).await?;
    }
    Ok(sheet)
}

fn may_save(actor: &Actor, facts: &Facts) -> bool {
    domain::can(actor, Action::Review, facts).is_ok() && !facts.frozen
}

async fn load<C: ConnectionTrait>(
    conn: &C,
    standing: &Standing,
    assignment: AssignmentId,
) -> Result<ScoreSheet> {
    let (proposal, call) = proposals::Entity::find_by_id(standing.proposal_id)
        .find_also_related(competitions::Entity)
        .one(conn)
        .await?
        .and_then(|(proposal, call)| Some((proposal, call?)))
        .ok_or(domain::Error::Missing)?;
    let (revision, content) = submitted_content(conn, proposal.id.into(), &call).await?;
    let blind = standing.blind()?;
    let review = match standing.review_id {
        None => None,
        Some(id) => own_review(conn, id).await?,
    };
    let rubric = standing.rubric(conn).await?;
    let (progress, next) = next_after(conn, standing.juror_id, assignment).await?;
    Ok(ScoreSheet {
        assignment,
        slug: call.slug,
        competition: serde_json::from_str(&call.name)?,
        zone: call.zone,
        open: false,
        closes_at: standing.jury_closes_at,
        proposal: proposal.id.into(),
        number: proposal.number,
        title: proposal.title,
        content: blind.for_juror(content),
        files: files::submitted(conn, revision.id).await?,
        photo: files::photo_of(conn, revision.id).await?,
        used: used_elsewhere(conn, standing, assignment, &rubric).await?,
        blind,
        others: false,
        rubric,
        review,
        progress,
        next,
    })
}

async fn own_review<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<Option<OwnReview>> {
    let Some(row) = reviews::Entity::find_by_id(id).one(conn).await? else {
        return Ok(None);
    };
    Ok(Some(OwnReview {
        state: review_state(&row.state)?,
        version: row.version,
        saved_at: row.updated_at,
        submitted_at: row.submitted_at,
        content: content_of(conn, row).await?,
    }))
}

/// Two openings at once are one: the second finds the mark.
async fn record_opening(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (standing, facts) = standing(&*tx, actor, assignment, now).await?;
    domain::can(actor, Action::Review, &facts)?;
    let marked = assignments::Entity::update_many()
        .col_expr(assignments::Column::OpenedAt, Expr::value(now))
        .filter(assignments::Column::Id.eq(assignment.0))
        .filter(assignments::Column::OpenedAt.is_null())
        .exec(&*tx)
        .await?;
    if marked.rows_affected == 1 {
        tx.audit(
            actor,
            Some(standing.competition_id.into()),
            "proposal.opened",
            assignment.0,
            json!({ "proposal": standing.proposal_id }),
            now,
        )
        .await?;
    }
    tx.commit().await
}
