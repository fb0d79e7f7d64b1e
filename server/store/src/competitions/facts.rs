//! What is true of an actor and a competition, as `domain::policy` asks it.

use crate::{
    Error, Result,
    entities::{competition_roles, competitions, selections},
};
use domain::{
    Actor, CompetitionId, Facts,
    competitions::{CompetitionState, Timeline},
    policy::Phase,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Role key of people who set up and run a competition.
pub const ORGANISER: &str = "organiser";
/// Role key of people who check a competition.
pub const AUDITOR: &str = "auditor";

/// The competition, with phase, organiser, auditor and frozen filled in; every other fact is "no".
/// Three queries at most.
///
/// # Errors
/// `Missing` when there is none; also for a draft, unless the actor organises or audits it or is an operator.
pub async fn facts<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: CompetitionId,
    now: i64,
) -> Result<(competitions::Model, Facts)> {
    let found = competitions::Entity::find_by_id(competition.0)
        .one(conn)
        .await?;
    complete(conn, actor, found, now).await
}

/// Like [`facts`], by the part of the address.
///
/// # Errors
/// As [`facts`].
pub async fn by_slug<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<(competitions::Model, Facts)> {
    let found = competitions::Entity::find()
        .filter(competitions::Column::Slug.eq(slug))
        .one(conn)
        .await?;
    complete(conn, actor, found, now).await
}

async fn complete<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    found: Option<competitions::Model>,
    now: i64,
) -> Result<(competitions::Model, Facts)> {
    let competition = found.ok_or(domain::Error::Missing)?;
    let roles: Vec<String> = match actor.id() {
        None => Vec::new(),
        Some(account) => {
            competition_roles::Entity::find()
                .select_only()
                .column(competition_roles::Column::Role)
                .filter(competition_roles::Column::CompetitionId.eq(competition.id))
                .filter(competition_roles::Column::AccountId.eq(account.0))
                .into_tuple()
                .all(conn)
                .await?
        }
    };
    let has = |role: &str| roles.iter().any(|own| own == role);
    let mut facts = Facts {
        organiser: has(ORGANISER),
        auditor: has(AUDITOR),
        jury_named: competition.jury_named_at.is_some(),
        ..Facts::default()
    };
    let operator = actor.account.as_ref().is_some_and(|own| own.operator);
    if state_of(&competition)? == CompetitionState::Draft
        && !(facts.organiser || facts.auditor || operator)
    {
        return Err(domain::Error::Missing.into());
    }
    let selection: Option<Option<i64>> = selections::Entity::find()
        .select_only()
        .column(selections::Column::PublishedAt)
        .filter(selections::Column::CompetitionId.eq(competition.id))
        .into_tuple()
        .one(conn)
        .await?;
    facts.frozen = selection.is_some();
    facts.phase = Some(phase_of(&competition, selection.flatten().is_some(), now)?);
    Ok((competition, facts))
}

/// What the organiser decided about the competition.
///
/// # Errors
/// A fault when the row holds no known state.
pub fn state_of(competition: &competitions::Model) -> Result<CompetitionState> {
    CompetitionState::parse(&competition.state)
        .ok_or_else(|| Error::fault(format!("competition state {}", competition.state)))
}

/// The phase at `now`; `published` tells whether its selection is public.
///
/// # Errors
/// A fault when the row holds no known state.
pub fn phase_of(competition: &competitions::Model, published: bool, now: i64) -> Result<Phase> {
    Ok(timeline_of(competition).phase(state_of(competition)?, published, now))
}

/// The instants of the competition.
#[must_use]
pub fn timeline_of(competition: &competitions::Model) -> Timeline {
    Timeline {
        opens_at: competition.opens_at,
        closes_at: competition.closes_at,
        grace_minutes: competition.grace_minutes,
        jury_opens_at: competition.jury_opens_at,
        jury_closes_at: competition.jury_closes_at,
        publishes_at: competition.publishes_at,
    }
}

/// Whether the account organises any competition: the fact that `CreateCompetition` needs.
///
/// # Errors
/// When the database cannot be reached.
pub async fn organises_any<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool> {
    let found: Option<Uuid> = competition_roles::Entity::find()
        .select_only()
        .column(competition_roles::Column::CompetitionId)
        .filter(competition_roles::Column::AccountId.eq(account))
        .filter(competition_roles::Column::Role.eq(ORGANISER))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(found.is_some())
}
