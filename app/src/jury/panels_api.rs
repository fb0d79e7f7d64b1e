//! Server functions of panels.

use crate::AppError;
use domain::jury::{PanelEdit, PanelsPage};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// As `store::jury::panels`.
#[server(name = LoadPanels, endpoint = "jury/panels")]
pub async fn jury_panels(slug: String) -> Result<PanelsPage, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::jury::panels(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Puts other panels in the place of those that stand.
///
/// # Errors
/// As `store::jury::change_panels`.
#[server(endpoint = "jury/change-panels")]
pub async fn change_panels(
    slug: String,
    version: i64,
    #[server(default)] panels: BTreeMap<String, PanelEdit>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::jury::change_panels(&cx.store, &cx.actor, &slug, version, &panels, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/panels"));
    Ok(())
}
