//! What a section was before, and bringing it back.

use super::{account_names, save_answers, scene};
use crate::{Result, Store, entities::section_versions};
use domain::{
    Action, Actor, ProposalId, can,
    proposals::{Answers, Saved, SectionVersion},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// Versions on a page of a history.
pub const PAGE: u64 = 50;

/// A page (from 0) of a section's versions, newest first, and how many there are. Nine queries.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team.
pub async fn history(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    page: u64,
    now: i64,
) -> Result<(Vec<SectionVersion>, u64)> {
    let conn = store.read();
    let scene = scene(conn, actor, proposal, now).await?;
    can(actor, Action::ReadDraft, &scene.team.facts)?;
    let versions = section_versions::Entity::find()
        .filter(section_versions::Column::ProposalId.eq(proposal.0))
        .filter(section_versions::Column::Key.eq(section))
        .order_by_desc(section_versions::Column::Version)
        .paginate(conn, PAGE);
    let total = versions.num_items().await?;
    let rows = versions.fetch_page(page).await?;
    let names = account_names(conn, rows.iter().filter_map(|row| row.updated_by)).await?;
    let list = rows
        .into_iter()
        .map(|row| {
            Ok(SectionVersion {
                version: row.version,
                saved_at: row.updated_at,
                saved_by: row.updated_by.and_then(|id| names.get(&id).cloned()),
                account: row.updated_by.map(Into::into),
                answers: serde_json::from_str(&row.answers)?,
            })
        })
        .collect::<Result<_>>()?;
    Ok((list, total))
}

/// What one version said: the common ground when two people saved over it.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team and for unknown versions. Version 0 is empty.
pub async fn version_of(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    version: i64,
    now: i64,
) -> Result<Answers> {
    let conn = store.read();
    let scene = scene(conn, actor, proposal, now).await?;
    can(actor, Action::ReadDraft, &scene.team.facts)?;
    if version == 0 {
        return Ok(Answers::default());
    }
    let row = section_versions::Entity::find_by_id((proposal.0, section.to_owned(), version))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    Ok(serde_json::from_str(&row.answers)?)
}

/// Saves an earlier version anew, as the newest; `expected` is the version that the person saw.
///
/// # Errors
/// As [`super::save_section`]; `Missing` for an unknown version.
pub async fn restore(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    version: i64,
    expected: i64,
    now: i64,
) -> Result<Saved> {
    let answers = version_of(store, actor, proposal, section, version, now).await?;
    save_answers(store, actor, proposal, section, expected, &answers, now).await
}
