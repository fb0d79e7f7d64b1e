//! Server functions of the log.

use crate::AppError;
use domain::audit::AuditView;
use leptos::prelude::*;

/// Newer pages than this end in sight; older ones are taken out as a table.
const LAST_PAGE: u32 = 10_000;

/// A page (the first is 0) of what was done in a competition, newest first.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
#[server(name = LoadAuditLog, endpoint = "audit/page")]
pub async fn audit_log(slug: String, page: u32) -> Result<AuditView, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::audit::view(&cx.store, &cx.actor, &slug, page.min(LAST_PAGE), cx.now).await?)
}
