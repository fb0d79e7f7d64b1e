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
