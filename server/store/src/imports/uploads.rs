//! Uploaded files: kept beside the competition until they are carried out, so that columns can be chosen and a
//! dry run looked at without sending the file again. Only who uploaded a file sees it.

use super::{
    files::{table_of, text_of},
    runs::{ImportFile, check, may_import, refused_scores, run_in},
};
use crate::{
    Error, Result, Store,
    competitions::{by_slug, load_rubric},
    entities::{competitions, import_files},
    screening::heading,
};
use domain::{
    Action, Actor, Facts, Problem, can,
    imports::{
        FILE_LIMIT, ImportChoices, ImportKind, ImportOptions, ImportPage, ImportReport,
        ImportStart, Mapping, WaitingImport,
    },
    policy::refusal,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// Problems on a page.
const PAGE: usize = 50;
/// How long a file waits: seven days. It holds people's names and addresses.
const WAITS: i64 = 7 * 24 * 3_600_000;

/// What the upload page shows.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit the competition.
pub async fn start(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<ImportStart> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let rows = import_files::Entity::find()
        .select_only()
        .columns([
            import_files::Column::Id,
            import_files::Column::Kind,
            import_files::Column::FileName,
            import_files::Column::CreatedAt,
        ])
        .filter(own(&competition, actor)?)
        .filter(import_files::Column::AppliedAt.is_null())
        .filter(import_files::Column::CreatedAt.gt(now - WAITS))
        .order_by_desc(import_files::Column::Id)
        .limit(20)
        .into_tuple::<(Uuid, String, String, i64)>()
        .all(conn)
        .await?;
    let waiting = rows.into_iter().map(|(id, kind, file_name, at)| {
        let kind = kind_of(&kind)?;
        Ok(WaitingImport {
            id,
            kind,
            file_name,
            at,
        })
    });
    Ok(ImportStart {
        waiting: waiting.collect::<Result<_>>()?,
        criteria: criteria(conn, &competition).await?,
        no_scores: refused_scores(conn, actor, &competition, &facts).await?,
        denied: refusal(actor, Action::Import, &facts),
        heading: heading(&competition, &facts)?,
    })
}

/// Keeps a file to be checked and returns its id. Inputs are named `kind`, `entering` and `file`.
///
/// # Errors
/// As [`check`]; `TooLarge` for more than [`FILE_LIMIT`]; `Invalid` naming an unknown kind, or `file` when it
/// is empty or no text in UTF-8.
pub async fn keep(
    store: &Store,
    actor: &Actor,
    slug: &str,
    choices: &ImportChoices,
    file_name: &str,
    bytes: &[u8],
    now: i64,
) -> Result<Uuid> {
    let (competition, facts) = by_slug(store.read(), actor, slug, now).await?;
    can(actor, Action::Import, &facts)?;
    let (kind, options) = choices.check()?;
    may_import(store.read(), actor, kind, &competition, &facts).await?;
    if bytes.len() > FILE_LIMIT {
        return Err(domain::Error::TooLarge.into());
    }
    // Before the transaction, which others would have to wait for, and on a thread where it holds nobody up.
    let file = bytes.to_vec();
    let content = tokio::task::spawn_blocking(move || readable(&file))
        .await
        .map_err(Error::fault)?
        .map_err(|problem| domain::Error::invalid("file", problem))?;
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    may_import(&*tx, actor, kind, &competition, &facts).await?;
    import_files::Entity::delete_many()
        .filter(import_files::Column::CompetitionId.eq(competition.id))
        .filter(import_files::Column::AppliedAt.is_null())
        .filter(import_files::Column::CreatedAt.lte(now - WAITS))
        .exec(&*tx)
        .await?;
    let id = Uuid::now_v7();
    let name: String = domain::imports::cell(file_name).chars().take(120).collect();
    import_files::Entity::insert(import_files::ActiveModel {
        id: Set(id),
        competition_id: Set(competition.id),
        account_id: Set(actor.signed_in()?.id.0),
        kind: Set(kind.key().to_owned()),
        file_name: Set(name),
        content: Set(content),
        mapping: Set(serde_json::to_string(&Mapping::default())?),
        options: Set(serde_json::to_string(&options)?),
        report: Set(None),
        applied_at: Set(None),
        created_at: Set(now),
    })
    .exec_without_returning(&*tx)
    .await?;
    let detail = json!({ "kind": kind, "bytes": bytes.len() });
    let competition = Some(competition.id.into());
    tx.audit(actor, competition, "import.uploaded", id, detail, now)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// The text of a file that has a header at least.
fn readable(bytes: &[u8]) -> std::result::Result<String, Problem> {
    let text = text_of(bytes).map_err(|problem| problem.problem)?;
    let mut problems = Vec::new();
    let table = table_of(&text, &mut problems);
    if table.header.is_empty() {
        return Err(problems
            .pop()
            .map_or(Problem::Required, |problem| problem.problem));
    }
    Ok(text.replace('\0', ""))
}

/// A file with its dry run as things stand, or with what was done.
///
/// # Errors
/// As [`check`]; `Missing` for a file of somebody else.
pub async fn page(
    store: &Store,
    actor: &Actor,
    slug: &str,
    id: Uuid,
    page: u32,
    now: i64,
) -> Result<ImportPage> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    let row = load(conn, actor, &competition, &facts, id).await?;
    let (kind, options, mapping) = settings(&row)?;
    let mut report: ImportReport = match &row.report {
        Some(report) => serde_json::from_str(report)?,
        None => {
            let file = ImportFile {
                kind,
                bytes: row.content.as_bytes(),
                mapping: &mapping,
                options,
            };
            check(store, actor, slug, &file, now).await?
        }
    };
    let problems = report.problems.len();
    let pages = problems.div_ceil(PAGE).max(1);
    let page = (page as usize).clamp(1, pages);
    report.problems = report
        .problems
        .into_iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(ImportPage {
        criteria: criteria(conn, &competition).await?,
        heading: heading(&competition, &facts)?,
        id: row.id,
        file_name: row.file_name,
        options,
        report,
        problems: count(problems),
        page: count(page),
        pages: count(pages),
        applied_at: row.applied_at,
    })
}

/// Says anew which column is what and what is to be done.
///
/// # Errors
/// As [`page`]; `Denied` when it was carried out already; `Invalid` naming `entering`.
pub async fn change(
    store: &Store,
    actor: &Actor,
    slug: &str,
    id: Uuid,
    mapping: &Mapping,
    choices: &ImportChoices,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    let row = load(&*tx, actor, &competition, &facts, id).await?;
    let choices = ImportChoices {
        kind: row.kind,
        ..choices.clone()
    };
    let (_, options) = choices.check()?;
    let changed = import_files::Entity::update_many()
        .col_expr(
            import_files::Column::Mapping,
            Expr::value(serde_json::to_string(mapping)?),
        )
        .col_expr(
            import_files::Column::Options,
            Expr::value(serde_json::to_string(&options)?),
        )
        .filter(import_files::Column::Id.eq(id))
        .filter(import_files::Column::AppliedAt.is_null())
        .exec(&*tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(domain::Error::Denied(domain::Denied::State).into());
    }
    tx.commit().await
}

/// Carries a file out, once; its text is dropped then and the report kept.
///
/// # Errors
/// As [`page`]; `Denied` when it was carried out already; `Invalid` on `import` when a row is bad, so that
/// nothing was changed.
pub async fn carry_out(
    store: &Store,
    actor: &Actor,
    slug: &str,
    id: Uuid,
    now: i64,
) -> Result<ImportReport> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    let row = load(&*tx, actor, &competition, &facts, id).await?;
    let (kind, options, mapping) = settings(&row)?;
    // Held from here on: a second press of the button finds it carried out.
    let taken = import_files::Entity::update_many()
        .col_expr(import_files::Column::AppliedAt, Expr::value(Some(now)))
        .col_expr(import_files::Column::Content, Expr::value(""))
        .filter(import_files::Column::Id.eq(id))
        .filter(import_files::Column::AppliedAt.is_null())
        .exec(&*tx)
        .await?;
    if taken.rows_affected != 1 {
        return Err(domain::Error::Denied(domain::Denied::State).into());
    }
    let file = ImportFile {
        kind,
        bytes: row.content.as_bytes(),
        mapping: &mapping,
        options,
    };
    let report = run_in(&tx, actor, slug, &file, now).await?;
    if !report.applied {
        let what = "bad_rows".into();
        return Err(domain::Error::invalid("import", Problem::Other { what }).into());
    }
    import_files::Entity::update_many()
        .col_expr(
            import_files::Column::Report,
            Expr::value(Some(serde_json::to_string(&report)?)),
        )
        .filter(import_files::Column::Id.eq(id))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(report)
}

