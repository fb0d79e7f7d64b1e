//! Server functions of imports and exports. What each may is decided in `store::imports` and `store::exports`.

use crate::AppError;
use domain::{
    exports::ExportPage,
    imports::{ImportChoices, ImportPage, ImportStart},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What the upload page shows.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers and once a selection is frozen.
#[server(name = LoadImportStart, endpoint = "transfers/start")]
pub async fn import_start(slug: String) -> Result<ImportStart, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::imports::start(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// A file of the reader's with its dry run, or with what was done.
///
/// # Errors
/// As [`import_start`]; `Missing` for a file of somebody else.
#[server(name = LoadImportCheck, endpoint = "transfers/check")]
pub async fn import_check(slug: String, id: String, page: u32) -> Result<ImportPage, AppError> {
    let cx = crate::cx::signed_in()?;
    let id = id.parse().map_err(|_| domain::Error::Missing)?;
    Ok(store::imports::page(&cx.store, &cx.actor, &slug, id, page, cx.now).await?)
}

/// Says anew which column is what and what is to be done; columns that are not named are found by their names.
///
/// # Errors
/// As [`import_check`]; `Denied` when it was carried out already; `Invalid` naming `choices[entering]`.
#[server(endpoint = "transfers/change")]
pub async fn change_import(
    slug: String,
    id: String,
    #[server(default)] mapping: BTreeMap<String, String>,
    #[server(default)] choices: ImportChoices,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let own = id.parse().map_err(|_| domain::Error::Missing)?;
    let mapping = domain::imports::Mapping(mapping);
    store::imports::change(&cx.store, &cx.actor, &slug, own, &mapping, &choices, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/import/{id}"));
    Ok(())
}

/// Carries a file out, wholly or not at all.
///
/// # Errors
/// As [`import_check`]; `Denied` when it was carried out already; `Invalid` on `import` when a row is bad.
#[server(endpoint = "transfers/carry-out")]
pub async fn carry_out_import(slug: String, id: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let own = id.parse().map_err(|_| domain::Error::Missing)?;
    store::imports::carry_out(&cx.store, &cx.actor, &slug, own, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/import/{id}"));
    Ok(())
}

/// Throws a file away that was not carried out.
///
/// # Errors
/// As [`import_check`]; `Missing` when it was carried out.
#[server(endpoint = "transfers/discard")]
pub async fn discard_import(slug: String, id: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let own = id.parse().map_err(|_| domain::Error::Missing)?;
    store::imports::discard(&cx.store, &cx.actor, &slug, own, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/import"));
    Ok(())
}

/// The tables that can be taken out, and why one is not to be had now.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit the competition.
#[server(name = LoadExports, endpoint = "transfers/exports")]
pub async fn export_page(slug: String) -> Result<ExportPage, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::exports::page(&cx.store, &cx.actor, &slug, cx.now).await?)
}
