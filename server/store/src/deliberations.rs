//! Deliberation: discussions of scored proposals, between the end of scoring and the frozen selection.
//!
//! Rules: who has a conflict of interest with a proposal, or belongs to its team, never reads its discussion. A review is
//! shown when it counts; drafts and sealed ones never are. A score is changed by its own juror, with a reason, as a further
//! revision of the review. Every write holds the competition, as conflicts and freezing do: nothing is written after a close, a
//! freeze or a conflict that was declared at the same time. Nothing but this module reads messages and minutes.

mod changes;
mod closings;
mod lists;
mod messages;
mod minutes;
mod openings;
mod own_lists;
mod pages;
mod scenes;

pub use changes::change_scores;
pub use closings::close;
pub use lists::deliberation;
pub use messages::*;
pub use minutes::save_minutes;
pub use openings::open;
pub use own_lists::discussions_of;
pub use pages::discussion;

use crate::{Result, entities::discussions};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// Whether jurors of a competition have seen each other's scores.
pub(crate) async fn deliberated<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<bool> {
    let found = discussions::Entity::find()
        .filter(discussions::Column::CompetitionId.eq(competition))
        .count(conn)
        .await?;
    Ok(found > 0)
}
