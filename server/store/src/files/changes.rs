//! Removing a file from the draft, and bringing it back within a day. Its bytes go later, unless a submission names it.

use super::{
    KEPT_FOR,
    additions::{audit, begin, stock},
    examinations::refused,
};
use crate::{Result, Store, entities::attachments};
use domain::{Actor, Error, FileId, ProposalId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Takes a file out of the draft. Asked twice, it is as the person wants it.
///
/// # Errors
/// `Denied` when the draft cannot be changed; `Missing` for people outside of the team.
pub async fn remove(store: &Store, actor: &Actor, id: FileId, now: i64) -> Result<()> {
    set_removed(store, actor, id, Some(now), now).await
}

/// Puts a removed file back.
///
/// # Errors
/// As [`remove`]; `Missing` when it is too late; `Invalid` on `file` when there is no room for it.
pub async fn bring_back(store: &Store, actor: &Actor, id: FileId, now: i64) -> Result<()> {
    set_removed(store, actor, id, None, now).await
}

async fn set_removed(
    store: &Store,
    actor: &Actor,
    id: FileId,
    removed_at: Option<i64>,
    now: i64,
) -> Result<()> {
    use attachments::Column;
    actor.signed_in()?;
    let find = || attachments::Entity::find_by_id(id.0);
    let row = find().one(store.read()).await?.ok_or(Error::Missing)?;
    let proposal = ProposalId(row.proposal_id);
    let (tx, scene) = begin(store, actor, proposal, now).await?;
    let row = find().one(&*tx).await?.ok_or(Error::Missing)?;
    match (row.removed_at, removed_at) {
        (None, None) | (Some(_), Some(_)) => return Ok(()),
        (Some(at), None) if at <= now - KEPT_FOR => return Err(Error::Missing.into()),
        (Some(_), None) => {
            let stock = stock(&*tx, proposal, Some(row.id)).await?;
            stock.takes(row.size).map_err(refused)?;
        }
        (None, Some(_)) => {}
    }
    attachments::Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(removed_at))
        .filter(Column::Id.eq(id.0))
        .exec(&*tx)
        .await?;
    let action = match removed_at {
        Some(_) => "file.removed",
        None => "file.brought_back",
    };
    let detail = json!({ "proposal": proposal.0, "name": row.name, "sha256": row.sha256 });
    audit(&tx, actor, &scene, action, id.0, detail, now).await?;
    tx.commit().await
}
