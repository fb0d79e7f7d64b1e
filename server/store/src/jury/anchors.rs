//! Anchors: up to three proposals that every active juror without a conflict gets. They are entries as all others are, and
//! their scores count as all do. Nothing that a juror reads names them: whoever knew would score them differently.

use super::{pools::pool, serialise};
use crate::{
    Result, Store,
    competitions::{by_slug, current_round},
    deliberations::deliberated,
    entities::anchors,
};
use domain::{
    Action, Actor, Error, can,
    errors::Stale,
    jury::{parse_anchors, written_anchors},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// The anchors of a competition. One query.
pub(super) async fn anchors_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<Vec<Uuid>> {
    Ok(anchors::Entity::find()
        .select_only()
        .column(anchors::Column::ProposalId)
        .filter(anchors::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(conn)
        .await?)
}

/// Names the anchors anew, by their numbers as typed; `before` is what the form was made from. Nothing is given out by
/// it: the next assignment does that.
///
/// # Errors
/// `Missing` for an unknown competition; `Denied` for people who may not assign, and once the selection is frozen or
/// jurors have read each other's scores; `Invalid` on `numbers`; `Conflict` when others were named meanwhile.
pub async fn mark_anchors(
    store: &Store,
    actor: &Actor,
    slug: &str,
    numbers: &str,
    before: &str,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let (competition, mut facts) = by_slug(&*tx, actor, slug, now).await?;
    facts.deliberated = deliberated(&*tx, competition.id).await?;
    let round = current_round(&*tx, competition.id.into()).await?;
    facts.second_look = round.position > 1;
    can(actor, Action::MarkAnchors, &facts)?;
    serialise(&tx, competition.id).await?;
    let pool = pool(&*tx, &competition).await?;
    let eligible: Vec<i32> = pool.proposals.iter().map(|own| own.number).collect();
    let wanted =
        parse_anchors(numbers, &eligible).map_err(|problem| Error::invalid("numbers", problem))?;
    let stood = pool.anchor_numbers();
    if written_anchors(&stood) != before {
        return Err(Error::Conflict(Stale::default()).into());
    }
    if stood == wanted {
        return tx.commit().await;
    }
    anchors::Entity::delete_many()
        .filter(anchors::Column::CompetitionId.eq(competition.id))
        .exec(&*tx)
        .await?;
    let rows = pool
        .proposals
        .iter()
        .filter(|own| wanted.contains(&own.number));
    let rows: Vec<anchors::ActiveModel> = rows
        .map(|own| anchors::ActiveModel {
            proposal_id: Set(own.id),
            competition_id: Set(competition.id),
            marked_by: Set(account.0),
            marked_at: Set(now),
        })
        .collect();
    if !rows.is_empty() {
        anchors::Entity::insert_many(rows)
            .exec_without_returning(&*tx)
            .await?;
    }
    let detail = json!({ "before": stood, "anchors": wanted });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "anchors.marked", competition.id, detail, now)
        .await?;
    tx.commit().await
}
