//! Deciding: what a decision writes, and deciding about one proposal.

use super::people_of;
use crate::{
    Result, Store, Tx,
    competitions::{facts, instant},
    entities::{competitions, proposals, screenings},
    jury,
    outbox::Mail,
    proposals::{account_names, form_of, is_returned},
};
use domain::{
    Action, Actor, Error, Facts, Localised, ProposalId, can,
    errors::Stale,
    policy::{Denied, Phase, ProposalState},
    screening::{Decision, ScreeningState, correction_end, told_at},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What a decision changed, so that taking it back restores it.
#[derive(Serialize, Deserialize)]
pub(super) struct Before {
    /// Key of the state.
    pub screening: String,
    /// As in the proposal's row.
    pub correct_until: Option<i64>,
    /// As in the proposal's row.
    pub told_at: Option<i64>,
    /// Assignments that were taken from jurors.
    pub released: Vec<Uuid>,
}

/// Decides about the submitted proposal as it was at `version`, and tells the team.
///
/// A decision against a proposal that jurors have already takes it from those who have not submitted.
///
/// # Errors
/// `Missing` for an unknown proposal and for strangers to the competition, `Denied` for auditors, outside
/// of grace to jury, and for a return once the jury has begun; `Conflict` when the proposal or its screening
/// has changed since.
pub async fn decide(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    version: i64,
    decision: &Decision,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let mut row = proposals::Entity::find_by_id(proposal.0)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    let (competition, mut facts) = facts(&*tx, actor, row.competition_id.into(), now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(Error::Missing.into());
    }
    facts.proposal = ProposalState::parse(&row.state);
    can(actor, Action::Screen, &facts)?;
    may_return(decision.state, &facts)?;
    jury::serialise(&tx, row.competition_id).await?;
    row.version = version;
    record(&tx, actor, &competition, &[row], decision, now).await?;
    tx.commit().await
}

/// A return needs time before the jury.
pub(super) fn may_return(state: ScreeningState, facts: &Facts) -> Result<()> {
    if state == ScreeningState::Returned && facts.phase > Some(Phase::Screening) {
        return Err(Error::Denied(Denied::TooLate).into());
    }
    Ok(())
}

/// Writes the decision for each row; a row's `version` is the one that the organiser read.
pub(super) async fn record(
    tx: &Tx,
    actor: &Actor,
    competition: &competitions::Model,
    rows: &[proposals::Model],
    decision: &Decision,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?;
    let until = end_of(competition, decision, now)?;
    let checks = form_of(competition)?.checks;
    let unmet = decision.unmet(&checks)?;
    for row in rows {
        let changed = proposals::Entity::update_many()
            .col_expr(
                proposals::Column::Screening,
                Expr::value(decision.state.key()),
            )
            .col_expr(proposals::Column::CorrectUntil, Expr::value(until))
            .col_expr(
                proposals::Column::ToldAt,
                Expr::value(team_told_at(row, decision, now)),
            )
            .col_expr(proposals::Column::UpdatedAt, Expr::value(now))
            .col_expr(proposals::Column::Version, Expr::value(row.version + 1))
            .filter(proposals::Column::Id.eq(row.id))
            .filter(proposals::Column::Version.eq(row.version))
            .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
            .exec(&**tx)
            .await?;
        if changed.rows_affected != 1 {
            return Err(stale(tx, row.id).await?.into());
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let mut released = if decision.state == ScreeningState::Eligible {
        HashMap::new()
    } else {
        jury::release_proposals(tx, actor, competition, rows, now).await?
    };
    let mut untold = supersede(tx, rows, account.id.0, now).await?;
    let batch = Uuid::now_v7();
    let mut written = Vec::with_capacity(rows.len());
    for row in rows {
        let mut before = untold.remove(&row.id).unwrap_or_else(|| Before {
            screening: row.screening.clone(),
            correct_until: row.correct_until,
            told_at: row.told_at,
            released: Vec::new(),
        });
        before
            .released
            .extend(released.remove(&row.id).unwrap_or_default());
        written.push(screenings::ActiveModel {
            id: Set(Uuid::now_v7()),
            proposal_id: Set(row.id),
            decision: Set(decision.state.key().to_owned()),
            reason: Set(decision.reason.clone()),
            corrections: Set(decision.corrections.clone()),
            decided_by: Set(account.id.0),
            decided_at: Set(now),
            batch: Set(Some(batch)),
            until_at: Set(until),
            before: Set(Some(serde_json::to_string(&before)?)),
            version: Set(Some(row.version + 1)),
            undone_by: Set(None),
            undone_at: Set(None),
            points: Set(serde_json::to_string(&decision.points)?),
        });
    }
    let ids: Vec<Uuid> = written.iter().map(|row| *row.id.as_ref()).collect();
    screenings::Entity::insert_many(written)
        .exec_without_returning(&**tx)
        .await?;
    for row in rows {
        let detail = json!({
            "from": row.screening,
            "to": decision.state.key(),
            "reason": decision.reason,
            "until_at": until,
            "points": decision.points,
        });
        let id = Some(competition.id.into());
        tx.audit(actor, id, "proposal.screened", row.id, detail, now)
            .await?;
    }
    let news = News {
        decision,
        unmet: &unmet,
        until_at: until.unwrap_or(competition.jury_opens_at),
    };
    tell(tx, competition, rows, &ids, &news, now).await
}

/// Takes decisions back that another one replaces before their teams heard of them: their mail is withdrawn, and what stood
/// before them, by proposal, is what stood before the new one.
async fn supersede(
    tx: &Tx,
    rows: &[proposals::Model],
    by: Uuid,
    now: i64,
) -> Result<HashMap<Uuid, Before>> {
    let versions: HashMap<Uuid, i64> = rows.iter().map(|row| (row.id, row.version)).collect();
    let mut untold = untold(tx, versions.keys().copied(), now).await?;
    untold.retain(|past| past.version == versions.get(&past.proposal_id).copied());
    let ids: Vec<Uuid> = untold.iter().map(|past| past.id).collect();
    if ids.is_empty() || !tx.withdraw_mail(&ids).await? {
        return Ok(HashMap::new());
    }
    screenings::Entity::update_many()
        .col_expr(screenings::Column::UndoneAt, Expr::value(now))
        .col_expr(screenings::Column::UndoneBy, Expr::value(by))
        .filter(screenings::Column::Id.is_in(ids))
        .exec(&**tx)
        .await?;
    let before = |past: screenings::Model| {
        let before = serde_json::from_str(past.before.as_deref()?).ok()?;
        Some((past.proposal_id, before))
    };
    Ok(untold.into_iter().filter_map(before).collect())
}

/// Decisions about these proposals that stand and that their teams have not heard of.
async fn untold(
    tx: &Tx,
    proposals: impl IntoIterator<Item = Uuid>,
    now: i64,
) -> Result<Vec<screenings::Model>> {
    Ok(screenings::Entity::find()
        .filter(screenings::Column::ProposalId.is_in(proposals))
        .filter(screenings::Column::DecidedAt.gt(now - told_at(0)))
        .filter(screenings::Column::UndoneAt.is_null())
        .all(&**tx)
        .await?)
}

/// The text that was decided about counts no more: mail about it that has not left does not leave.
pub(crate) async fn withdraw_news(tx: &Tx, proposal: Uuid, now: i64) -> Result<()> {
    let untold = untold(tx, [proposal], now).await?;
    let ids: Vec<Uuid> = untold.into_iter().map(|past| past.id).collect();
    if !ids.is_empty() {
        tx.withdraw_mail(&ids).await?;
    }
    Ok(())
}

/// Until when a return leaves time to correct.
fn end_of(competition: &competitions::Model, decision: &Decision, now: i64) -> Result<Option<i64>> {
    if decision.state != ScreeningState::Returned {
        return Ok(None);
    }
    let refused = |problem| Error::invalid("until", problem);
    let until = decision
        .until
        .map(|until| instant(until, &competition.zone))
        .transpose()
        .map_err(refused)?;
    Ok(correction_end(until, competition.jury_opens_at, now).map_err(refused)?)
}

/// When the team's own pages show it. A team that is correcting already goes on without a gap.
fn team_told_at(before: &proposals::Model, decision: &Decision, now: i64) -> Option<i64> {
    if decision.state == ScreeningState::Returned && is_returned(before, now) {
        before.told_at
    } else {
        Some(told_at(now))
    }
}

/// What the teams are told.
struct News<'a> {
    decision: &'a Decision,
    /// Points of the checklist that are not met.
    unmet: &'a [&'a Localised],
    /// Until when a return leaves time.
    until_at: i64,
}

/// Mail to every member of the teams, in each one's language, once the decision cannot be taken back.
async fn tell(
    tx: &Tx,
    competition: &competitions::Model,
    rows: &[proposals::Model],
    decisions: &[Uuid],
    news: &News<'_>,
    now: i64,
) -> Result<()> {
    let decision = news.decision;
    let name: Localised = serde_json::from_str(&competition.name)?;
    let people = people_of(&**tx, rows.iter().map(|row| row.team_id)).await?;
    for (row, about) in rows.iter().zip(decisions) {
        for person in people.get(&row.team_id).into_iter().flatten() {
            let mail = Mail {
                to: &person.email,
                language: person.language,
                template: &format!("screening.{}", decision.state.key()),
                fields: json!({
                    "name": person.name,
                    "competition": name.get(person.language),
                    "number": row.number,
                    "title": row.title,
                    "reason": decision.reason,
                    "corrections": decision.corrections,
                    "unmet": news.unmet.iter().map(|text| text.get(person.language)).collect::<Vec<_>>(),
                    "until_at": news.until_at,
                    "zone": competition.zone,
                    "link": format!("/proposals/{}", row.id),
                }),
            };
            tx.mail_later(mail, *about, told_at(now), now).await?;
        }
    }
    Ok(())
}

/// What stands there now: its version, and who decided last.
pub(super) async fn stale(tx: &Tx, proposal: Uuid) -> Result<Error> {
    let row = proposals::Entity::find_by_id(proposal)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    // Who decided last (or took it back), if that is what changed it; else its team did.
    let last = screenings::Entity::find()
        .filter(screenings::Column::ProposalId.eq(proposal))
        .filter(
            Condition::any()
                .add(screenings::Column::DecidedAt.eq(row.updated_at))
                .add(screenings::Column::UndoneAt.eq(row.updated_at)),
        )
        .order_by_desc(screenings::Column::Id)
        .one(&**tx)
        .await?;
    let by = match last {
        None => None,
        Some(last) => {
            let by = last.undone_by.unwrap_or(last.decided_by);
            account_names(&**tx, [by]).await?.remove(&by)
        }
    };
    Ok(Error::Conflict(Stale {
        version: row.version,
        by,
        current: String::new(),
    }))
}
