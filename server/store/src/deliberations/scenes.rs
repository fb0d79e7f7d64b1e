//! What is true of an actor and a discussion.

use crate::{
    Result, Tx, competitions,
    entities::{
        competitions as calls, conflicts, discussions, jurors, proposals, reviews, team_members,
    },
    jury::{own_juror, serialise},
    reviews::covers,
    selection::counted,
};
use domain::{
    Actor, AssignmentId, CompetitionId, Facts, ProposalId, deliberations::Span, policy::TeamRole,
    reviews::ReviewState,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

/// A discussion, and what decides what the actor may do in it.
pub(super) struct Scene {
    pub(super) call: calls::Model,
    pub(super) proposal: proposals::Model,
    pub(super) discussion: discussions::Model,
    pub(super) juror: Option<jurors::Model>,
    /// The juror's own review that counts, its version and assignment.
    pub(super) own: Option<Own>,
    pub(super) facts: Facts,
}

#[derive(Clone, Copy)]
pub(super) struct Own {
    pub(super) review: Uuid,
    pub(super) version: i64,
    pub(super) assignment: AssignmentId,
}

pub(super) fn span_of(row: &discussions::Model) -> Span {
    Span {
        opened_at: row.opened_at,
        until_at: row.until_at,
        closed_at: row.closed_at,
    }
}

/// Loads a discussion for the actor. Ten queries at most.
///
/// # Errors
/// `SignedOut`; `Missing` when there is none, and for everybody but organisers, auditors and jurors of the competition.
pub(super) async fn scene<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<Scene> {
    let account = actor.signed_in()?.id.0;
    let (discussion, proposal) = discussions::Entity::find_by_id(proposal.0)
        .find_also_related(proposals::Entity)
        .one(conn)
        .await?
        .and_then(|(discussion, proposal)| Some((discussion, proposal?)))
        .ok_or(domain::Error::Missing)?;
    let competition = CompetitionId(discussion.competition_id);
    let (call, mut facts) = competitions::facts(conn, actor, competition, now).await?;
    let juror = own_juror(conn, actor, call.id).await?;
    if juror.is_none() && !facts.organiser && !facts.auditor {
        return Err(domain::Error::Missing.into());
    }
    let member = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(proposal.team_id))
        .filter(team_members::Column::AccountId.eq(account))
        .count(conn)
        .await?;
    facts.team = (member > 0).then_some(TeamRole::Reader);
    facts.discussing = span_of(&discussion).open(now);
    let mut own = None;
    if let Some(juror) = &juror {
        own = own_review(conn, juror.id, proposal.id).await?;
        facts.juror = true;
        facts.assigned = own.is_some();
        facts.conflicts_declared =
            own.is_some() || covers(juror.conflicts_declared_at, proposal.submitted_at);
        facts.conflicted = conflicted(conn, juror.id, proposal.id).await?;
    }
    Ok(Scene {
        call,
        proposal,
        discussion,
        juror,
        own,
        facts,
    })
}

/// As [`scene`], for a write: nobody else closes, freezes or declares a conflict until it is committed.
///
/// # Errors
/// As [`scene`].
pub(super) async fn hold(tx: &Tx, actor: &Actor, proposal: ProposalId, now: i64) -> Result<Scene> {
    actor.signed_in()?;
    let found = discussions::Entity::find_by_id(proposal.0)
        .one(&**tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    serialise(tx, found.competition_id).await?;
    scene(&**tx, actor, proposal, now).await
}

async fn own_review<C: ConnectionTrait>(
    conn: &C,
    juror: Uuid,
    proposal: Uuid,
) -> Result<Option<Own>> {
    let found: Option<(Uuid, i64, Uuid)> = counted()
        .columns([
            reviews::Column::Id,
            reviews::Column::Version,
            reviews::Column::AssignmentId,
        ])
        .filter(reviews::Column::JurorId.eq(juror))
        .filter(reviews::Column::ProposalId.eq(proposal))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(found.map(|(review, version, assignment)| Own {
        review,
        version,
        assignment: assignment.into(),
    }))
}

/// A conflict that was declared, or a review that one has sealed.
async fn conflicted<C: ConnectionTrait>(conn: &C, juror: Uuid, proposal: Uuid) -> Result<bool> {
    let declared = conflicts::Entity::find_by_id((juror, proposal))
        .count(conn)
        .await?;
    let sealed = reviews::Entity::find()
        .filter(reviews::Column::JurorId.eq(juror))
        .filter(reviews::Column::ProposalId.eq(proposal))
        .filter(reviews::Column::State.eq(ReviewState::Sealed.key()))
        .count(conn)
        .await?;
    Ok(declared + sealed > 0)
}
