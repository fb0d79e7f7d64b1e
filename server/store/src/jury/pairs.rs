//! The matrix of who has what, and single pairs made or taken away by hand.

use super::{
    assignments::give,
    news::announce,
    pool_rows::idle_of,
    pools::{Pool, PoolProposal, pool},
    releases::{Keep, release},
    serialise,
    vacancies::filled,
};
use crate::{
    Result, Store,
    competitions::{by_slug, facts},
    entities::{assignments, competitions, jurors, proposals},
    screening::{heading, pages},
};
use domain::{
    Action, Actor, AssignmentId, CompetitionId, Error, Facts, JurorId, Problem, ProposalId, can,
    jury::{
        AssignmentMatrix, Candidates, Cell, JurorState, MatrixJuror, MatrixQuery, MatrixRow,
        PairBar, PairWhy, ReviewStage, pair_bar,
    },
    screening::PAGE_ROWS,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait};
use serde_json::json;
use std::collections::HashSet;

/// A page of the matrix: the rows that are asked for. Thirteen queries at most, however many pairs there are.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn matrix(
    store: &Store,
    actor: &Actor,
    slug: &str,
    query: &MatrixQuery,
    now: i64,
) -> Result<AssignmentMatrix> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let pool = pool(conn, &competition).await?;
    let idle = if pool.per_proposal.is_none() {
        idle_of(conn, competition.id).await?
    } else {
        HashSet::new()
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let needed = |proposal: &PoolProposal| i32::try_from(proposal.wanted).unwrap_or(i32::MAX);
    let short = |proposal: &&PoolProposal| proposal.assigned < needed(proposal);
    let seat = |id: JurorId| (0..).zip(&pool.jurors).find(|(_, juror)| juror.id == id.0);
    let reader = query.juror.map(|id| seat(id).map(|(seat, _)| seat));
    let asked: Vec<(u32, &PoolProposal)> = (0..)
        .zip(&pool.proposals)
        .filter(|(_, proposal)| !query.short || short(proposal))
        .filter(|(_, proposal)| query.sector.is_none() || query.sector == proposal.sector)
        .filter(|(_, proposal)| query.names(proposal.number, &proposal.title))
        .filter(|(index, _)| {
            reader.is_none_or(|seat| {
                seat.is_some_and(|seat| pool.pairs.contains_key(&(seat, *index)))
            })
        })
        .collect();
    let found = count(asked.len());
    let page = query.page.clamp(1, pages(found));
    let cell = |juror: u32, proposal: u32| {
        if let Some(pair) = pool.pairs.get(&(juror, proposal)) {
            Cell::Assigned {
                id: pair.id.into(),
                stage: pair.stage,
                why: pair.why,
                locked: pair.locked,
            }
        } else if pool.conflicts.contains(&(juror, proposal)) {
            Cell::Conflict
        } else if pool.earlier.contains(&(juror, proposal)) {
            Cell::Earlier
        } else if pool.apart((juror, proposal)) {
            Cell::Apart
        } else {
            Cell::Free
        }
    };
    let seats = u32::try_from(pool.jurors.len()).unwrap_or(u32::MAX);
    let rows = asked
        .into_iter()
        .skip(((page - 1) * PAGE_ROWS) as usize)
        .take(PAGE_ROWS as usize)
        .map(|(index, proposal)| MatrixRow {
            proposal: proposal.tag(),
            wanted: proposal.wanted,
            assigned: proposal.assigned,
            received: proposal.received,
            cells: (0..seats).map(|juror| cell(juror, index)).collect(),
        })
        .collect();
    Ok(AssignmentMatrix {
        heading: heading(&competition, &facts)?,
        per_proposal: pool.per_proposal,
        rows,
        proposals: count(pool.proposals.len()),
        uncovered: count(pool.proposals.iter().filter(short).count()),
        query: MatrixQuery {
            page,
            ..query.clone()
        },
        found,
        pages: pages(found),
        undeclared: count(
            pool.jurors
                .iter()
                .filter(|juror| juror.state == JurorState::Active && !juror.declared)
                .count(),
        ),
        panels: !pool.panels.0.is_empty(),
        may_assign: can(actor, Action::Assign, &facts).is_ok(),
        anchors: (0..)
            .zip(&pool.proposals)
            .filter(|(index, _)| pool.anchors.contains(index))
            .map(|(_, proposal)| proposal.tag())
            .collect(),
        may_mark: can(
            actor,
            Action::MarkAnchors,
            &Facts {
                second_look: pool.per_proposal.is_none(),
                ..facts
            },
        )
        .is_ok(),
        jurors: pool
            .jurors
            .iter()
            .map(|juror| MatrixJuror {
                id: juror.id.into(),
                name: juror.name.clone(),
                state: juror.state,
                capacity: i32::try_from(juror.capacity).unwrap_or(i32::MAX),
                assigned: juror.load,
                idle: idle.contains(&juror.id),
            })
            .collect(),
    })
}

