//! Scores that were changed in a discussion after the window: further revisions of a review, with the reason.

use super::{
    contents::content_of,
    histories::{Amendment, Kept},
    saves::scales,
    standings::standing,
    writes::Write,
};
use crate::{
    Result, Tx,
    entities::{review_revisions, reviews},
};
use domain::{
    Actor, AssignmentId, CriterionId, Error, Problem,
    deliberations::Change,
    errors::{Problems, Stale},
    reviews::{ReviewInput, ReviewState, field_of},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Before and after, in units, by the criterion's code.
pub(crate) type Amended = BTreeMap<String, (Option<i32>, Option<i32>)>;

/// Writes scores of a review that was handed in. Whether the actor may, the caller has asked in this transaction. Problems
/// that the caller noted are told together with those found here.
///
/// # Errors
/// `Conflict` when `version` is stale; `Invalid`.
pub(crate) async fn amend(
    tx: &Tx,
    actor: &Actor,
    assignment: AssignmentId,
    version: i64,
    (scores, reason, mut problems): (&BTreeMap<String, String>, &str, Problems),
    now: i64,
) -> Result<Amended> {
    let rubric = scales(&**tx, assignment).await?;
    let (standing, _) = standing(&**tx, actor, assignment, now).await?;
    let id = standing.review_id.ok_or(Error::Missing)?;
    let row = reviews::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    let stored = row.version;
    let mut content = content_of(&**tx, row).await?;
    if stored != version {
        return Err(Error::Conflict(Stale {
            version: stored,
            by: None,
            current: serde_json::to_string(&content)?,
        })
        .into());
    }
    let input = ReviewInput {
        scores: scores.clone(),
        ..ReviewInput::default()
    };
    let wanted = input.read(&rubric, &mut problems);
    let mut before = BTreeMap::new();
    let mut amended = Amended::new();
    for criterion in &rubric {
        let was = content.scores.get(&criterion.id).copied().flatten();
        match wanted.scores.get(&criterion.id).copied().flatten() {
            // What could not be judged may stay so; a score cannot be taken back.
            None => {
                let unread = scores
                    .get(&criterion.code)
                    .is_none_or(|text| text.trim().is_empty());
                if was.is_some() && unread {
                    problems.add(field_of(criterion), Problem::Required);
                }
            }
            now if now != was => {
                before.insert(criterion.id, was);
                amended.insert(criterion.code.clone(), (was, now));
                content.scores.insert(criterion.id, now);
                content.reasons.remove(&criterion.id);
            }
            _ => {}
        }
    }
    if amended.is_empty() && !problems.any() {
        let what = "nothing_changed".to_owned();
        problems.add("scores", Problem::Other { what });
    }
    problems.finish()?;
    let reason = reason.to_owned();
    let write = Write {
        actor,
        standing: &standing,
        assignment,
        content: &content,
        state: ReviewState::Submitted,
        amendment: Some(Amendment { reason, before }),
        now,
    };
    if write.update(tx, id, version).await?.is_none() {
        return Err(Error::Conflict(Stale::default()).into());
    }
    write.scores(tx, id, rubric.len()).await?;
    write.revision(tx, id, version + 1).await?;
    Ok(amended)
}

/// The changes of these reviews since an instant, oldest first. One query.
pub(crate) async fn changes_of<C: ConnectionTrait>(
    conn: &C,
    reviews: impl IntoIterator<Item = Uuid>,
    since: i64,
) -> Result<BTreeMap<Uuid, Vec<Change>>> {
    let rows = review_revisions::Entity::find()
        .filter(review_revisions::Column::ReviewId.is_in(reviews))
        .filter(review_revisions::Column::SavedAt.gte(since))
        .order_by_asc(review_revisions::Column::ReviewId)
        .order_by_asc(review_revisions::Column::Version)
        .all(conn)
        .await?;
    let mut changes = BTreeMap::<Uuid, Vec<Change>>::new();
    for row in rows {
        let kept: Kept = serde_json::from_str(&row.content)?;
        let Some(amendment) = kept.amendment else {
            continue;
        };
        let after = |id: &CriterionId| kept.content.scores.get(id).copied().flatten();
        let scores = amendment.before.iter();
        changes.entry(row.review_id).or_default().push(Change {
            at: row.saved_at,
            scores: scores.map(|(id, was)| (*id, *was, after(id))).collect(),
            reason: amendment.reason,
        });
    }
    Ok(changes)
}
