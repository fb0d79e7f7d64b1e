//! A whole proposal for its team.

use super::{Scene, deadline_of, draft_content, latest_revision, scene, stamps, state_of};
use crate::{
    Error, Result, Store,
    entities::{accounts, competitions, proposal_sections, proposals, revisions, screenings},
    files::{self, DraftFiles},
    teams,
};
use domain::{
    Action, Actor, Facts, Language, Localised, ProposalId, can,
    policy::{Denied, Phase, ProposalState, refusal},
    proposals::{Correction, ProposalContent, ProposalDetail, Readiness, SectionSave, Submission},
    screening::{Points, unmet},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The proposal as it stands in the draft, with what is missing and what the actor may do. Fifteen
/// queries at most, however long it is.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team.
pub async fn detail(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<ProposalDetail> {
    let conn = store.read();
    let Scene { proposal, team } = scene(conn, actor, proposal, now).await?;
    let facts = Facts {
        began_in_time: now <= team.competition.closes_at,
        ..team.facts
    };
    can(actor, Action::ReadDraft, &facts)?;
    let id = ProposalId(proposal.id);
    let (rows, content) = draft_content(conn, &proposal, &team.competition).await?;
    let revision = latest_revision(conn, id).await?;
    let files = files::of_draft(conn, id).await?;
    let content = content.with_files(&files.named);
    let changed = match &revision {
        Some(revision) => {
            let team_name = &team.team.name;
            let draft = submission(&proposal, &team.competition, team_name, &content, &files);
            draft.canonical() != revision.content
        }
        None => false,
    };
    let names = names_of(conn, &rows, revision.as_ref()).await?;
    let state = state_of(&proposal)?;
    let jury_opens_at = team.competition.jury_opens_at;
    let checks = &content.form.checks;
    let correction = correction(conn, &proposal, jury_opens_at, checks, &facts).await?;
    Ok(ProposalDetail {
        id,
        number: proposal.number,
        team: team.team.id.into(),
        members: teams::members_of(conn, team.team.id.into()).await?,
        role: teams::role_of(&team.member)?,
        closes_at: deadline_of(&proposal, &team.competition),
        slug: team.competition.slug,
        competition: serde_json::from_str(&team.competition.name)?,
        zone: team.competition.zone,
        phase: facts.phase.ok_or_else(|| Error::fault("no phase"))?,
        grace_minutes: match proposal.extended_until {
            Some(_) => 0,
            None => team.competition.grace_minutes,
        },
        now,
        correction,
        readiness: Readiness::of(&content.form, &content.answers, &content.choices),
        saves: rows
            .into_iter()
            .map(|row| SectionSave {
                key: row.key,
                version: row.version,
                saved_at: row.updated_at,
                saved_by: row.updated_by.and_then(|id| names.get(&id).cloned()),
            })
            .collect(),
        content,
        stamp: revision.map(|row| stamps(row, &names)),
        changed,
        edit: refusal(actor, Action::EditDraft, &facts),
        submit: refusal(actor, Action::SubmitProposal, &facts),
        withdraw: refusal(actor, Action::WithdrawProposal, &facts)
            .or((state == ProposalState::Draft).then_some(Denied::State)),
        state,
        team_name: team.team.name,
    })
}

/// Why the proposal was returned and until when it can be corrected, as long as the jury has not begun.
async fn correction<C: ConnectionTrait>(
    conn: &C,
    proposal: &proposals::Model,
    jury_opens_at: i64,
    checks: &[Localised],
    facts: &Facts,
) -> Result<Option<Correction>> {
    if !facts.returned || facts.phase > Some(Phase::Screening) {
        return Ok(None);
    }
    let decision = screenings::Entity::find()
        .filter(screenings::Column::ProposalId.eq(proposal.id))
        .filter(screenings::Column::UndoneAt.is_null())
        .order_by_desc(screenings::Column::DecidedAt)
        .order_by_desc(screenings::Column::Id)
        .one(conn)
        .await?;
    let Some(decision) = decision else {
        return Ok(None);
    };
    let points: Points = serde_json::from_str(&decision.points)?;
    Ok(Some(Correction {
        reason: decision.reason,
        corrections: decision.corrections,
        unmet: unmet(checks, &points).into_iter().cloned().collect(),
        until_at: proposal
            .correct_until
            .unwrap_or(jury_opens_at)
            .max(proposal.extended_until.unwrap_or_default()),
    }))
}

/// What a submission would freeze now.
pub(super) fn submission(
    proposal: &proposals::Model,
    competition: &competitions::Model,
    team: &str,
    content: &ProposalContent,
    files: &DraftFiles,
) -> Submission {
    Submission {
        format: Submission::FORMAT,
        competition: competition.id.into(),
        proposal: proposal.id.into(),
        number: proposal.number,
        team: team.to_owned(),
        language: Language::parse(&proposal.language).unwrap_or_default(),
        rules: competition.rules_hash.clone(),
        answers: content.answers.clone(),
        files: files.named.clone(),
        photo: files.photo.as_ref().map(|photo| photo.named.clone()),
    }
}

async fn names_of<C: ConnectionTrait>(
    conn: &C,
    rows: &[proposal_sections::Model],
    revision: Option<&revisions::Model>,
) -> Result<HashMap<Uuid, String>> {
    let ids = rows
        .iter()
        .filter_map(|row| row.updated_by)
        .chain(revision.and_then(|row| row.submitted_by));
    account_names(conn, ids).await
}

/// The names of people by account. One query, none when there is nobody.
pub(crate) async fn account_names<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let ids: HashSet<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .column(accounts::Column::Name)
        .filter(accounts::Column::Id.is_in(ids))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}