/// Who could be given a proposal, and what stands in the way of the others.
///
/// # Errors
/// As [`matrix`]; `Missing` when no eligible proposal has this number.
pub async fn candidates(
    store: &Store,
    actor: &Actor,
    slug: &str,
    number: i32,
    now: i64,
) -> Result<Candidates> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let pool = pool(conn, &competition).await?;
    let (index, proposal) = (0..)
        .zip(&pool.proposals)
        .find(|(_, proposal)| proposal.number == number)
        .ok_or(Error::Missing)?;
    Ok(Candidates {
        proposal: proposal.tag(),
        per_proposal: proposal.wanted,
        assigned: proposal.assigned,
        jurors: pool.candidates(index, pool.readers(index)),
        may_assign: can(actor, Action::Assign, &facts).is_ok(),
    })
}

/// Gives one proposal to one juror.
///
/// # Errors
/// `Missing` for strangers and for what is not of the same competition, `Denied` for people who may not
/// assign now, `Invalid` on `juror` with the [`PairBar`] (as `Other`, `pair_<key>`) that stands in the way.
pub async fn add_pair(
    store: &Store,
    actor: &Actor,
    juror: JurorId,
    proposal: ProposalId,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let row = proposals::Entity::find_by_id(proposal.0)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    let competition = assigner(&tx, actor, row.competition_id.into(), now).await?;
    let person = jurors::Entity::find_by_id(juror.0)
        .one(&*tx)
        .await?
        .filter(|person| person.competition_id == competition.id)
        .ok_or(Error::Missing)?;
    let pool = pool(&*tx, &competition).await?;
    if let Some(bar) = bar_of(&pool, juror, proposal) {
        let what = format!("pair_{}", bar.key());
        return Err(Error::invalid("juror", Problem::Other { what }).into());
    }
    let pair = (person.id, row.id, PairWhy::ByHand);
    give(&tx, pool.round, &[pair], "", now).await?;
    announce(&tx, &competition, [person.id].into(), now).await?;
    filled(&tx, &competition).await?;
    let detail = json!({ "juror": person.id });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "assignment.added", row.id, detail, now)
        .await?;
    tx.commit().await
}

fn bar_of(pool: &Pool, juror: JurorId, proposal: ProposalId) -> Option<PairBar> {
    let Some((index, _)) = (0..)
        .zip(&pool.proposals)
        .find(|(_, other)| other.id == proposal.0)
    else {
        return Some(PairBar::NotEligible);
    };
    let Some((seat, _)) = (0..)
        .zip(&pool.jurors)
        .find(|(_, other)| other.id == juror.0)
    else {
        return Some(PairBar::Inactive);
    };
    pair_bar(&pool.pair_facts(seat, index, pool.readers(index)))
}

/// Takes one proposal from one juror. A review that was begun is kept apart and only with `begun`; it comes
/// back if the same juror gets the proposal again. One that was submitted stays: nobody takes it away.
///
/// # Errors
/// `Missing` for strangers and unknown pairs, `Denied` for people who may not assign now, `Invalid` on
/// `assignment` (`Other`: `pair_submitted`, `pair_locked` or `pair_begun`).
pub async fn remove_pair(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    begun: bool,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let found = assignments::Entity::find_by_id(assignment.0)
        .find_also_related(proposals::Entity)
        .one(&*tx)
        .await?;
    let Some((row, Some(proposal))) = found else {
        return Err(Error::Missing.into());
    };
    let competition = assigner(&tx, actor, proposal.competition_id.into(), now).await?;
    let pool = pool(&*tx, &competition).await?;
    let standing = pool.pairs.values().find(|pair| pair.id == row.id);
    let stage = standing.map(|pair| pair.stage);
    if standing.is_some_and(|pair| pair.locked && pair.stage != ReviewStage::Submitted) {
        let what = "pair_locked".to_owned();
        return Err(Error::invalid("assignment", Problem::Other { what }).into());
    }
    let keep = if begun { Keep::Submitted } else { Keep::Begun };
    let which = Condition::all().add(assignments::Column::Id.eq(row.id));
    if release(&tx, which, keep).await?.is_empty() {
        let what = match stage {
            Some(ReviewStage::Submitted) => "pair_submitted",
            Some(_) => "pair_begun",
            None => return Err(Error::Missing.into()),
        };
        let what = what.to_owned();
        return Err(Error::invalid("assignment", Problem::Other { what }).into());
    }
    let detail = json!({ "juror": row.juror_id, "begun": stage == Some(ReviewStage::Draft) });
    let id = Some(competition.id.into());
    tx.audit(
        actor,
        id,
        "assignment.removed",
        row.proposal_id,
        detail,
        now,
    )
    .await?;
    tx.commit().await
}

/// The competition, for somebody who may assign in it now; others who assign wait from here on.
pub(super) async fn assigner(
    tx: &crate::Tx,
    actor: &Actor,
    competition: CompetitionId,
    now: i64,
) -> Result<competitions::Model> {
    let (competition, facts) = facts(&**tx, actor, competition, now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(Error::Missing.into());
    }
    can(actor, Action::Assign, &facts)?;
    serialise(tx, competition.id).await?;
    Ok(competition)
}
