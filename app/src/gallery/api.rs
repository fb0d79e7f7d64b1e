//! Server functions of the gallery: reading only, for everybody.

use crate::AppError;
use domain::gallery::{ProjectPage, Shortlist};
use leptos::prelude::*;

/// The selected projects of a call; none before publication.
///
/// # Errors
/// `Missing` when there is no such call.
#[server(endpoint = "gallery/shortlist")]
pub async fn public_shortlist(slug: String) -> Result<Shortlist, AppError> {
    let cx = crate::cx::visitor()?;
    Ok(store::gallery::shortlist(&cx.store, &slug, cx.now).await?)
}

/// A selected project by its number.
///
/// # Errors
/// `Missing` unless it is selected and published.
#[server(endpoint = "gallery/project")]
pub async fn public_project(slug: String, number: String) -> Result<ProjectPage, AppError> {
    let cx = crate::cx::visitor()?;
    let number = number.parse().map_err(|_| domain::Error::Missing)?;
    let project = store::gallery::project(&cx.store, &slug, number, cx.now).await?;
    Ok(ProjectPage {
        content: project.content.with_prose(crate::cx::prose),
        ..project
    })
}
