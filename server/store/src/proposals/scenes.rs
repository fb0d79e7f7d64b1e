//! What a question about a proposal needs: the proposal, its team as the actor knows it, and the facts.

use crate::{
    Error, Result, Tx,
    entities::{competitions, proposals},
    teams,
};
use domain::{Actor, Facts, ProposalId, TeamId, policy::ProposalState};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

/// A proposal, seen by a member of its team.
pub(crate) struct Scene {
    /// The proposal.
    pub proposal: proposals::Model,
    /// Team, membership, competition and all facts.
    pub team: teams::Scene,
}

/// The proposal as a member of its team meets it. Six queries.
///
/// # Errors
/// `SignedOut`; `Missing` when there is none or the actor is not of its team.
pub(crate) async fn scene<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<Scene> {
    actor.signed_in()?;
    let proposal = proposals::Entity::find_by_id(proposal.0)
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let team = teams::scene(conn, actor, TeamId(proposal.team_id), now).await?;
    let facts = Facts {
        proposal: Some(state_of(&proposal)?),
        returned: is_returned(&proposal, now),
        correctable: proposal.correct_until.is_none_or(|until| now <= until),
        extended: proposal.extended_until.is_some_and(|until| now <= until),
        ..team.facts
    };
    Ok(Scene {
        proposal,
        team: teams::Scene { facts, ..team },
    })
}

/// Key of the screening state in which a team may correct its proposal.
pub(crate) const RETURNED: &str = "returned";

/// Until when a proposal can be written and submitted: the competition's deadline, or more time of its own.
pub(crate) fn deadline_of(proposal: &proposals::Model, competition: &competitions::Model) -> i64 {
    // An extension is always later.
    proposal.extended_until.unwrap_or(competition.closes_at)
}

/// Whether it was returned for correction and its team has been told.
pub(crate) fn is_returned(proposal: &proposals::Model, now: i64) -> bool {
    proposal.screening == RETURNED && proposal.told_at.is_none_or(|at| at <= now)
}

/// Takes the proposal's row until the transaction ends, by an update that changes nothing: saves,
/// submissions and decisions about one proposal see each other's outcome.
///
/// # Errors
/// `Missing` when there is no such proposal.
pub(crate) async fn lock(tx: &Tx, proposal: ProposalId) -> Result<()> {
    let taken = proposals::Entity::update_many()
        .col_expr(
            proposals::Column::Version,
            Expr::col(proposals::Column::Version).add(0),
        )
        .filter(proposals::Column::Id.eq(proposal.0))
        .exec(&**tx)
        .await?;
    if taken.rows_affected == 1 {
        Ok(())
    } else {
        Err(domain::Error::Missing.into())
    }
}

/// Where a proposal stands.
pub(crate) fn state_of(proposal: &proposals::Model) -> Result<ProposalState> {
    ProposalState::parse(&proposal.state)
        .ok_or_else(|| Error::fault(format!("proposal state {}", proposal.state)))
}
