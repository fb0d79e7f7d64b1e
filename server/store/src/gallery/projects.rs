//! The page of one selected project.

use super::{
    lists::{Row, call, entry, selected},
    photos::photos,
};
use crate::{
    Result, Store,
    entities::{competitions, proposals},
    proposals::submitted_content,
};
use domain::{
    gallery::{ProjectPage, public_part},
    policy::Phase,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A selected project by its number, as last submitted. Seven queries.
///
/// # Errors
/// `Missing` unless the competition's selection is published and the proposal is selected in it.
pub async fn project(store: &Store, slug: &str, number: i32, now: i64) -> Result<ProjectPage> {
    let conn = store.read();
    let call = call(conn, slug).await?;
    let (selection, _) = call.published().ok_or(domain::Error::Missing)?;
    let row = selected(selection)
        .filter(proposals::Column::Number.eq(number))
        .into_model::<Row>()
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let competition = competitions::Entity::find()
        .filter(competitions::Column::Slug.eq(slug))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (_, content) = submitted_content(conn, row.entry.proposal_id.into(), &competition).await?;
    let photo = photos(conn, selection)
        .await?
        .remove(&row.entry.proposal_id);
    Ok(ProjectPage {
        open: call.phase(now)? == Phase::Published,
        name: serde_json::from_str(&call.name)?,
        slug: call.slug,
        zone: call.zone,
        entry: entry(row, photo)?,
        content: public_part(&content),
    })
}
