//! Exports: what organisers and auditors see, as tables to take out.
//!
//! Each table is read in pages, in a number of queries that does not grow with a page's rows, and every page asks
//! the policy anew. What a role may not see on a page it may not take out either: scores and ranking only after
//! the jury's work, jurors by pseudonym beside their scores, addresses of team members for organisers only,
//! never a note or a message.

mod audit;
mod investors;
mod jury;
mod people;
mod proposals;
mod selection;

use crate::{Result, Store, competitions::by_slug, entities::competitions, screening::heading};
use domain::{
    Action, Actor, Error, Facts, can,
    exports::{ExportPage, ExportTable, Sheet},
    policy::refusal,
};
use uuid::Uuid;

/// What a table's reader works with.
struct Scope<'a> {
    store: &'a Store,
    actor: &'a Actor,
    competition: &'a competitions::Model,
    facts: Facts,
    now: i64,
}

/// A page of a table: the first without `after`, the next with what the page before named.
///
/// # Errors
/// `Missing` for an unknown competition; `Denied` for people who neither organise nor audit it, and for scores
/// and ranking while jurors score; `BadRequest` for an `after` that no page named.
pub async fn sheet(
    store: &Store,
    actor: &Actor,
    slug: &str,
    table: ExportTable,
    after: Option<&str>,
    now: i64,
) -> Result<Sheet> {
    let (competition, facts) = by_slug(store.read(), actor, slug, now).await?;
    can(actor, needed(table), &facts)?;
    let scope = Scope {
        store,
        actor,
        competition: &competition,
        facts,
        now,
    };
    match table {
        ExportTable::Proposals => proposals::sheet(&scope, number(after)?).await,
        ExportTable::People => people::sheet(&scope, number(after)?).await,
        ExportTable::Jury => jury::sheet(&scope).await,
        ExportTable::Progress => jury::progress(&scope).await,
        ExportTable::Scores => selection::scores(&scope).await,
        ExportTable::Ranking => selection::ranking(&scope).await,
        ExportTable::Investors => investors::sheet(&scope).await,
        ExportTable::Funnel => investors::funnel(&scope).await,
        ExportTable::Audit => audit::sheet(&scope, id(after)?).await,
    }
}

/// What the page with the links shows: each table, and why it is not to be had now.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit the competition.
pub async fn page(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<ExportPage> {
    let (competition, facts) = by_slug(store.read(), actor, slug, now).await?;
    can(actor, Action::Export, &facts)?;
    let tables = ExportTable::ALL
        .iter()
        .map(|table| (*table, refusal(actor, needed(*table), &facts)));
    Ok(ExportPage {
        heading: heading(&competition, &facts)?,
        tables: tables.collect(),
    })
}

/// What one has to be allowed to take the table out: nobody may export what the pages do not show them.
const fn needed(table: ExportTable) -> Action {
    match table {
        ExportTable::Scores | ExportTable::Ranking => Action::SeeScores,
        ExportTable::Audit => Action::ReadAudit,
        _ => Action::Export,
    }
}

fn number(after: Option<&str>) -> Result<i32> {
    match after {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| Error::BadRequest.into()),
    }
}

fn id(after: Option<&str>) -> Result<Option<Uuid>> {
    after
        .map(|text| text.parse().map_err(|_| Error::BadRequest.into()))
        .transpose()
}

fn columns(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}
