//! The demo: invented people and three competitions, one published, one with its jury, one open.
//!
//! Contents come from the tables beside this file and a generator with constant seeds, so two loads look alike;
//! all times are counted from the moment that the caller names. Where a rule decides (founding, opening,
//! assigning, a late conflict, the selection) the functions of the feature are used, with the instants of
//! the story; the rest is written as whole rows, so that a load takes a moment. Nothing here sends mail.

mod answers;
mod calendar;
mod calls;
mod chronicles;
mod comments;
mod discussions;
mod drafts;
mod draws;
mod entries;
mod fates;
mod ideas;
mod interests;
mod juries;
mod names;
mod needs;
mod people;
mod practices;
mod roles;
mod rows;
mod scores;

pub use roles::*;

use crate::{
    Error, Result, Store,
    entities::{accounts, audit_log, outbox},
    selection,
};
use calendar::HOUR;
use calls::{LAST, NEXT, Plan, THIS};
use domain::Actor;
use draws::Draws;
use ideas::Idea;
use juries::Jury;
use people::People;
use rows::Audit;
use scores::Progress;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// The note that the demo is complete.
const LOADED: &str = "demo.loaded";

/// Loads the demo into an empty database; says whether it did. A demo that is there already is left alone.
///
/// # Errors
/// A fault when the database holds anything else, or a demo whose loading was interrupted.
pub async fn load(store: &Store, now: i64) -> Result<bool> {
    let conn = store.read();
    let loaded = audit_log::Entity::find()
        .filter(audit_log::Column::Action.eq(LOADED))
        .count(conn)
        .await?;
    if loaded > 0 {
        return Ok(false);
    }
    if accounts::Entity::find().count(conn).await? > 0 {
        return Err(Error::fault(
            "this database holds other people's data, or a demo that was interrupted while it was \
             loaded; the demo wants an empty database of its own",
        ));
    }
    let people = People::invent();
    let tx = store.begin().await?;
    people.write(&tx, now).await?;
    tx.commit().await?;
    last_year(store, &people, now).await?;
    this_year(store, &people, now).await?;
    next_year(store, &people, now).await?;
    finish(store, now).await?;
    Ok(true)
}

/// A competition up to its assigned jury.
struct Story {
    call: calls::Call,
    entries: Vec<entries::Entry>,
    jury: Jury,
    given: Vec<crate::entities::assignments::Model>,
}

async fn tell(
    store: &Store,
    people: &People,
    plan: &Plan,
    ideas: Vec<Idea>,
    before: bool,
    now: i64,
) -> Result<Story> {
    let call = calls::open(store, people, plan, now).await?;
    let mut draws = Draws::of(&format!("entries of {}", call.row.slug));
    let mut audit = Audit::of(call.row.id);
    let entries = chronicles::gather(people, ideas, &mut draws);
    let papers = chronicles::write(&call, people, &entries, &mut draws, &mut audit)?;
    let tx = store.begin().await?;
    papers.write(&tx).await?;
    audit.write(&tx).await?;
    let jury = Jury::invite(&tx, &call, people, before, 20).await?;
    if !before {
        juries::declare(&tx, &call, &jury, &entries).await?;
    }
    tx.commit().await?;
    let given = juries::assign(store, &call, people, &jury, &entries).await?;
    Ok(Story {
        call,
        entries,
        jury,
        given,
    })
}

/// Published: all scores are in, ten are selected, investors have written.
async fn last_year(store: &Store, people: &People, now: i64) -> Result<()> {
    let story = tell(store, people, &LAST, ideas::of_2025()?, true, now).await?;
    let Story {
        call,
        entries,
        jury,
        given,
    } = &story;
    let tx = store.begin().await?;
    scores::write(&tx, call, entries, jury, given, Progress::Finished).await?;
    tx.commit().await?;
    let organiser = people.at(people::ORGANISER).actor();
    let slug = &call.row.slug;
    discussions::discuss(store, people, &story).await?;
    let frozen_at = call.row.jury_closes_at + 14 * HOUR;
    let seen = selection::view(store, &organiser, slug, frozen_at).await?;
    selection::freeze(store, &organiser, slug, &seen.input_hash, frozen_at).await?;
    selection::publish(store, &organiser, slug, 1, call.row.publishes_at).await?;
    let tx = store.begin().await?;
    interests::write(&tx, call, people, now).await?;
    tx.commit().await
}

/// With the jury: about seven in ten reviews are in.
async fn this_year(store: &Store, people: &People, now: i64) -> Result<()> {
    let story = tell(store, people, &THIS, ideas::of_2026()?, false, now).await?;
    let Story {
        call,
        entries,
        jury,
        given,
    } = &story;
    practices::write(store, call, people).await?;
    let tx = store.begin().await?;
    let drafts = scores::write(&tx, call, entries, jury, given, Progress::At(now)).await?;
    tx.commit().await?;
    juries::withdraw_one(store, people, jury, &drafts, now).await
}

/// Open: two teams are writing.
async fn next_year(store: &Store, people: &People, now: i64) -> Result<()> {
    let call = calls::open(store, people, &NEXT, now).await?;
    let tx = store.begin().await?;
    drafts::write(&tx, &call, people, now).await?;
    tx.commit().await
}

/// Mail of the story went out long ago, as far as the demo is concerned; then the demo is complete.
async fn finish(store: &Store, now: i64) -> Result<()> {
    let tx = store.begin().await?;
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value("sent"))
        .col_expr(outbox::Column::SentAt, Expr::col(outbox::Column::CreatedAt))
        .filter(outbox::Column::State.eq("waiting"))
        .exec(&*tx)
        .await?;
    let nobody = Actor::VISITOR;
    tx.audit(&nobody, None, LOADED, uuid::Uuid::now_v7(), json!({}), now)
        .await?;
    tx.commit().await
}
