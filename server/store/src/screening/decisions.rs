//! Deciding: one proposal with reasons, or several as eligible at once.

use super::{
    heading,
    lists::{state_of, submitted},
    people_of,
};
use crate::{
    Result, Store, Tx,
    competitions::{by_slug, facts},
    entities::{accounts, competitions, proposals, screenings},
    jury,
    outbox::Mail,
};
use domain::{
    Action, Actor, Error, Localised, ProposalId, can,
    errors::Stale,
    policy::{Denied, Phase, ProposalState},
    screening::{BulkPreview, Decision, PAGE_ROWS, ScreeningState},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

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
    if decision.state == ScreeningState::Returned && facts.phase > Some(Phase::Screening) {
        return Err(Error::Denied(Denied::TooLate).into());
    }
    jury::serialise(&tx, row.competition_id).await?;
    row.version = version;
    record(&tx, actor, &competition, &[row], decision, now).await?;
    tx.commit().await
}

/// What [`decide_eligible`] would do with these proposals. Unknown ones are left out.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who may not screen now, `Invalid` on `proposal`
/// when more than a page are chosen.
pub async fn preview_eligible(
    store: &Store,
    actor: &Actor,
    slug: &str,
    chosen: &[ProposalId],
    now: i64,
) -> Result<BulkPreview> {
    let conn = store.read();
    let (competition, mut facts) = by_slug(conn, actor, slug, now).await?;
    facts.proposal = Some(ProposalState::Submitted);
    can(actor, Action::Screen, &facts)?;
    check_number(chosen.len(), 0)?;
    let rows = submitted(competition.id)
        .filter(proposals::Column::Id.is_in(chosen.iter().map(|id| id.0)))
        .order_by_asc(proposals::Column::Number)
        .all(conn)
        .await?;
    let mut preview = BulkPreview {
        heading: heading(&competition, &facts)?,
        taken: Vec::new(),
        eligible_already: Vec::new(),
        mails: 0,
    };
    let mut teams = Vec::new();
    for row in rows {
        if state_of(&row)? == ScreeningState::Eligible {
            preview.eligible_already.push((row.number, row.title));
        } else {
            teams.push(row.team_id);
            preview
                .taken
                .push((row.id.into(), row.version, row.number, row.title));
        }
    }
    let people = people_of(conn, teams).await?;
    preview.mails = u32::try_from(people.values().map(Vec::len).sum::<usize>()).unwrap_or(0);
    Ok(preview)
}

/// Makes all of these eligible, as they were at their versions: all or none.
///
/// # Errors
/// As [`preview_eligible`]; `Invalid` when none is chosen, `Missing` when one is not a submitted proposal of the competition, `Conflict`
/// when one of them has changed since.
pub async fn decide_eligible(
    store: &Store,
    actor: &Actor,
    slug: &str,
    chosen: &[(ProposalId, i64)],
    now: i64,
) -> Result<u32> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let (competition, mut facts) = by_slug(&*tx, actor, slug, now).await?;
    facts.proposal = Some(ProposalState::Submitted);
    can(actor, Action::Screen, &facts)?;
    check_number(chosen.len(), 1)?;
    jury::serialise(&tx, competition.id).await?;
    let mut rows = submitted(competition.id)
        .filter(proposals::Column::Id.is_in(chosen.iter().map(|(id, _)| id.0)))
        .order_by_asc(proposals::Column::Number)
        .all(&*tx)
        .await?;
    if rows.len() != chosen.len() {
        return Err(Error::Missing.into());
    }
    for row in &mut rows {
        let named = chosen.iter().find(|(id, _)| id.0 == row.id);
        row.version = named.map_or(0, |(_, version)| *version);
    }
    record(&tx, actor, &competition, &rows, &Decision::eligible(), now).await?;
    tx.commit().await?;
    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
}

fn check_number(chosen: usize, least: usize) -> Result<()> {
    if chosen < least {
        return Err(Error::invalid("proposal", domain::Problem::Required).into());
    }
    if chosen > PAGE_ROWS as usize {
        let max = i64::from(PAGE_ROWS);
        let problem = domain::Problem::OutOfRange { min: 1, max };
        return Err(Error::invalid("proposal", problem).into());
    }
    Ok(())
}

/// Writes the decision for each row; a row's `version` is the one that the organiser read.
async fn record(
    tx: &Tx,
    actor: &Actor,
    competition: &competitions::Model,
    rows: &[proposals::Model],
    decision: &Decision,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?;
    for row in rows {
        let changed = proposals::Entity::update_many()
            .col_expr(
                proposals::Column::Screening,
                Expr::value(decision.state.key()),
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
    screenings::Entity::insert_many(rows.iter().map(|row| screenings::ActiveModel {
        id: Set(Uuid::now_v7()),
        proposal_id: Set(row.id),
        decision: Set(decision.state.key().to_owned()),
        reason: Set(decision.reason.clone()),
        corrections: Set(decision.corrections.clone()),
        decided_by: Set(account.id.0),
        decided_at: Set(now),
    }))
    .exec_without_returning(&**tx)
    .await?;
    if decision.state != ScreeningState::Eligible {
        jury::release_proposals(tx, actor, competition, rows, now).await?;
    }
    for row in rows {
        let detail =
            json!({ "from": row.screening, "to": decision.state.key(), "reason": decision.reason });
        let id = Some(competition.id.into());
        tx.audit(actor, id, "proposal.screened", row.id, detail, now)
            .await?;
    }
    tell(tx, competition, rows, decision, now).await
}

/// Mail to every member of the teams, in each one's language.
async fn tell(
    tx: &Tx,
    competition: &competitions::Model,
    rows: &[proposals::Model],
    decision: &Decision,
    now: i64,
) -> Result<()> {
    let name: Localised = serde_json::from_str(&competition.name)?;
    let people = people_of(&**tx, rows.iter().map(|row| row.team_id)).await?;
    for row in rows {
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
                    "until_at": competition.jury_opens_at,
                    "zone": competition.zone,
                    "link": format!("/proposals/{}", row.id),
                }),
            };
            tx.mail(mail, now).await?;
        }
    }
    Ok(())
}

/// What stands there now: its version, and who decided last.
async fn stale(tx: &Tx, proposal: Uuid) -> Result<Error> {
    let row = proposals::Entity::find_by_id(proposal)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    // Who decided last, if that is what changed it; else its team did.
    let by: Option<String> = screenings::Entity::find()
        .select_only()
        .column(accounts::Column::Name)
        .inner_join(accounts::Entity)
        .filter(screenings::Column::ProposalId.eq(proposal))
        .filter(screenings::Column::DecidedAt.eq(row.updated_at))
        .order_by_desc(screenings::Column::Id)
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(Error::Conflict(Stale {
        version: row.version,
        by,
        current: String::new(),
    }))
}
