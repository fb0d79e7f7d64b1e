//! Taking proposals from jurors: for a conflict, with a juror who leaves, with a proposal that does not go on.
//!
//! An assignment is locked before its review is looked at; a juror who saves locks it too. So a review is
//! either submitted before (and stays, or is sealed and no longer counted) or refused afterwards.

use super::{ACTIVE, REMOVED};
use crate::{
    Result, Tx,
    entities::{assignments, competitions, conflicts, jurors, proposals, reviews},
};
use domain::{Actor, jury::JurorState, reviews::ReviewState};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Which reviews keep their assignment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Those that were submitted.
    Submitted,
    /// Those that were begun.
    Begun,
}

/// Locks the active assignments and returns them.
async fn lock(tx: &Tx, which: Condition) -> Result<Vec<assignments::Model>> {
    let which = which.add(assignments::Column::State.eq(ACTIVE));
    assignments::Entity::update_many()
        .col_expr(
            assignments::Column::State,
            Expr::col(assignments::Column::State),
        )
        .filter(which.clone())
        .exec(&**tx)
        .await?;
    Ok(assignments::Entity::find().filter(which).all(&**tx).await?)
}

/// Removes the active assignments, except those whose review is to be kept. Returns what was removed.
pub(super) async fn release(
    tx: &Tx,
    which: Condition,
    keep: Keep,
) -> Result<Vec<assignments::Model>> {
    let mut rows = lock(tx, which).await?;
    if rows.is_empty() {
        return Ok(rows);
    }
    let mut kept = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::AssignmentId)
        .filter(reviews::Column::AssignmentId.is_in(rows.iter().map(|row| row.id)));
    if keep == Keep::Submitted {
        kept = kept.filter(reviews::Column::State.eq(ReviewState::Submitted.key()));
    }
    let kept: HashSet<Uuid> = kept
        .into_tuple::<Uuid>()
        .all(&**tx)
        .await?
        .into_iter()
        .collect();
    rows.retain(|row| !kept.contains(&row.id));
    remove(tx, &rows).await?;
    Ok(rows)
}

/// What was done to a pair because of a conflict.
#[derive(Clone, Copy, Default)]
pub(crate) struct Recused {
    /// The juror had the proposal.
    pub removed: bool,
    /// A review, begun or submitted, is sealed now.
    pub sealed: bool,
}

/// Takes a proposal from a juror for a conflict and seals the review, whatever its state. The caller has
/// noted the conflict.
pub(crate) async fn recuse(tx: &Tx, juror: Uuid, proposal: Uuid, now: i64) -> Result<Recused> {
    let pair = Condition::all()
        .add(assignments::Column::JurorId.eq(juror))
        .add(assignments::Column::ProposalId.eq(proposal));
    let rows = lock(tx, pair).await?;
    let seal = |from: ReviewState| {
        reviews::Entity::update_many()
            .col_expr(
                reviews::Column::State,
                Expr::value(ReviewState::Sealed.key()),
            )
            .col_expr(reviews::Column::UpdatedAt, Expr::value(now))
            .col_expr(
                reviews::Column::Version,
                Expr::col(reviews::Column::Version).add(1),
            )
            .filter(reviews::Column::JurorId.eq(juror))
            .filter(reviews::Column::ProposalId.eq(proposal))
            .filter(reviews::Column::State.eq(from.key()))
    };
    let counted = seal(ReviewState::Submitted)
        .exec(&**tx)
        .await?
        .rows_affected;
    let begun = seal(ReviewState::Draft).exec(&**tx).await?.rows_affected;
    if counted > 0 {
        proposals::Entity::update_many()
            .col_expr(
                proposals::Column::ReviewsReceived,
                Expr::col(proposals::Column::ReviewsReceived)
                    .sub(i32::try_from(counted).unwrap_or(i32::MAX)),
            )
            .filter(proposals::Column::Id.eq(proposal))
            .exec(&**tx)
            .await?;
    }
    remove(tx, &rows).await?;
    Ok(Recused {
        removed: !rows.is_empty(),
        sealed: counted + begun > 0,
    })
}

