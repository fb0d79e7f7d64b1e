//! What questions about investors need: rows, facts and how pages name things.

use crate::{
    Error, Result, competitions,
    entities::{
        competitions as calls, investors, jurors, proposals, selection_entries, selections,
        team_members, teams,
    },
};
use domain::{
    Actor, Facts, ProposalId,
    investors::{CallName, InterestKind, InterestState, InvestorState, Terms},
    money::{Currency, Money},
    policy::{Phase, TeamRole},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QuerySelect, RelationTrait,
};
use uuid::Uuid;

/// The competition as pages name it.
pub(super) fn call_name(call: &calls::Model, facts: &Facts) -> Result<CallName> {
    Ok(CallName {
        slug: call.slug.clone(),
        name: serde_json::from_str(&call.name)?,
        zone: call.zone.clone(),
        phase: facts.phase.unwrap_or(Phase::Draft),
        publishes_at: call.publishes_at,
    })
}

/// A person's registration in a competition.
pub(super) async fn registration<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    account: Uuid,
) -> Result<Option<investors::Model>> {
    Ok(investors::Entity::find()
        .filter(investors::Column::CompetitionId.eq(competition))
        .filter(investors::Column::AccountId.eq(account))
        .one(conn)
        .await?)
}

/// Whether the person scores in the competition.
pub(super) async fn is_juror<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    account: Uuid,
) -> Result<bool> {
    let found = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.eq(account))
        .filter(jurors::Column::State.eq("active"))
        .count(conn)
        .await?;
    Ok(found > 0)
}

/// The person's role in a team.
pub(super) async fn role_in<C: ConnectionTrait>(
    conn: &C,
    team: Uuid,
    account: Uuid,
) -> Result<Option<TeamRole>> {
    let role: Option<String> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::Role)
        .filter(team_members::Column::TeamId.eq(team))
        .filter(team_members::Column::AccountId.eq(account))
        .into_tuple()
        .one(conn)
        .await?;
    role.map(|role| TeamRole::parse(&role).ok_or_else(|| Error::fault(format!("team role {role}"))))
        .transpose()
}

/// A project that everybody can see.
#[derive(FromQueryResult)]
pub(super) struct Project {
    pub id: Uuid,
    pub competition_id: Uuid,
    pub team_id: Uuid,
    pub number: i32,
    pub title: String,
    pub amount_minor: i64,
    pub currency: String,
    pub team_name: String,
}

impl Project {
    pub(super) fn amount(&self) -> Money {
        Money {
            minor: self.amount_minor,
            currency: Currency::parse(&self.currency).unwrap_or_default(),
        }
    }
}

/// A selected project of a published selection. One query.
///
/// # Errors
/// `Missing` for every other proposal: whether it exists is nobody's to know.
pub(super) async fn project<C: ConnectionTrait>(conn: &C, proposal: ProposalId) -> Result<Project> {
    proposals::Entity::find_by_id(proposal.0)
        .select_only()
        .columns([
            proposals::Column::Id,
            proposals::Column::CompetitionId,
            proposals::Column::TeamId,
            proposals::Column::Number,
            proposals::Column::Title,
            proposals::Column::AmountMinor,
            proposals::Column::Currency,
        ])
        .column_as(teams::Column::Name, "team_name")
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Proposals.def().rev(),
        )
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Selections.def(),
        )
        .filter(selection_entries::Column::Selected.eq(true))
        .filter(selections::Column::PublishedAt.is_not_null())
        .into_model::<Project>()
        .one(conn)
        .await?
        .ok_or_else(|| domain::Error::Missing.into())
}

/// A person who may want to state interest in a project.
pub(super) struct Offer {
    pub project: Project,
    pub call: calls::Model,
    pub facts: Facts,
    pub investor: Option<investors::Model>,
}

/// The project and all facts about a person's interest in it. Six queries.
///
/// # Errors
/// `SignedOut`; `Missing` unless the project is public.
pub(super) async fn offer<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<Offer> {
    let account = actor.signed_in()?.id.0;
    let project = project(conn, proposal).await?;
    let (call, facts) =
        competitions::facts(conn, actor, project.competition_id.into(), now).await?;
    let investor = registration(conn, call.id, account).await?;
    let verified = InvestorState::Verified.key();
    let facts = Facts {
        selected: true,
        investor: investor.as_ref().is_some_and(|own| own.state == verified),
        conflicted: role_in(conn, project.team_id, account).await?.is_some(),
        ..facts
    };
    Ok(Offer {
        project,
        call,
        facts,
        investor,
    })
}

/// What a row says about an investor's state.
pub(super) fn investor_state(state: &str) -> Result<InvestorState> {
    InvestorState::parse(state).ok_or_else(|| Error::fault(format!("investor state {state}")))
}

/// What a row says about an interest's state.
pub(super) fn interest_state(state: &str) -> Result<InterestState> {
    InterestState::parse(state).ok_or_else(|| Error::fault(format!("interest state {state}")))
}

/// What a row says about an interest's terms.
pub(super) fn terms(
    kind: &str,
    minor: Option<i64>,
    currency: Option<&str>,
    message: String,
) -> Result<Terms> {
    Ok(Terms {
        kind: InterestKind::parse(kind)
            .ok_or_else(|| Error::fault(format!("interest kind {kind}")))?,
        amount: minor.map(|minor| Money {
            minor,
            currency: currency.and_then(Currency::parse).unwrap_or_default(),
        }),
        message,
    })
}
