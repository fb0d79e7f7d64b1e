//! Founding a competition: its founder becomes its first organiser, and it begins with the defaults.

use super::{
    ORGANISER,
    claims::taken,
    colleges::college_row,
    criteria::criterion_row,
    defaults, organises_any,
    settings::{check, stored},
};
use crate::{
    Result, Store,
    entities::{colleges, competition_roles, competitions, criteria, rounds},
};
use domain::{
    Action, Actor, CompetitionId, Facts, Language, Localised, can,
    competitions::{CompetitionDraft, CompetitionState},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use uuid::Uuid;

/// Founds a competition as a draft and returns its slug. Rubric, form and colleges are the defaults, the
/// first round has the jury's window.
///
/// # Errors
/// `Denied` for people who organise none and are not operators; `Invalid` with every problem, `Taken`
/// for a slug in use.
pub async fn create(
    store: &Store,
    actor: &Actor,
    draft: &CompetitionDraft,
    language: Language,
    now: i64,
) -> Result<String> {
    let tx = store.begin().await?;
    let founder = actor.signed_in()?.id;
    let facts = Facts {
        organiser: organises_any(&*tx, founder.0).await?,
        ..Facts::default()
    };
    can(actor, Action::CreateCompetition, &facts)?;
    let none = Localised::default();
    let checked = check(draft, &none, &none, language)?;
    let id = CompetitionId(Uuid::now_v7());
    let timeline = checked.timeline;
    competitions::Entity::insert(competitions::ActiveModel {
        id: Set(id.0),
        slug: Set(checked.slug.clone()),
        name: Set(serde_json::to_string(&checked.name)?),
        summary: Set(serde_json::to_string(&checked.summary)?),
        zone: Set(checked.zone),
        state: Set(CompetitionState::Draft.key().into()),
        seats: Set(checked.seats),
        reviews_per_proposal: Set(checked.reviews_per_proposal),
        opens_at: Set(timeline.opens_at),
        closes_at: Set(timeline.closes_at),
        grace_minutes: Set(timeline.grace_minutes),
        jury_opens_at: Set(timeline.jury_opens_at),
        jury_closes_at: Set(timeline.jury_closes_at),
        publishes_at: Set(timeline.publishes_at),
        consent: Set(checked.consent.key().into()),
        second_blind: Set(stored(checked.second_blind)?),
        form: Set(serde_json::to_string(&domain::proposals::standard_form())?),
        rules_text: Set(None),
        rules_hash: Set(None),
        jury_named_at: Set(None),
        opened_at: Set(None),
        created_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(&*tx)
    .await
    .map_err(taken("slug"))?;
    competition_roles::Entity::insert(competition_roles::ActiveModel {
        competition_id: Set(id.0),
        account_id: Set(founder.0),
        role: Set(ORGANISER.into()),
        created_at: Set(now),
    })
    .exec_without_returning(&*tx)
    .await?;
    let round = Uuid::now_v7();
    rounds::Entity::insert(rounds::ActiveModel {
        id: Set(round),
        competition_id: Set(id.0),
        position: Set(1),
        opens_at: Set(timeline.jury_opens_at),
        closes_at: Set(timeline.jury_closes_at),
        rubric_locked_at: Set(None),
        team_visibility: Set(checked.blind.teams.key().into()),
        others_visibility: Set(checked.blind.others.key().into()),
        second_rubric: Set(false),
        panels: Set("[]".into()),
        panels_version: Set(0),
    })
    .exec_without_returning(&*tx)
    .await?;
    let mut rubric = Vec::new();
    for (position, criterion) in defaults::rubric()?.iter().enumerate() {
        rubric.push(criterion_row(criterion, id, round, position as i32 + 1)?);
    }
    criteria::Entity::insert_many(rubric)
        .exec_without_returning(&*tx)
        .await?;
    let places = defaults::colleges()?;
    let places = places
        .into_iter()
        .enumerate()
        .map(|(i, college)| college_row(college, id, i as i32 + 1));
    colleges::Entity::insert_many(places)
        .exec_without_returning(&*tx)
        .await?;
    tx.audit(
        actor,
        Some(id),
        "competition.created",
        id.0,
        json!({ "slug": checked.slug }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(checked.slug)
}
