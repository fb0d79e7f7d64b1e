//! Closing discussions.

use super::scenes::span_of;
use crate::{
    Result, Store,
    competitions::by_slug,
    entities::{discussion_messages, discussions, reviews},
    jury::serialise,
    reviews::changes_of,
    selection::counted,
};
use domain::{Action, Actor, Denied, ProposalId, can, deliberations::Change};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Closes the discussion of one proposal, or of all that are not closed: nobody writes there any more. Returns how many.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers, once the selection is frozen, and when there is nothing to close.
pub async fn close(
    store: &Store,
    actor: &Actor,
    slug: &str,
    proposal: Option<ProposalId>,
    now: i64,
) -> Result<usize> {
    let tx = store.begin().await?;
    let (call, _) = by_slug(&*tx, actor, slug, now).await?;
    serialise(&tx, call.id).await?;
    let (call, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::LeadDeliberation, &facts)?;
    let mut open = discussions::Entity::find()
        .filter(discussions::Column::CompetitionId.eq(call.id))
        .filter(discussions::Column::ClosedAt.is_null());
    if let Some(proposal) = proposal {
        open = open.filter(discussions::Column::ProposalId.eq(proposal.0));
    }
    let open = open.all(&*tx).await?;
    if open.is_empty() {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let ids: Vec<Uuid> = open.iter().map(|row| row.proposal_id).collect();
    discussions::Entity::update_many()
        .col_expr(discussions::Column::ClosedAt, Expr::value(now))
        .filter(discussions::Column::ProposalId.is_in(ids.iter().copied()))
        .exec(&*tx)
        .await?;
    let changed = changed(&*tx, &open).await?;
    let messages = messages(&*tx, &ids).await?;
    for row in &open {
        let of = row.proposal_id;
        let detail = json!({
            "messages": messages.get(&of).copied().unwrap_or(0),
            "scores_changed": changed.get(&of).copied().unwrap_or(0),
            "minutes": row.minutes_version,
        });
        tx.audit(
            actor,
            Some(call.id.into()),
            "discussion.closed",
            of,
            detail,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(open.len())
}

/// How many scores of each proposal are not what they were when its discussion began. Three queries.
pub(super) async fn changed<C: ConnectionTrait>(
    conn: &C,
    rows: &[discussions::Model],
) -> Result<BTreeMap<Uuid, u32>> {
    let since = rows.iter().map(|row| span_of(row).opened_at).min();
    let Some(since) = since else {
        return Ok(BTreeMap::new());
    };
    let shown: Vec<(Uuid, Uuid)> = counted()
        .columns([reviews::Column::Id, reviews::Column::ProposalId])
        .filter(reviews::Column::ProposalId.is_in(rows.iter().map(|row| row.proposal_id)))
        .into_tuple()
        .all(conn)
        .await?;
    let changes = changes_of(conn, shown.iter().map(|(review, _)| *review), since).await?;
    let now = super::pages::scores_of(conn, changes.keys().copied()).await?;
    let none = BTreeMap::new();
    let mut changed = BTreeMap::<Uuid, u32>::new();
    for (review, proposal) in shown {
        let own: &[Change] = changes.get(&review).map_or(&[], Vec::as_slice);
        let now = now.get(&review).unwrap_or(&none);
        *changed.entry(proposal).or_default() += domain::deliberations::changed_scores(own, now);
    }
    Ok(changed)
}

/// Messages that were not withdrawn, by proposal. One query.
pub(super) async fn messages<C: ConnectionTrait>(
    conn: &C,
    proposals: &[Uuid],
) -> Result<BTreeMap<Uuid, u32>> {
    use discussion_messages::Column;
    let rows: Vec<(Uuid, i64)> = discussion_messages::Entity::find()
        .select_only()
        .column(Column::ProposalId)
        .column_as(Column::Id.count(), "n")
        .filter(Column::ProposalId.is_in(proposals.iter().copied()))
        .filter(Column::WithdrawnAt.is_null())
        .group_by(Column::ProposalId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(proposal, n)| (proposal, u32::try_from(n).unwrap_or(u32::MAX)))
        .collect())
}
