//! Where a juror stands with one assignment: the facts of every question here, in one query.

use crate::{
    Error, Result,
    competitions::{blind_rules_of, rubric_of},
    entities::{
        assignments, competitions, conflicts, jurors, proposals, reviews, rounds, selections,
    },
};
use domain::{
    Actor, AssignmentId, Facts,
    competitions::{CompetitionState, Criterion, Timeline},
    jury::BlindRules,
    policy::ProposalState,
    reviews::ReviewState,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

/// State of an assignment that stands.
pub(super) const ACTIVE: &str = "active";
/// State of a proposal that passed the screening.
pub(super) const ELIGIBLE: &str = "eligible";

/// An assignment with everything that decides what its juror may do.
#[derive(Debug, FromQueryResult)]
pub(super) struct Standing {
    assignment_state: String,
    pub(super) opened_at: Option<i64>,
    pub(super) juror_id: Uuid,
    juror_state: String,
    declared_at: Option<i64>,
    pub(super) proposal_id: Uuid,
    proposal_state: String,
    submitted_at: Option<i64>,
    screening: String,
    pub(super) round_id: Uuid,
    second_rubric: bool,
    round_closes_at: i64,
    pub(super) rubric_locked_at: Option<i64>,
    team_visibility: String,
    others_visibility: String,
    pub(super) competition_id: Uuid,
    competition_state: String,
    opens_at: i64,
    closes_at: i64,
    grace_minutes: i32,
    jury_opens_at: i64,
    pub(super) jury_closes_at: i64,
    publishes_at: i64,
    frozen_at: Option<i64>,
    published_at: Option<i64>,
    conflict_at: Option<i64>,
    pub(super) review_id: Option<Uuid>,
    review_state: Option<String>,
    pub(super) review_version: Option<i64>,
}

impl Standing {
    /// Whether a selection is frozen: then no score changes any more, whatever the clock says.
    pub(super) fn frozen(&self) -> bool {
        self.frozen_at.is_some()
    }

    /// The criteria of its round. One query.
    pub(super) async fn rubric<C: ConnectionTrait>(&self, conn: &C) -> Result<Vec<Criterion>> {
        rubric_of(conn, self.competition_id.into(), self.second_rubric).await
    }

    /// What the juror may see of the team and of the others.
    pub(super) fn blind(&self) -> Result<BlindRules> {
        blind_rules_of(&self.team_visibility, &self.others_visibility)
    }

    /// State of the juror's review; `None` before the first save.
    pub(super) fn review_state(&self) -> Result<Option<ReviewState>> {
        self.review_state.as_deref().map(review_state).transpose()
    }

    /// What the policy asks.
    fn facts(&self, now: i64) -> Result<Facts> {
        let timeline = Timeline {
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            grace_minutes: self.grace_minutes,
            jury_opens_at: self.jury_opens_at,
            jury_closes_at: self.jury_closes_at,
            publishes_at: self.publishes_at,
        };
        let state = CompetitionState::parse(&self.competition_state)
            .ok_or_else(|| Error::fault(format!("competition state {}", self.competition_state)))?;
        let own = self.review_state()?;
        let sealed = own == Some(ReviewState::Sealed);
        let closed = now > self.jury_closes_at;
        Ok(Facts {
            phase: Some(timeline.phase(state, self.published_at.is_some(), now)),
            others_shown: self.blind()?.shows_others(own, closed),
            juror: self.juror_state == ACTIVE,
            conflicts_declared: self.opened_at.is_some()
                || covers(self.declared_at, self.submitted_at),
            conflicted: self.conflict_at.is_some() || sealed,
            assigned: self.assignment_state == ACTIVE
                && self.proposal_state == ProposalState::Submitted.key()
                && self.screening == ELIGIBLE,
            frozen: self.frozen(),
            round_over: now > self.round_closes_at,
            ..Facts::default()
        })
    }
}

/// Whether a juror's declaration of conflicts was made with a proposal on the list.
pub(crate) fn covers(declared_at: Option<i64>, submitted_at: Option<i64>) -> bool {
    declared_at.is_some_and(|declared| submitted_at.is_none_or(|submitted| submitted <= declared))
}

/// Reads a stored state.
pub(super) fn review_state(key: &str) -> Result<ReviewState> {
    ReviewState::parse(key).ok_or_else(|| Error::fault(format!("review state {key}")))
}

/// Loads the standing of the actor with an assignment, and the facts at `now`.
///
/// # Errors
/// `SignedOut` for a visitor; `Missing` when there is no such assignment or it is another juror's.
pub(super) async fn standing<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    assignment: AssignmentId,
    now: i64,
) -> Result<(Standing, Facts)> {
    let account = actor.signed_in()?.id;
    let conflict = |_, _| {
        Condition::all().add(
            Expr::col((conflicts::Entity, conflicts::Column::ProposalId))
                .equals((assignments::Entity, assignments::Column::ProposalId)),
        )
    };
    let found = assignments::Entity::find_by_id(assignment.0)
        .select_only()
        .column_as(assignments::Column::State, "assignment_state")
        .column(assignments::Column::OpenedAt)
        .column(assignments::Column::JurorId)
        .column(assignments::Column::ProposalId)
        .column(assignments::Column::RoundId)
        .column_as(jurors::Column::State, "juror_state")
        .column_as(jurors::Column::ConflictsDeclaredAt, "declared_at")
        .column_as(proposals::Column::State, "proposal_state")
        .column(proposals::Column::SubmittedAt)
        .column(proposals::Column::Screening)
        .column(rounds::Column::RubricLockedAt)
        .column(rounds::Column::SecondRubric)
        .column_as(rounds::Column::ClosesAt, "round_closes_at")
        .column(rounds::Column::TeamVisibility)
        .column(rounds::Column::OthersVisibility)
        .column(rounds::Column::CompetitionId)
        .column_as(competitions::Column::State, "competition_state")
        .column(competitions::Column::OpensAt)
        .column(competitions::Column::ClosesAt)
        .column(competitions::Column::GraceMinutes)
        .column(competitions::Column::JuryOpensAt)
        .column(competitions::Column::JuryClosesAt)
        .column(competitions::Column::PublishesAt)
        .column(selections::Column::FrozenAt)
        .column(selections::Column::PublishedAt)
        .column_as(conflicts::Column::DeclaredAt, "conflict_at")
        .column_as(reviews::Column::Id, "review_id")
        .column_as(reviews::Column::State, "review_state")
        .column_as(reviews::Column::Version, "review_version")
        .join(JoinType::InnerJoin, assignments::Relation::Jurors.def())
        .join(JoinType::InnerJoin, assignments::Relation::Proposals.def())
        .join(JoinType::InnerJoin, assignments::Relation::Rounds.def())
        .join(JoinType::InnerJoin, rounds::Relation::Competitions.def())
        .join(
            JoinType::LeftJoin,
            selections::Relation::Competitions.def().rev(),
        )
        .join(
            JoinType::LeftJoin,
            conflicts::Relation::Jurors
                .def()
                .rev()
                .on_condition(conflict),
        )
        .join(
            JoinType::LeftJoin,
            reviews::Relation::Assignments.def().rev(),
        )
        .filter(jurors::Column::AccountId.eq(account.0))
        .into_model::<Standing>()
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let facts = found.facts(now)?;
    Ok((found, facts))
}
