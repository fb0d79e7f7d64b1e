//! Giving out proposals: computed from a seed, shown first, then applied as one transaction.

use super::{
    ACTIVE, REMOVED,
    news::{announce, rearranged, relieved},
    pools::{Pool, pool},
    previews::{arrangement, new_pairs, obstacle, preview},
    releases::{Keep, adjust, release},
    serialise,
    vacancies::filled,
};
use crate::{
    Error as StoreError, Result, Store, Tx, competitions::by_slug, entities::assignments,
    screening::heading,
};
use domain::{
    Action, Actor, Error, can,
    errors::Stale,
    jury::{AssignmentPreview, Obstacle, Outcome, PairWhy, ProposedAssignment, Redistribution},
};
use ranking::Assignment;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A seed for somebody who names none: short enough to be read aloud.
#[must_use]
pub fn new_seed() -> u64 {
    u64::from(rand::random::<u32>())
}

/// Who would read what, computed from `seed`, without the missing work of the jurors in `asked`. Nothing is written.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who may not assign now.
pub async fn propose_assignment(
    store: &Store,
    actor: &Actor,
    slug: &str,
    seed: u64,
    asked: &Redistribution,
    now: i64,
) -> Result<ProposedAssignment> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::Assign, &facts)?;
    let mut pool = pool(conn, &competition).await?;
    let standing = ranking::as_it_stands(&pool.problem()).map_err(StoreError::fault)?;
    let before = arrangement(&pool, &standing, pool.jurors.iter().map(|juror| juror.load));
    pool.relieve(asked);
    let movable = pool.moved.len().max(pool.loose().count());
    let basis = pool.basis();
    let outcome = match solve(&mut pool, asked, seed).await? {
        Ok(assignment) => {
            let preview = preview(&pool, before, &assignment, asked);
            Outcome::Ready(Box::new(AssignmentPreview { basis, ..preview }))
        }
        Err(obstacle) => Outcome::Impossible(obstacle),
    };
    Ok(ProposedAssignment {
        heading: heading(&competition, &facts)?,
        per_proposal: pool.per_proposal,
        panels: !pool.panels.0.is_empty(),
        seed,
        asked: asked.clone(),
        movable: u32::try_from(movable).unwrap_or(u32::MAX),
        outcome,
    })
}

/// What [`apply_assignment`] has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Pairs made.
    pub added: u32,
    /// Pairs taken away since a rule breaks them.
    pub removed: u32,
    /// Pairs taken from the jurors of a redistribution.
    pub taken: u32,
    /// Pairs that nobody had opened, moved to other jurors.
    pub moved: u32,
}

