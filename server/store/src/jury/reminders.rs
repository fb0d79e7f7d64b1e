//! Reminding jurors: shown first, and nobody twice within [`REMIND_EVERY`].

use super::{invitations::mail_language, progress::jurors_at_work};
use crate::{
    Result, Store, Tx, competitions::by_slug, entities::jurors, outbox::Mail, screening::heading,
};
use domain::{
    Action, Actor, Error, JurorId, Language, Problem, can,
    jury::{JurorProgress, REMIND_EVERY, ReminderPreview},
    screening::Heading,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Who of the chosen jurors would be reminded. Unknown ones are left out.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who may not manage the jury now.
pub async fn preview_reminder(
    store: &Store,
    actor: &Actor,
    slug: &str,
    chosen: &[JurorId],
    now: i64,
) -> Result<ReminderPreview> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ManageJury, &facts)?;
    let mut preview = ReminderPreview {
        heading: heading(&competition, &facts)?,
        to: Vec::new(),
        not: Vec::new(),
    };
    for juror in jurors_at_work(conn, &competition, now).await? {
        if !chosen.contains(&juror.id) {
            continue;
        }
        if juror.may_remind {
            let left = juror.assigned.saturating_sub(juror.received);
            preview
                .to
                .push((juror.id, juror.name, left, juror.assigned));
        } else {
            preview.not.push(juror.name);
        }
    }
    Ok(preview)
}

/// Mails a reminder to those of the chosen jurors who have work left and were not reminded a short while
/// ago. Returns how many mails were ordered.
///
/// # Errors
/// As [`preview_reminder`]; `Invalid` on `juror` when nobody is chosen.
pub async fn remind(
    store: &Store,
    actor: &Actor,
    slug: &str,
    chosen: &[JurorId],
    now: i64,
) -> Result<u32> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::ManageJury, &facts)?;
    if chosen.is_empty() {
        return Err(Error::invalid("juror", Problem::Required).into());
    }
    let heading = heading(&competition, &facts)?;
    let mut sent = 0;
    for juror in jurors_at_work(&*tx, &competition, now).await? {
        if !juror.may_remind || !chosen.contains(&juror.id) {
            continue;
        }
        if remind_one(&tx, actor, &heading, &juror, "jury.reminder", now).await? {
            sent += 1;
        }
    }
    tx.commit().await?;
    Ok(sent)
}

/// Mails one juror, unless somebody else has just done so.
pub(super) async fn remind_one(
    tx: &Tx,
    actor: &Actor,
    heading: &Heading,
    juror: &JurorProgress,
    template: &'static str,
    now: i64,
) -> Result<bool> {
    let taken = jurors::Entity::update_many()
        .col_expr(jurors::Column::RemindedAt, Expr::value(Some(now)))
        .filter(jurors::Column::Id.eq(juror.id.0))
        .filter(
            Condition::any()
                .add(jurors::Column::RemindedAt.is_null())
                .add(jurors::Column::RemindedAt.lte(now - REMIND_EVERY)),
        )
        .exec(&**tx)
        .await?;
    if taken.rows_affected != 1 {
        return Ok(false);
    }
    let left = juror.assigned.saturating_sub(juror.received);
    let row = jurors::Entity::find_by_id(juror.id.0)
        .one(&**tx)
        .await?
        .ok_or(Error::Missing)?;
    let language = mail_language(&**tx, &row).await?;
    let mail = Mail {
        to: &row.email,
        language,
        template,
        fields: reminder_fields(heading, language, &row.name, left, juror.assigned),
    };
    tx.mail(mail, now).await?;
    let detail = json!({ "left": left });
    let id = Some(row.competition_id.into());
    tx.audit(actor, id, "juror.reminded", row.id, detail, now)
        .await?;
    Ok(true)
}

/// What the mail says to one juror, for sending it and for showing it before.
#[must_use]
pub fn reminder_fields(
    heading: &Heading,
    language: Language,
    name: &str,
    left: u32,
    assigned: u32,
) -> serde_json::Value {
    json!({
        "name": name,
        "competition": heading.name.get(language),
        "left": left,
        "assigned": assigned,
        "until_at": heading.jury_closes_at,
        "zone": heading.zone,
        "link": format!("/jury/{}", heading.slug),
    })
}
