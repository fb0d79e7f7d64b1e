//! Lists of competitions, and a competition as the public reads it.

use super::{
    all_criteria, blind_rules, by_slug, colleges_of, needs_of, organises_any, phase_of, rules_of,
    seal_of, second_blind, timeline_of,
};
use crate::{
    Result, Store,
    entities::{competition_roles, competitions, selections},
    jury::jury_time_of,
    proposals::{consent_of, extensions_of},
};
use domain::{
    Action, Actor, Facts, can,
    competitions::{
        Call, CompetitionCard, CompetitionRole, CompetitionState, Organised, OrganisedCard, Setup,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// Competitions on a page of a list.
pub const PAGE: u64 = 50;

/// The competitions that everybody may know of: opened ones, the latest first. Two queries.
///
/// # Errors
/// When the database cannot be reached.
pub async fn announced(store: &Store, page: u64, now: i64) -> Result<Vec<CompetitionCard>> {
    let conn = store.read();
    let rows = competitions::Entity::find()
        .filter(competitions::Column::State.ne(CompetitionState::Draft.key()))
        .order_by_desc(competitions::Column::OpensAt)
        .order_by_desc(competitions::Column::Id)
        .offset(page.saturating_mul(PAGE))
        .limit(PAGE)
        .all(conn)
        .await?;
    cards(conn, rows, now).await
}

/// The competitions that the person organises or audits, the latest first. Three queries.
///
/// # Errors
/// `SignedOut` for a visitor.
pub async fn organised(store: &Store, actor: &Actor, page: u64, now: i64) -> Result<Organised> {
    let conn = store.read();
    let account = actor.signed_in()?.id;
    let mut rows = competition_roles::Entity::find()
        .filter(competition_roles::Column::AccountId.eq(account.0))
        .find_also_related(competitions::Entity)
        .order_by_desc(competitions::Column::OpensAt)
        .order_by_desc(competitions::Column::Id)
        .order_by_desc(competition_roles::Column::Role)
        .offset(page.saturating_mul(PAGE))
        .limit(PAGE + 1)
        .all(conn)
        .await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let (roles, rows): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .filter_map(|(role, competition)| Some((CompetitionRole::parse(&role.role)?, competition?)))
        .unzip();
    let cards = cards(conn, rows, now).await?;
    let facts = Facts {
        organiser: organises_any(conn, account.0).await?,
        ..Facts::default()
    };
    Ok(Organised {
        cards: cards
            .into_iter()
            .zip(roles)
            .map(|(card, role)| OrganisedCard { card, role })
            .collect(),
        more,
        may_create: can(actor, Action::CreateCompetition, &facts).is_ok(),
    })
}

/// A competition as the public reads it; of an opened one, what counts are the frozen rules. A draft is
/// shown to its organisers and auditors only.
///
/// # Errors
/// `Missing`.
pub async fn call(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<Call> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    let id = competition.id.into();
    let colleges = colleges_of(conn, id).await?;
    let needs = needs_of(conn, id).await?;
    let frozen = rules_of(&competition)?;
    let rules = seal_of(&competition);
    let second_blind = second_blind(&competition)?;
    let (rubric, form, blind) = match frozen {
        Some(frozen) => (frozen.rubric, frozen.form, frozen.blind),
        None => (
            all_criteria(conn, id).await?,
            serde_json::from_str(&competition.form)?,
            blind_rules(conn, id).await?,
        ),
    };
    let reviews_per_proposal = competition.reviews_per_proposal;
    let published = facts.phase == Some(domain::policy::Phase::Published);
    Ok(Call {
        extensions: extensions_of(conn, id).await?,
        jury_time: jury_time_of(conn, id).await?,
        consent: consent_of(&competition)?,
        blind,
        second_blind,
        card: card(competition, published, now)?,
        reviews_per_proposal,
        rubric,
        form,
        colleges,
        needs,
        rules,
    })
}

/// What the pages for rubric, needs and colleges edit.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
pub async fn setup(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<Setup> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let id = competition.id.into();
    Ok(Setup {
        version: competition.version,
        editable: can(actor, Action::EditCompetition, &facts).is_ok(),
        name: serde_json::from_str(&competition.name)?,
        rubric: all_criteria(conn, id).await?,
        colleges: colleges_of(conn, id).await?,
        needs: needs_of(conn, id).await?,
    })
}

async fn cards<C: ConnectionTrait>(
    conn: &C,
    rows: Vec<competitions::Model>,
    now: i64,
) -> Result<Vec<CompetitionCard>> {
    let published: Vec<Uuid> = selections::Entity::find()
        .select_only()
        .column(selections::Column::CompetitionId)
        .filter(selections::Column::CompetitionId.is_in(rows.iter().map(|row| row.id)))
        .filter(selections::Column::PublishedAt.is_not_null())
        .into_tuple()
        .all(conn)
        .await?;
    let published: HashSet<Uuid> = published.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            let public = published.contains(&row.id);
            card(row, public, now)
        })
        .collect()
}

/// A competition as lists show it; `published` tells whether its selection is public.
pub(super) fn card(row: competitions::Model, published: bool, now: i64) -> Result<CompetitionCard> {
    let phase = phase_of(&row, published, now)?;
    let timeline = timeline_of(&row);
    Ok(CompetitionCard {
        id: row.id.into(),
        slug: row.slug,
        name: serde_json::from_str(&row.name)?,
        summary: serde_json::from_str(&row.summary)?,
        zone: row.zone,
        phase,
        timeline,
        seats: row.seats,
    })
}
