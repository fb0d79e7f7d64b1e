//! What jurors say. One's own message can be changed and withdrawn while the discussion is open; who said something when, and
//! what stood there before, stays.

use super::scenes::{Scene, hold};
use crate::{Result, Store, entities::discussion_messages};
use domain::{
    Action, Actor, MessageId, ProposalId, can,
    deliberations::{EarlierText, MOST_IN_MESSAGE},
    errors::Stale,
    fields,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

/// Says something. `id` is `Discussion::next`: what is sent twice is there once. The input is named `text`.
///
/// # Errors
/// `Missing` where the actor cannot know of the discussion; `Denied` with a conflict of interest, for others than jurors, and
/// once it is closed; `Invalid`.
pub async fn say(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    id: MessageId,
    text: &str,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let scene = hold(&tx, actor, proposal, now).await?;
    let juror = speaker(actor, &scene)?;
    let row = discussion_messages::Model {
        id: id.0,
        proposal_id: proposal.0,
        juror_id: juror,
        text: checked(text)?,
        earlier: "[]".to_owned(),
        created_at: now,
        edited_at: None,
        withdrawn_at: None,
    };
    discussion_messages::Entity::insert(row.into_active_model().reset_all())
        .on_conflict_do_nothing_on([discussion_messages::Column::Id])
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await
}

/// Changes a message of one's own; `seen` is when the text that the actor saw was last changed, 0 for never.
///
/// # Errors
/// As [`say`]; `Missing` for what others said or was withdrawn; `Conflict` with what stands there when it was changed meanwhile.
pub async fn change_message(
    store: &Store,
    actor: &Actor,
    (proposal, id): (ProposalId, MessageId),
    seen: i64,
    text: &str,
    now: i64,
) -> Result<()> {
    use discussion_messages::Column;
    let tx = store.begin().await?;
    let scene = hold(&tx, actor, proposal, now).await?;
    let juror = speaker(actor, &scene)?;
    let text = checked(text)?;
    let row = own_message(&tx, juror, proposal, id).await?;
    if row.text == text {
        return Ok(());
    }
    let stands = row.edited_at.unwrap_or(0);
    if stands != seen {
        return Err(domain::Error::Conflict(Stale {
            version: stands,
            by: None,
            current: serde_json::to_string(&row.text)?,
        })
        .into());
    }
    discussion_messages::Entity::update_many()
        .col_expr(Column::Text, Expr::value(text))
        .col_expr(Column::Earlier, Expr::value(with_text(&row, now)?))
        .col_expr(Column::EditedAt, Expr::value(now))
        .filter(Column::Id.eq(id.0))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// Withdraws a message of one's own: its place stays. Withdrawing it again changes nothing.
///
/// # Errors
/// As [`say`]; `Missing` for what others said.
pub async fn withdraw_message(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    id: MessageId,
    now: i64,
) -> Result<()> {
    use discussion_messages::Column;
    let tx = store.begin().await?;
    let scene = hold(&tx, actor, proposal, now).await?;
    let juror = speaker(actor, &scene)?;
    let found = discussion_messages::Entity::find_by_id(id.0)
        .filter(Column::ProposalId.eq(proposal.0))
        .filter(Column::JurorId.eq(juror))
        .one(&*tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    if found.withdrawn_at.is_some() {
        return Ok(());
    }
    discussion_messages::Entity::update_many()
        .col_expr(Column::Text, Expr::value(""))
        .col_expr(Column::Earlier, Expr::value(with_text(&found, now)?))
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .filter(Column::Id.eq(id.0))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// The juror behind the actor, if the policy lets them speak.
fn speaker(actor: &Actor, scene: &Scene) -> Result<Uuid> {
    can(actor, Action::Discuss, &scene.facts)?;
    let juror = scene.juror.as_ref().ok_or(domain::Error::Missing)?;
    Ok(juror.id)
}

fn checked(text: &str) -> Result<String> {
    fields::required(text, MOST_IN_MESSAGE)
        .map_err(|problem| domain::Error::invalid("text", problem).into())
}

async fn own_message(
    tx: &crate::Tx,
    juror: Uuid,
    proposal: ProposalId,
    id: MessageId,
) -> Result<discussion_messages::Model> {
    use discussion_messages::Column;
    let found = discussion_messages::Entity::find_by_id(id.0)
        .filter(Column::ProposalId.eq(proposal.0))
        .filter(Column::JurorId.eq(juror))
        .filter(Column::WithdrawnAt.is_null())
        .one(&**tx)
        .await?;
    found.ok_or_else(|| domain::Error::Missing.into())
}

/// The earlier texts, with the one that stands now behind them.
fn with_text(row: &discussion_messages::Model, now: i64) -> Result<String> {
    let mut earlier: Vec<EarlierText> = serde_json::from_str(&row.earlier)?;
    earlier.push(EarlierText {
        text: row.text.clone(),
        until_at: now,
    });
    Ok(serde_json::to_string(&earlier)?)
}
