//! The audit log of a competition, the oldest first.

use super::{Scope, columns};
use crate::{
    Result,
    entities::{accounts, audit_log},
};
use domain::exports::{Cell, Sheet};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Rows of a page.
const ROWS: u64 = 2_000;

/// The rows after an id. One query a page.
pub(super) async fn sheet(scope: &Scope<'_>, after: Option<Uuid>) -> Result<Sheet> {
    let mut select = audit_log::Entity::find()
        .filter(audit_log::Column::CompetitionId.eq(scope.competition.id))
        .find_also_related(accounts::Entity)
        .order_by_asc(audit_log::Column::Id)
        .limit(ROWS);
    if let Some(after) = after {
        select = select.filter(audit_log::Column::Id.gt(after));
    }
    let rows = select.all(scope.store.read()).await?;
    let full = rows.len() as u64 == ROWS;
    let next = rows
        .last()
        .filter(|_| full)
        .map(|(row, _)| row.id.to_string());
    let rows = rows.into_iter().map(|(row, account)| {
        vec![
            Cell::Instant(row.at),
            Cell::text(account.map(|account| account.name).unwrap_or_default()),
            Cell::Text(row.action),
            Cell::Text(row.subject),
            Cell::Text(row.detail),
        ]
    });
    Ok(Sheet {
        columns: columns(&["at", "by", "action", "subject", "detail"]),
        rows: rows.collect(),
        next,
    })
}
