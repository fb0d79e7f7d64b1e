//! The jury: invitations, conflicts of interest, who reads what, progress and reminders.
//!
//! Whoever changes which juror has which proposal calls `serialise` first, then reads, then writes: so two
//! organisers (or an organiser and a juror who declares a conflict) never act on what the other is changing.
//! The counter `proposals.reviews_assigned` is the number of active assignments, `reviews_received` that of
//! submitted reviews; both are kept in the transaction of the change. No score is read here.

mod anchors;
mod arranging;
mod assignments;
mod claim_decisions;
mod claims;
mod conflicts;
mod extensions;
mod invitations;
mod leaving;
mod links;
mod locks;
mod members;
mod news;
mod organisers;
mod pairs;
mod panels;
mod partials;
mod pool_rows;
mod pools;
mod previews;
mod progress;
mod recusals;
mod releases;
mod reminders;
mod schedules;
mod second_looks;
mod suspicions;
mod vacancies;

pub use anchors::mark_anchors;
pub use assignments::*;
pub use claim_decisions::*;
pub use claims::*;
pub use conflicts::*;
pub use extensions::extend_jury;
pub(crate) use extensions::jury_time_of;
pub use invitations::*;
pub use leaving::*;
pub use locks::lock_pair;
pub use members::*;
pub(crate) use news::discussing;
pub use pairs::*;
pub use panels::*;
pub(crate) use pool_rows::wanted_reviews;
pub use progress::*;
pub use recusals::*;
pub(crate) use releases::{recuse, release_proposals, restore};
pub use reminders::*;
pub use schedules::*;
pub use second_looks::*;
pub use suspicions::*;

use crate::{
    Error, Result, Tx,
    entities::{competitions, jurors},
};
use domain::{Actor, Language, jury::JurorState, vocabulary::Sector};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

/// Active assignment.
pub(crate) const ACTIVE: &str = "active";
/// Assignment that was taken away.
pub(crate) const REMOVED: &str = "removed";

/// Makes every other change of who reads what in this competition wait for the end of this transaction.
///
/// A write that changes nothing locks the row on PostgreSQL; SQLite has one writer anyway.
pub(crate) async fn serialise(tx: &Tx, competition: Uuid) -> Result<()> {
    competitions::Entity::update_many()
        .col_expr(
            competitions::Column::CreatedAt,
            Expr::col(competitions::Column::CreatedAt),
        )
        .filter(competitions::Column::Id.eq(competition))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The actor's own place on the jury of a competition, if active.
///
/// # Errors
/// When the database cannot be reached.
pub async fn own_juror<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: Uuid,
) -> Result<Option<jurors::Model>> {
    let Some(account) = actor.id() else {
        return Ok(None);
    };
    Ok(jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.eq(account.0))
        .filter(jurors::Column::State.eq(JurorState::Active.key()))
        .one(conn)
        .await?)
}

fn state_of(juror: &jurors::Model) -> Result<JurorState> {
    JurorState::parse(&juror.state).ok_or_else(|| Error::fault(format!("juror {}", juror.state)))
}

fn languages_of(juror: &jurors::Model) -> Result<Vec<Language>> {
    let keys: Vec<String> = serde_json::from_str(&juror.languages)?;
    Ok(keys.iter().filter_map(|key| Language::parse(key)).collect())
}

fn sectors_of(juror: &jurors::Model) -> Result<Vec<Sector>> {
    let keys: Vec<String> = serde_json::from_str(&juror.sectors)?;
    Ok(keys.iter().filter_map(|key| Sector::parse(key)).collect())
}
