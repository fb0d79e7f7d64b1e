//! Locking a pair of a juror and a proposal, and unlocking it. What a lock holds back is said in [`arranging`](super::arranging).

use super::{ACTIVE, pairs::assigner};
use crate::{
    Result, Store,
    entities::{assignments, proposals},
};
use domain::{Actor, AssignmentId, Error};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Locks a pair, or unlocks it. Where it is so already, nothing happens.
///
/// # Errors
/// `Missing` for strangers and for pairs that do not stand, `Denied` for people who may not assign now.
pub async fn lock_pair(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    locked: bool,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let found = assignments::Entity::find_by_id(assignment.0)
        .find_also_related(proposals::Entity)
        .one(&*tx)
        .await?;
    let Some((row, Some(proposal))) = found else {
        return Err(Error::Missing.into());
    };
    let competition = assigner(&tx, actor, proposal.competition_id.into(), now).await?;
    let standing = assignments::Entity::find_by_id(row.id)
        .filter(assignments::Column::State.eq(ACTIVE))
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    if standing.locked_at.is_some() == locked {
        return tx.commit().await;
    }
    assignments::Entity::update_many()
        .col_expr(
            assignments::Column::LockedAt,
            Expr::value(locked.then_some(now)),
        )
        .filter(assignments::Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    let action = if locked {
        "assignment.locked"
    } else {
        "assignment.unlocked"
    };
    let detail = json!({ "juror": row.juror_id });
    let id = Some(competition.id.into());
    tx.audit(actor, id, action, row.proposal_id, detail, now)
        .await?;
    tx.commit().await
}
