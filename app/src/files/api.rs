//! Server functions of files. Who may do what is decided in `store::files`.

use crate::AppError;
use domain::{FileId, ProposalId, files::FilesPage};
use leptos::prelude::*;

/// The files of a proposal, for everybody who may read it.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "files/list")]
pub async fn load_files(id: ProposalId) -> Result<FilesPage, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::files::page(&cx.store, &cx.actor, id, cx.now).await?)
}

/// Takes a file out of the draft.
///
/// # Errors
/// As `store::files::remove`.
#[server(endpoint = "files/remove")]
pub async fn remove_file(id: FileId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::files::remove(&cx.store, &cx.actor, id, cx.now).await?)
}

/// Puts a removed file back.
///
/// # Errors
/// As `store::files::bring_back`.
#[server(endpoint = "files/bring-back")]
pub async fn bring_back_file(id: FileId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::files::bring_back(&cx.store, &cx.actor, id, cx.now).await?)
}

/// Chooses one of the draft's pictures as the photo for the gallery, with a text for those who do not see it.
///
/// # Errors
/// As `store::files::choose_photo`.
#[server(endpoint = "files/choose-photo")]
pub async fn choose_photo(
    id: ProposalId,
    version: i64,
    #[server(default)] photo: String,
    #[server(default)] alt: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let (store, files, actor) = (&cx.store, &cx.files, &cx.actor);
    store::files::choose_photo(store, files, actor, id, version, &photo, &alt, cx.now).await?;
    Ok(())
}

/// Takes the photo away; its picture stays one of the files.
///
/// # Errors
/// As `store::files::remove_photo`.
#[server(endpoint = "files/remove-photo")]
pub async fn remove_photo(id: ProposalId, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::files::remove_photo(&cx.store, &cx.actor, id, version, cx.now).await?;
    Ok(())
}
