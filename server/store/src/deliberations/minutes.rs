//! The minutes of a discussion, which organisers write.

use super::scenes::hold;
use crate::{
    Result, Store,
    entities::{accounts, discussions},
};
use domain::{
    Action, Actor, Denied, ProposalId, can, deliberations::MOST_IN_MINUTES, errors::Stale, fields,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Saves the minutes; `version` is that of the text that the actor began from, 0 for the first. The input is named `minutes`.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers, once it is closed or the selection is frozen; `Conflict` with the stored text when
/// `version` is stale; `Invalid`.
pub async fn save_minutes(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    version: i64,
    text: &str,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let scene = hold(&tx, actor, proposal, now).await?;
    can(actor, Action::ReadDiscussion, &scene.facts)?;
    can(actor, Action::LeadDeliberation, &scene.facts)?;
    let stands = scene.discussion;
    if stands.closed_at.is_some() {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let text = fields::required(text, MOST_IN_MINUTES)
        .map_err(|problem| domain::Error::invalid("minutes", problem))?;
    if stands.minutes == text {
        return Ok(());
    }
    if stands.minutes_version != version {
        let by = match stands.minutes_by {
            None => None,
            Some(id) => accounts::Entity::find_by_id(id).one(&*tx).await?,
        };
        return Err(domain::Error::Conflict(Stale {
            version: stands.minutes_version,
            by: by.map(|account| account.name),
            current: serde_json::to_string(&stands.minutes)?,
        })
        .into());
    }
    discussions::Entity::update_many()
        .col_expr(discussions::Column::Minutes, Expr::value(text))
        .col_expr(
            discussions::Column::MinutesVersion,
            Expr::value(version + 1),
        )
        .col_expr(discussions::Column::MinutesAt, Expr::value(now))
        .col_expr(
            discussions::Column::MinutesBy,
            Expr::value(actor.id().map(|id| id.0)),
        )
        .filter(discussions::Column::ProposalId.eq(proposal.0))
        .exec(&*tx)
        .await?;
    let detail = json!({ "version": version + 1, "before": stands.minutes });
    let id = Some(scene.call.id.into());
    tx.audit(actor, id, "minutes.saved", proposal.0, detail, now)
        .await?;
    tx.commit().await
}
