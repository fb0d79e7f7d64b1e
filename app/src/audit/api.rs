//! Server functions of the log.

use crate::AppError;
use domain::audit::AuditView;
use leptos::prelude::*;

/// A page (the first is 0) of what was done in a competition, newest first. Beyond the 10,000th the pages are all
/// that one; what is older is taken out as a table.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
#[server(name = LoadAuditLog, endpoint = "audit/page")]
pub async fn audit_log(slug: String, page: u32) -> Result<AuditView, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::audit::view(&cx.store, &cx.actor, &slug, page.min(10_000), cx.now).await?)
}
