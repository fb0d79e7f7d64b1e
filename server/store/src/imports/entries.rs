//! Writing whole entries at once: a team without members, its proposal, and what submitting freezes.

use super::runs::Scope;
use crate::{
    Error, Result, Tx,
    entities::{proposal_sections, proposals, revisions, screenings, section_versions, teams},
    secrets,
};
use domain::{
    Language,
    competitions::fingerprint,
    errors::Stale,
    imports::Entering,
    policy::ProposalState,
    proposals::{AllAnswers, Overview, Submission},
    screening::{ScreeningState, stored_sketch},
    teams::CODE_LENGTH,
    vocabulary::Sector,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, SqlErr,
    UpdateResult, sea_query::Expr,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An entry that comes into being.
#[derive(Clone, Debug)]
pub(super) struct NewEntry {
    pub(super) team: Uuid,
    pub(super) proposal: Uuid,
    pub(super) number: i32,
    pub(super) team_name: String,
    pub(super) language: Language,
    pub(super) entering: Entering,
    pub(super) overview: Overview,
    pub(super) answers: AllAnswers,
}

/// Numbers that no proposal of the competition has.
pub(super) struct Numbers(BTreeSet<i32>);

impl Numbers {
    pub(super) fn new(taken: impl IntoIterator<Item = i32>) -> Self {
        Self(taken.into_iter().collect())
    }

    /// Takes a number.
    pub(super) fn take(&mut self, number: i32) {
        self.0.insert(number);
    }

    /// Takes the number after the highest.
    pub(super) fn next(&mut self) -> i32 {
        let next = self.0.last().map_or(1, |last| last.saturating_add(1));
        self.0.insert(next);
        next
    }
}

/// Inserts rows, some hundred a statement.
pub(super) async fn insert_all<M, A>(tx: &Tx, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + Send,
{
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all());
    loop {
        let chunk: Vec<A> = rows.by_ref().take(crate::ROWS_AT_ONCE).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        A::Entity::insert_many(chunk)
            .exec_without_returning(&**tx)
            .await
            .map_err(taken_meanwhile)?;
    }
}

/// Somebody wrote the same at the same time; a second try sees it.
pub(super) fn taken_meanwhile(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            domain::Error::Conflict(Stale::default()).into()
        }
        _ => error.into(),
    }
}

/// As [`taken_meanwhile`], for the change of one row as it was read.
pub(super) fn found(done: &UpdateResult) -> Result<()> {
    match done.rows_affected {
        1 => Ok(()),
        _ => Err(domain::Error::Conflict(Stale::default()).into()),
    }
}

/// Writes new entries.
pub(super) async fn insert_entries(tx: &Tx, scope: &Scope<'_>, entries: &[NewEntry]) -> Result<()> {
    let competition = scope.competition.id;
    let rows = entries.iter().map(|entry| teams::Model {
        id: entry.team,
        competition_id: competition,
        name: entry.team_name.clone(),
        code: secrets::spoken_code(CODE_LENGTH),
        created_at: scope.now,
        version: 1,
    });
    insert_all(tx, rows.collect()).await?;
    let rows = entries.iter().map(|entry| proposal_row(scope, entry));
    insert_all(tx, rows.collect::<Result<_>>()?).await?;
    let mut sections = Vec::new();
    let mut versions = Vec::new();
    for entry in entries {
        for (key, answers) in &entry.answers {
            let text = answers.canonical();
            sections.push(section_row(scope, entry.proposal, key, &text, 1));
            versions.push(version_row(scope, entry.proposal, key, &text, 1));
        }
    }
    insert_all(tx, sections).await?;
    insert_all(tx, versions).await?;
    let submitted = entries
        .iter()
        .filter(|entry| entry.entering != Entering::Draft);
    let rows = submitted.map(|entry| revision_row(scope, entry, 1));
    insert_all(tx, rows.collect()).await?;
    let eligible = entries
        .iter()
        .filter(|entry| entry.entering == Entering::Eligible);
    let rows = eligible.map(|entry| screening_row(scope, entry.proposal));
    insert_all(tx, rows.collect::<Result<_>>()?).await
}

