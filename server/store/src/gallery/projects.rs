//! The page of one selected project.

use super::{
    lists::{call, entry},
    photos::photos,
};
use crate::{
    Result, Store,
    entities::{competitions, proposals, selection_entries},
    proposals::submitted_content,
};
use domain::{
    gallery::{ProjectPage, public_part},
    policy::Phase,
};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

/// A selected project by its number, as last submitted. Seven queries.
///
/// # Errors
/// `Missing` unless the competition's selection is published and the proposal is selected in it.
pub async fn project(store: &Store, slug: &str, number: i32, now: i64) -> Result<ProjectPage> {
    let conn = store.read();
    let call = call(conn, slug).await?;
    let (selection, _) = call.published().ok_or(domain::Error::Missing)?;
    let row = selection_entries::Entity::find()
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Proposals.def(),
        )
        .filter(selection_entries::Column::SelectionId.eq(selection))
        .filter(selection_entries::Column::Selected.eq(true))
        .filter(proposals::Column::Number.eq(number))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let competition = competitions::Entity::find()
        .filter(competitions::Column::Slug.eq(slug))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (_, content) = submitted_content(conn, row.proposal_id.into(), &competition).await?;
    let photo = photos(conn, selection).await?.remove(&row.proposal_id);
    Ok(ProjectPage {
        open: call.phase(now)? == Phase::Published,
        name: serde_json::from_str(&call.name)?,
        slug: call.slug,
        zone: call.zone,
        entry: entry(row, photo)?,
        content: public_part(&content),
    })
}
