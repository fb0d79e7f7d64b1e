//! Host colleges: reading them, and changing those of a draft.

use super::claims::{claim, in_use, other, taken};
use crate::{Error, Result, Store, entities::colleges};
use domain::{
    Action, Actor, CollegeId, CompetitionId,
    competitions::{College, CollegeEdit},
    vocabulary::Province,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;
use uuid::Uuid;

/// Most colleges of a competition.
const MOST: usize = 60;

/// The colleges of a competition in their order. One query.
///
/// # Errors
/// A fault when a row holds no known province.
pub async fn colleges_of<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<College>> {
    let rows = colleges::Entity::find()
        .filter(colleges::Column::CompetitionId.eq(competition.0))
        .order_by_asc(colleges::Column::Position)
        .order_by_asc(colleges::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(college).collect()
}

/// A college as the domain knows it.
///
/// # Errors
/// A fault when the row holds no known province.
pub fn college(row: colleges::Model) -> Result<College> {
    let province = Province::parse(&row.province)
        .ok_or_else(|| Error::fault(format!("province {}", row.province)))?;
    Ok(College {
        id: row.id.into(),
        code: row.code,
        name: row.name,
        district: row.district,
        province,
        latitude: row.latitude,
        longitude: row.longitude,
    })
}

/// Adds a college at the end, or changes the one named.
///
/// # Errors
/// `Missing`; `Denied` for others and once the call is open; `Invalid` with every problem; `Conflict`
/// when the competition's `version` is stale.
pub async fn save_college(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: Option<CollegeId>,
    edit: &CollegeEdit,
    now: i64,
) -> Result<CollegeId> {
    let tx = store.begin().await?;
    let claim = claim(&tx, actor, slug, version, Action::EditCompetition, now).await?;
    let known = colleges::Entity::find()
        .filter(colleges::Column::CompetitionId.eq(claim.id().0))
        .all(&*tx)
        .await?;
    let position = match id {
        None => known.iter().map(|row| row.position).max().unwrap_or(0) + 1,
        Some(id) => {
            known
                .iter()
                .find(|row| row.id == id.0)
                .ok_or(domain::Error::Missing)?
                .position
        }
    };
    let checked = edit.check(id.unwrap_or_else(|| Uuid::now_v7().into()))?;
    if known
        .iter()
        .any(|row| row.code == checked.code && row.id != checked.id.0)
    {
        return Err(domain::Error::invalid("code", domain::Problem::Taken).into());
    }
    let (saved, code) = (checked.id, checked.code.clone());
    let row = college_row(checked, claim.id(), position);
    if id.is_some() {
        colleges::Entity::update(row)
            .exec(&*tx)
            .await
            .map_err(taken("code"))?;
    } else {
        if known.len() >= MOST {
            return Err(other("code", "too_many").into());
        }
        colleges::Entity::insert(row)
            .exec_without_returning(&*tx)
            .await
            .map_err(taken("code"))?;
    }
    let detail = json!({ "code": code, "new": id.is_none() });
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.college_saved",
        saved.0,
        detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(saved)
}

/// Removes a college.
///
/// # Errors
/// As [`save_college`]; `Invalid` with `in_use` when a need or a proposal refers to it.
pub async fn remove_college(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: CollegeId,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let claim = claim(&tx, actor, slug, version, Action::EditCompetition, now).await?;
    let removed = colleges::Entity::delete_many()
        .filter(colleges::Column::Id.eq(id.0))
        .filter(colleges::Column::CompetitionId.eq(claim.id().0))
        .exec(&*tx)
        .await
        .map_err(in_use("college"))?;
    if removed.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.college_removed",
        id.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await
}

/// The row of a college.
pub(super) fn college_row(
    college: College,
    competition: CompetitionId,
    position: i32,
) -> colleges::ActiveModel {
    colleges::ActiveModel {
        id: Set(college.id.0),
        competition_id: Set(competition.0),
        code: Set(college.code),
        name: Set(college.name),
        district: Set(college.district),
        province: Set(college.province.key().into()),
        latitude: Set(college.latitude),
        longitude: Set(college.longitude),
        position: Set(position),
    }
}
