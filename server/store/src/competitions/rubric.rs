//! Reading the rubric: all of it, or the criteria of the round that is being scored.

use crate::{
    Error, Result,
    entities::{competitions, criteria, rounds},
};
use domain::{
    CompetitionId, RoundId,
    competitions::Criterion,
    jury::{BlindRules, OthersVisibility, TeamVisibility},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The round whose reviews are being collected: the one with the highest position.
///
/// # Errors
/// `Missing` when the competition has none.
pub async fn current_round<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<rounds::Model> {
    rounds::Entity::find()
        .filter(rounds::Column::CompetitionId.eq(competition.0))
        .order_by_desc(rounds::Column::Position)
        .one(conn)
        .await?
        .ok_or_else(|| domain::Error::Missing.into())
}

/// What jurors of the current round see of teams and of each other. One query.
///
/// # Errors
/// `Missing` when the competition has no round.
pub async fn blind_rules<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<BlindRules> {
    let round = current_round(conn, competition).await?;
    blind_rules_of(&round.team_visibility, &round.others_visibility)
}

/// What jurors see in second looks, where the rules have it different.
///
/// # Errors
/// A fault when stored JSON cannot be read.
pub fn second_blind(competition: &competitions::Model) -> Result<Option<BlindRules>> {
    let stored = competition.second_blind.as_deref();
    Ok(stored.map(serde_json::from_str).transpose()?)
}

/// The keys of a round, read.
pub(crate) fn blind_rules_of(teams: &str, others: &str) -> Result<BlindRules> {
    let found = TeamVisibility::parse(teams).zip(OthersVisibility::parse(others));
    let (teams, others) =
        found.ok_or_else(|| Error::fault(format!("blind rules {teams}, {others}")))?;
    Ok(BlindRules { teams, others })
}

/// The criteria that the current round is scored by, in their order, with the round's id. Two queries.
///
/// # Errors
/// `Missing` when the competition has no round.
pub async fn load_rubric<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<(RoundId, Vec<Criterion>)> {
    let round = current_round(conn, competition).await?;
    let rubric = rubric_of(conn, competition, round.second_rubric).await?;
    Ok((round.id.into(), rubric))
}

/// The criteria of the first look, or of second looks, in their order. One query.
///
/// # Errors
/// A fault when stored JSON cannot be read.
pub async fn rubric_of<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
    second: bool,
) -> Result<Vec<Criterion>> {
    let mut rubric = all_criteria(conn, competition).await?;
    rubric.retain(|own| own.second_look == second);
    Ok(rubric)
}

/// The criteria of the first look and then those of second looks, in their order. One query.
///
/// # Errors
/// A fault when stored JSON cannot be read.
pub async fn all_criteria<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<Criterion>> {
    let rows = criteria::Entity::find()
        .filter(criteria::Column::CompetitionId.eq(competition.0))
        .order_by_asc(criteria::Column::SecondLook)
        .order_by_asc(criteria::Column::Position)
        .order_by_asc(criteria::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(criterion).collect()
}

/// A criterion as the domain knows it.
///
/// # Errors
/// A fault when stored JSON cannot be read.
pub fn criterion(row: criteria::Model) -> Result<Criterion> {
    Ok(Criterion {
        id: row.id.into(),
        code: row.code,
        name: serde_json::from_str(&row.name)?,
        description: serde_json::from_str(&row.description)?,
        weight: row.weight,
        min: row.min,
        max: row.max,
        units_per_point: row.units_per_point,
        anchors: serde_json::from_str(&row.anchors)?,
        cannot_judge: row.cannot_judge,
        second_look: row.second_look,
    })
}
