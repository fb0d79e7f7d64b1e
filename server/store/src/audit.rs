//! Reading the audit log. Writing it is part of every transaction: `Tx::audit`.

mod notes;

use crate::{
    Result, Store, competitions,
    entities::{accounts, audit_log},
    screening::heading,
};
use domain::{
    Action, Actor, CompetitionId,
    audit::{AuditEntry, AuditPage, AuditView},
    can,
};
use notes::Names;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

const ROWS: u64 = 50;

/// A page (the first is 0) of what was done in a competition, newest first.
///
/// # Errors
/// `Missing`, `SignedOut`, `Denied` for whoever neither organises nor audits it.
pub async fn page(
    store: &Store,
    actor: &Actor,
    competition: CompetitionId,
    page: u64,
    now: i64,
) -> Result<AuditPage> {
    let (_, facts) = competitions::facts(store.read(), actor, competition, now).await?;
    can(actor, Action::ReadAudit, &facts)?;
    entries(store.read(), competition, page).await
}

/// As [`page`], with what the page of the log shows of its competition.
///
/// # Errors
/// As [`page`].
pub async fn view(
    store: &Store,
    actor: &Actor,
    slug: &str,
    page: u32,
    now: i64,
) -> Result<AuditView> {
    let (competition, facts) = competitions::by_slug(store.read(), actor, slug, now).await?;
    can(actor, Action::ReadAudit, &facts)?;
    Ok(AuditView {
        log: entries(store.read(), competition.id.into(), page.into()).await?,
        page,
        heading: heading(&competition, &facts)?,
    })
}

/// Three queries a page.
async fn entries<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
    page: u64,
) -> Result<AuditPage> {
    let mut rows = audit_log::Entity::find()
        .filter(audit_log::Column::CompetitionId.eq(competition.0))
        .find_also_related(accounts::Entity)
        .order_by_desc(audit_log::Column::At)
        .order_by_desc(audit_log::Column::Id)
        .offset(page.saturating_mul(ROWS))
        .limit(ROWS + 1)
        .all(conn)
        .await?;
    let more = rows.len() as u64 > ROWS;
    rows.truncate(ROWS as usize);
    let names = Names::of(conn, competition, rows.iter().map(|(row, _)| row)).await?;
    let entries = rows
        .into_iter()
        .map(|(row, account)| AuditEntry {
            at: row.at,
            by: account.map(|account| account.name),
            notes: names.notes(&row),
            action: row.action,
            subject: row.subject,
            detail: row.detail,
        })
        .collect();
    Ok(AuditPage { entries, more })
}
