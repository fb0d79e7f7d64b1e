//! Members agree to the text that is submitted. A word is about one text: its fingerprint; a change asks anew.

use super::{Scene, draft_content, lock, scene, submission};
use crate::{
    Error, Result, Store, Tx,
    entities::{competitions, confirmations, proposals},
    files, teams,
};
use domain::{
    AccountId, Action, Actor, ProposalId, can,
    competitions::fingerprint,
    errors::Stale,
    proposals::{Consent, Consents, MemberConsent},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use serde_json::json;
use std::collections::HashMap;

/// What the rules of the competition ask.
pub(crate) fn consent_of(competition: &competitions::Model) -> Result<Consent> {
    Consent::parse(&competition.consent)
        .ok_or_else(|| Error::fault(format!("consent {}", competition.consent)))
}

/// Who has agreed to the draft as it stands, for its team. Fourteen queries at most.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team.
pub async fn consents(store: &Store, actor: &Actor, id: ProposalId, now: i64) -> Result<Consents> {
    let conn = store.read();
    let scene = scene(conn, actor, id, now).await?;
    can(actor, Action::ReadDraft, &scene.team.facts)?;
    let print = print_of(conn, &scene).await?;
    let rule = consent_of(&scene.team.competition)?;
    let members = match rule {
        Consent::Lead => Vec::new(),
        Consent::Members => words(conn, &scene.proposal, &print).await?,
    };
    let me = actor.signed_in()?.id;
    let open = members
        .iter()
        .any(|member| member.account == me && member.confirmed_at.is_none());
    Ok(Consents {
        may_confirm: open && can(actor, Action::ConfirmProposal, &scene.team.facts).is_ok(),
        rule,
        fingerprint: print,
        members,
    })
}

/// Confirms the text that `read` names, as a member of its team. Said twice, it stands once.
///
/// # Errors
/// `Denied` once it cannot be submitted any more; `Missing` for people outside of the team; `Conflict` when the text has
/// changed since it was read.
pub async fn confirm(
    store: &Store,
    actor: &Actor,
    id: ProposalId,
    read: &str,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    lock(&tx, id).await?;
    let scene = scene(&*tx, actor, id, now).await?;
    can(actor, Action::ConfirmProposal, &scene.team.facts)?;
    let print = print_of(&*tx, &scene).await?;
    if print != read {
        return Err(domain::Error::Conflict(Stale::default()).into());
    }
    let said = record(&tx, id, account, &print, now).await?;
    if said {
        let competition = Some(scene.team.competition.id.into());
        let detail = json!({ "fingerprint": print });
        tx.audit(actor, competition, "proposal.confirmed", id.0, detail, now)
            .await?;
    }
    tx.commit().await
}

/// Notes a member's word about a text; `false` when it was there.
pub(super) async fn record(
    tx: &Tx,
    id: ProposalId,
    account: AccountId,
    print: &str,
    now: i64,
) -> Result<bool> {
    let mut once = OnConflict::columns([
        confirmations::Column::ProposalId,
        confirmations::Column::AccountId,
        confirmations::Column::Fingerprint,
    ]);
    let written = confirmations::Entity::insert(confirmations::ActiveModel {
        proposal_id: Set(id.0),
        account_id: Set(account.0),
        fingerprint: Set(print.to_owned()),
        confirmed_at: Set(now),
    })
    .on_conflict(once.do_nothing().to_owned())
    .exec_without_returning(&**tx)
    .await?;
    Ok(written == 1)
}

/// What all members say of a text, the lead first. Two queries.
pub(super) async fn words<C: ConnectionTrait>(
    conn: &C,
    proposal: &proposals::Model,
    print: &str,
) -> Result<Vec<MemberConsent>> {
    let mut said: HashMap<AccountId, Option<i64>> = HashMap::new();
    let rows = confirmations::Entity::find()
        .filter(confirmations::Column::ProposalId.eq(proposal.id))
        .order_by_asc(confirmations::Column::ConfirmedAt)
        .all(conn)
        .await?;
    for row in rows {
        let word = said.entry(row.account_id.into()).or_default();
        if row.fingerprint == print {
            *word = Some(row.confirmed_at);
        }
    }
    let members = teams::members_of(conn, proposal.team_id.into()).await?;
    let word = |member: domain::teams::MemberView| MemberConsent {
        confirmed_at: said.get(&member.account).copied().flatten(),
        earlier: said.get(&member.account) == Some(&None),
        account: member.account,
        name: member.name,
    };
    Ok(members.into_iter().map(word).collect())
}

/// Names the draft as it stands. Five queries.
async fn print_of<C: ConnectionTrait>(conn: &C, scene: &Scene) -> Result<String> {
    let Scene { proposal, team } = scene;
    let (_, content) = draft_content(conn, proposal, &team.competition).await?;
    let files = files::of_draft(conn, proposal.id.into()).await?;
    let content = content.with_files(&files.named);
    let draft = submission(
        proposal,
        &team.competition,
        &team.team.name,
        &content,
        &files,
    );
    Ok(fingerprint(&draft.canonical()))
}
