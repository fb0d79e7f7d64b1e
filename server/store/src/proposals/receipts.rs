//! Receipts: what was received, when, and whether a text is it.

use super::{account_names, consent_of, scene, state_of};
use crate::{
    Result, Store, competitions as calls,
    entities::{competitions, confirmations, proposals, revisions, teams},
};
use domain::{
    Action, Actor, CompetitionId, Error, Facts, Problem, ProposalId, can,
    policy::ProposalState,
    proposals::{
        Consent, Receipt, ReceiptCheck, Received, RevisionStamp, Submitted, fingerprint_of_text,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// The receipt of the newest submission, for the team, its organisers and auditors.
///
/// # Errors
/// `SignedOut`; `Missing` for everybody else and while nothing was submitted.
pub async fn receipt(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<Receipt> {
    let conn = store.read();
    let (proposal, competition, team) = readable(conn, actor, proposal, now).await?;
    receipt_of(conn, &proposal, &competition, &team).await
}

/// The fingerprint that a text is, or has. The input is named `text`.
///
/// # Errors
/// `Invalid` when nothing was given.
pub fn fingerprint_in(text: &str) -> std::result::Result<String, Error> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.is_empty() {
        return Err(Error::invalid("text", Problem::Required));
    }
    Ok(
        if compact.len() == 64 && compact.bytes().all(|c| c.is_ascii_hexdigit()) {
            compact.to_ascii_lowercase()
        } else {
            fingerprint_of_text(text)
        },
    )
}

/// Whether a text (the canonical text of a receipt, or a fingerprint) was received, in any competition. For
/// everybody: nobody can guess a fingerprint, so whoever has it holds the receipt. Three queries.
///
/// # Errors
/// As [`fingerprint_in`].
pub async fn check_receipt(store: &Store, text: &str) -> Result<ReceiptCheck> {
    let conn = store.read();
    let fingerprint = fingerprint_in(text)?;
    let row = revisions::Entity::find()
        .filter(revisions::Column::Fingerprint.eq(&fingerprint))
        .order_by_desc(revisions::Column::SubmittedAt)
        .order_by_desc(revisions::Column::Number)
        .one(conn)
        .await?;
    let found = match row {
        Some(row) => Some(received(conn, row).await?),
        None => None,
    };
    Ok(ReceiptCheck { fingerprint, found })
}

async fn received<C: ConnectionTrait>(conn: &C, row: revisions::Model) -> Result<Received> {
    let (proposal, competition) = proposals::Entity::find_by_id(row.proposal_id)
        .find_also_related(competitions::Entity)
        .one(conn)
        .await?
        .ok_or(Error::Missing)?;
    let competition = competition.ok_or(Error::Missing)?;
    let newer = revisions::Entity::find()
        .filter(revisions::Column::ProposalId.eq(proposal.id))
        .filter(revisions::Column::Number.gt(row.number))
        .count(conn)
        .await?;
    Ok(Received {
        competition: serde_json::from_str(&competition.name)?,
        zone: competition.zone,
        number: proposal.number,
        revision: row.number,
        submitted_at: row.submitted_at,
        late: row.late,
        current: newer == 0 && state_of(&proposal)? == ProposalState::Submitted,
    })
}

/// A revision without its text.
pub(super) fn stamps(row: revisions::Model, names: &HashMap<Uuid, String>) -> RevisionStamp {
    RevisionStamp {
        id: row.id.into(),
        number: row.number,
        submitted_at: row.submitted_at,
        submitted_by: row.submitted_by.and_then(|id| names.get(&id).cloned()),
        fingerprint: row.fingerprint,
        late: row.late,
    }
}

/// The receipt of the newest revision. Four queries at most, whatever the proposal's state says meanwhile.
pub(super) async fn receipt_of<C: ConnectionTrait>(
    conn: &C,
    proposal: &proposals::Model,
    competition: &competitions::Model,
    team: &str,
) -> Result<Receipt> {
    let rows = revisions_of(conn, proposal.id).await?;
    let names = account_names(conn, rows.iter().filter_map(|row| row.submitted_by)).await?;
    let mut rows = rows.into_iter();
    let newest = rows.next().ok_or(Error::Missing)?;
    let text = newest.content.clone();
    let submission = Submitted::parse(&text)?;
    Ok(Receipt {
        proposal: proposal.id.into(),
        number: proposal.number,
        title: submission.title().to_owned(),
        team: team.to_owned(),
        competition: serde_json::from_str(&competition.name)?,
        slug: competition.slug.clone(),
        zone: competition.zone.clone(),
        state: match state_of(proposal)? {
            ProposalState::Draft => ProposalState::Submitted,
            state => state,
        },
        extended: newest.extended,
        confirmed: confirmed_by(conn, proposal, competition, &newest.fingerprint).await?,
        stamp: stamps(newest, &names),
        text,
        language: submission.language,
        earlier: rows.map(|row| stamps(row, &names)).collect(),
    })
}

/// Who confirmed the text, and when, in that order; empty when the lead answers for all.
async fn confirmed_by<C: ConnectionTrait>(
    conn: &C,
    proposal: &proposals::Model,
    competition: &competitions::Model,
    fingerprint: &str,
) -> Result<Vec<(String, i64)>> {
    if consent_of(competition)? == Consent::Lead {
        return Ok(Vec::new());
    }
    let rows = confirmations::Entity::find()
        .filter(confirmations::Column::ProposalId.eq(proposal.id))
        .filter(confirmations::Column::Fingerprint.eq(fingerprint))
        .order_by_asc(confirmations::Column::ConfirmedAt)
        .all(conn)
        .await?;
    let names = account_names(conn, rows.iter().map(|row| row.account_id)).await?;
    let word =
        |row: confirmations::Model| Some((names.get(&row.account_id)?.clone(), row.confirmed_at));
    Ok(rows.into_iter().filter_map(word).collect())
}

async fn revisions_of<C: ConnectionTrait>(
    conn: &C,
    proposal: Uuid,
) -> Result<Vec<revisions::Model>> {
    Ok(revisions::Entity::find()
        .filter(revisions::Column::ProposalId.eq(proposal))
        .order_by_desc(revisions::Column::Number)
        .all(conn)
        .await?)
}

/// The proposal with its competition and the team's name, for those who may read its submissions.
async fn readable<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: ProposalId,
    now: i64,
) -> Result<(proposals::Model, competitions::Model, String)> {
    match scene(conn, actor, id, now).await {
        Ok(own) => {
            can(actor, Action::ReadDraft, &own.team.facts)?;
            return Ok((own.proposal, own.team.competition, own.team.team.name));
        }
        Err(crate::Error::Refused(Error::Missing)) => {}
        Err(error) => return Err(error),
    }
    organised(conn, actor, id, now).await
}

/// A submitted proposal with its competition and the team's name, for organisers and auditors.
///
/// # Errors
/// `SignedOut`; `Missing` for everybody else.
pub(crate) async fn organised<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: ProposalId,
    now: i64,
) -> Result<(proposals::Model, competitions::Model, String)> {
    let (proposal, team) = proposals::Entity::find_by_id(id.0)
        .find_also_related(teams::Entity)
        .one(conn)
        .await?
        .ok_or(Error::Missing)?;
    let competition = CompetitionId(proposal.competition_id);
    let (competition, facts) = calls::facts(conn, actor, competition, now).await?;
    let facts = Facts {
        proposal: Some(state_of(&proposal)?),
        ..facts
    };
    // Others learn nothing, not even that there is such a proposal.
    can(actor, Action::ReadSubmitted, &facts).map_err(|error| match error {
        Error::Denied(_) => Error::Missing,
        other => other,
    })?;
    Ok((
        proposal,
        competition,
        team.map(|team| team.name).unwrap_or_default(),
    ))
}
