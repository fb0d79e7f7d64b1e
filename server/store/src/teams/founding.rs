//! Founding a team: with its first member as lead, a code to join by, and its draft.

use crate::{
    Error, Result, Store, Tx, competitions,
    entities::{proposals, team_members, teams},
    secrets,
};
use domain::{
    Action, Actor, CompetitionId, Language, ProposalId, TeamId, can,
    errors::Problems,
    fields,
    policy::TeamRole,
    teams::{CODE_LENGTH, MOST_IN_NAME, MemberKind},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, SqlErr,
};
use serde_json::json;
use uuid::Uuid;

/// How often a number or code that another founder took meanwhile is replaced by the next.
const ATTEMPTS: usize = 100;

/// What founding gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Founded {
    /// The team, led by the actor.
    pub team: TeamId,
    /// Its empty draft.
    pub proposal: ProposalId,
    /// The draft's number in the competition.
    pub number: i32,
}

/// Founds a team in a competition, with an empty draft in `language`.
///
/// Inputs are named `name` and `kind`. Numbers count up from 1 without gaps; of two founders at once one
/// takes the next number and the other tries again.
///
/// # Errors
/// `Denied` outside of the open phase, `Missing`, `Invalid`.
pub async fn found(
    store: &Store,
    actor: &Actor,
    competition: CompetitionId,
    name: &str,
    kind: &str,
    language: Language,
    now: i64,
) -> Result<Founded> {
    for _ in 0..ATTEMPTS {
        let tx = store.begin().await?;
        let (_, facts) = competitions::facts(&*tx, actor, competition, now).await?;
        can(actor, Action::CreateTeam, &facts)?;
        let mut problems = Problems::new();
        let name = problems.check("name", fields::required(name, MOST_IN_NAME));
        let kind = problems.check(
            "kind",
            fields::choice(kind, MemberKind::ALL, MemberKind::key),
        );
        problems.finish()?;
        let (Some(name), Some(kind)) = (name, kind) else {
            return Err(domain::Error::BadRequest.into());
        };
        match insert(&tx, actor, competition, &name, kind, language, now).await {
            Ok(founded) => {
                tx.audit(
                    actor,
                    Some(competition),
                    "team.founded",
                    founded.team.0,
                    json!({ "proposal": founded.proposal, "number": founded.number }),
                    now,
                )
                .await?;
                tx.commit().await?;
                return Ok(founded);
            }
            Err(error) if is_taken(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::fault("no free proposal number after many attempts"))
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    competition: CompetitionId,
    name: &str,
    kind: MemberKind,
    language: Language,
    now: i64,
) -> std::result::Result<Founded, DbErr> {
    let highest: Option<Option<i32>> = proposals::Entity::find()
        .select_only()
        .column_as(proposals::Column::Number.max(), "highest")
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .into_tuple()
        .one(&**tx)
        .await?;
    let founded = Founded {
        team: TeamId(Uuid::now_v7()),
        proposal: ProposalId(Uuid::now_v7()),
        number: highest.flatten().unwrap_or(0) + 1,
    };
    teams::Entity::insert(teams::ActiveModel {
        id: Set(founded.team.0),
        competition_id: Set(competition.0),
        name: Set(name.to_owned()),
        code: Set(secrets::spoken_code(CODE_LENGTH)),
        created_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(&**tx)
    .await?;
    if let Some(lead) = actor.id() {
        team_members::Entity::insert(team_members::ActiveModel {
            team_id: Set(founded.team.0),
            account_id: Set(lead.0),
            kind: Set(kind.key().to_owned()),
            role: Set(TeamRole::Lead.key().to_owned()),
            joined_at: Set(now),
        })
        .exec_without_returning(&**tx)
        .await?;
    }
    proposals::Entity::insert(proposals::ActiveModel {
        id: Set(founded.proposal.0),
        competition_id: Set(competition.0),
        team_id: Set(founded.team.0),
        number: Set(founded.number),
        title: Set(String::new()),
        language: Set(language.code().to_owned()),
        state: Set("draft".to_owned()),
        screening: Set("pending".to_owned()),
        correct_until: Set(None),
        told_at: Set(None),
        need_id: Set(None),
        college_id: Set(None),
        sector: Set(None),
        target_groups: Set("[]".to_owned()),
        amount_minor: Set(0),
        currency: Set("RWF".to_owned()),
        submitted_at: Set(None),
        extended_until: Set(None),
        reviews_assigned: Set(0),
        reviews_received: Set(0),
        reviews_wanted: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(&**tx)
    .await?;
    Ok(founded)
}

/// Whether somebody else has the number or the code already.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
