//! The photo for the gallery: one of the draft's pictures with a text for those who do not see it. It is made in the sizes
//! in which it is shown when it is chosen, and kept beside the picture: it goes when the picture goes.

use super::{Files, additions::begin, examinations::apart, pictures, readers::open_row};
use crate::{
    Error, Result, Store, Tx,
    entities::{attachments, photos, revision_photos},
    proposals::scene,
};
use bytes::Bytes;
use domain::{
    Action, Actor, Error as Refusal, FileId, Problem, ProposalId, can,
    errors::Stale,
    files::{FileKind, Photo, PhotoSize, SubmittedPhoto, chosen_photo},
};
use futures_util::stream::BoxStream;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// Under which key a photo is kept.
pub(super) fn photo_key(picture: &str, size: PhotoSize) -> String {
    format!("{picture}-{}", size.key())
}

/// The key of the picture that a key belongs to.
pub(super) fn picture_of(key: &str) -> &str {
    let photo = |size: &PhotoSize| key.strip_suffix(size.key())?.strip_suffix('-');
    PhotoSize::ALL.iter().find_map(photo).unwrap_or(key)
}

/// Chooses the picture `photo` (its id as it was sent) as the photo, or writes another text for it. Returns the next
/// version.
///
/// # Errors
/// `Invalid` on `photo` and `alt`; `Conflict` when `version` is stale; `Denied` when the draft cannot be changed;
/// `Missing` for people outside of the team.
#[allow(
    clippy::too_many_arguments,
    reason = "who, of what, from which version, what, when"
)]
pub async fn choose_photo(
    store: &Store,
    files: &Files,
    actor: &Actor,
    proposal: ProposalId,
    version: i64,
    photo: &str,
    alt: &str,
    now: i64,
) -> Result<i64> {
    let scene = scene(store.read(), actor, proposal, now).await?;
    can(actor, Action::EditDraft, &scene.team.facts)?;
    let (id, alt) = chosen_photo(photo, alt)?;
    let (row, kind) = picture(store.read(), proposal, id).await?;
    let made = match row.photo_width {
        Some(_) => None,
        None => Some(make(files, &row, kind).await?),
    };
    let (tx, scene) = begin(store, actor, proposal, now).await?;
    picture(&*tx, proposal, id).await?;
    if let Some((width, height)) = made {
        attachments::Entity::update_many()
            .col_expr(attachments::Column::PhotoWidth, Expr::value(width))
            .col_expr(attachments::Column::PhotoHeight, Expr::value(height))
            .filter(attachments::Column::Id.eq(id.0))
            .exec(&*tx)
            .await?;
    }
    let version = set(&tx, proposal, version, Some(id.0), &alt).await?;
    let detail = json!({ "name": row.name, "sha256": row.sha256, "alt": alt });
    let competition = Some(scene.team.competition.id.into());
    tx.audit(actor, competition, "photo.chosen", proposal.0, detail, now)
        .await?;
    tx.commit().await?;
    Ok(version)
}

/// Takes the photo away; the picture stays one of the files. Returns the next version.
///
/// # Errors
/// As [`choose_photo`].
pub async fn remove_photo(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    version: i64,
    now: i64,
) -> Result<i64> {
    let (tx, scene) = begin(store, actor, proposal, now).await?;
    let version = set(&tx, proposal, version, None, "").await?;
    let competition = Some(scene.team.competition.id.into());
    tx.audit(
        actor,
        competition,
        "photo.removed",
        proposal.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(version)
}

/// One of the draft's pictures.
async fn picture<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
    id: FileId,
) -> Result<(attachments::Model, FileKind)> {
    let row = attachments::Entity::find_by_id(id.0)
        .filter(attachments::Column::ProposalId.eq(proposal.0))
        .filter(attachments::Column::RemovedAt.is_null())
        .one(conn)
        .await?;
    row.and_then(|row| {
        let kind = FileKind::of_media_type(&row.media_type)?;
        kind.is_picture().then_some((row, kind))
    })
    .ok_or_else(|| Refusal::invalid("photo", Problem::NotAChoice).into())
}

