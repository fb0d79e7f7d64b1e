//! Changing the rubric of a draft. It locks at the first score, also where scores came by import.

use super::{
    all_criteria,
    claims::{Claim, claim, in_use, other, taken},
    criterion, current_round,
};
use crate::{
    Result, Store, Tx,
    entities::{criteria, rounds},
};
use domain::{
    Action, Actor, CompetitionId, CriterionId, Language,
    competitions::{Criterion, CriterionEdit, MOST_CRITERIA},
    policy::Denied,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// Adds a criterion at the end, or changes the one named. Text changes in `language` only.
///
/// # Errors
/// `Missing`; `Denied` for others, once the call is open and once there are scores; `Invalid` with every
/// problem; `Conflict` when the competition's `version` is stale.
#[allow(clippy::too_many_arguments)] // who, where, which version, what, in which language, when
pub async fn save_criterion(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: Option<CriterionId>,
    edit: &CriterionEdit,
    language: Language,
    now: i64,
) -> Result<CriterionId> {
    let tx = store.begin().await?;
    let (claim, round) = unlocked(&tx, actor, slug, version, now).await?;
    let known = criteria::Entity::find()
        .filter(criteria::Column::RoundId.eq(round.id))
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
    let position = before.map_or_else(
        || known.iter().map(|row| row.position).max().unwrap_or(0) + 1,
        |row| row.position,
    );
    let before = before.cloned().map(criterion).transpose()?;
    let checked = edit.check(
        id.unwrap_or_else(|| Uuid::now_v7().into()),
        before.as_ref(),
        language,
    )?;
    if known
        .iter()
        .any(|row| row.code == checked.code && row.id != checked.id.0)
    {
        return Err(domain::Error::invalid("code", domain::Problem::Taken).into());
    }
    let row = criterion_row(&checked, claim.id(), round.id, position)?;
    if before.is_some() {
        criteria::Entity::update(row)
            .exec(&*tx)
            .await
            .map_err(taken("code"))?;
    } else {
        let alike = |row: &&criteria::Model| row.second_look == checked.second_look;
        if known.iter().filter(alike).count() >= MOST_CRITERIA {
            return Err(other("code", "too_many").into());
        }
        criteria::Entity::insert(row)
            .exec_without_returning(&*tx)
            .await
            .map_err(taken("code"))?;
    }
    let detail = json!({ "code": checked.code, "weight": checked.weight, "new": id.is_none() });
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.criterion_saved",
        checked.id.0,
        detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(checked.id)
}

/// Removes a criterion.
///
/// # Errors
/// As [`save_criterion`]; `Invalid` with `in_use` when scores refer to it.
pub async fn remove_criterion(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: CriterionId,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (claim, round) = unlocked(&tx, actor, slug, version, now).await?;
    let removed = criteria::Entity::delete_many()
        .filter(criteria::Column::Id.eq(id.0))
        .filter(criteria::Column::RoundId.eq(round.id))
        .exec(&*tx)
        .await
        .map_err(in_use("criterion"))?;
    if removed.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.criterion_removed",
        id.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await
}

/// Moves a criterion one place up or down among those of its look; at the end it stays.
///
/// # Errors
/// As [`save_criterion`].
pub async fn move_criterion(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: CriterionId,
    up: bool,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (claim, _) = unlocked(&tx, actor, slug, version, now).await?;
    let rubric = all_criteria(&*tx, claim.id()).await?;
    let moved = rubric.iter().find(|own| own.id == id);
    let second = moved.ok_or(domain::Error::Missing)?.second_look;
    let alike = rubric.iter().filter(|own| own.second_look == second);
    let mut order: Vec<CriterionId> = alike.map(|own| own.id).collect();
    let at = order.iter().position(|found| *found == id).unwrap_or(0);
    let to = if up {
        at.saturating_sub(1)
    } else {
        (at + 1).min(order.len() - 1)
    };
    order.swap(at, to);
    for (position, id) in order.iter().enumerate() {
        criteria::Entity::update_many()
            .col_expr(criteria::Column::Position, Expr::value(position as i32 + 1))
            .filter(criteria::Column::Id.eq(id.0))
            .exec(&*tx)
            .await?;
    }
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.criterion_moved",
        id.0,
        json!({ "up": up }),
        now,
    )
    .await?;
    tx.commit().await
}

async fn unlocked(
    tx: &Tx,
    actor: &Actor,
    slug: &str,
    version: i64,
    now: i64,
) -> Result<(Claim, rounds::Model)> {
    let claim = claim(tx, actor, slug, version, Action::EditCompetition, now).await?;
    let round = current_round(&**tx, claim.id()).await?;
    if round.rubric_locked_at.is_some() {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    Ok((claim, round))
}

/// The row of a criterion.
pub(super) fn criterion_row(
    criterion: &Criterion,
    competition: CompetitionId,
    round: Uuid,
    position: i32,
) -> Result<criteria::ActiveModel> {
    Ok(criteria::ActiveModel {
        id: Set(criterion.id.0),
        competition_id: Set(competition.0),
        round_id: Set(round),
        code: Set(criterion.code.clone()),
        name: Set(serde_json::to_string(&criterion.name)?),
        description: Set(serde_json::to_string(&criterion.description)?),
        weight: Set(criterion.weight),
        min: Set(criterion.min),
        max: Set(criterion.max),
        units_per_point: Set(criterion.units_per_point),
        anchors: Set(serde_json::to_string(&criterion.anchors)?),
        cannot_judge: Set(criterion.cannot_judge),
        second_look: Set(criterion.second_look),
        position: Set(position),
    })
}