/// Makes the pairs that [`propose_assignment`] showed for this seed, basis and redistribution, all or none. Pairs
/// with a review stay, whatever the rules say; in a redistribution those with a begun one only where it says so. A pair that is
/// computed again was never gone: its row stays, and nobody is told.
///
/// # Errors
/// As [`propose_assignment`]; `Conflict` when jurors, proposals, conflicts, pairs or reviews that are taken away
/// have changed since.
pub async fn apply_assignment(
    store: &Store,
    actor: &Actor,
    slug: &str,
    seed: u64,
    basis: &str,
    asked: &Redistribution,
    now: i64,
) -> Result<Applied> {
    // Computed before the transaction, which others would have to wait for.
    let (competition, facts) = by_slug(store.read(), actor, slug, now).await?;
    can(actor, Action::Assign, &facts)?;
    let mut seen = pool(store.read(), &competition).await?;
    seen.relieve(asked);
    if seen.basis() != basis {
        return Err(Error::Conflict(Stale::default()).into());
    }
    let Ok(assignment) = solve(&mut seen, asked, seed).await? else {
        return Err(Error::Conflict(Stale::default()).into());
    };
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::Assign, &facts)?;
    serialise(&tx, competition.id).await?;
    let mut fresh = pool(&*tx, &competition).await?;
    fresh.relieve(asked);
    if fresh.basis() != basis {
        return Err(Error::Conflict(Stale::default()).into());
    }
    // The same in all that matters, and what was computed stands in it.
    let pool = seen;
    let mut applied = Applied {
        taken: take(&tx, &pool, asked).await?,
        moved: take_unopened(&tx, &pool).await?,
        ..Applied::default()
    };
    let broken: Vec<Uuid> = assignment
        .dropped
        .iter()
        .filter_map(|pair| pool.pairs.get(pair).map(|pair| pair.id))
        .collect();
    if !broken.is_empty() {
        let which = Condition::all().add(assignments::Column::Id.is_in(broken));
        let removed = release(&tx, which, Keep::Begun).await?;
        applied.removed = u32::try_from(removed.len()).unwrap_or(u32::MAX);
    }
    let new: Vec<(Uuid, Uuid, PairWhy)> = new_pairs(&pool, &assignment)
        .map(|pair| {
            (
                pool.jurors[pair.juror as usize].id,
                pool.proposals[pair.proposal as usize].id,
                pair.why,
            )
        })
        .collect();
    give(&tx, pool.round, &new, &seed.to_string(), now).await?;
    let rearranged = rearranged(&tx, &competition, &pool, &new, now).await?;
    let to = new.iter().map(|(juror, _, _)| *juror);
    let to = to.filter(|juror| !rearranged.contains(juror)).collect();
    announce(&tx, &competition, to, now).await?;
    filled(&tx, &competition).await?;
    applied.added = u32::try_from(new.len()).unwrap_or(u32::MAX);
    relieved(&tx, &competition, &pool, now).await?;
    let mut detail = json!({
        "seed": seed.to_string(),
        "basis": basis,
        "added": applied.added,
        "removed": applied.removed,
    });
    if asked.partial {
        detail["partial"] = json!(true);
        detail["short"] = json!(pool.conceded.count());
    }
    if asked.anew {
        detail["anew"] = json!(true);
        detail["moved"] = json!(applied.moved);
    }
    let mut action = "assignments.applied";
    if applied.taken > 0 {
        action = "assignments.redistributed";
        detail["without"] = json!(asked.without);
        detail["begun"] = json!(asked.begun);
        detail["taken"] = json!(applied.taken);
    }
    let id = Some(competition.id.into());
    tx.audit(actor, id, action, pool.round, detail, now).await?;
    tx.commit().await?;
    Ok(applied)
}

/// Takes away what a redistribution takes. A juror who begins or hands in meanwhile is not overrun.
async fn take(tx: &Tx, pool: &Pool, asked: &Redistribution) -> Result<u32> {
    if pool.taken.is_empty() {
        return Ok(0);
    }
    let ids = pool.taken.values().map(|pair| pair.id);
    let which = Condition::all().add(assignments::Column::Id.is_in(ids));
    let keep = if asked.begun {
        Keep::Submitted
    } else {
        Keep::Begun
    };
    let removed = release(tx, which, keep).await?.len();
    if removed != pool.taken.len() {
        return Err(Error::Conflict(Stale::default()).into());
    }
    Ok(u32::try_from(removed).unwrap_or(u32::MAX))
}

/// Takes away what goes to other jurors when it is arranged anew. A juror who opens or begins meanwhile is not overrun.
async fn take_unopened(tx: &Tx, pool: &Pool) -> Result<u32> {
    if pool.moved.is_empty() {
        return Ok(0);
    }
    let ids = pool.moved.values().map(|pair| pair.id);
    let which = Condition::all().add(assignments::Column::Id.is_in(ids));
    let removed = release(tx, which, Keep::Begun).await?;
    let opened = removed.iter().any(|row| row.opened_at.is_some());
    if opened || removed.len() != pool.moved.len() {
        return Err(Error::Conflict(Stale::default()).into());
    }
    Ok(u32::try_from(removed.len()).unwrap_or(u32::MAX))
}

