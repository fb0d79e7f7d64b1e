//! A juror who cannot go on leaves the jury: what was handed in stays and counts, the rest can go to others.

use super::{
    members::{loads, submitted},
    organisers::tell_organisers,
    releases::{Keep, release},
    serialise, state_of,
};
use crate::{
    Result, Store,
    competitions::by_slug,
    entities::{assignments, competitions, jurors},
};
use domain::{
    Action, Actor, Error, Facts, can, fields,
    jury::{JurorState, LEAVE_REASON_MAX, Leaving},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// What leaving would do, or has done. Six queries.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who are not on its jury and when the jury is over.
pub async fn leaving(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<Leaving> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    let (juror, gone) = match own(conn, actor, &competition).await? {
        Some(juror) if state_of(&juror)? == JurorState::Withdrawn => (juror, true),
        found => (leaver(actor, found, facts)?, false),
    };
    let count =
        |counts: std::collections::HashMap<_, u32>| counts.get(&juror.id).copied().unwrap_or(0);
    let received = count(submitted(conn, competition.id).await?);
    let left = count(loads(conn, competition.id).await?).saturating_sub(received);
    Ok(Leaving {
        name: serde_json::from_str(&competition.name)?,
        slug: competition.slug,
        received,
        left,
        gone,
    })
}

/// Leaves the jury. The organisers get a mail with the reason.
///
/// # Errors
/// As [`leaving`]; `Invalid` on `reason` when it is empty or too long.
pub async fn leave(store: &Store, actor: &Actor, slug: &str, reason: &str, now: i64) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    leaver(actor, own(&*tx, actor, &competition).await?, facts)?;
    let reason = fields::required(reason, LEAVE_REASON_MAX)
        .map_err(|problem| Error::invalid("reason", problem))?;
    serialise(&tx, competition.id).await?;
    let juror = leaver(actor, own(&*tx, actor, &competition).await?, facts)?;
    jurors::Entity::update_many()
        .col_expr(
            jurors::Column::State,
            Expr::value(JurorState::Withdrawn.key()),
        )
        .col_expr(jurors::Column::Version, Expr::value(juror.version + 1))
        .filter(jurors::Column::Id.eq(juror.id))
        .exec(&*tx)
        .await?;
    let which = Condition::all().add(assignments::Column::JurorId.eq(juror.id));
    let freed = release(&tx, which, Keep::Submitted).await?.len();
    let detail = json!({ "reason": reason, "assignments_removed": freed });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "juror.left", juror.id, detail, now)
        .await?;
    tx.withdraw_mail(&[juror.id]).await?;
    let fields = json!({
        "juror": juror.name,
        "reason": reason,
        "freed": freed,
        "link": format!("/organise/{}/progress", competition.slug),
    });
    tell_organisers(&tx, &competition, "jury.left", fields, None, now).await?;
    tx.commit().await
}

/// The actor's place on the jury, whatever its state.
async fn own<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: &competitions::Model,
) -> Result<Option<jurors::Model>> {
    let Some(account) = actor.id() else {
        return Ok(None);
    };
    Ok(jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition.id))
        .filter(jurors::Column::AccountId.eq(account.0))
        .one(conn)
        .await?)
}

/// The juror, if they may leave now.
fn leaver(actor: &Actor, found: Option<jurors::Model>, mut facts: Facts) -> Result<jurors::Model> {
    let active = found.filter(|juror| juror.state == JurorState::Active.key());
    facts.juror = active.is_some();
    can(actor, Action::LeaveJury, &facts)?;
    active.ok_or_else(|| Error::Missing.into())
}
