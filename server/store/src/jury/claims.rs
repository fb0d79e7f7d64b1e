//! What teams learn of the jury and claim about it: only once the organisers have published the jurors' names.
//!
//! A claim is about a juror and the team's own proposal, once for each pair. It changes nothing by itself.

use super::{organisers::tell_organisers, serialise};
use crate::{
    Result, Store, Tx,
    competitions::by_slug,
    entities::{claims, competitions, jurors, proposals},
    proposals::state_of,
    teams::scene,
};
use domain::{
    Action, Actor, ClaimId, Error, Facts, JurorId, Problem, TeamId, can,
    errors::Problems,
    jury::{ClaimState, JurorState, NamedJuror, TeamClaim, TeamJury, parse_conflict_reason},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Lets the teams see who is on the jury, or no longer. Asked twice it is done once.
///
/// # Errors
/// `Missing`, `Denied` for people who may not manage the jury now.
pub async fn name_jury(
    store: &Store,
    actor: &Actor,
    slug: &str,
    named: bool,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::ManageJury, &facts)?;
    let column = competitions::Column::JuryNamedAt;
    let before = if named {
        column.is_null()
    } else {
        column.is_not_null()
    };
    let changed = competitions::Entity::update_many()
        .col_expr(column, Expr::value(named.then_some(now)))
        .filter(competitions::Column::Id.eq(competition.id))
        .filter(before)
        .exec(&*tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    let action = if named { "jury.named" } else { "jury.unnamed" };
    let id = Some(competition.id.into());
    tx.audit(actor, id, action, competition.id, json!({}), now)
        .await?;
    tx.commit().await
}

/// A team's own proposal, for a question about the jury.
struct Claimer {
    competition: competitions::Model,
    proposal: proposals::Model,
    team_name: String,
    facts: Facts,
}

/// The team as its member asks about the jury. Six queries.
async fn claimer<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    team: TeamId,
    now: i64,
) -> Result<Claimer> {
    let scene = scene(conn, actor, team, now).await?;
    let proposal = proposals::Entity::find()
        .filter(proposals::Column::TeamId.eq(team.0))
        .one(conn)
        .await?
        .ok_or(Error::Missing)?;
    Ok(Claimer {
        facts: Facts {
            proposal: Some(state_of(&proposal)?),
            ..scene.facts
        },
        competition: scene.competition,
        team_name: scene.team.name,
        proposal,
    })
}

/// The jury as a team sees it, with what the team has claimed. Eight queries.
///
/// # Errors
/// `SignedOut`; `Missing` for people outside of the team; `Denied` as long as the names are not published.
pub async fn team_jury(store: &Store, actor: &Actor, team: TeamId, now: i64) -> Result<TeamJury> {
    let conn = store.read();
    let own = claimer(conn, actor, team, now).await?;
    can(actor, Action::SeeJury, &own.facts)?;
    let mut claimed: HashMap<Uuid, TeamClaim> = claims::Entity::find()
        .filter(claims::Column::ProposalId.eq(own.proposal.id))
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            let claim = TeamClaim {
                state: claim_state(&row)?,
                reason: row.reason,
                claimed_at: row.claimed_at,
                answer: row.answer,
                decided_at: row.decided_at,
            };
            Ok((row.juror_id, claim))
        })
        .collect::<Result<_>>()?;
    type Row = (Uuid, String, String, String);
    let rows: Vec<Row> = jurors::Entity::find()
        .select_only()
        .column(jurors::Column::Id)
        .column(jurors::Column::Name)
        .column(jurors::Column::Employer)
        .column(jurors::Column::State)
        .filter(jurors::Column::CompetitionId.eq(own.competition.id))
        .into_tuple()
        .all(conn)
        .await?;
    let mut jurors: Vec<NamedJuror> = rows
        .into_iter()
        .filter_map(|(id, name, employer, state)| {
            let claim = claimed.remove(&id);
            (state == JurorState::Active.key() || claim.is_some()).then_some(NamedJuror {
                id: id.into(),
                name,
                employer,
                claim,
            })
        })
        .collect();
    jurors.sort_by_cached_key(|juror| (juror.name.to_lowercase(), juror.id));
    Ok(TeamJury {
        team,
        team_name: own.team_name,
        competition: serde_json::from_str(&own.competition.name)?,
        jurors,
        may_claim: can(actor, Action::ClaimConflict, &own.facts).is_ok(),
    })
}

