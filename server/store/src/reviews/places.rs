//! Where a juror places proposals among their own. Only the juror's own assignments are written, and nobody else reads
//! the places; like a draft's, their changes are in no log.

use super::{queues::juror_at_work, standings::ACTIVE};
use crate::{Result, Store, competitions, entities::assignments};
use domain::{
    Actor, Error,
    errors::{Problems, Stale},
    policy::{Denied, Phase},
    reviews::{PlaceEdit, parse_place},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// Writes the places that were changed, all or none. A query for each.
///
/// # Errors
/// `Missing` and `Denied` as `my_queue`, `Denied` outside of scoring; `Invalid` on `place[a…]` for what is no place;
/// `Conflict` when a place is not any more what the form showed.
pub async fn place_own(
    store: &Store,
    actor: &Actor,
    slug: &str,
    edits: &[PlaceEdit],
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (call, facts) = competitions::by_slug(&*tx, actor, slug, now).await?;
    let juror = juror_at_work(&*tx, actor, call.id).await?;
    if facts.phase < Some(Phase::Jury) {
        return Err(Error::Denied(Denied::TooEarly).into());
    }
    if facts.phase > Some(Phase::Selection) {
        return Err(Error::Denied(Denied::TooLate).into());
    }
    let mut problems = Problems::new();
    let mut changes = Vec::new();
    for edit in edits {
        let field = format!("place[a{}]", edit.assignment);
        let before = parse_place(&edit.before).unwrap_or_default();
        if let Some(after) = problems.check(&field, parse_place(&edit.after))
            && after != before
        {
            changes.push((edit.assignment, before, after));
        }
    }
    problems.finish()?;
    for (assignment, before, after) in changes {
        let stood = match before {
            Some(place) => assignments::Column::OwnPlace.eq(place),
            None => assignments::Column::OwnPlace.is_null(),
        };
        let written = assignments::Entity::update_many()
            .col_expr(assignments::Column::OwnPlace, Expr::value(after))
            .filter(assignments::Column::Id.eq(assignment.0))
            .filter(assignments::Column::JurorId.eq(juror.id))
            .filter(assignments::Column::State.eq(ACTIVE))
            .filter(stood)
            .exec(&*tx)
            .await?;
        if written.rows_affected != 1 {
            return Err(Error::Conflict(Stale::default()).into());
        }
    }
    tx.commit().await
}
