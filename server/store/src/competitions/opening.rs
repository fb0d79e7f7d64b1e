//! Opening a call: everything is checked, the rules are frozen as canonical JSON and named by its hash.

use super::{
    all_criteria, blind_rules, by_slug, claims::claim, colleges_of, needs_of, second_blind,
    timeline_of,
};
use crate::{Result, Store, entities::competitions, proposals::consent_of};
use domain::{
    Action, Actor, can,
    competitions::{
        CompetitionState, Criterion, FrozenRules, RulesSeal, check_opening, fingerprint,
    },
    jury::BlindRules,
    selection::METHOD,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Format of [`FrozenRules`].
const FORMAT: u32 = 1;
/// Exact ties: the smaller SHA-256 of the rules' hash, a line feed, and the proposal's id comes first.
const TIE_RULE: &str = "sha256(rules_hash LF proposal_id), smaller first";

/// Freezes the rules of a draft and opens the call (by its timeline: at once or later).
///
/// # Errors
/// `Missing`; `Denied` for others and once it is open; `Invalid` naming all that is not ready; `Conflict`
/// when `version` is stale, so that nobody freezes rules that they did not see.
pub async fn open(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    now: i64,
) -> Result<RulesSeal> {
    let tx = store.begin().await?;
    let claim = claim(&tx, actor, slug, version, Action::OpenCompetition, now).await?;
    let rubric = all_criteria(&*tx, claim.id()).await?;
    let blind = blind_rules(&*tx, claim.id()).await?;
    let rules = rules_as_they_stand(&claim.competition, rubric, blind)?;
    let needs = needs_of(&*tx, claim.id()).await?.len();
    let colleges = colleges_of(&*tx, claim.id()).await?.len();
    check_opening(&rules, needs, colleges, now)?;
    let text = serde_json::to_string(&rules)?;
    let hash = fingerprint(&text);
    competitions::Entity::update_many()
        .col_expr(
            competitions::Column::State,
            Expr::value(CompetitionState::Open.key()),
        )
        .col_expr(competitions::Column::RulesText, Expr::value(text))
        .col_expr(competitions::Column::RulesHash, Expr::value(hash.clone()))
        .col_expr(competitions::Column::OpenedAt, Expr::value(now))
        .filter(competitions::Column::Id.eq(claim.id().0))
        .exec(&*tx)
        .await?;
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.opened",
        claim.id().0,
        json!({ "rules": hash }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(RulesSeal {
        hash,
        frozen_at: now,
    })
}

/// What opening would freeze now, and what is not ready for it; nothing is changed.
///
/// # Errors
/// `Missing`; `Denied` for people who do not organise it and once it is open.
pub async fn opening(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<(FrozenRules, i64, Vec<domain::FieldError>)> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::OpenCompetition, &facts)?;
    let id = competition.id.into();
    let rubric = all_criteria(conn, id).await?;
    let blind = blind_rules(conn, id).await?;
    let rules = rules_as_they_stand(&competition, rubric, blind)?;
    let needs = needs_of(conn, id).await?.len();
    let colleges = colleges_of(conn, id).await?.len();
    let missing = match check_opening(&rules, needs, colleges, now) {
        Err(domain::Error::Invalid(list)) => list,
        other => {
            other?;
            Vec::new()
        }
    };
    Ok((rules, competition.version, missing))
}

/// The frozen rules as text: what the hash names, to the byte.
///
/// # Errors
/// `Missing` when there is no such competition or its rules are not frozen yet.
pub async fn rules_text(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<String> {
    let (competition, _) = by_slug(store.read(), actor, slug, now).await?;
    Ok(competition.rules_text.ok_or(domain::Error::Missing)?)
}

/// The frozen rules, if any.
///
/// # Errors
/// A fault when the stored text cannot be read.
pub fn rules_of(competition: &competitions::Model) -> Result<Option<FrozenRules>> {
    Ok(competition
        .rules_text
        .as_deref()
        .map(serde_json::from_str)
        .transpose()?)
}

/// The hash of the frozen rules and when they were frozen, if they are.
#[must_use]
pub fn seal_of(competition: &competitions::Model) -> Option<RulesSeal> {
    let hash = competition.rules_hash.clone()?;
    Some(RulesSeal {
        hash,
        frozen_at: competition.opened_at?,
    })
}

fn rules_as_they_stand(
    competition: &competitions::Model,
    rubric: Vec<Criterion>,
    blind: BlindRules,
) -> Result<FrozenRules> {
    Ok(FrozenRules {
        format: FORMAT,
        slug: competition.slug.clone(),
        name: serde_json::from_str(&competition.name)?,
        seats: competition.seats,
        reviews_per_proposal: competition.reviews_per_proposal,
        zone: competition.zone.clone(),
        timeline: timeline_of(competition),
        rubric,
        form: serde_json::from_str(&competition.form)?,
        method: METHOD.into(),
        tie_rule: TIE_RULE.into(),
        consent: consent_of(competition)?,
        blind,
        second_blind: second_blind(competition)?,
    })
}