/// Takes proposals that do not go on from the jurors who have not submitted. Returns the assignments by proposal.
pub(crate) async fn release_proposals(
    tx: &Tx,
    actor: &Actor,
    competition: &competitions::Model,
    rows: &[proposals::Model],
    now: i64,
) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let which =
        Condition::all().add(assignments::Column::ProposalId.is_in(rows.iter().map(|row| row.id)));
    let removed = release(tx, which, Keep::Submitted).await?;
    let mut released: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in &removed {
        released.entry(row.proposal_id).or_default().push(row.id);
    }
    for row in rows {
        let Some(assignments) = released.get(&row.id) else {
            continue;
        };
        let detail = json!({ "jurors": assignments.len(), "because": "screening" });
        let id = Some(competition.id.into());
        tx.audit(actor, id, "assignments.removed", row.id, detail, now)
            .await?;
    }
    Ok(released)
}

/// Gives back what [`release_proposals`] took, exactly: to active jurors without a conflict. The caller holds the
/// competition. False, and nothing is changed, where that is not possible any more.
pub(crate) async fn restore(tx: &Tx, released: &[Uuid]) -> Result<bool> {
    if released.is_empty() {
        return Ok(true);
    }
    let rows: Vec<(assignments::Model, Option<jurors::Model>)> = assignments::Entity::find()
        .filter(assignments::Column::Id.is_in(released.iter().copied()))
        .filter(assignments::Column::State.eq(REMOVED))
        .find_also_related(jurors::Entity)
        .all(&**tx)
        .await?;
    let on_jury = |juror: &Option<jurors::Model>| {
        juror
            .as_ref()
            .is_some_and(|juror| juror.state == JurorState::Active.key())
    };
    if rows.len() != released.len() || !rows.iter().all(|(_, juror)| on_jury(juror)) {
        return Ok(false);
    }
    let declared: HashSet<(Uuid, Uuid)> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column(conflicts::Column::ProposalId)
        .filter(conflicts::Column::ProposalId.is_in(rows.iter().map(|(row, _)| row.proposal_id)))
        .into_tuple::<(Uuid, Uuid)>()
        .all(&**tx)
        .await?
        .into_iter()
        .collect();
    if rows
        .iter()
        .any(|(row, _)| declared.contains(&(row.juror_id, row.proposal_id)))
    {
        return Ok(false);
    }
    assignments::Entity::update_many()
        .col_expr(assignments::Column::State, Expr::value(ACTIVE))
        .filter(assignments::Column::Id.is_in(released.iter().copied()))
        .exec(&**tx)
        .await?;
    let mut change: HashMap<Uuid, i32> = HashMap::new();
    for (row, _) in &rows {
        *change.entry(row.proposal_id).or_default() += 1;
    }
    adjust(tx, change).await?;
    Ok(true)
}

async fn remove(tx: &Tx, rows: &[assignments::Model]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    assignments::Entity::update_many()
        .col_expr(assignments::Column::State, Expr::value(REMOVED))
        .filter(assignments::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&**tx)
        .await?;
    let mut change: HashMap<Uuid, i32> = HashMap::new();
    for row in rows {
        *change.entry(row.proposal_id).or_default() -= 1;
    }
    adjust(tx, change).await
}

/// Adds to the counter of assignments of each proposal; as many statements as there are different numbers.
pub(super) async fn adjust(tx: &Tx, change: HashMap<Uuid, i32>) -> Result<()> {
    let mut by_number: BTreeMap<i32, Vec<Uuid>> = BTreeMap::new();
    for (proposal, by) in change {
        by_number.entry(by).or_default().push(proposal);
    }
    for (by, mut ids) in by_number {
        ids.sort_unstable();
        for ids in ids.chunks(crate::ROWS_AT_ONCE) {
            proposals::Entity::update_many()
                .col_expr(
                    proposals::Column::ReviewsAssigned,
                    Expr::col(proposals::Column::ReviewsAssigned).add(by),
                )
                .filter(proposals::Column::Id.is_in(ids.iter().copied()))
                .exec(&**tx)
                .await?;
        }
    }
    Ok(())
}
