//! What the hourly worker removes: uploads that are too old, removed files that nothing names, bytes without a row.

use super::{
    Files, KEPT_FOR,
    photos::{photo_key, picture_of},
    uploads::discard,
};
use crate::{
    Error, ROWS_AT_ONCE, Result, Store,
    entities::{attachments, photos, revision_files, uploads},
};
use domain::files::PhotoSize;
use futures_util::TryStreamExt;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use std::{collections::HashSet, time::UNIX_EPOCH};
use uuid::Uuid;

/// Removes what is not wanted any more; the number of things. It may stop anywhere and begin anew.
///
/// # Errors
/// When database or storage fail; the rest is removed the next time.
pub async fn clean(store: &Store, files: &Files, now: i64) -> Result<u64> {
    let old = now - KEPT_FOR;
    Ok(expired(store, files, now).await?
        + removed(store, files, old).await?
        + parts(store, files, old).await?
        + objects(store, files, old).await?)
}

async fn expired(store: &Store, files: &Files, now: i64) -> Result<u64> {
    let ids: Vec<Uuid> = uploads::Entity::find()
        .select_only()
        .column(uploads::Column::Id)
        .filter(uploads::Column::ExpiresAt.lte(now))
        .into_tuple()
        .all(store.read())
        .await?;
    let mut gone = 0;
    for id in ids {
        if let Some(_held) = files.hold(id) {
            discard(store, files, id).await?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Files that were removed a day ago. What a submission names stays.
async fn removed(store: &Store, files: &Files, old: i64) -> Result<u64> {
    use attachments::Column;
    let named = || -> SelectStatement {
        Query::select()
            .column(revision_files::Column::AttachmentId)
            .from(revision_files::Entity)
            .to_owned()
    };
    let rows: Vec<(Uuid, String)> = attachments::Entity::find()
        .select_only()
        .columns([Column::Id, Column::StorageKey])
        .filter(Column::RemovedAt.lte(old))
        .filter(Column::Id.not_in_subquery(named()))
        .into_tuple()
        .all(store.read())
        .await?;
    let mut gone = 0;
    for (id, key) in rows {
        let tx = store.begin().await?;
        // The upload that it was cannot be asked about any more.
        uploads::Entity::delete_many()
            .filter(uploads::Column::AttachmentId.eq(id))
            .exec(&*tx)
            .await?;
        // Nor shown in the gallery.
        photos::Entity::update_many()
            .col_expr(photos::Column::AttachmentId, Expr::value(None::<Uuid>))
            .col_expr(
                photos::Column::Version,
                Expr::col(photos::Column::Version).add(1),
            )
            .filter(photos::Column::AttachmentId.eq(id))
            .exec(&*tx)
            .await?;
        // It may have been brought back, and submitted, meanwhile.
        let deleted = attachments::Entity::delete_many()
            .filter(Column::Id.eq(id))
            .filter(Column::RemovedAt.lte(old))
            .filter(Column::Id.not_in_subquery(named()))
            .exec(&*tx)
            .await?;
        if deleted.rows_affected == 1 {
            tx.commit().await?;
            for size in PhotoSize::ALL {
                files.delete(&photo_key(&key, *size)).await?;
            }
            files.delete(&key).await?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Old files in the folder of uploads that no row names: a crash left them.
async fn parts(store: &Store, files: &Files, old: i64) -> Result<u64> {
    let mut found = tokio::fs::read_dir(files.parts())
        .await
        .map_err(Error::fault)?;
    let mut gone = 0;
    while let Some(file) = found.next_entry().await.map_err(Error::fault)? {
        let changed = file.metadata().await.and_then(|about| about.modified());
        let Some(at) = changed
            .ok()
            .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
        else {
            continue;
        };
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(id) = Uuid::parse_str(&name)
            .ok()
            .filter(|_| at.as_millis() as i64 <= old)
        else {
            continue;
        };
        let row = uploads::Entity::find_by_id(id).one(store.read()).await?;
        if row.is_none_or(|row| row.attachment_id.is_some()) {
            tokio::fs::remove_file(file.path())
                .await
                .map_err(Error::fault)?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Old objects that no row names.
async fn objects(store: &Store, files: &Files, old: i64) -> Result<u64> {
    let mut gone = 0;
    let mut keys = files
        .keys()
        .try_filter(|(_, at)| std::future::ready(*at <= old))
        .try_chunks(ROWS_AT_ONCE);
    while let Some(some) = keys.try_next().await.map_err(|error| error.1)? {
        let keys: Vec<String> = some.into_iter().map(|(key, _)| key).collect();
        let pictures: HashSet<&str> = keys.iter().map(|key| picture_of(key)).collect();
        let known: Vec<String> = attachments::Entity::find()
            .select_only()
            .column(attachments::Column::StorageKey)
            .filter(Expr::col(attachments::Column::StorageKey).is_in(pictures))
            .into_tuple()
            .all(store.read())
            .await?;
        let known: HashSet<String> = known.into_iter().collect();
        for key in keys.iter().filter(|key| !known.contains(picture_of(key))) {
            files.delete(key).await?;
            gone += 1;
        }
    }
    Ok(gone)
}
