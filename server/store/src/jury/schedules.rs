//! Reminders that go out by themselves, each exactly once however many servers there are: whoever sends one holds the
//! competition and notes the round in the same transaction.

use super::{
    organisers::tell_organisers, progress::jurors_at_work, reminders::remind_one, serialise,
};
use crate::{
    Result, Store, Tx,
    competitions::{by_slug, facts},
    entities::{competitions, reminder_rounds, reminder_schedules},
    screening::heading,
};
use domain::{
    Action, Actor, CompetitionId, Error, can,
    competitions::CompetitionState,
    jury::{Firmness, JurorProgress, ReminderPlan, ReminderSchedule},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;
use uuid::Uuid;

/// Sends what is due in every competition whose jury is at work. Returns how many mails to jurors were ordered.
///
/// # Errors
/// When the database cannot be reached; competitions that were done before stay done.
pub async fn remind_by_schedule(store: &Store, now: i64) -> Result<u32> {
    let at_work: Vec<Uuid> = competitions::Entity::find()
        .select_only()
        .column(competitions::Column::Id)
        .filter(competitions::Column::State.ne(CompetitionState::Draft.key()))
        .filter(competitions::Column::JuryOpensAt.lte(now))
        .filter(competitions::Column::JuryClosesAt.gt(now))
        .into_tuple()
        .all(store.read())
        .await?;
    let mut sent = 0;
    for competition in at_work {
        if due(store.read(), competition, now).await?.is_some() {
            sent += remind_all(store, competition, now).await?;
        }
    }
    Ok(sent)
}

/// The days of a competition, and those that went out. Two queries.
async fn rounds<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<(ReminderSchedule, Vec<u32>)> {
    let schedule = reminder_schedules::Entity::find_by_id(competition)
        .one(conn)
        .await?
        .map_or_else(ReminderSchedule::default, |row| {
            ReminderSchedule::parse(&row.days).unwrap_or_default()
        });
    let sent: Vec<i32> = reminder_rounds::Entity::find()
        .select_only()
        .column(reminder_rounds::Column::Days)
        .filter(reminder_rounds::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(conn)
        .await?;
    let sent = sent.into_iter().filter_map(|days| u32::try_from(days).ok());
    Ok((schedule, sent.collect()))
}

/// What is due in a competition, if anything is.
async fn due<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    now: i64,
) -> Result<Option<(competitions::Model, ReminderSchedule, u32)>> {
    let row = competitions::Entity::find_by_id(competition)
        .one(conn)
        .await?
        .ok_or(Error::Missing)?;
    let (schedule, sent) = rounds(conn, competition).await?;
    let days = schedule.due(row.jury_opens_at, row.jury_closes_at, &sent, now);
    Ok(days.map(|days| (row, schedule, days)))
}

async fn remind_all(store: &Store, competition: Uuid, now: i64) -> Result<u32> {
    let tx = store.begin().await?;
    serialise(&tx, competition).await?;
    // Asked again: another server may just have sent it.
    let Some((row, schedule, days)) = due(&*tx, competition, now).await? else {
        return Ok(0);
    };
    let round = reminder_rounds::ActiveModel {
        competition_id: Set(competition),
        days: Set(i32::try_from(days).unwrap_or(i32::MAX)),
        sent_at: Set(now),
    };
    reminder_rounds::Entity::insert(round)
        .exec_without_returning(&*tx)
        .await?;
    let nobody = Actor::VISITOR;
    let (_, facts) = facts(&*tx, &nobody, CompetitionId(competition), now).await?;
    let heading = heading(&row, &facts)?;
    let firmness = schedule.firmness(days);
    let template = match firmness {
        Firmness::Friendly => "jury.reminder",
        Firmness::Firm => "jury.reminder_firm",
        Firmness::Last => "jury.reminder_last",
    };
    let jurors = jurors_at_work(&*tx, &row, now).await?;
    let mut sent = 0;
    for juror in jurors.iter().filter(|juror| juror.may_remind) {
        if remind_one(&tx, &nobody, &heading, juror, template, now).await? {
            sent += 1;
        }
    }
    if firmness != Firmness::Friendly {
        tell_of_silent(&tx, &row, &jurors, now).await?;
    }
    let detail = json!({ "days": days, "mails": sent });
    let id = Some(competition.into());
    tx.audit(&nobody, id, "jury.reminded", competition, detail, now)
        .await?;
    tx.commit().await?;
    Ok(sent)
}

/// Tells the organisers who is silent, if anybody is.
async fn tell_of_silent(
    tx: &Tx,
    competition: &competitions::Model,
    jurors: &[JurorProgress],
    now: i64,
) -> Result<()> {
    let silent: Vec<String> = jurors
        .iter()
        .filter(|juror| juror.silent)
        .map(|juror| format!("{} ({}/{})", juror.name, juror.received, juror.assigned))
        .collect();
    if silent.is_empty() {
        return Ok(());
    }
    let fields = json!({
        "silent": silent,
        "until_at": competition.jury_closes_at,
        "zone": competition.zone,
        "link": format!("/organise/{}/progress", competition.slug),
    });
    tell_organisers(tx, competition, "jury.silent", fields, None, now).await
}

/// What the page of progress says of reminders. Two queries.
pub(super) async fn plan<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
    jurors: &[JurorProgress],
    now: i64,
) -> Result<ReminderPlan> {
    let (schedule, sent) = rounds(conn, competition.id).await?;
    let (opens, closes) = (competition.jury_opens_at, competition.jury_closes_at);
    let next = schedule.next(opens, closes, &sent, now);
    let left = jurors.iter().filter(|juror| juror.has_work);
    Ok(ReminderPlan {
        next_at: next.map(|(_, at)| at),
        next_to: u32::try_from(left.count()).unwrap_or(u32::MAX),
        schedule,
    })
}

/// Sets the days on which jurors are reminded; an empty text switches it off.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who may not manage the jury now, `Invalid` on `days`.
pub async fn schedule_reminders(
    store: &Store,
    actor: &Actor,
    slug: &str,
    days: &str,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::ManageJury, &facts)?;
    let schedule =
        ReminderSchedule::parse(days).map_err(|problem| Error::invalid("days", problem))?;
    serialise(&tx, competition.id).await?;
    let row = reminder_schedules::ActiveModel {
        competition_id: Set(competition.id),
        days: Set(schedule.text()),
    };
    reminder_schedules::Entity::insert(row)
        .on_conflict(
            OnConflict::column(reminder_schedules::Column::CompetitionId)
                .update_column(reminder_schedules::Column::Days)
                .to_owned(),
        )
        .exec_without_returning(&*tx)
        .await?;
    let detail = json!({ "days": schedule.days });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "jury.reminders_set", competition.id, detail, now)
        .await?;
    tx.commit().await
}
