//! Panels of the current round: who reads which sectors. What stands already is not touched by them: they bind whatever is
//! computed or given by hand from then on.

use super::{pools::pool, serialise};
use crate::{
    Result, Store,
    competitions::{by_slug, current_round},
    entities::{jurors, rounds},
    screening::heading,
};
use domain::{
    Action, Actor, Error, JurorId, can,
    errors::{Problems, Stale},
    jury::{JurorState, PanelEdit, PanelsPage, read_panels},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the page shows. As many queries as a pool has, and four more.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn panels(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<PanelsPage> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let pool = pool(conn, &competition).await?;
    let mut proposals = BTreeMap::new();
    for sector in pool.proposals.iter().filter_map(|own| own.sector) {
        *proposals.entry(sector).or_default() += 1;
    }
    let across = pool.pairs.keys().filter(|pair| pool.apart(**pair)).count();
    Ok(PanelsPage {
        heading: heading(&competition, &facts)?,
        version: current_round(conn, competition.id.into())
            .await?
            .panels_version,
        jurors: possible(conn, competition.id).await?,
        proposals,
        across: u32::try_from(across).unwrap_or(u32::MAX),
        panels: pool.panels,
        may_change: can(actor, Action::ManageJury, &facts).is_ok(),
    })
}

/// Puts other panels in the place of those of the current round; none make it one pool.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who may not manage the jury now, `Invalid` as
/// [`read_panels`] says, `Conflict` when others were made since `version`.
pub async fn change_panels(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    typed: &BTreeMap<String, PanelEdit>,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::ManageJury, &facts)?;
    // Whoever assigns waits, or has assigned by what stood before.
    serialise(&tx, competition.id).await?;
    let round = current_round(&*tx, competition.id.into()).await?;
    let known = possible(&*tx, competition.id).await?;
    let known: Vec<JurorId> = known.into_iter().map(|(id, _)| id).collect();
    let mut problems = Problems::new();
    let read = read_panels(typed, &known, &mut problems);
    problems.finish()?;
    let panels = read.ok_or(Error::BadRequest)?;
    let written = serde_json::to_string(&panels)?;
    let changed = rounds::Entity::update_many()
        .col_expr(rounds::Column::Panels, Expr::value(written))
        .col_expr(rounds::Column::PanelsVersion, Expr::value(version + 1))
        .filter(rounds::Column::Id.eq(round.id))
        .filter(rounds::Column::PanelsVersion.eq(version))
        .exec(&*tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(Error::Conflict(Stale {
            version: round.panels_version,
            ..Stale::default()
        })
        .into());
    }
    let before: serde_json::Value = serde_json::from_str(&round.panels)?;
    let detail = json!({ "before": before, "panels": panels });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "jury.panels", round.id, detail, now)
        .await?;
    tx.commit().await
}

/// Who can be of a panel, by name: invited or active.
async fn possible<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<Vec<(JurorId, String)>> {
    let states = [JurorState::Invited, JurorState::Active].map(JurorState::key);
    let rows: Vec<(Uuid, String)> = jurors::Entity::find()
        .select_only()
        .columns([jurors::Column::Id, jurors::Column::Name])
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::State.is_in(states))
        .order_by_asc(jurors::Column::Name)
        .order_by_asc(jurors::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (id.into(), name))
        .collect())
}
