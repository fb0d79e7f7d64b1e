//! Submitting, amending and withdrawing, by the server's clock.

use super::{
    RETURNED, Scene, consent_of,
    consents::{record, words},
    draft_content, latest_revision, lock, receipt_of, scene, state_of, submission, with_overview,
};
use crate::{
    Result, Store, Tx,
    entities::{competitions, proposals, revisions},
    files, jury,
    outbox::Mail,
    screening::{self, people_of},
};
use domain::{
    Action, Actor, Error, Facts, Localised, ProposalId, can,
    competitions::fingerprint,
    policy::{Denied, Phase, ProposalState},
    proposals::{Consent, Readiness, Receipt},
    screening::stored_sketch,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// Submits the draft as it stands, or amends an earlier submission by it.
///
/// `began_at` is when the server began to receive the request: begun by the deadline, it is taken until the
/// published grace ends, and marked late. The same content submitted again answers with the receipt
/// that there is, at any time. Until a submission is complete, the earlier revision stays the one that counts.
///
/// # Errors
/// `Denied` after the deadline (and grace), for others than the lead and for a withdrawn proposal; `Invalid`
/// naming what is missing as `section/input`; `Missing` for people outside of the team.
pub async fn submit(
    store: &Store,
    actor: &Actor,
    id: ProposalId,
    began_at: i64,
    now: i64,
) -> Result<Receipt> {
    let tx = store.begin().await?;
    take(&tx, id).await?;
    let Scene { proposal, team } = scene(&*tx, actor, id, now).await?;
    let facts = Facts {
        began_in_time: began_at <= team.competition.closes_at,
        ..team.facts
    };
    can(actor, Action::ReadDraft, &facts)?;
    let (_, content) = draft_content(&*tx, &proposal, &team.competition).await?;
    let draft_files = files::of_draft(&*tx, id).await?;
    let content = content.with_files(&draft_files.named);
    let team_name = &team.team.name;
    let text = submission(
        &proposal,
        &team.competition,
        team_name,
        &content,
        &draft_files,
    )
    .canonical();
    let print = fingerprint(&text);
    let latest = latest_revision(&*tx, id).await?;
    let same = latest
        .as_ref()
        .is_some_and(|latest| latest.fingerprint == print);
    let correcting = facts.returned && (facts.correctable || facts.extended);
    if same && facts.proposal == Some(ProposalState::Submitted) && !correcting {
        return receipt_of(&*tx, &proposal, &team.competition, &team.team.name).await;
    }
    can(actor, Action::SubmitProposal, &facts)?;
    let readiness = Readiness::of(&content.form, &content.answers, &content.choices);
    if !readiness.is_complete() {
        return Err(Error::Invalid(readiness.all_problems()).into());
    }
    agreed(&tx, actor, &proposal, &team.competition, &print, now).await?;
    let own_time = facts.phase > Some(Phase::Open) && !correcting;
    let extended = own_time && facts.extended;
    let late = own_time && !extended;
    let number = latest.as_ref().map_or(0, |latest| latest.number) + i32::from(!same);
    if !same {
        let revision = Uuid::now_v7();
        revisions::Entity::insert(revisions::ActiveModel {
            id: Set(revision),
            proposal_id: Set(id.0),
            number: Set(number),
            content: Set(text),
            fingerprint: Set(print.clone()),
            submitted_at: Set(now),
            submitted_by: Set(actor.id().map(|id| id.0)),
            late: Set(late),
            extended: Set(extended),
            sketch: Set(Some(stored_sketch(&content.answers))),
        })
        .exec_without_returning(&*tx)
        .await?;
        files::freeze(&tx, revision, draft_files).await?;
    }
    // What was decided was about another text.
    let screening = if extended || proposal.screening == RETURNED {
        screening::withdraw_news(&tx, id.0, now).await?;
        "pending"
    } else {
        &proposal.screening
    };
    if proposal.extended_until.is_some() {
        let rows = std::slice::from_ref(&proposal);
        jury::release_proposals(&tx, actor, &team.competition, rows, now).await?;
    }
    let update = proposals::Entity::update_many()
        .col_expr(
            proposals::Column::State,
            Expr::value(ProposalState::Submitted.key()),
        )
        .col_expr(proposals::Column::Screening, Expr::value(screening))
        .col_expr(proposals::Column::SubmittedAt, Expr::value(now))
        .col_expr(proposals::Column::UpdatedAt, Expr::value(now))
        .col_expr(
            proposals::Column::Version,
            Expr::col(proposals::Column::Version).add(1),
        )
        .filter(proposals::Column::Id.eq(id.0));
    with_overview(update, &content.overview())?
        .exec(&*tx)
        .await?;
    let receipt = receipt_of(&*tx, &proposal, &team.competition, &team.team.name).await?;
    tell_members(&tx, &proposal, &team.competition.name, &receipt, now).await?;
    let detail =
        json!({ "revision": number, "fingerprint": print, "late": late, "extended": extended });
    let competition = Some(team.competition.id.into());
    let action = match (correcting, number) {
        (true, _) => "proposal.corrected",
        (false, 1) => "proposal.submitted",
        (false, _) => "proposal.amended",
    };
    tx.audit(actor, competition, action, id.0, detail, now)
        .await?;
    tx.commit().await?;
    Ok(receipt)
}

/// Takes the proposal until the transaction ends; with more time of its own it may have been given to jurors already, and
/// then the competition is taken first, as everybody does who changes what jurors have.
async fn take(tx: &Tx, id: ProposalId) -> Result<()> {
    let row = proposals::Entity::find_by_id(id.0).one(&**tx).await?;
    let row = row.ok_or(Error::Missing)?;
    if row.extended_until.is_some() {
        jury::serialise(tx, row.competition_id).await?;
    }
    lock(tx, id).await
}

/// Whether all have agreed to the text, where the rules ask for it; submitting is the lead's own word.
async fn agreed(
    tx: &Tx,
    actor: &Actor,
    proposal: &proposals::Model,
    competition: &competitions::Model,
    print: &str,
    now: i64,
) -> Result<()> {
    if consent_of(competition)? == Consent::Lead {
        return Ok(());
    }
    let lead = actor.signed_in()?.id;
    record(tx, proposal.id.into(), lead, print, now).await?;
    let words = words(&**tx, proposal, print).await?;
    if words.iter().all(|word| word.confirmed_at.is_some()) {
        return Ok(());
    }
    let what = "members_unconfirmed".into();
    Err(Error::invalid("sure", domain::Problem::Other { what }).into())
}

/// Takes a submission back, until the deadline that it has; what was decided about it counts no more.
///
/// # Errors
/// `Denied` after the deadline, for others than the lead, and when nothing is submitted; `Missing`.
pub async fn withdraw(store: &Store, actor: &Actor, id: ProposalId, now: i64) -> Result<()> {
    change_state(
        store,
        actor,
        id,
        [ProposalState::Submitted, ProposalState::Withdrawn],
        "proposal.withdrawn",
        now,
    )
    .await
}

/// Undoes a withdrawal, until the deadline that it has: the revision that counted counts again.
///
/// # Errors
/// `Denied` after the deadline, for others than the lead, and when it is not withdrawn; `Missing`.
pub async fn undo_withdrawal(store: &Store, actor: &Actor, id: ProposalId, now: i64) -> Result<()> {
    change_state(
        store,
        actor,
        id,
        [ProposalState::Withdrawn, ProposalState::Submitted],
        "proposal.withdrawal_undone",
        now,
    )
    .await
}

async fn change_state(
    store: &Store,
    actor: &Actor,
    id: ProposalId,
    [from, to]: [ProposalState; 2],
    action: &str,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    take(&tx, id).await?;
    let Scene { proposal, team } = scene(&*tx, actor, id, now).await?;
    can(actor, Action::WithdrawProposal, &team.facts)?;
    let state = state_of(&proposal)?;
    if state == to {
        // Asked twice: it is as the person wants it.
        return Ok(());
    }
    if state != from {
        return Err(Error::Denied(Denied::State).into());
    }
    // In more time of its own, it may have been decided about and given to jurors.
    if proposal.extended_until.is_some() {
        let rows = std::slice::from_ref(&proposal);
        jury::release_proposals(&tx, actor, &team.competition, rows, now).await?;
        screening::withdraw_news(&tx, id.0, now).await?;
    }
    proposals::Entity::update_many()
        .col_expr(proposals::Column::State, Expr::value(to.key()))
        .col_expr(proposals::Column::Screening, Expr::value("pending"))
        .col_expr(proposals::Column::UpdatedAt, Expr::value(now))
        .col_expr(
            proposals::Column::Version,
            Expr::col(proposals::Column::Version).add(1),
        )
        .filter(proposals::Column::Id.eq(id.0))
        .exec(&*tx)
        .await?;
    tx.audit(
        actor,
        Some(team.competition.id.into()),
        action,
        id.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await
}

/// Sends the receipt to every member in their language.
async fn tell_members(
    tx: &Tx,
    proposal: &proposals::Model,
    competition: &str,
    receipt: &Receipt,
    now: i64,
) -> Result<()> {
    let competition: Localised = serde_json::from_str(competition)?;
    let people = people_of(&**tx, [proposal.team_id]).await?;
    for person in people.into_values().flatten() {
        let language = person.language;
        let mail = Mail {
            to: &person.email,
            language,
            template: "proposals.received",
            fields: json!({
                "name": person.name,
                "title": receipt.title,
                "number": receipt.number,
                "competition": competition.get(language),
                "submitted_by": receipt.stamp.submitted_by,
                "received_at": receipt.stamp.submitted_at,
                "zone": receipt.zone,
                "late": receipt.stamp.late,
                "fingerprint": receipt.stamp.fingerprint,
                "link": format!("/proposals/{}/receipt", proposal.id),
                "check_link": "/check",
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}