/// Makes and keeps the photo in its sizes; width and height of the large one.
async fn make(files: &Files, row: &attachments::Model, kind: FileKind) -> Result<(u32, u32)> {
    let picture = files.copy(&row.storage_key).await?;
    let turn = files.pictures.clone().acquire_owned().await;
    let turn = turn.map_err(Error::fault)?;
    let made = [files.scratch(), files.scratch()];
    let (size, made) = apart(move || {
        let size = pictures::photos(kind, &picture.0, [&made[0].0, &made[1].0])?;
        drop(turn);
        Ok((size, made))
    })
    .await?;
    for (at, size) in made.iter().zip([PhotoSize::Small, PhotoSize::Large]) {
        files.put(&photo_key(&row.storage_key, size), &at.0).await?;
    }
    Ok(size)
}

/// Writes what the photo is now, if `version` stands there. The proposal is held by the transaction.
async fn set(
    tx: &Tx,
    proposal: ProposalId,
    version: i64,
    picture: Option<Uuid>,
    alt: &str,
) -> Result<i64> {
    let stands = version_of(&**tx, proposal).await?;
    if stands != version {
        return Err(Refusal::Conflict(Stale {
            version: stands,
            ..Stale::default()
        })
        .into());
    }
    let row = photos::Model {
        proposal_id: proposal.0,
        attachment_id: picture,
        alt: alt.to_owned(),
        version: version + 1,
    };
    use photos::Column;
    photos::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::column(Column::ProposalId)
                .update_columns([Column::AttachmentId, Column::Alt, Column::Version])
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(version + 1)
}

/// The version that a change of a draft's photo has to name.
pub(super) async fn version_of<C: ConnectionTrait>(conn: &C, proposal: ProposalId) -> Result<i64> {
    let row = photos::Entity::find_by_id(proposal.0).one(conn).await?;
    Ok(row.map_or(0, |row| row.version))
}

/// The photo of a draft, unless its picture was removed.
pub(super) async fn of_draft<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
) -> Result<Option<(attachments::Model, String)>> {
    let found = photos::Entity::find_by_id(proposal.0)
        .find_also_related(attachments::Entity)
        .filter(attachments::Column::RemovedAt.is_null())
        .one(conn)
        .await?;
    Ok(found.and_then(|(photo, row)| Some((row?, photo.alt))))
}

/// The photo that a revision names. The caller asks `domain::policy` first. One query.
pub(crate) async fn of_revision<C: ConnectionTrait>(
    conn: &C,
    revision: Uuid,
) -> Result<Option<Photo>> {
    let found = revision_photos::Entity::find_by_id(revision)
        .find_also_related(attachments::Entity)
        .one(conn)
        .await?;
    Ok(found.and_then(|(photo, row)| shown(&row?, photo.alt)))
}

/// A photo as it is shown.
pub(super) fn shown(row: &attachments::Model, alt: String) -> Option<Photo> {
    Some(Photo {
        file: row.id.into(),
        alt,
        width: u32::try_from(row.photo_width?).ok()?,
        height: u32::try_from(row.photo_height?).ok()?,
    })
}

/// Notes that a revision names this photo.
pub(super) async fn freeze(tx: &Tx, revision: Uuid, photo: FrozenPhoto) -> Result<()> {
    revision_photos::Entity::insert(revision_photos::ActiveModel {
        revision_id: Set(revision),
        attachment_id: Set(photo.picture),
        alt: Set(photo.named.alt),
    })
    .exec_without_returning(&**tx)
    .await?;
    Ok(())
}

/// A photo that a submission is about to freeze.
#[derive(Clone, Debug)]
pub(crate) struct FrozenPhoto {
    pub picture: Uuid,
    pub named: SubmittedPhoto,
}

/// The bytes of a photo.
pub type PhotoBytes = BoxStream<'static, std::io::Result<Bytes>>;

/// Opens the photo made of a picture, for somebody who may read that.
///
/// # Errors
/// As `open`; `Missing` when it is no photo.
pub async fn open_photo(
    store: &Store,
    files: &Files,
    actor: &Actor,
    id: FileId,
    size: PhotoSize,
    now: i64,
) -> Result<PhotoBytes> {
    let row = open_row(store, actor, id, now).await?;
    if row.photo_width.is_none() {
        return Err(Refusal::Missing.into());
    }
    photo_bytes(files, &row.storage_key, size).await
}

/// The bytes of the photo made of the picture under a key, for somebody who may read it.
pub(crate) async fn photo_bytes(
    files: &Files,
    picture: &str,
    size: PhotoSize,
) -> Result<PhotoBytes> {
    files.get(&photo_key(picture, size)).await
}
