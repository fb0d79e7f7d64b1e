//! Taking decisions back, before their teams hear of them.

use super::decisions::{Before, stale};
use crate::{
    Result, Store, Tx,
    competitions::facts,
    entities::{accounts, competitions, proposals, screenings},
    jury,
};
use domain::{
    Action, Actor, DecisionId, Error, Problem, can,
    policy::{Denied, ProposalState},
    screening::{RecentDecision, ScreeningState, told_at},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// Takes a decision back; with `all` also those that were taken together with it. Everything is as before: the
/// screening, its date, what jurors had; mail that has not left is withdrawn. All or none.
///
/// What was taken back already stays so.
///
/// # Errors
/// `Missing` for an unknown decision and for strangers to the competition; `Denied` for auditors, and when its
/// time is over; `Conflict` when a proposal has changed since; `Invalid` on `decision` when a juror cannot get a
/// proposal back, or has got one to read since.
pub async fn take_back(
    store: &Store,
    actor: &Actor,
    decision: DecisionId,
    all: bool,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?;
    let tx = store.begin().await?;
    let (row, proposal) = screenings::Entity::find_by_id(decision.0)
        .find_also_related(proposals::Entity)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    let proposal = proposal.ok_or(Error::Missing)?;
    let (competition, mut facts) = facts(&*tx, actor, proposal.competition_id.into(), now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(Error::Missing.into());
    }
    facts.proposal = ProposalState::parse(&proposal.state);
    can(actor, Action::Screen, &facts)?;
    jury::serialise(&tx, competition.id).await?;
    let which = match row.batch.filter(|_| all) {
        // The instant is indexed, the batch is not.
        Some(batch) => screenings::Column::Batch
            .eq(batch)
            .and(screenings::Column::DecidedAt.eq(row.decided_at)),
        None => screenings::Column::Id.eq(row.id),
    };
    let rows = screenings::Entity::find()
        .filter(which)
        .filter(screenings::Column::UndoneAt.is_null())
        .find_also_related(proposals::Entity)
        .all(&*tx)
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    if now >= told_at(row.decided_at) {
        return Err(Error::Denied(Denied::TooLate).into());
    }
    // Of several, those that have changed since are not offered.
    let unchanged = |(row, proposal): &(screenings::Model, Option<proposals::Model>)| {
        proposal
            .as_ref()
            .is_some_and(|proposal| row.version == Some(proposal.version))
    };
    if !rows.iter().any(unchanged) {
        return Err(stale(&tx, row.proposal_id).await?.into());
    }
    let rows: Vec<screenings::Model> = rows
        .into_iter()
        .filter(unchanged)
        .map(|(row, _)| row)
        .collect();
    let mut released = Vec::new();
    for row in &rows {
        let before = restore(&tx, row, now).await?;
        let detail = json!({ "from": row.decision, "to": before.screening });
        let id = Some(competition.id.into());
        tx.audit(
            actor,
            id,
            "proposal.screening_undone",
            row.proposal_id,
            detail,
            now,
        )
        .await?;
        released.extend(before.released);
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    screenings::Entity::update_many()
        .col_expr(screenings::Column::UndoneAt, Expr::value(now))
        .col_expr(screenings::Column::UndoneBy, Expr::value(account.id.0))
        .filter(screenings::Column::Id.is_in(ids.iter().copied()))
        .exec(&*tx)
        .await?;
    if !tx.withdraw_mail(&ids).await? {
        return Err(Error::Denied(Denied::TooLate).into());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.proposal_id).collect();
    if !jury::restore(&tx, &released).await? || read_by_jurors(&tx, &ids).await? {
        let what = "undo_jury".to_owned();
        return Err(Error::invalid("decision", Problem::Other { what }).into());
    }
    tx.commit().await
}

/// Whether jurors got one of these to read that does not go to the jury.
async fn read_by_jurors(tx: &Tx, ids: &[Uuid]) -> Result<bool> {
    let found = proposals::Entity::find()
        .filter(proposals::Column::Id.is_in(ids.iter().copied()))
        .filter(proposals::Column::Screening.ne(ScreeningState::Eligible.key()))
        .filter(
            Expr::col(proposals::Column::ReviewsAssigned)
                .gt(Expr::col(proposals::Column::ReviewsReceived)),
        )
        .count(&**tx)
        .await?;
    Ok(found > 0)
}

/// The proposal as it was before the decision, if nothing has changed it since.
async fn restore(tx: &Tx, row: &screenings::Model, now: i64) -> Result<Before> {
    let (Some(before), Some(version)) = (&row.before, row.version) else {
        return Err(Error::Denied(Denied::TooLate).into());
    };
    let before: Before = serde_json::from_str(before)?;
    let changed = proposals::Entity::update_many()
        .col_expr(
            proposals::Column::Screening,
            Expr::value(before.screening.as_str()),
        )
        .col_expr(
            proposals::Column::CorrectUntil,
            Expr::value(before.correct_until),
        )
        .col_expr(proposals::Column::ToldAt, Expr::value(before.told_at))
        .col_expr(proposals::Column::UpdatedAt, Expr::value(now))
        .col_expr(proposals::Column::Version, Expr::value(version + 1))
        .filter(proposals::Column::Id.eq(row.proposal_id))
        .filter(proposals::Column::Version.eq(version))
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 1 {
        Ok(before)
    } else {
        Err(stale(tx, row.proposal_id).await?.into())
    }
}

/// What can be taken back at `now`, in a competition or about one proposal, newest first. One query.
pub(super) async fn recent<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
    proposal: Option<Uuid>,
    now: i64,
) -> Result<Vec<RecentDecision>> {
    // More decide within ten minutes only by importing, and that is not taken back here.
    const MOST: u64 = 500;
    type Row = (Uuid, Option<Uuid>, String, i64, i32, String);
    let mut rows = screenings::Entity::find()
        .select_only()
        .column(screenings::Column::Id)
        .column(screenings::Column::Batch)
        .column(screenings::Column::Decision)
        .column(screenings::Column::DecidedAt)
        .column(proposals::Column::Number)
        .column(accounts::Column::Name)
        .inner_join(proposals::Entity)
        .inner_join(accounts::Entity)
        .filter(proposals::Column::CompetitionId.eq(competition.id))
        .filter(screenings::Column::DecidedAt.gt(now - told_at(0)))
        .filter(screenings::Column::UndoneAt.is_null())
        .filter(
            Expr::col((screenings::Entity, screenings::Column::Version))
                .equals((proposals::Entity, proposals::Column::Version)),
        )
        .order_by_desc(screenings::Column::Id)
        .limit(MOST);
    if let Some(proposal) = proposal {
        rows = rows.filter(screenings::Column::ProposalId.eq(proposal));
    }
    let rows: Vec<Row> = rows.into_tuple().all(conn).await?;
    let mut found: Vec<(Option<Uuid>, RecentDecision)> = Vec::new();
    for (id, batch, state, decided_at, number, by) in rows {
        match found.last_mut().filter(|(last, _)| *last == batch) {
            Some((_, decision)) => decision.numbers.push(number),
            None => found.push((
                batch,
                RecentDecision {
                    decision: id.into(),
                    state: ScreeningState::parse(&state).unwrap_or(ScreeningState::Pending),
                    numbers: vec![number],
                    by,
                    told_at: told_at(decided_at),
                },
            )),
        }
    }
    Ok(found
        .into_iter()
        .map(|(_, mut decision)| {
            decision.numbers.sort_unstable();
            decision
        })
        .collect())
}
