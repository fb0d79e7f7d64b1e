//! The settings of a draft: name, seats, timeline.

use super::{
    blind_rules, by_slug,
    claims::{claim, taken},
    instant, local_text, second_blind, timeline_of, zone_known,
};
use crate::{
    Result, Store,
    entities::{competitions, rounds},
};
use domain::{
    Action, Actor, Language, Localised, can,
    competitions::{AS_FIRST, CheckedDraft, CompetitionDraft, LocalTime, Settings},
    errors::Problems,
    jury::BlindRules,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// What the settings form shows.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
pub async fn settings(
    store: &Store,
    actor: &Actor,
    slug: &str,
    language: Language,
    now: i64,
) -> Result<Settings> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let blind = blind_rules(conn, competition.id.into()).await?;
    Ok(Settings {
        version: competition.version,
        editable: can(actor, Action::EditCompetition, &facts).is_ok(),
        draft: draft_of(&competition, blind, language)?,
        name: serde_json::from_str(&competition.name)?,
    })
}

/// Changes the settings of a draft; the first round follows the jury's window. Returns the slug.
///
/// # Errors
/// `Missing`; `Denied` for others and once it is open; `Invalid` with every problem; `Conflict` when
/// `version` is stale, with the settings that stand there as `CompetitionDraft`.
pub async fn change_settings(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    draft: &CompetitionDraft,
    language: Language,
    now: i64,
) -> Result<String> {
    let tx = store.begin().await?;
    let claim = match claim(&tx, actor, slug, version, Action::EditCompetition, now).await {
        Err(crate::Error::Refused(domain::Error::Conflict(mut stale))) => {
            let (competition, _) = by_slug(&*tx, actor, slug, now).await?;
            let blind = blind_rules(&*tx, competition.id.into()).await?;
            stale.current = serde_json::to_string(&draft_of(&competition, blind, language)?)?;
            return Err(domain::Error::Conflict(stale).into());
        }
        other => other?,
    };
    let before = &claim.competition;
    let (name, summary): (Localised, Localised) = (
        serde_json::from_str(&before.name)?,
        serde_json::from_str(&before.summary)?,
    );
    let checked = check(draft, &name, &summary, language)?;
    let timeline = checked.timeline;
    competitions::Entity::update_many()
        .col_expr(
            competitions::Column::Slug,
            Expr::value(checked.slug.clone()),
        )
        .col_expr(
            competitions::Column::Name,
            Expr::value(serde_json::to_string(&checked.name)?),
        )
        .col_expr(
            competitions::Column::Summary,
            Expr::value(serde_json::to_string(&checked.summary)?),
        )
        .col_expr(competitions::Column::Zone, Expr::value(checked.zone))
        .col_expr(competitions::Column::Seats, Expr::value(checked.seats))
        .col_expr(
            competitions::Column::ReviewsPerProposal,
            Expr::value(checked.reviews_per_proposal),
        )
        .col_expr(
            competitions::Column::OpensAt,
            Expr::value(timeline.opens_at),
        )
        .col_expr(
            competitions::Column::ClosesAt,
            Expr::value(timeline.closes_at),
        )
        .col_expr(
            competitions::Column::GraceMinutes,
            Expr::value(timeline.grace_minutes),
        )
        .col_expr(
            competitions::Column::JuryOpensAt,
            Expr::value(timeline.jury_opens_at),
        )
        .col_expr(
            competitions::Column::JuryClosesAt,
            Expr::value(timeline.jury_closes_at),
        )
        .col_expr(
            competitions::Column::PublishesAt,
            Expr::value(timeline.publishes_at),
        )
        .col_expr(
            competitions::Column::Consent,
            Expr::value(checked.consent.key()),
        )
        .col_expr(
            competitions::Column::SecondBlind,
            Expr::value(stored(checked.second_blind)?),
        )
        .filter(competitions::Column::Id.eq(before.id))
        .exec(&*tx)
        .await
        .map_err(taken("slug"))?;
    rounds::Entity::update_many()
        .col_expr(rounds::Column::OpensAt, Expr::value(timeline.jury_opens_at))
        .col_expr(
            rounds::Column::ClosesAt,
            Expr::value(timeline.jury_closes_at),
        )
        .col_expr(
            rounds::Column::TeamVisibility,
            Expr::value(checked.blind.teams.key()),
        )
        .col_expr(
            rounds::Column::OthersVisibility,
            Expr::value(checked.blind.others.key()),
        )
        .filter(rounds::Column::CompetitionId.eq(before.id))
        .filter(rounds::Column::Position.eq(1))
        .exec(&*tx)
        .await?;
    let detail = json!({ "slug": checked.slug, "timeline": timeline, "seats": checked.seats, "blind": checked.blind, "second_blind": checked.second_blind });
    tx.audit(
        actor,
        Some(claim.id()),
        "competition.settings_changed",
        before.id,
        detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(checked.slug)
}

/// The blind rules of second looks as they are kept.
pub(super) fn stored(blind: Option<BlindRules>) -> Result<Option<String>> {
    Ok(blind.map(|own| serde_json::to_string(&own)).transpose()?)
}

/// Checks what was typed, with the zones that the server knows.
pub(super) fn check(
    draft: &CompetitionDraft,
    name: &Localised,
    summary: &Localised,
    language: Language,
) -> Result<CheckedDraft> {
    let zone = draft.zone.trim();
    let at = |time: LocalTime| instant(time, zone);
    let mut problems = Problems::new();
    let checked = draft.check(
        name,
        summary,
        language,
        zone_known(zone).then_some(&at as _),
        &mut problems,
    );
    problems.finish()?;
    Ok(checked.ok_or(domain::Error::BadRequest)?)
}

fn draft_of(
    competition: &competitions::Model,
    blind: BlindRules,
    language: Language,
) -> Result<CompetitionDraft> {
    let own = |stored: &str| -> Result<String> {
        let text: Localised = serde_json::from_str(stored)?;
        Ok(text.0.get(&language).cloned().unwrap_or_default())
    };
    let timeline = timeline_of(competition);
    let second = second_blind(competition)?;
    let at = |at: i64| local_text(at, &competition.zone);
    Ok(CompetitionDraft {
        slug: competition.slug.clone(),
        name: own(&competition.name)?,
        summary: own(&competition.summary)?,
        zone: competition.zone.clone(),
        seats: competition.seats.to_string(),
        reviews_per_proposal: competition.reviews_per_proposal.to_string(),
        opens_at: at(timeline.opens_at),
        closes_at: at(timeline.closes_at),
        grace_minutes: timeline.grace_minutes.to_string(),
        jury_opens_at: at(timeline.jury_opens_at),
        jury_closes_at: at(timeline.jury_closes_at),
        publishes_at: at(timeline.publishes_at),
        consent: competition.consent.clone(),
        team_visibility: blind.teams.key().into(),
        others_visibility: blind.others.key().into(),
        second_team_visibility: second.map_or(AS_FIRST, |own| own.teams.key()).into(),
        second_others_visibility: second.map_or(AS_FIRST, |own| own.others.key()).into(),
    })
}