/// Claims that a juror has a conflict of interest with the team's proposal, and tells the organisers. The same
/// claim sent twice is one.
///
/// # Errors
/// `SignedOut`; `Missing` for people outside of the team; `Denied` for members who do not lead it, and when it is
/// not the time; `Invalid` on `juror` (`Other`: `claimed` where the team has claimed something else about them)
/// and on `reason`.
pub async fn claim_conflict(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    juror: &str,
    reason: &str,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let own = claimer(&*tx, actor, team, now).await?;
    can(actor, Action::ClaimConflict, &own.facts)?;
    serialise(&tx, own.competition.id).await?;
    let mut problems = Problems::new();
    let juror = problems.check("juror", find(&tx, &own.competition, juror).await?);
    let reason = problems.check("reason", parse_conflict_reason(reason));
    problems.finish()?;
    let (Some(juror), Some(reason)) = (juror, reason) else {
        return Err(Error::BadRequest.into());
    };
    let before = claims::Entity::find()
        .filter(claims::Column::ProposalId.eq(own.proposal.id))
        .filter(claims::Column::JurorId.eq(juror.0))
        .one(&*tx)
        .await?;
    match before {
        Some(row) if row.reason == reason => return Ok(()),
        Some(_) => {
            let what = "claimed".to_owned();
            return Err(Error::invalid("juror", Problem::Other { what }).into());
        }
        None => {}
    }
    let id = Uuid::now_v7();
    claims::Entity::insert(claims::ActiveModel {
        id: Set(id),
        competition_id: Set(own.competition.id),
        proposal_id: Set(own.proposal.id),
        juror_id: Set(juror.0),
        reason: Set(reason.clone()),
        claimed_by: Set(account.0),
        claimed_at: Set(now),
        state: Set(ClaimState::Open.key().to_owned()),
        answer: Set(String::new()),
        decided_by: Set(None),
        decided_at: Set(None),
    })
    .exec_without_returning(&*tx)
    .await?;
    let detail = json!({ "juror": juror, "claim": id, "reason": reason });
    let competition = Some(own.competition.id.into());
    let about = own.proposal.id;
    tx.audit(actor, competition, "conflict.claimed", about, detail, now)
        .await?;
    tell_of_claims(&tx, &own.competition, id.into(), now).await?;
    tx.commit().await
}

/// The active juror of this competition that a form names.
async fn find(
    tx: &Tx,
    competition: &competitions::Model,
    juror: &str,
) -> Result<std::result::Result<JurorId, Problem>> {
    if juror.trim().is_empty() {
        return Ok(Err(Problem::Required));
    }
    let Ok(id) = juror.trim().parse::<JurorId>() else {
        return Ok(Err(Problem::NotAChoice));
    };
    let found = jurors::Entity::find_by_id(id.0)
        .filter(jurors::Column::CompetitionId.eq(competition.id))
        .filter(jurors::Column::State.eq(JurorState::Active.key()))
        .count(&**tx)
        .await?;
    Ok(if found > 0 {
        Ok(id)
    } else {
        Err(Problem::NotAChoice)
    })
}

/// Tells the organisers of claims that wait: one mail for all within a few minutes.
async fn tell_of_claims(
    tx: &Tx,
    competition: &competitions::Model,
    newest: ClaimId,
    now: i64,
) -> Result<()> {
    tx.withdraw_mail(&waiting(tx, competition.id).await?)
        .await?;
    let fields = json!({ "link": format!("/organise/{}/claims", competition.slug) });
    tell_organisers(tx, competition, "jury.claimed", fields, Some(newest.0), now).await
}

/// The claims of a competition that nobody has decided.
pub(super) async fn waiting(tx: &Tx, competition: Uuid) -> Result<Vec<Uuid>> {
    Ok(claims::Entity::find()
        .select_only()
        .column(claims::Column::Id)
        .filter(claims::Column::CompetitionId.eq(competition))
        .filter(claims::Column::State.eq(ClaimState::Open.key()))
        .into_tuple()
        .all(&**tx)
        .await?)
}

/// How many claims wait, apart from those about the reader.
pub(super) async fn open_claims<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: Uuid,
) -> Result<u32> {
    let about: Vec<Option<Uuid>> = claims::Entity::find()
        .select_only()
        .column(jurors::Column::AccountId)
        .inner_join(jurors::Entity)
        .filter(claims::Column::CompetitionId.eq(competition))
        .filter(claims::Column::State.eq(ClaimState::Open.key()))
        .into_tuple()
        .all(conn)
        .await?;
    let own = actor.id().map(|id| id.0);
    let others = about.into_iter().filter(|id| id.is_none() || *id != own);
    Ok(u32::try_from(others.count()).unwrap_or(u32::MAX))
}

/// What became of a claim.
pub(super) fn claim_state(row: &claims::Model) -> Result<ClaimState> {
    ClaimState::parse(&row.state).ok_or_else(|| crate::Error::fault(format!("claim {}", row.state)))
}