/// Throws a file away that was not carried out.
///
/// # Errors
/// As [`page`]; `Missing` when it was carried out.
pub async fn discard(store: &Store, actor: &Actor, slug: &str, id: Uuid, now: i64) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    load(&*tx, actor, &competition, &facts, id).await?;
    let gone = import_files::Entity::delete_many()
        .filter(import_files::Column::Id.eq(id))
        .filter(import_files::Column::AppliedAt.is_null())
        .exec(&*tx)
        .await?;
    if gone.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    tx.commit().await
}

fn own(competition: &competitions::Model, actor: &Actor) -> Result<Condition> {
    Ok(Condition::all()
        .add(import_files::Column::CompetitionId.eq(competition.id))
        .add(import_files::Column::AccountId.eq(actor.signed_in()?.id.0)))
}

/// A file of the actor. What was carried out stays readable for who did it, whatever came after.
async fn load<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: &competitions::Model,
    facts: &Facts,
    id: Uuid,
) -> Result<import_files::Model> {
    can(actor, Action::ReadOrganising, facts)?;
    let row = import_files::Entity::find_by_id(id)
        .filter(own(competition, actor)?)
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    if row.applied_at.is_none() {
        may_import(conn, actor, kind_of(&row.kind)?, competition, facts).await?;
    }
    Ok(row)
}

fn settings(row: &import_files::Model) -> Result<(ImportKind, ImportOptions, Mapping)> {
    Ok((
        kind_of(&row.kind)?,
        serde_json::from_str(&row.options)?,
        serde_json::from_str(&row.mapping)?,
    ))
}

fn kind_of(key: &str) -> Result<ImportKind> {
    ImportKind::parse(key).ok_or_else(|| Error::fault(format!("import kind {key}")))
}

async fn criteria<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Vec<(String, domain::Localised)>> {
    let (_, rubric) = load_rubric(conn, competition.id.into()).await?;
    Ok(rubric.into_iter().map(|own| (own.code, own.name)).collect())
}
