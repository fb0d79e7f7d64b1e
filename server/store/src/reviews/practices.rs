//! The invented proposal that jurors practise on: one a competition, written by its organisers until the jury begins.
//! What jurors try on it is answered and not kept. It is scored by the criteria of the first look.

use super::queues::juror_at_work;
use crate::{
    Result, Store, Tx,
    competitions::{by_slug, rubric_of},
    entities::{competitions, practices},
};
use domain::{
    Action, Actor, CompetitionId, Facts, can,
    competitions::Criterion,
    errors::Stale,
    reviews::{Example, ExampleEdit, PracticeAnswer, PracticeSetup, PracticeSheet, ReviewInput},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde_json::json;
use uuid::Uuid;

/// The example of a competition with its version, 0 before the first. One query.
async fn example_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<(i64, Option<Example>)> {
    let row = practices::Entity::find_by_id(competition).one(conn).await?;
    Ok(match row {
        None => (0, None),
        Some(row) => {
            let example = row.example.as_deref().map(serde_json::from_str);
            (row.version, example.transpose()?)
        }
    })
}

/// Whether a juror has something to practise on now. One query.
pub(super) async fn offered<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: Uuid,
    facts: &Facts,
) -> Result<bool> {
    if can(actor, Action::Practise, facts).is_err() {
        return Ok(false);
    }
    Ok(example_of(conn, competition).await?.1.is_some())
}

/// What the organisers' page of the example shows.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
pub async fn practice_setup(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<PracticeSetup> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let (version, example) = example_of(conn, competition.id).await?;
    Ok(PracticeSetup {
        version,
        editable: can(actor, Action::PreparePractice, &facts).is_ok(),
        name: serde_json::from_str(&competition.name)?,
        rubric: rubric_of(conn, CompetitionId(competition.id), false).await?,
        example,
    })
}

/// Writes the example, or writes it anew.
///
/// # Errors
/// `Missing`; `Denied` for others and once the jury has begun; `Invalid` with every problem; `Conflict` when `version` is
/// stale.
pub async fn save_example(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    edit: &ExampleEdit,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::PreparePractice, &facts)?;
    let rubric = rubric_of(&*tx, CompetitionId(competition.id), false).await?;
    let example = edit.check(&rubric)?;
    let text = serde_json::to_string(&example)?;
    put(&tx, actor, &competition, version, Some(text), now).await?;
    let detail = json!({ "title": example.title, "version": version + 1 });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "practice.saved", competition.id, detail, now)
        .await?;
    tx.commit().await
}

/// Takes the example away.
///
/// # Errors
/// As [`save_example`]; `Missing` also when there is none.
pub async fn remove_example(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::PreparePractice, &facts)?;
    let (_, example) = example_of(&*tx, competition.id).await?;
    let example = example.ok_or(domain::Error::Missing)?;
    put(&tx, actor, &competition, version, None, now).await?;
    let detail = json!({ "title": example.title, "version": version + 1 });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "practice.removed", competition.id, detail, now)
        .await?;
    tx.commit().await
}

/// Writes where `version` stands; 0 is that nothing does.
async fn put(
    tx: &Tx,
    actor: &Actor,
    competition: &competitions::Model,
    version: i64,
    example: Option<String>,
    now: i64,
) -> Result<()> {
    let row = practices::ActiveModel {
        competition_id: Set(competition.id),
        example: Set(example),
        version: Set(version + 1),
        saved_at: Set(now),
        saved_by: Set(actor.signed_in()?.id.0),
    };
    let written = if version == 0 {
        practices::Entity::insert(row)
            .on_conflict(
                OnConflict::column(practices::Column::CompetitionId)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(&**tx)
            .await?
    } else {
        practices::Entity::update_many()
            .set(row)
            .filter(practices::Column::CompetitionId.eq(competition.id))
            .filter(practices::Column::Version.eq(version))
            .exec(&**tx)
            .await?
            .rows_affected
    };
    if written == 1 {
        return Ok(());
    }
    let (version, _) = example_of(&**tx, competition.id).await?;
    let stale = Stale {
        version,
        ..Stale::default()
    };
    Err(domain::Error::Conflict(stale).into())
}

/// What a juror practises on.
///
/// # Errors
/// `Missing` when there is no such competition, the actor was never on its jury, or there is no example; `Denied` for a
/// juror who is not active any more, and after the window.
pub async fn practice_sheet(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<PracticeSheet> {
    let (competition, example, rubric) = practising(store, actor, slug, now).await?;
    Ok(PracticeSheet {
        name: serde_json::from_str(&competition.name)?,
        slug: competition.slug,
        rubric,
        language: example.language,
        title: example.title,
        text: example.text,
    })
}

/// Puts what a juror tries beside what the organisers would give. Nothing is written.
///
/// # Errors
/// As [`practice_sheet`]; `Invalid` with every problem, named as on a score sheet.
pub async fn practise(
    store: &Store,
    actor: &Actor,
    slug: &str,
    input: &ReviewInput,
    now: i64,
) -> Result<PracticeAnswer> {
    let (_, example, rubric) = practising(store, actor, slug, now).await?;
    Ok(domain::reviews::practise(input, &rubric, &example)?)
}

async fn practising(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<(competitions::Model, Example, Vec<Criterion>)> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    juror_at_work(conn, actor, competition.id).await?;
    let facts = Facts {
        juror: true,
        ..facts
    };
    can(actor, Action::Practise, &facts)?;
    let (_, example) = example_of(conn, competition.id).await?;
    let example = example.ok_or(domain::Error::Missing)?;
    let rubric = rubric_of(conn, CompetitionId(competition.id), false).await?;
    Ok((competition, example, rubric))
}
