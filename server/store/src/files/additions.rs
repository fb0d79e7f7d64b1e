//! A file that arrived becomes one of the draft's.

use super::{
    Files,
    examinations::{examine, refused},
    storages::Incoming,
};
use crate::{
    Result, Store, Tx,
    entities::{attachments, revision_files, revisions, uploads},
    proposals::{Scene, form_of, lock, scene},
};
use domain::{
    Action, Actor, Error, FileId, ProposalId, can,
    files::{FileQuestion, Stock, file_name},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    QueryFilter, QuerySelect, RelationTrait, sea_query::Expr,
};
use serde_json::json;
use std::{collections::HashSet, path::Path};
use uuid::Uuid;

/// Adds a file that came in a form, as an answer to `question` if the form asks that. Whoever received it asked
/// [`may_add`] before.
///
/// # Errors
/// `Invalid` on `file` when it is not taken; `Denied` when the draft cannot be changed; `Missing` for people outside of
/// the team.
#[allow(clippy::too_many_arguments, reason = "what a file is made of")]
pub async fn add(
    store: &Store,
    files: &Files,
    actor: &Actor,
    proposal: ProposalId,
    name: &str,
    question: Option<&str>,
    incoming: Incoming,
    now: i64,
) -> Result<FileId> {
    let sent = incoming.done().await?;
    add_from(
        store, files, actor, proposal, name, question, &sent.0, None, now,
    )
    .await
}

/// Whether the actor may add files now: before anything of theirs is read.
///
/// # Errors
/// As [`add`].
pub async fn may_add(store: &Store, actor: &Actor, proposal: ProposalId, now: i64) -> Result<()> {
    let scene = scene(store.read(), actor, proposal, now).await?;
    can(actor, Action::EditDraft, &scene.team.facts)?;
    Ok(())
}

/// Examines the bytes at `sent`, keeps them, and notes the attachment with what it was uploaded as.
#[allow(clippy::too_many_arguments, reason = "what a file is made of")]
pub(super) async fn add_from(
    store: &Store,
    files: &Files,
    actor: &Actor,
    proposal: ProposalId,
    name: &str,
    question: Option<&str>,
    sent: &Path,
    upload: Option<Uuid>,
    now: i64,
) -> Result<FileId> {
    let found = examine(files, sent).await?;
    let id = Uuid::now_v7();
    let row = attachments::Model {
        id,
        proposal_id: proposal.0,
        name: file_name(name, found.kind),
        media_type: found.kind.media_type().to_owned(),
        size: found.size,
        sha256: found.sha256.clone(),
        storage_key: format!("{proposal}/{id}"),
        created_at: now,
        created_by: actor.id().map(|id| id.0),
        removed_at: None,
        photo_width: None,
        photo_height: None,
        question: question.map(str::to_owned),
    };
    // Refused before the bytes are copied, where that can be known; decided in the transaction.
    stock(store.read(), proposal, upload)
        .await?
        .takes(row.size)
        .map_err(refused)?;
    let key = row.storage_key.clone();
    files.put(&key, found.path()).await?;
    let noted = note(store, actor, proposal, row, upload, now).await;
    if noted.is_err()
        && let Err(cause) = files.delete(&key).await
    {
        tracing::warn!(%cause, key, "bytes without a row stay until they are cleaned");
    }
    noted.map(|()| id.into())
}

async fn note(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    mut row: attachments::Model,
    upload: Option<Uuid>,
    now: i64,
) -> Result<()> {
    let (tx, scene) = begin(store, actor, proposal, now).await?;
    // A question that the form does not ask is none.
    let asked = FileQuestion::all(&form_of(&scene.team.competition)?);
    row.question = row
        .question
        .filter(|key| asked.iter().any(|question| question.key == *key));
    stock(&*tx, proposal, upload)
        .await?
        .takes(row.size)
        .map_err(refused)?;
    let id = row.id;
    let detail =
        json!({ "proposal": proposal, "name": row.name, "size": row.size, "sha256": row.sha256 });
    attachments::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&*tx)
        .await?;
    if let Some(upload) = upload {
        let finished = uploads::Entity::update_many()
            .col_expr(uploads::Column::AttachmentId, Expr::value(Some(id)))
            .filter(uploads::Column::Id.eq(upload))
            .filter(uploads::Column::AttachmentId.is_null())
            .exec(&*tx)
            .await?;
        if finished.rows_affected != 1 {
            return Err(Error::Missing.into());
        }
    }
    audit(&tx, actor, &scene, "file.added", id, detail, now).await?;
    tx.commit().await
}

/// A transaction that holds the draft, which the actor may change.
pub(super) async fn begin(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<(Tx, Scene)> {
    let tx = store.begin().await?;
    lock(&tx, proposal).await?;
    let scene = scene(&*tx, actor, proposal, now).await?;
    can(actor, Action::EditDraft, &scene.team.facts)?;
    Ok((tx, scene))
}

pub(super) async fn audit(
    tx: &Tx,
    actor: &Actor,
    scene: &Scene,
    action: &str,
    file: Uuid,
    detail: serde_json::Value,
    now: i64,
) -> Result<()> {
    let competition = Some(scene.team.competition.id.into());
    tx.audit(actor, competition, action, file, detail, now)
        .await
}

/// What is stored for a proposal, without the upload or file that is asked about.
pub(super) async fn stock<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
    except: Option<Uuid>,
) -> Result<Stock> {
    use attachments::Column;
    let rows: Vec<(Uuid, i64, Option<i64>)> = attachments::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Size, Column::RemovedAt])
        .filter(Column::ProposalId.eq(proposal.0))
        .into_tuple()
        .all(conn)
        .await?;
    let on_their_way: Vec<(Uuid, i64)> = uploads::Entity::find()
        .select_only()
        .columns([uploads::Column::Id, uploads::Column::Length])
        .filter(uploads::Column::ProposalId.eq(proposal.0))
        .filter(uploads::Column::AttachmentId.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    let earlier = only_earlier(conn, proposal).await?;
    let mut stock = Stock::default();
    for (id, size, removed) in rows {
        match removed {
            _ if Some(id) == except => {}
            None => stock.files.push(size),
            Some(_) if earlier.contains(&id) => stock.earlier += size,
            Some(_) => stock.others += size,
        }
    }
    stock.others += on_their_way
        .iter()
        .filter(|(id, _)| Some(*id) != except)
        .map(|(_, length)| length)
        .sum::<i64>();
    Ok(stock)
}

/// The files that submissions name, but not the newest. Two queries.
async fn only_earlier<C: ConnectionTrait>(conn: &C, proposal: ProposalId) -> Result<HashSet<Uuid>> {
    let of_proposal = revisions::Column::ProposalId.eq(proposal.0);
    let newest: Option<Option<i32>> = revisions::Entity::find()
        .select_only()
        .column_as(revisions::Column::Number.max(), "newest")
        .filter(of_proposal.clone())
        .into_tuple()
        .one(conn)
        .await?;
    let last: Vec<(Uuid, i32)> = revision_files::Entity::find()
        .select_only()
        .column(revision_files::Column::AttachmentId)
        .column_as(revisions::Column::Number.max(), "last")
        .join(
            JoinType::InnerJoin,
            revision_files::Relation::Revisions.def(),
        )
        .filter(of_proposal)
        .group_by(revision_files::Column::AttachmentId)
        .into_tuple()
        .all(conn)
        .await?;
    let earlier = last
        .into_iter()
        .filter(|(_, last)| newest.flatten() > Some(*last));
    Ok(earlier.map(|(id, _)| id).collect())
}
