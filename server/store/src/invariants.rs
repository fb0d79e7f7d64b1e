//! What must always be true of the rows, as queries: tests ask after every scenario, operators by a command.
//!
//! Reads only. An answer names ids and numbers, never names or texts of people.

use crate::{
    Result, Store,
    entities::{assignments, conflicts, jurors, proposals, reviews, team_members},
    jury::{ACTIVE, REMOVED},
};
use domain::{
    policy::{ProposalState, TeamRole},
    reviews::ReviewState,
    screening::ScreeningState,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Everything that is not as it must be, a sentence each; empty when all is well.
///
/// # Errors
/// When the database cannot be reached.
pub async fn check(store: &Store) -> Result<Vec<String>> {
    let conn = store.read();
    let mut broken = Vec::new();
    counters(conn, &mut broken).await?;
    pairs(conn, &mut broken).await?;
    received(conn, &mut broken).await?;
    leads(conn, &mut broken).await?;
    broken.sort();
    Ok(broken)
}

/// The counters of proposals are the numbers of their rows.
async fn counters<C: ConnectionTrait>(conn: &C, broken: &mut Vec<String>) -> Result<()> {
    let assigned: HashMap<Uuid, i64> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::ProposalId)
        .column_as(assignments::Column::Id.count(), "n")
        .filter(assignments::Column::State.eq(ACTIVE))
        .group_by(assignments::Column::ProposalId)
        .into_tuple::<(Uuid, i64)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let received: HashMap<Uuid, i64> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::ProposalId)
        .column_as(reviews::Column::Id.count(), "n")
        .filter(reviews::Column::State.eq(ReviewState::Submitted.key()))
        .group_by(reviews::Column::ProposalId)
        .into_tuple::<(Uuid, i64)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let rows: Vec<(Uuid, i32, i32, String, String)> = proposals::Entity::find()
        .select_only()
        .column(proposals::Column::Id)
        .column(proposals::Column::ReviewsAssigned)
        .column(proposals::Column::ReviewsReceived)
        .column(proposals::Column::State)
        .column(proposals::Column::Screening)
        .into_tuple()
        .all(conn)
        .await?;
    for (id, counted, came, state, screening) in rows {
        let is = |rows: &HashMap<Uuid, i64>| rows.get(&id).copied().unwrap_or(0);
        if i64::from(counted) != is(&assigned) {
            broken.push(format!(
                "proposal {id}: reviews_assigned is {counted}, active assignments are {}",
                is(&assigned)
            ));
        }
        if i64::from(came) != is(&received) {
            broken.push(format!(
                "proposal {id}: reviews_received is {came}, submitted reviews are {}",
                is(&received)
            ));
        }
        let judged =
            state == ProposalState::Submitted.key() && screening == ScreeningState::Eligible.key();
        if !judged && is(&assigned) > is(&received) {
            broken.push(format!(
                "proposal {id}: is not eligible, but jurors who have not submitted have it"
            ));
        }
    }
    Ok(())
}

/// Nobody has a proposal that they have a conflict with, by declaration or by belonging to its team.
async fn pairs<C: ConnectionTrait>(conn: &C, broken: &mut Vec<String>) -> Result<()> {
    let declared: HashSet<(Uuid, Uuid)> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column(conflicts::Column::ProposalId)
        .into_tuple::<(Uuid, Uuid)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let active: Vec<(Uuid, Uuid, Uuid, Option<Uuid>)> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::JurorId)
        .column(assignments::Column::ProposalId)
        .column(proposals::Column::TeamId)
        .column(jurors::Column::AccountId)
        .inner_join(proposals::Entity)
        .inner_join(jurors::Entity)
        .filter(assignments::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(conn)
        .await?;
    let members: HashSet<(Uuid, Uuid)> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .column(team_members::Column::AccountId)
        .into_tuple::<(Uuid, Uuid)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    for (juror, proposal, team, account) in active {
        if declared.contains(&(juror, proposal)) {
            broken.push(format!(
                "juror {juror} has proposal {proposal} in spite of a conflict"
            ));
        }
        if account.is_some_and(|account| members.contains(&(team, account))) {
            broken.push(format!(
                "juror {juror} has proposal {proposal} of their own team"
            ));
        }
    }
    Ok(())
}

/// A submitted review has a time and an active assignment, a sealed one has a conflict and no active
/// assignment, and each is of its assignment's juror, proposal and round.
async fn received<C: ConnectionTrait>(conn: &C, broken: &mut Vec<String>) -> Result<()> {
    let rows = reviews::Entity::find()
        .find_also_related(assignments::Entity)
        .all(conn)
        .await?;
    let declared: HashSet<(Uuid, Uuid)> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column(conflicts::Column::ProposalId)
        .into_tuple::<(Uuid, Uuid)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    for (review, assignment) in rows {
        let id = review.id;
        let Some(assignment) = assignment else {
            broken.push(format!("review {id}: has no assignment"));
            continue;
        };
        let of = |juror, proposal, round| (juror, proposal, round);
        if of(review.juror_id, review.proposal_id, review.round_id)
            != of(
                assignment.juror_id,
                assignment.proposal_id,
                assignment.round_id,
            )
        {
            broken.push(format!("review {id}: differs from its assignment"));
        }
        match ReviewState::parse(&review.state) {
            Some(ReviewState::Submitted) => {
                if review.submitted_at.is_none() {
                    broken.push(format!("review {id}: submitted, but never"));
                }
                if assignment.state != ACTIVE {
                    broken.push(format!("review {id}: counts without an active assignment"));
                }
            }
            Some(ReviewState::Sealed) => {
                if !declared.contains(&(review.juror_id, review.proposal_id)) {
                    broken.push(format!("review {id}: sealed without a conflict"));
                }
                if assignment.state != REMOVED {
                    broken.push(format!("review {id}: sealed, but still assigned"));
                }
            }
            Some(ReviewState::Draft) => {}
            None => broken.push(format!("review {id}: unknown state {}", review.state)),
        }
    }
    Ok(())
}

/// Every team that has members has exactly one lead; a team that was imported waits for its first member.
async fn leads<C: ConnectionTrait>(conn: &C, broken: &mut Vec<String>) -> Result<()> {
    let members: Vec<(Uuid, String)> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .column(team_members::Column::Role)
        .into_tuple()
        .all(conn)
        .await?;
    let mut leads: HashMap<Uuid, u32> = HashMap::new();
    for (team, role) in members {
        *leads.entry(team).or_default() += u32::from(role == TeamRole::Lead.key());
    }
    for (team, number) in leads {
        if number != 1 {
            broken.push(format!("team {team}: has {number} leads"));
        }
    }
    Ok(())
}
