//! More time for the whole jury. The competition is held, so the newest extension is the longest.

use super::{news::more_time, progress::jurors_at_work, serialise};
use crate::{
    Error, Result, Store, Tx,
    competitions::{blind_rules, by_slug, current_round, instant},
    deliberations::deliberated,
    entities::{competitions, jury_extensions, reminder_rounds, rounds},
};
use domain::{
    AccountId, Action, Actor, CompetitionId, can,
    competitions::LocalTime,
    errors::Problems,
    jury::{JuryTime, JuryTimeEdit, check_jury_time},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

const DAY: i64 = 24 * 3_600_000;

/// What a jury was given, as everybody reads it, newest first. One query.
pub(crate) async fn jury_time_of<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<JuryTime>> {
    let rows: Vec<(i64, String, i64)> = jury_extensions::Entity::find()
        .select_only()
        .column(jury_extensions::Column::UntilAt)
        .column(jury_extensions::Column::Reason)
        .column(jury_extensions::Column::GrantedAt)
        .filter(jury_extensions::Column::CompetitionId.eq(competition.0))
        .order_by_desc(jury_extensions::Column::UntilAt)
        .into_tuple()
        .all(conn)
        .await?;
    let time = |(until_at, reason, granted_at)| JuryTime {
        until_at,
        reason,
        granted_at,
    };
    Ok(rows.into_iter().map(time).collect())
}

/// Whether jurors have read each other's scores: in a discussion, or because the rules show them after the close. Two queries.
pub(super) async fn scores_read<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
    now: i64,
) -> Result<bool> {
    let blind = blind_rules(conn, competition.id.into()).await?;
    let spent = blind.spent(now > competition.jury_closes_at);
    Ok(spent || deliberated(conn, competition.id).await?)
}

/// Moves the end of the jury's window and says publicly why; reminders whose day is still to come, counted from the new
/// end, go out again.
pub(super) async fn prolong(
    tx: &Tx,
    account: AccountId,
    competition: Uuid,
    (until_at, reason): (i64, &str),
    now: i64,
) -> Result<()> {
    competitions::Entity::update_many()
        .col_expr(competitions::Column::JuryClosesAt, Expr::value(until_at))
        .filter(competitions::Column::Id.eq(competition))
        .exec(&**tx)
        .await?;
    jury_extensions::Entity::insert(jury_extensions::ActiveModel {
        id: Set(Uuid::now_v7()),
        competition_id: Set(competition),
        until_at: Set(until_at),
        reason: Set(reason.to_owned()),
        granted_by: Set(account.0),
        granted_at: Set(now),
    })
    .exec_without_returning(&**tx)
    .await?;
    let days_left = (until_at - now + DAY - 1) / DAY;
    reminder_rounds::Entity::delete_many()
        .filter(reminder_rounds::Column::CompetitionId.eq(competition))
        .filter(reminder_rounds::Column::Days.lt(days_left))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The competition, for somebody who may do this to its jury's time now; others who would wait from here on.
pub(super) async fn timekeeper(
    tx: &Tx,
    actor: &Actor,
    slug: &str,
    action: Action,
    now: i64,
) -> Result<competitions::Model> {
    let (competition, _) = by_slug(&**tx, actor, slug, now).await?;
    serialise(tx, competition.id).await?;
    // Read again: another extension, a freeze or a discussion may have come between.
    let (competition, mut facts) = by_slug(&**tx, actor, slug, now).await?;
    facts.deliberated = scores_read(&**tx, &competition, now).await?;
    can(actor, action, &facts)?;
    Ok(competition)
}

/// Gives the jury more time, for a reason that everybody can read, and tells the jurors who have work left. A window that
/// has closed opens again.
///
/// # Errors
/// `Missing`; `Denied` for others, before the jury begins, once the selection is frozen or jurors have read each other's scores; `Invalid` with every
/// problem, among them what [`check_jury_time`] says of the time.
pub async fn extend_jury(
    store: &Store,
    actor: &Actor,
    slug: &str,
    edit: &JuryTimeEdit,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let competition = timekeeper(&tx, actor, slug, Action::ExtendJury, now).await?;
    let mut problems = Problems::new();
    let reason = edit.check(&mut problems);
    let until = LocalTime::parse(&edit.until)
        .and_then(|time| instant(time, &competition.zone))
        .and_then(|at| {
            let (closes, publishes) = (competition.jury_closes_at, competition.publishes_at);
            check_jury_time(at, closes, publishes, now)
        });
    let until = problems.check("until", until);
    problems.finish()?;
    let (Some(until_at), Some(reason)) = (until, reason) else {
        return Err(Error::fault("an extension that is neither right nor wrong"));
    };
    let round = current_round(&*tx, competition.id.into()).await?;
    rounds::Entity::update_many()
        .col_expr(rounds::Column::ClosesAt, Expr::value(until_at))
        .filter(rounds::Column::Id.eq(round.id))
        .exec(&*tx)
        .await?;
    prolong(&tx, account, competition.id, (until_at, &reason), now).await?;
    let jurors = jurors_at_work(&*tx, &competition, now).await?;
    let to = jurors.iter().filter(|juror| juror.has_work);
    let to = to.map(|juror| juror.id.0).collect();
    more_time(&tx, &competition, to, (until_at, &reason), now).await?;
    let before = competition.jury_closes_at;
    let detail = json!({ "before": before, "until": until_at, "reason": reason });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "jury.extended", competition.id, detail, now)
        .await?;
    tx.commit().await
}