fn proposal_row(scope: &Scope<'_>, entry: &NewEntry) -> Result<proposals::Model> {
    let overview = &entry.overview;
    let (state, screening) = states(entry.entering);
    Ok(proposals::Model {
        id: entry.proposal,
        competition_id: scope.competition.id,
        team_id: entry.team,
        number: entry.number,
        title: overview.title.clone(),
        language: entry.language.code().to_owned(),
        state: state.key().to_owned(),
        screening: screening.key().to_owned(),
        correct_until: None,
        told_at: None,
        need_id: overview.need.map(|id| id.0),
        college_id: overview.college.map(|id| id.0),
        sector: overview.sector.map(|sector| Sector::key(sector).to_owned()),
        target_groups: serde_json::to_string(&overview.target_groups)?,
        amount_minor: overview.amount.minor,
        currency: overview.amount.currency.code().to_owned(),
        submitted_at: (entry.entering != Entering::Draft).then_some(scope.now),
        extended_until: None,
        reviews_assigned: 0,
        reviews_received: 0,
        reviews_wanted: None,
        created_at: scope.now,
        updated_at: scope.now,
        version: 1,
    })
}

/// State and screening of an entry that comes in.
pub(super) const fn states(entering: Entering) -> (ProposalState, ScreeningState) {
    match entering {
        Entering::Draft => (ProposalState::Draft, ScreeningState::Pending),
        Entering::Submitted => (ProposalState::Submitted, ScreeningState::Pending),
        Entering::Eligible => (ProposalState::Submitted, ScreeningState::Eligible),
    }
}

pub(super) fn section_row(
    scope: &Scope<'_>,
    proposal: Uuid,
    key: &str,
    answers: &str,
    version: i64,
) -> proposal_sections::Model {
    proposal_sections::Model {
        proposal_id: proposal,
        key: key.to_owned(),
        answers: answers.to_owned(),
        version,
        updated_at: scope.now,
        updated_by: scope.actor.id().map(|id| id.0),
    }
}

pub(super) fn version_row(
    scope: &Scope<'_>,
    proposal: Uuid,
    key: &str,
    answers: &str,
    version: i64,
) -> section_versions::Model {
    section_versions::Model {
        proposal_id: proposal,
        key: key.to_owned(),
        version,
        answers: answers.to_owned(),
        updated_at: scope.now,
        updated_by: scope.actor.id().map(|id| id.0),
    }
}

/// What submitting would have frozen.
pub(super) fn revision_row(scope: &Scope<'_>, entry: &NewEntry, number: i32) -> revisions::Model {
    let submission = Submission {
        format: Submission::FORMAT,
        competition: scope.id(),
        proposal: entry.proposal.into(),
        number: entry.number,
        team: entry.team_name.clone(),
        language: entry.language,
        rules: scope.competition.rules_hash.clone(),
        answers: entry.answers.clone(),
        files: Vec::new(),
        photo: None,
    };
    let content = submission.canonical();
    revisions::Model {
        id: Uuid::now_v7(),
        proposal_id: entry.proposal,
        number,
        fingerprint: fingerprint(&content),
        content,
        submitted_at: scope.now,
        submitted_by: scope.actor.id().map(|id| id.0),
        late: false,
        extended: false,
        sketch: Some(stored_sketch(&submission.answers)),
    }
}

pub(super) fn screening_row(scope: &Scope<'_>, proposal: Uuid) -> Result<screenings::Model> {
    Ok(screenings::Model {
        id: Uuid::now_v7(),
        proposal_id: proposal,
        decision: ScreeningState::Eligible.key().to_owned(),
        reason: String::new(),
        corrections: String::new(),
        decided_by: scope.actor.signed_in()?.id.0,
        decided_at: scope.now,
        batch: None,
        until_at: None,
        before: None,
        version: None,
        undone_by: None,
        undone_at: None,
        points: "{}".to_owned(),
    })
}

/// Changes single columns of a proposal that stands as it was read.
pub(super) async fn update_proposal(
    tx: &Tx,
    before: &proposals::Model,
    change: proposals::ActiveModel,
) -> Result<()> {
    let done = proposals::Entity::update_many()
        .set(change)
        .filter(proposals::Column::Id.eq(before.id))
        .filter(proposals::Column::Version.eq(before.version))
        .exec(&**tx)
        .await?;
    found(&done)
}

/// Renames a team that stands as it was read.
pub(super) async fn rename_team(tx: &Tx, before: &teams::Model, name: &str) -> Result<()> {
    let done = teams::Entity::update_many()
        .col_expr(teams::Column::Name, Expr::value(name))
        .col_expr(teams::Column::Version, Expr::value(before.version + 1))
        .filter(teams::Column::Id.eq(before.id))
        .filter(teams::Column::Version.eq(before.version))
        .exec(&**tx)
        .await?;
    found(&done)
}
