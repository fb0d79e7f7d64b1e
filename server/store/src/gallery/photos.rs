//! Photos of selected projects: which one a card shows, and its bytes for everybody. Both are the same question, so that
//! nothing is sent that no page shows.

use crate::{
    Result, Store,
    entities::{
        attachments, competitions, proposals, revision_photos, revisions, selection_entries,
        selections,
    },
    files::{self, Files, PhotoBytes},
    proposals::is_newest,
};
use domain::{
    FileId,
    files::{Photo, PhotoSize},
    gallery::public_photo,
    policy::ProposalState,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationTrait, Select,
};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    proposal_id: Uuid,
    file: Uuid,
    alt: String,
    photo_width: Option<i32>,
    photo_height: Option<i32>,
}

/// The photos that the newest revisions of published, selected, submitted proposals name.
fn shown() -> Select<revision_photos::Entity> {
    let inner = JoinType::InnerJoin;
    revision_photos::Entity::find()
        .select_only()
        .join(inner, revision_photos::Relation::Attachments.def())
        .join(inner, revision_photos::Relation::Revisions.def())
        .join(inner, revisions::Relation::Proposals.def())
        .join(inner, selection_entries::Relation::Proposals.def().rev())
        .join(inner, selection_entries::Relation::Selections.def())
        .filter(is_newest())
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
        .filter(selection_entries::Column::Selected.eq(true))
        .filter(selections::Column::PublishedAt.is_not_null())
}

/// The photos of a published selection's projects, by proposal. One query.
pub(super) async fn photos<C: ConnectionTrait>(
    conn: &C,
    selection: Uuid,
) -> Result<HashMap<Uuid, Photo>> {
    let rows = shown()
        .column_as(proposals::Column::Id, "proposal_id")
        .column_as(attachments::Column::Id, "file")
        .column(revision_photos::Column::Alt)
        .columns([
            attachments::Column::PhotoWidth,
            attachments::Column::PhotoHeight,
        ])
        .filter(selections::Column::Id.eq(selection))
        .into_model::<Row>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(photo).collect())
}

fn photo(row: Row) -> Option<(Uuid, Photo)> {
    let photo = Photo {
        file: row.file.into(),
        alt: row.alt,
        width: u32::try_from(row.photo_width?).ok()?,
        height: u32::try_from(row.photo_height?).ok()?,
    };
    Some((row.proposal_id, public_photo(photo)))
}

/// The bytes of a photo that the gallery of a competition shows. One query.
///
/// # Errors
/// `Missing` for every other file.
pub async fn photo_bytes(
    store: &Store,
    storage: &Files,
    slug: &str,
    file: FileId,
    size: PhotoSize,
) -> Result<PhotoBytes> {
    let key: Option<String> = shown()
        .column(attachments::Column::StorageKey)
        .join(
            JoinType::InnerJoin,
            selections::Relation::Competitions.def(),
        )
        .filter(competitions::Column::Slug.eq(slug))
        .filter(attachments::Column::Id.eq(file.0))
        .filter(attachments::Column::PhotoWidth.is_not_null())
        .into_tuple()
        .one(store.read())
        .await?;
    let key = key.ok_or(domain::Error::Missing)?;
    files::photo_bytes(storage, &key, size).await
}
