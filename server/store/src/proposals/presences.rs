//! Who has which section open to write in it: a hint, never a lock. Saves guard themselves by versions.
//!
//! It is a table and not memory, so that two servers of one database know the same. A row is one member's place in one
//! proposal; it is written at most every [`REST`], and counts for [`LASTS`].

use super::{comment_counts, comments::known, scene};
use crate::{
    Result, Store,
    entities::{accounts, presences, team_members},
    screening::messages_of,
};
use domain::{
    Action, Actor, ProposalId, TeamId, can,
    proposals::{CommentCounts, Presence},
    screening::TeamMessage,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, sea_query::OnConflict,
};

/// A page that is open and seen says so three times in it.
pub const LASTS: i64 = 60_000;
/// Who was heard of this lately need not be written down again; less than the pause between two polls.
const REST: i64 = 15_000;

/// Notes that the actor, if they may edit, has a section open, and says who else has. Eight queries, and as many more
/// when there is something to note.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team and for unknown sections.
pub async fn attend(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    now: i64,
) -> Result<Vec<Presence>> {
    let conn = store.read();
    let scene = scene(conn, actor, proposal, now).await?;
    can(actor, Action::ReadDraft, &scene.team.facts)?;
    known(&scene, section)?;
    if can(actor, Action::EditDraft, &scene.team.facts).is_ok() {
        note(store, actor, proposal, section, now).await?;
    }
    let mut others = others(conn, actor, proposal, scene.team.team.id.into(), now).await?;
    others.retain(|other| other.section == section);
    Ok(others)
}

/// How many comments each section has, who else is at work where, and what organisers wrote to the team. Nine
/// queries.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team.
pub async fn teamwork(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<(CommentCounts, Vec<Presence>, Vec<TeamMessage>)> {
    let conn = store.read();
    let scene = scene(conn, actor, proposal, now).await?;
    can(actor, Action::ReadDraft, &scene.team.facts)?;
    let counts = comment_counts(conn, proposal).await?;
    let others = others(conn, actor, proposal, scene.team.team.id.into(), now).await?;
    let messages = messages_of(conn, proposal.0).await?;
    Ok((counts, others, messages))
}

async fn note(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    now: i64,
) -> Result<()> {
    use presences::Column;
    let account = actor.signed_in()?.id;
    let before = presences::Entity::find_by_id((proposal.0, account.0))
        .one(store.read())
        .await?
        .filter(|row| row.section == section && row.seen_at > now - LASTS);
    if before.as_ref().is_some_and(|row| row.seen_at > now - REST) {
        return Ok(());
    }
    let tx = store.begin().await?;
    let scene = scene(&*tx, actor, proposal, now).await?;
    can(actor, Action::EditDraft, &scene.team.facts)?;
    let row = presences::Model {
        proposal_id: proposal.0,
        account_id: account.0,
        section: section.to_owned(),
        seen_at: now,
    };
    presences::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::columns([Column::ProposalId, Column::AccountId])
                .update_columns([Column::Section, Column::SeenAt])
                .to_owned(),
        )
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await?;
    if before.is_none() {
        store.presence_changed(proposal);
    }
    Ok(())
}

/// Forgets that the actor has a section open; not, when they were seen at another one since.
///
/// # Errors
/// `SignedOut`.
pub async fn leave(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    presences::Entity::delete_by_id((proposal.0, account.0))
        .filter(presences::Column::Section.eq(section))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    store.presence_changed(proposal);
    Ok(())
}

/// The other members who are at work, by name. Who left the team is not. One query.
async fn others<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    proposal: ProposalId,
    team: TeamId,
    now: i64,
) -> Result<Vec<Presence>> {
    let members = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::AccountId)
        .filter(team_members::Column::TeamId.eq(team.0))
        .into_query();
    let rows = presences::Entity::find()
        .filter(presences::Column::ProposalId.eq(proposal.0))
        .filter(presences::Column::SeenAt.gt(now - LASTS))
        .filter(presences::Column::AccountId.ne(actor.signed_in()?.id.0))
        .filter(presences::Column::AccountId.in_subquery(members))
        .find_also_related(accounts::Entity)
        .order_by_asc(accounts::Column::Name)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, account)| {
            Some(Presence {
                name: account?.name,
                section: row.section,
                seen_at: row.seen_at,
            })
        })
        .collect())
}