/// Gives proposals to jurors who do not have them: (juror, proposal, why). A pair that was taken away before is
/// taken up again, with whatever draft belongs to it.
pub(super) async fn give(
    tx: &Tx,
    round: Uuid,
    new: &[(Uuid, Uuid, PairWhy)],
    seed: &str,
    now: i64,
) -> Result<()> {
    let before: HashMap<(Uuid, Uuid), Uuid> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::JurorId)
        .column(assignments::Column::ProposalId)
        .column(assignments::Column::Id)
        .filter(assignments::Column::RoundId.eq(round))
        .filter(assignments::Column::State.eq(REMOVED))
        .into_tuple::<(Uuid, Uuid, Uuid)>()
        .all(&**tx)
        .await?
        .into_iter()
        .map(|(juror, proposal, id)| ((juror, proposal), id))
        .collect();
    let mut again: BTreeMap<PairWhy, Vec<Uuid>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(new.len());
    let mut change: HashMap<Uuid, i32> = HashMap::new();
    for (juror, proposal, why) in new {
        *change.entry(*proposal).or_default() += 1;
        if let Some(id) = before.get(&(*juror, *proposal)) {
            again.entry(*why).or_default().push(*id);
            continue;
        }
        rows.push(assignments::ActiveModel {
            id: Set(Uuid::now_v7()),
            round_id: Set(round),
            juror_id: Set(*juror),
            proposal_id: Set(*proposal),
            state: Set(ACTIVE.to_owned()),
            reason: Set(why.key().to_owned()),
            seed: Set(seed.to_owned()),
            created_at: Set(now),
            opened_at: Set(None),
            own_place: Set(None),
            locked_at: Set(None),
        });
    }
    for (why, ids) in again {
        assignments::Entity::update_many()
            .col_expr(assignments::Column::State, Expr::value(ACTIVE))
            .col_expr(assignments::Column::Reason, Expr::value(why.key()))
            .col_expr(assignments::Column::Seed, Expr::value(seed))
            .col_expr(assignments::Column::CreatedAt, Expr::value(now))
            .col_expr(assignments::Column::LockedAt, Expr::value(None::<i64>))
            .filter(assignments::Column::Id.is_in(ids))
            .exec(&**tx)
            .await?;
    }
    for chunk in rows.chunks(crate::ROWS_AT_ONCE) {
        assignments::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(&**tx)
            .await?;
    }
    adjust(tx, change).await
}

/// Computes on a thread where it holds nobody up. Afterwards pairs that may move and are computed again stand in the pool, and so do those
/// that stay because there is too little room, where that was asked for.
async fn solve(
    pool: &mut Pool,
    asked: &Redistribution,
    seed: u64,
) -> Result<std::result::Result<Assignment, Obstacle>> {
    if pool.proposals.is_empty() {
        return Ok(Err(Obstacle::NoProposals));
    }
    if pool.jurors.is_empty() {
        return Ok(Err(Obstacle::NoJurors));
    }
    let given = pool.anchor_pairs();
    let full = pool.without_room(&given);
    if !full.is_empty() {
        return Ok(Err(Obstacle::NoRoomForAnchors { jurors: full }));
    }
    loop {
        // Pairs that stand stay: so everybody gets the anchors, and the rest is arranged around them.
        let mut problem = pool.problem();
        problem.existing.extend(&given);
        let (needs, fixed) = (pool.needs(&given), pool.fixed());
        let result = tokio::task::spawn_blocking(move || {
            ranking::assign_around(&problem, &needs, &fixed, seed)
        })
        .await
        .map_err(StoreError::fault)?;
        match result {
            Ok(assignment) => {
                let pairs = assignment.pairs.iter();
                pool.put_back(pairs.map(|pair| (pair.juror, pair.proposal)));
                return Ok(Ok(assignment));
            }
            Err(why) if asked.partial && pool.concede(&why, &given, seed) => {}
            Err(why) => return obstacle(pool, why).map(Err),
        }
    }
}
