//! The two ways through an import: checking, which changes nothing, and carrying out, which does all or nothing.

use super::{files, people, proposals, scores};
use crate::{
    Result, Store, Tx,
    competitions::{by_slug, current_round, load_rubric},
    deliberations::deliberated,
    entities::competitions,
    jury::serialise,
};
use domain::{
    Action, Actor, CompetitionId, Facts, can,
    competitions::{Criterion, fingerprint},
    imports::{CellProblem, Columns, ImportKind, ImportOptions, ImportReport, Mapping, Table},
    policy::{Denied, refusal},
};
use sea_orm::ConnectionTrait;
use serde_json::json;

/// A file and what the organiser says about it.
#[derive(Clone, Copy, Debug)]
pub struct ImportFile<'a> {
    /// What it holds.
    pub kind: ImportKind,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Which column is what.
    pub mapping: &'a Mapping,
    /// What is to be done with it.
    pub options: ImportOptions,
}

/// What an import knows of its competition and of who asks.
pub(super) struct Scope<'a> {
    pub(super) actor: &'a Actor,
    pub(super) competition: &'a competitions::Model,
    pub(super) facts: Facts,
    pub(super) options: ImportOptions,
    pub(super) now: i64,
}

impl Scope<'_> {
    pub(super) fn id(&self) -> CompetitionId {
        self.competition.id.into()
    }
}

/// What a file says that was read against a rubric.
pub(super) struct Reading<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: &'a Columns,
    pub(super) rubric: &'a [Criterion],
}

/// What is to be written.
enum Work {
    Nothing,
    People(people::Plan),
    Proposals(proposals::Plan),
    Scores(scores::Plan),
}

/// Says what carrying out would do and what is wrong; changes nothing.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers, once a selection is frozen, and for scores before the
/// rules are and once a discussion or a second look was opened.
pub async fn check(
    store: &Store,
    actor: &Actor,
    slug: &str,
    file: &ImportFile<'_>,
    now: i64,
) -> Result<ImportReport> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    may_import(conn, actor, file.kind, &competition, &facts).await?;
    let scope = scope(actor, &competition, facts, file, now);
    Ok(plan(conn, &scope, file).await?.0)
}

/// Carries an import out, or, when anything is wrong, changes nothing and says what.
///
/// # Errors
/// As [`check`]; `Conflict` when somebody changed the same meanwhile, or founded a team with the same number.
pub async fn run(
    store: &Store,
    actor: &Actor,
    slug: &str,
    file: &ImportFile<'_>,
    now: i64,
) -> Result<ImportReport> {
    let tx = store.begin().await?;
    let report = run_in(&tx, actor, slug, file, now).await?;
    if report.applied {
        tx.commit().await?;
    }
    Ok(report)
}

/// As [`run`], in a transaction of the caller, who commits only what was applied.
pub(super) async fn run_in(
    tx: &Tx,
    actor: &Actor,
    slug: &str,
    file: &ImportFile<'_>,
    now: i64,
) -> Result<ImportReport> {
    let (competition, _) = by_slug(&**tx, actor, slug, now).await?;
    serialise(tx, competition.id).await?;
    // Asked after the wait: a selection may have been frozen, or the role taken, meanwhile.
    let (competition, facts) = by_slug(&**tx, actor, slug, now).await?;
    may_import(&**tx, actor, file.kind, &competition, &facts).await?;
    let scope = scope(actor, &competition, facts, file, now);
    let (mut report, work) = plan(&**tx, &scope, file).await?;
    if !report.is_clean() {
        return Ok(report);
    }
    match work {
        Work::Nothing => {}
        Work::People(plan) => plan.apply(tx, &scope).await?,
        Work::Proposals(plan) => plan.apply(tx, &scope).await?,
        Work::Scores(plan) => plan.apply(tx, &scope).await?,
    }
    report.applied = true;
    let detail = json!({
        "rows": report.counts.rows,
        "new": report.counts.new,
        "changed": report.counts.changed,
        "created": report.created,
        "sha256": fingerprint(&String::from_utf8_lossy(file.bytes)),
    });
    let action = format!("import.{}", file.kind.key());
    let id = Some(scope.id());
    tx.audit(actor, id, &action, competition.id, detail, now)
        .await?;
    Ok(report)
}

/// Who may bring in what, now. Two queries, for scores alone.
pub(super) async fn may_import<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    kind: ImportKind,
    competition: &competitions::Model,
    facts: &Facts,
) -> Result<()> {
    match kind {
        ImportKind::Scores => match refused_scores(conn, actor, competition, facts).await? {
            Some(why) => Err(domain::Error::Denied(why).into()),
            None => Ok(()),
        },
        ImportKind::People | ImportKind::Proposals => Ok(can(actor, Action::Import, facts)?),
    }
}

/// Why scores cannot come in now. Two queries.
pub(super) async fn refused_scores<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: &competitions::Model,
    facts: &Facts,
) -> Result<Option<Denied>> {
    let facts = Facts {
        deliberated: deliberated(conn, competition.id).await?,
        second_look: current_round(conn, competition.id.into()).await?.position > 1,
        ..*facts
    };
    Ok(refusal(actor, Action::ImportScores, &facts))
}

fn scope<'a>(
    actor: &'a Actor,
    competition: &'a competitions::Model,
    facts: Facts,
    file: &ImportFile<'_>,
    now: i64,
) -> Scope<'a> {
    Scope {
        actor,
        competition,
        facts,
        options: file.options,
        now,
    }
}

async fn plan<C: ConnectionTrait>(
    conn: &C,
    scope: &Scope<'_>,
    file: &ImportFile<'_>,
) -> Result<(ImportReport, Work)> {
    let mut report = ImportReport::new(file.kind);
    let Some(table) = read(file.bytes, &mut report.problems).await? else {
        report.settle();
        return Ok((report, Work::Nothing));
    };
    let (round, rubric) = load_rubric(conn, scope.id()).await?;
    let (columns, problems) = Columns::find(file.kind, &rubric, &table.header, file.mapping);
    report.counts.rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    report.columns = columns.uses();
    report.unused = columns.unused();
    report.header = table.header.clone();
    let unreadable = !problems.is_empty();
    report.problems.extend(problems);
    let reading = Reading {
        table: &table,
        columns: &columns,
        rubric: &rubric,
    };
    // Without its columns every row would be bad, and none for a reason of its own.
    let work = match file.kind {
        _ if unreadable => Work::Nothing,
        ImportKind::People => Work::People(people::plan(conn, scope, &reading, &mut report).await?),
        ImportKind::Proposals => {
            Work::Proposals(proposals::plan(conn, scope, &reading, &mut report).await?)
        }
        ImportKind::Scores => {
            Work::Scores(scores::plan(conn, scope, &reading, round, &mut report).await?)
        }
    };
    report.settle();
    Ok((report, work))
}

/// Reads the table on a thread where that blocks nobody; `None` with a problem when there is none.
async fn read(bytes: &[u8], problems: &mut Vec<CellProblem>) -> Result<Option<Table>> {
    let text = match files::text_of(bytes) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return Ok(None);
        }
    };
    let (table, found) = tokio::task::spawn_blocking(move || {
        let mut problems = Vec::new();
        let table = files::table_of(&text, &mut problems);
        (table, problems)
    })
    .await
    .map_err(crate::Error::fault)?;
    problems.extend(found);
    Ok((!table.header.is_empty()).then_some(table))
}
