//! The discussions that a juror may take part in.

use super::scenes::span_of;
use crate::{
    Result, Store,
    competitions::by_slug,
    entities::{
        conflicts, discussion_messages, discussion_visits, discussions, proposals, reviews,
        team_members,
    },
    jury::own_juror,
    reviews::covers,
};
use domain::{
    Action, Actor, Facts, can, deliberations::OpenDiscussion, policy::TeamRole,
    reviews::ReviewState,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The discussions that the actor may read as a juror, by number of the proposal, with what others have said since the last visit.
/// Ten queries at most.
///
/// # Errors
/// `Missing` for people who are not on the jury.
pub async fn discussions_of(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<Vec<OpenDiscussion>> {
    let conn = store.read();
    let account = actor.signed_in()?.id.0;
    let (call, facts) = by_slug(conn, actor, slug, now).await?;
    let juror = own_juror(conn, actor, call.id)
        .await?
        .ok_or(domain::Error::Missing)?;
    let rows: Vec<(discussions::Model, Option<proposals::Model>)> = discussions::Entity::find()
        .find_also_related(proposals::Entity)
        .filter(discussions::Column::CompetitionId.eq(call.id))
        .order_by_asc(proposals::Column::Number)
        .all(conn)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut apart: BTreeSet<Uuid> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::ProposalId)
        .filter(conflicts::Column::JurorId.eq(juror.id))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let own: Vec<(Uuid, String)> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::ProposalId)
        .column(reviews::Column::State)
        .filter(reviews::Column::JurorId.eq(juror.id))
        .into_tuple()
        .all(conn)
        .await?;
    let sealed = own
        .iter()
        .filter(|(_, state)| state == ReviewState::Sealed.key());
    apart.extend(sealed.map(|(proposal, _)| *proposal));
    let teams: BTreeSet<Uuid> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .filter(team_members::Column::AccountId.eq(account))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let ids = || rows.iter().map(|(row, _)| row.proposal_id);
    let seen: BTreeMap<Uuid, i64> = discussion_visits::Entity::find()
        .filter(discussion_visits::Column::AccountId.eq(account))
        .filter(discussion_visits::Column::ProposalId.is_in(ids()))
        .all(conn)
        .await?
        .into_iter()
        .map(|visit| (visit.proposal_id, visit.seen_at))
        .collect();
    let said: Vec<(Uuid, i64)> = discussion_messages::Entity::find()
        .select_only()
        .column(discussion_messages::Column::ProposalId)
        .column(discussion_messages::Column::CreatedAt)
        .filter(discussion_messages::Column::ProposalId.is_in(ids()))
        .filter(discussion_messages::Column::JurorId.ne(juror.id))
        .filter(discussion_messages::Column::WithdrawnAt.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    let listed = rows.into_iter().filter_map(|(row, proposal)| {
        let proposal = proposal?;
        let span = span_of(&row);
        let handed_in = own.iter().any(|(id, _)| *id == proposal.id);
        let facts = Facts {
            juror: true,
            conflicted: apart.contains(&proposal.id),
            team: teams
                .contains(&proposal.team_id)
                .then_some(TeamRole::Reader),
            conflicts_declared: handed_in
                || covers(juror.conflicts_declared_at, proposal.submitted_at),
            discussing: span.open(now),
            organiser: false,
            auditor: false,
            ..facts
        };
        can(actor, Action::ReadDiscussion, &facts).ok()?;
        let since = seen.get(&proposal.id).copied().unwrap_or(i64::MIN);
        let new = said
            .iter()
            .filter(|(id, at)| *id == proposal.id && *at > since);
        Some(OpenDiscussion {
            proposal: proposal.id.into(),
            number: proposal.number,
            title: proposal.title,
            open: can(actor, Action::Discuss, &facts).is_ok(),
            until_at: row.until_at,
            new: u32::try_from(new.count()).unwrap_or(u32::MAX),
        })
    });
    Ok(listed.collect())
}
