//! A person's own teams.

use super::role_of;
use crate::{
    Error, Result, Store, competitions,
    entities::{competitions as competition_rows, proposals, selections, team_members, teams},
    proposals::deadline_of,
};
use domain::{
    Actor,
    policy::ProposalState,
    teams::{JoinCard, TeamCard},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a person sees before founding or joining a team: the competition, its whole form, their own teams
/// in it. Eight queries at most.
///
/// # Errors
/// `SignedOut`; `Missing` when there is no such competition, or only as a draft.
pub async fn join_card(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<JoinCard> {
    actor.signed_in()?;
    let (competition, facts) = competitions::by_slug(store.read(), actor, slug, now).await?;
    let mut own = mine(store, actor, now).await?;
    own.retain(|card| card.slug == competition.slug);
    Ok(JoinCard {
        competition: competition.id.into(),
        name: serde_json::from_str(&competition.name)?,
        phase: facts.phase.ok_or_else(|| Error::fault("no phase"))?,
        opens_at: competition.opens_at,
        closes_at: competition.closes_at,
        zone: competition.zone,
        now,
        form: serde_json::from_str(&competition.form)?,
        own,
        slug: competition.slug,
    })
}

/// The actor's teams, newest membership first, at most 100. Five queries.
///
/// # Errors
/// `SignedOut` for a visitor.
pub async fn mine(store: &Store, actor: &Actor, now: i64) -> Result<Vec<TeamCard>> {
    let account = actor.signed_in()?.id;
    let conn = store.read();
    let own = team_members::Entity::find()
        .filter(team_members::Column::AccountId.eq(account.0))
        .find_also_related(teams::Entity)
        .order_by_desc(team_members::Column::JoinedAt)
        .order_by_asc(team_members::Column::TeamId)
        .limit(100)
        .all(conn)
        .await?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let team_ids: Vec<Uuid> = own.iter().map(|(member, _)| member.team_id).collect();
    let drafts: HashMap<Uuid, (proposals::Model, competition_rows::Model)> =
        proposals::Entity::find()
            .filter(proposals::Column::TeamId.is_in(team_ids.clone()))
            .find_also_related(competition_rows::Entity)
            .all(conn)
            .await?
            .into_iter()
            .filter_map(|(proposal, competition)| {
                Some((proposal.team_id, (proposal, competition?)))
            })
            .collect();
    let competition_ids: HashSet<Uuid> = drafts.values().map(|(_, row)| row.id).collect();
    let published: HashSet<Uuid> = selections::Entity::find()
        .select_only()
        .column(selections::Column::CompetitionId)
        .filter(selections::Column::CompetitionId.is_in(competition_ids))
        .filter(selections::Column::PublishedAt.is_not_null())
        .into_tuple::<Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let sizes: HashMap<Uuid, i64> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .column_as(team_members::Column::AccountId.count(), "members")
        .filter(team_members::Column::TeamId.is_in(team_ids))
        .group_by(team_members::Column::TeamId)
        .into_tuple::<(Uuid, i64)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let mut cards = Vec::with_capacity(own.len());
    for (member, team) in own {
        let team = team.ok_or_else(|| Error::fault("a member without a team"))?;
        let (proposal, competition) = drafts
            .get(&team.id)
            .ok_or_else(|| Error::fault("a team without a proposal"))?;
        let is_public = published.contains(&competition.id);
        cards.push(TeamCard {
            id: team.id.into(),
            name: team.name,
            role: role_of(&member)?,
            members: sizes
                .get(&team.id)
                .map_or(0, |n| u32::try_from(*n).unwrap_or(0)),
            slug: competition.slug.clone(),
            competition: serde_json::from_str(&competition.name)?,
            phase: competitions::phase_of(competition, is_public, now)?,
            closes_at: deadline_of(proposal, competition),
            extended: proposal.extended_until.is_some_and(|until| now <= until),
            zone: competition.zone.clone(),
            proposal: proposal.id.into(),
            number: proposal.number,
            title: proposal.title.clone(),
            state: ProposalState::parse(&proposal.state)
                .ok_or_else(|| Error::fault(format!("proposal state {}", proposal.state)))?,
            returned: crate::proposals::is_returned(proposal, now),
            submitted_at: proposal.submitted_at,
        });
    }
    Ok(cards)
}
