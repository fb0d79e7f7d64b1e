//! What organisers read of the teams' claims about jurors, and decide.
//!
//! Nobody reads or decides a claim about themselves; a member of the team does not decide its claims either.

use super::{
    ACTIVE,
    claims::{claim_state, waiting},
    conflicts::note,
    serialise,
    vacancies::tell_of_vacancies,
};
use crate::{
    Result, Store, Tx,
    competitions::{by_slug, facts},
    entities::{
        accounts, assignments, claims, competitions, conflicts, jurors, proposals, reviews,
        team_members, teams,
    },
    outbox::Mail,
    screening::{heading, people_of},
};
use domain::{
    Action, Actor, ClaimId, Error, Facts, Localised, ProposalId, can,
    errors::{Problems, Stale},
    jury::{
        CLAIM_ACCEPTED, Claim, ClaimList, ClaimState, ProposalTag, ReviewStage, parse_answer,
        parse_decision,
    },
    reviews::ReviewState,
    vocabulary::Sector,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

type Pair = (Uuid, Uuid);

/// The claims of a competition, apart from those about the reader. Ten queries, however many there are.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn claims(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<ClaimList> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let mut rows = claims::Entity::find()
        .filter(claims::Column::CompetitionId.eq(competition.id))
        .find_also_related(jurors::Entity)
        .all(conn)
        .await?;
    let own = actor.id().map(|id| id.0);
    rows.retain(|(_, juror)| {
        juror
            .as_ref()
            .is_some_and(|juror| juror.account_id.is_none() || juror.account_id != own)
    });
    let about: Vec<Uuid> = rows.iter().map(|(row, _)| row.proposal_id).collect();
    let proposals: HashMap<Uuid, (ProposalTag, String)> = proposals::Entity::find()
        .filter(proposals::Column::Id.is_in(about.iter().copied()))
        .find_also_related(teams::Entity)
        .all(conn)
        .await?
        .into_iter()
        .map(|(row, team)| {
            let tag = ProposalTag {
                id: ProposalId(row.id),
                number: row.number,
                title: row.title,
                sector: row.sector.as_deref().and_then(Sector::parse),
            };
            (
                row.id,
                (tag, team.map(|team| team.name).unwrap_or_default()),
            )
        })
        .collect();
    let people = rows
        .iter()
        .flat_map(|(row, _)| [Some(row.claimed_by), row.decided_by])
        .flatten();
    let people: HashMap<Uuid, String> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .column(accounts::Column::Name)
        .filter(accounts::Column::Id.is_in(people))
        .into_tuple::<(Uuid, String)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let conflicted = conflicted(conn, &about).await?;
    let stages = stages(conn, &about).await?;
    let mut list = Vec::new();
    for (row, juror) in rows {
        let (Some(juror), Some((tag, team))) = (juror, proposals.get(&row.proposal_id)) else {
            continue;
        };
        let pair = (juror.id, row.proposal_id);
        list.push(Claim {
            id: row.id.into(),
            proposal: tag.clone(),
            team: team.clone(),
            juror: juror.id.into(),
            juror_name: juror.name,
            employer: juror.employer,
            state: claim_state(&row)?,
            reason: row.reason,
            by: people.get(&row.claimed_by).cloned(),
            claimed_at: row.claimed_at,
            answer: row.answer,
            decided_by: row.decided_by.and_then(|id| people.get(&id).cloned()),
            decided_at: row.decided_at,
            conflicted: conflicted.contains(&pair),
            stage: stages.get(&pair).copied(),
        });
    }
    list.sort_by_key(|claim| {
        let at = claim.decided_at.map_or(claim.claimed_at, |at| -at);
        (claim.state != ClaimState::Open, at, claim.id)
    });
    Ok(ClaimList {
        heading: heading(&competition, &facts)?,
        rows: list,
        may_decide: can(actor, Action::DecideClaim, &facts).is_ok(),
    })
}

/// The pairs with a conflict of interest among these proposals.
async fn conflicted<C: ConnectionTrait>(conn: &C, proposals: &[Uuid]) -> Result<HashSet<Pair>> {
    Ok(conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column(conflicts::Column::ProposalId)
        .filter(conflicts::Column::ProposalId.is_in(proposals.iter().copied()))
        .into_tuple::<Pair>()
        .all(conn)
        .await?
        .into_iter()
        .collect())
}

/// How far the reviews of these proposals are.
async fn stages<C: ConnectionTrait>(
    conn: &C,
    proposals: &[Uuid],
) -> Result<HashMap<Pair, ReviewStage>> {
    let given: Vec<Pair> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::JurorId)
        .column(assignments::Column::ProposalId)
        .filter(assignments::Column::ProposalId.is_in(proposals.iter().copied()))
        .filter(assignments::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(conn)
        .await?;
    let mut stages: HashMap<Pair, ReviewStage> = given
        .into_iter()
        .map(|pair| (pair, ReviewStage::None))
        .collect();
    let begun: Vec<(Uuid, Uuid, String)> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::JurorId)
        .column(reviews::Column::ProposalId)
        .column(reviews::Column::State)
        .filter(reviews::Column::ProposalId.is_in(proposals.iter().copied()))
        .into_tuple()
        .all(conn)
        .await?;
    for (juror, proposal, state) in begun {
        let stage = match ReviewState::parse(&state) {
            Some(ReviewState::Submitted) => ReviewStage::Submitted,
            Some(ReviewState::Draft) => ReviewStage::Draft,
            _ => continue,
        };
        stages.insert((juror, proposal), stage);
    }
    Ok(stages)
}

