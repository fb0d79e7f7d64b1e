//! Telling jurors what has changed for them. That they have proposals to score is one mail for all that they are given within a few minutes, so that
//! an organiser who moves single pairs writes to nobody ten times. The mail names no number, which could change again.

use super::{invitations::mail_language, pools::Pool};
use crate::{
    Result, Tx,
    entities::{competitions, jurors},
    outbox::Mail,
};
use domain::{Language, Localised, jury::PairWhy};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// After the last change in so long the mail goes out.
pub(super) const GATHER: i64 = 10 * 60_000;

/// Jurors with the language of mail to each. One query, and one for each of them.
async fn readers(tx: &Tx, ids: Vec<Uuid>) -> Result<Vec<(jurors::Model, Language)>> {
    let people = jurors::Entity::find()
        .filter(jurors::Column::Id.is_in(ids))
        .order_by_asc(jurors::Column::Id)
        .all(&**tx)
        .await?;
    let mut readers = Vec::with_capacity(people.len());
    for juror in people {
        let language = mail_language(&**tx, &juror).await?;
        readers.push((juror, language));
    }
    Ok(readers)
}

/// Orders the mail to these jurors anew. Two queries for each of them.
pub(super) async fn announce(
    tx: &Tx,
    competition: &competitions::Model,
    to: BTreeSet<Uuid>,
    now: i64,
) -> Result<()> {
    if to.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = to.into_iter().collect();
    tx.withdraw_mail(&ids).await?;
    let name: Localised = serde_json::from_str(&competition.name)?;
    for (juror, language) in readers(tx, ids).await? {
        let mail = Mail {
            to: &juror.email,
            language,
            template: "jury.assigned",
            fields: json!({
                "name": juror.name,
                "competition": name.get(language),
                "from_at": competition.jury_opens_at,
                "until_at": competition.jury_closes_at,
                "zone": competition.zone,
                "link": format!("/jury/{}", competition.slug),
            }),
        };
        tx.mail_later(mail, juror.id, now + GATHER, now).await?;
    }
    Ok(())
}

/// Tells the jurors of a redistribution how many proposals went to others. Two queries for each of them.
pub(super) async fn relieved(
    tx: &Tx,
    competition: &competitions::Model,
    pool: &Pool,
    now: i64,
) -> Result<()> {
    let mut lost: BTreeMap<Uuid, u32> = BTreeMap::new();
    for (juror, _) in pool.taken.keys() {
        *lost.entry(pool.jurors[*juror as usize].id).or_default() += 1;
    }
    if lost.is_empty() {
        return Ok(());
    }
    let name: Localised = serde_json::from_str(&competition.name)?;
    for (juror, language) in readers(tx, lost.keys().copied().collect()).await? {
        let mail = Mail {
            to: &juror.email,
            language,
            template: "jury.relieved",
            fields: json!({
                "name": juror.name,
                "competition": name.get(language),
                "taken": lost.get(&juror.id),
                "link": format!("/jury/{}", competition.slug),
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}

/// Tells the jurors from whom proposals were moved, although nobody took their work away, what changed for them. Returns who they are.
/// Two queries for each of them.
pub(super) async fn rearranged(
    tx: &Tx,
    competition: &competitions::Model,
    pool: &Pool,
    new: &[(Uuid, Uuid, PairWhy)],
    now: i64,
) -> Result<BTreeSet<Uuid>> {
    let mut lost: BTreeMap<Uuid, u32> = BTreeMap::new();
    for (juror, _) in pool.moved.keys() {
        *lost.entry(pool.jurors[*juror as usize].id).or_default() += 1;
    }
    if lost.is_empty() {
        return Ok(BTreeSet::new());
    }
    let name: Localised = serde_json::from_str(&competition.name)?;
    for (juror, language) in readers(tx, lost.keys().copied().collect()).await? {
        let given = new.iter().filter(|(to, _, _)| *to == juror.id).count();
        let mail = Mail {
            to: &juror.email,
            language,
            template: "jury.rearranged",
            fields: json!({
                "name": juror.name,
                "competition": name.get(language),
                "taken": lost.get(&juror.id),
                "given": given,
                "link": format!("/jury/{}", competition.slug),
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(lost.into_keys().collect())
}

/// Tells these jurors that there is more time. Two queries for each of them.
pub(super) async fn more_time(
    tx: &Tx,
    competition: &competitions::Model,
    to: Vec<Uuid>,
    (until_at, reason): (i64, &str),
    now: i64,
) -> Result<()> {
    let name: Localised = serde_json::from_str(&competition.name)?;
    for (juror, language) in readers(tx, to).await? {
        let mail = Mail {
            to: &juror.email,
            language,
            template: "jury.extended",
            fields: json!({
                "name": juror.name,
                "competition": name.get(language),
                "until_at": until_at,
                "zone": competition.zone,
                "reason": reason,
                "link": format!("/jury/{}", competition.slug),
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}

/// Tells these jurors which proposals are being discussed: one mail for all that are opened together. Two queries for each of
/// them.
pub(crate) async fn discussing(
    tx: &Tx,
    competition: &competitions::Model,
    to: &BTreeMap<Uuid, Vec<String>>,
    until: Option<i64>,
    now: i64,
) -> Result<()> {
    let name: Localised = serde_json::from_str(&competition.name)?;
    for (juror, language) in readers(tx, to.keys().copied().collect()).await? {
        let fields = json!({
            "name": juror.name,
            "competition": name.get(language),
            "discussed": to.get(&juror.id),
            "until_at": until.unwrap_or(competition.publishes_at),
            "zone": competition.zone,
            "link": format!("/jury/{}", competition.slug),
        });
        let mail = Mail {
            to: &juror.email,
            language,
            template: "deliberations.opened",
            fields,
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}
