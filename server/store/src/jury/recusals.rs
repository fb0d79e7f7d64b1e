//! The conflicts of one juror as organisers and auditors read them. A juror's own list is in `conflicts`.

use crate::{
    Result, Store,
    competitions::by_slug,
    entities::{accounts, conflicts, jurors, proposals, reviews},
};
use domain::{
    Action, Actor, Error, JurorId, ProposalId, can,
    jury::{DeclaredConflict, ProposalTag},
    reviews::ReviewState,
    vocabulary::Sector,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a juror has declared, or others for them, by number of the proposal. Seven queries at most.
///
/// # Errors
/// `Missing` for an unknown competition and for jurors of others, `Denied` for people who neither organise nor
/// audit it.
pub async fn conflicts_of_juror(
    store: &Store,
    actor: &Actor,
    slug: &str,
    juror: JurorId,
    now: i64,
) -> Result<Vec<DeclaredConflict>> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let juror = jurors::Entity::find_by_id(juror.0)
        .one(conn)
        .await?
        .filter(|juror| juror.competition_id == competition.id)
        .ok_or(Error::Missing)?;
    let rows = conflicts::Entity::find()
        .filter(conflicts::Column::JurorId.eq(juror.id))
        .find_also_related(proposals::Entity)
        .all(conn)
        .await?;
    let names: HashMap<Uuid, String> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .column(accounts::Column::Name)
        .filter(accounts::Column::Id.is_in(rows.iter().filter_map(|(row, _)| row.declared_by)))
        .into_tuple::<(Uuid, String)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let sealed: HashSet<Uuid> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::ProposalId)
        .filter(reviews::Column::JurorId.eq(juror.id))
        .filter(reviews::Column::State.eq(ReviewState::Sealed.key()))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let mut list: Vec<DeclaredConflict> = rows
        .into_iter()
        .filter_map(|(row, proposal)| {
            let proposal = proposal?;
            Some(DeclaredConflict {
                declared_at: row.declared_at,
                by: row.declared_by.and_then(|id| names.get(&id).cloned()),
                by_juror: row.declared_by.is_some() && row.declared_by == juror.account_id,
                sealed: sealed.contains(&proposal.id),
                reason: row.reason,
                proposal: ProposalTag {
                    id: ProposalId(proposal.id),
                    number: proposal.number,
                    title: proposal.title,
                    sector: proposal.sector.as_deref().and_then(Sector::parse),
                },
            })
        })
        .collect();
    list.sort_by_key(|row| row.proposal.number);
    Ok(list)
}