/// Accepts or dismisses a claim, with an answer that the team reads. Accepted it is a conflict of interest as if
/// the juror had declared it: the proposal is taken away, the review sealed. The same decision sent twice is one.
///
/// # Errors
/// `Missing` for strangers; `Denied` for people who may not decide it now; `Invalid` on `decision` and `answer`;
/// `Conflict` when it was decided otherwise meanwhile.
pub async fn decide_claim(
    store: &Store,
    actor: &Actor,
    claim: ClaimId,
    decision: &str,
    answer: &str,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let (row, competition) = decider(&tx, actor, claim, now).await?;
    let mut problems = Problems::new();
    let decision = problems.check("decision", parse_decision(decision));
    let answer = problems.check("answer", parse_answer(answer));
    problems.finish()?;
    let (Some(decision), Some(answer)) = (decision, answer) else {
        return Err(Error::BadRequest.into());
    };
    if row.state != ClaimState::Open.key() {
        return already(&tx, &row, decision, &answer).await;
    }
    let waiting = waiting(&tx, competition.id).await?;
    claims::Entity::update_many()
        .col_expr(claims::Column::State, Expr::value(decision.key()))
        .col_expr(claims::Column::Answer, Expr::value(answer.as_str()))
        .col_expr(claims::Column::DecidedBy, Expr::value(Some(account.0)))
        .col_expr(claims::Column::DecidedAt, Expr::value(Some(now)))
        .filter(claims::Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    let juror = jurors::Entity::find_by_id(row.juror_id)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    let proposal = proposals::Entity::find_by_id(row.proposal_id)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    if decision == ClaimState::Accepted {
        accept(&tx, actor, &competition, &juror, proposal.id, now).await?;
    }
    let detail = json!({ "juror": juror.id, "claim": row.id, "reason": answer });
    let action = match decision {
        ClaimState::Accepted => "claim.accepted",
        _ => "claim.dismissed",
    };
    let id = Some(competition.id.into());
    tx.audit(actor, id, action, proposal.id, detail, now)
        .await?;
    if waiting.iter().all(|id| *id == row.id) {
        tx.withdraw_mail(&waiting).await?;
    }
    let outcome = (decision, answer.as_str());
    tell(&tx, &competition, &proposal, &juror, outcome, now).await?;
    tx.commit().await
}

/// The claim as it stands, for somebody who may decide it now; others who change the jury wait from here on.
async fn decider(
    tx: &Tx,
    actor: &Actor,
    claim: ClaimId,
    now: i64,
) -> Result<(claims::Model, competitions::Model)> {
    let find = || {
        claims::Entity::find_by_id(claim.0)
            .find_also_related(jurors::Entity)
            .one(&**tx)
    };
    let (row, juror) = find().await?.ok_or(Error::Missing)?;
    let (competition, facts) = facts(&**tx, actor, row.competition_id.into(), now).await?;
    let own = actor.id().map(|id| id.0);
    let about = juror.and_then(|juror| juror.account_id);
    if !(facts.organiser || facts.auditor) || (about.is_some() && about == own) {
        return Err(Error::Missing.into());
    }
    let team = proposals::Entity::find_by_id(row.proposal_id)
        .one(&**tx)
        .await?
        .map_or_else(Uuid::nil, |proposal| proposal.team_id);
    let member = team_members::Entity::find_by_id((team, own.unwrap_or_default()))
        .count(&**tx)
        .await?;
    let facts = Facts {
        conflicted: member > 0,
        ..facts
    };
    can(actor, Action::DecideClaim, &facts)?;
    serialise(tx, competition.id).await?;
    // Read again: somebody may have decided while this waited.
    let (row, _) = find().await?.ok_or(Error::Missing)?;
    Ok((row, competition))
}

/// A claim that is decided: well if so was this, else it has changed meanwhile.
async fn already(tx: &Tx, row: &claims::Model, decision: ClaimState, answer: &str) -> Result<()> {
    if row.state == decision.key() && row.answer == answer {
        return Ok(());
    }
    let by = match row.decided_by {
        Some(id) => accounts::Entity::find_by_id(id).one(&**tx).await?,
        None => None,
    };
    Err(Error::Conflict(Stale {
        version: row.decided_at.unwrap_or_default(),
        by: by.map(|account| account.name),
        current: String::new(),
    })
    .into())
}

/// Makes the claim a conflict of the juror, unless there is one already.
async fn accept(
    tx: &Tx,
    actor: &Actor,
    competition: &competitions::Model,
    juror: &jurors::Model,
    proposal: Uuid,
    now: i64,
) -> Result<()> {
    let known = conflicts::Entity::find_by_id((juror.id, proposal))
        .count(&**tx)
        .await?;
    if known == 0 && note(tx, actor, juror, proposal, CLAIM_ACCEPTED, now).await? {
        tell_of_vacancies(tx, competition, vec![proposal], now).await?;
    }
    Ok(())
}

/// Mail to every member of the team, in each one's language.
async fn tell(
    tx: &Tx,
    competition: &competitions::Model,
    proposal: &proposals::Model,
    juror: &jurors::Model,
    (decision, answer): (ClaimState, &str),
    now: i64,
) -> Result<()> {
    let name: Localised = serde_json::from_str(&competition.name)?;
    let people = people_of(&**tx, [proposal.team_id]).await?;
    for person in people.into_values().flatten() {
        let language = person.language;
        let fields = json!({
            "name": person.name,
            "competition": name.get(language),
            "juror": juror.name,
            "number": proposal.number,
            "title": proposal.title,
            "answer": answer,
            "link": format!("/teams/{}/jury", proposal.team_id),
        });
        let to = &person.email;
        let mail = if decision == ClaimState::Accepted {
            Mail {
                to,
                language,
                template: "jury.claim_accepted",
                fields,
            }
        } else {
            Mail {
                to,
                language,
                template: "jury.claim_dismissed",
                fields,
            }
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}
