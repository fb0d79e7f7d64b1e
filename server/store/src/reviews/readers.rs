//! Whether somebody may read a proposal as its juror.

use super::standings::{ACTIVE, standing};
use crate::{
    Result,
    entities::{assignments, jurors},
};
use domain::{Action, Actor, AssignmentId, ProposalId, can};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Whether the proposal is given to the actor to be scored, and the policy lets them read it.
///
/// # Errors
/// `SignedOut`.
pub(crate) async fn may_read<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<bool> {
    let account = actor.signed_in()?.id;
    let given: Option<Uuid> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::Id)
        .inner_join(jurors::Entity)
        .filter(assignments::Column::ProposalId.eq(proposal.0))
        .filter(assignments::Column::State.eq(ACTIVE))
        .filter(jurors::Column::AccountId.eq(account.0))
        .into_tuple()
        .one(conn)
        .await?;
    let Some(given) = given else {
        return Ok(false);
    };
    let (_, facts) = standing(conn, actor, AssignmentId(given), now).await?;
    Ok(can(actor, Action::ReadForReview, &facts).is_ok())
}
