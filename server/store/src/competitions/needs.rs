//! Mapped needs: reading them, and changing those of a draft.

use super::{
    claims::{claim, in_use, other},
    colleges_of,
};
use crate::{Error, Result, Store, entities::needs};
use domain::{
    Action, Actor, CompetitionId, Language, NeedId,
    competitions::{Need, NeedEdit},
    vocabulary::Sector,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;
use uuid::Uuid;

/// Most needs of a competition.
const MOST: usize = 200;

/// The needs of a competition, most urgent first. One query.
///
/// # Errors
/// A fault when a row holds no known sector or no JSON.
pub async fn needs_of<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<Need>> {
    let rows = needs::Entity::find()
        .filter(needs::Column::CompetitionId.eq(competition.0))
        .order_by_asc(needs::Column::Priority)
        .order_by_asc(needs::Column::Position)
        .order_by_asc(needs::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(need).collect()
}

/// A need as the domain knows it.
///
/// # Errors
/// A fault when the row holds no known sector or no JSON.
pub fn need(row: needs::Model) -> Result<Need> {
    let sector =
        Sector::parse(&row.sector).ok_or_else(|| Error::fault(format!("sector {}", row.sector)))?;
    Ok(Need {
        id: row.id.into(),
        college: row.college_id.map(Into::into),
        sector,
        title: serde_json::from_str(&row.title)?,
        description: serde_json::from_str(&row.description)?,
        priority: row.priority,
    })
}

/// Adds a need, or changes the one named. Text changes in `language` only.
///
/// # Errors
/// `Missing`; `Denied` for others and once the call is open; `Invalid` with every problem; `Conflict`
/// when the competition's `version` is stale.
#[allow(clippy::too_many_arguments)] // who, where, which version, what, in which language, when
pub async fn save_need(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: Option<NeedId>,
    edit: &NeedEdit,
    language: Language,
    now: i64,
) -> Result<NeedId> {
    let tx = store.begin().await?;
    let claim = claim(&tx, actor, slug, version, Action::EditCompetition, now).await?;
    let known = needs::Entity::find()
        .filter(needs::Column::CompetitionId.eq(claim.id().0))
        .all(&*tx)
        .await?;
    let before = match id {
        None => None,
        Some(id) => Some(
            known
                .iter()
                .find(|row| row.id == id.0)
                .ok_or(domain::Error::Missing)?,
        ),
    };
    let (position, version) = before.map_or_else(
        || {
            (
                known.iter().map(|row| row.position).max().unwrap_or(0) + 1,
                1,
            )
        },
        |row| (row.position, row.version + 1),
    );
    let before = before.cloned().map(need).transpose()?;
    let places: Vec<_> = colleges_of(&*tx, claim.id())
        .await?
        .iter()
        .map(|college| college.id)
        .collect();
    let checked = edit.check(
        id.unwrap_or_else(|| Uuid::now_v7().into()),
        before.as_ref(),
        &places,
        language,
    )?;
    let row = needs::ActiveModel {
        id: Set(checked.id.0),
        competition_id: Set(claim.id().0),
        college_id: Set(checked.college.map(|college| college.0)),
        sector: Set(checked.sector.key().into()),
        title: Set(serde_json::to_string(&checked.title)?),
        description: Set(serde_json::to_string(&checked.description)?),
        priority: Set(checked.priority),
        position: Set(position),
        version: Set(version),
    };
    if before.is_some() {
        needs::Entity::update(row).exec(&*tx).await?;
    } else {
        if known.len() >= MOST {
            return Err(other("title", "too_many").into());
        }
        needs::Entity::insert(row)
            .exec_without_returning(&*tx)
            .await?;
    }
    let detail = json!({ "sector": checked.sector, "new": id.is_none() });
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.need_saved",
        checked.id.0,
        detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(checked.id)
}

/// Removes a need.
///
/// # Errors
/// As [`save_need`]; `Invalid` with `in_use` when a proposal answers it.
pub async fn remove_need(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: NeedId,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let claim = claim(&tx, actor, slug, version, Action::EditCompetition, now).await?;
    let removed = needs::Entity::delete_many()
        .filter(needs::Column::Id.eq(id.0))
        .filter(needs::Column::CompetitionId.eq(claim.id().0))
        .exec(&*tx)
        .await
        .map_err(in_use("need"))?;
    if removed.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.need_removed",
        id.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await
}
