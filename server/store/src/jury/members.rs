//! The organiser's list of jurors, and changes to one of them.

use super::{
    ACTIVE,
    claims::open_claims,
    invitations::{mail_language, managed, stale},
    languages_of,
    pool_rows::wanted_reviews,
    releases::{Keep, release},
    sectors_of, state_of,
    vacancies::tell_of_vacancies,
};
use crate::{
    Result, Store,
    competitions::by_slug,
    entities::{assignments, competitions, conflicts, jurors, proposals, reviews},
    outbox::Mail,
};
use domain::{
    Action, Actor, Error, JurorId, Localised, Problem, can,
    errors::Problems,
    fields,
    jury::{JurorInput, JurorState, JuryList, ListedJuror},
    policy::Denied,
    reviews::ReviewState,
    screening::ScreeningState,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// All jurors of a competition with their load. Nine queries, however many jurors there are.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn jury_list(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<JuryList> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let rows = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition.id))
        .all(conn)
        .await?;
    let assigned = loads(conn, competition.id).await?;
    let received = submitted(conn, competition.id).await?;
    let conflicts = conflicts_of(conn, competition.id).await?;
    let count = |counts: &HashMap<Uuid, u32>, id| counts.get(&id).copied().unwrap_or(0);
    let mut jurors = rows
        .into_iter()
        .map(|row| {
            Ok(ListedJuror {
                id: row.id.into(),
                version: row.version,
                languages: languages_of(&row)?,
                sectors: sectors_of(&row)?,
                state: state_of(&row)?,
                capacity: row.capacity,
                declared_at: row.conflicts_declared_at,
                conflicts: count(&conflicts, row.id),
                assigned: count(&assigned, row.id),
                received: count(&received, row.id),
                invited_at: row.created_at,
                name: row.name,
                email: row.email,
                employer: row.employer,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let order = |state| match state {
        JurorState::Active => 0,
        JurorState::Invited => 1,
        JurorState::Declined => 2,
        JurorState::Withdrawn => 3,
    };
    jurors.sort_by_cached_key(|juror| (order(juror.state), juror.name.to_lowercase(), juror.id));
    let needed: Option<Option<i64>> = crate::screening::submitted(competition.id)
        .filter(proposals::Column::Screening.eq(ScreeningState::Eligible.key()))
        .select_only()
        .expr(wanted_reviews(&competition).sum())
        .into_tuple()
        .one(conn)
        .await?;
    let places = jurors
        .iter()
        .filter(|juror| juror.state == JurorState::Active)
        .map(|juror| u32::try_from(juror.capacity).unwrap_or(0))
        .sum();
    Ok(JuryList {
        heading: crate::screening::heading(&competition, &facts)?,
        jurors,
        places,
        needed: u32::try_from(needed.flatten().unwrap_or(0)).unwrap_or(u32::MAX),
        may_manage: can(actor, Action::ManageJury, &facts).is_ok(),
        named_at: competition.jury_named_at,
        open_claims: open_claims(conn, actor, competition.id).await?,
    })
}

/// How many proposals each juror has.
pub(crate) async fn loads<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<HashMap<Uuid, u32>> {
    let rows: Vec<(Uuid, i64)> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::JurorId)
        .column_as(assignments::Column::Id.count(), "n")
        .inner_join(jurors::Entity)
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(assignments::Column::State.eq(ACTIVE))
        .group_by(assignments::Column::JurorId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(numbers(rows))
}

/// How many reviews of each juror count.
pub(super) async fn submitted<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<HashMap<Uuid, u32>> {
    let rows: Vec<(Uuid, i64)> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::JurorId)
        .column_as(reviews::Column::Id.count(), "n")
        .inner_join(jurors::Entity)
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(reviews::Column::State.eq(ReviewState::Submitted.key()))
        .group_by(reviews::Column::JurorId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(numbers(rows))
}

async fn conflicts_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<HashMap<Uuid, u32>> {
    let rows: Vec<(Uuid, i64)> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column_as(conflicts::Column::ProposalId.count(), "n")
        .inner_join(jurors::Entity)
        .filter(jurors::Column::CompetitionId.eq(competition))
        .group_by(conflicts::Column::JurorId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(numbers(rows))
}

fn numbers(rows: Vec<(Uuid, i64)>) -> HashMap<Uuid, u32> {
    rows.into_iter()
        .map(|(id, n)| (id, u32::try_from(n).unwrap_or(u32::MAX)))
        .collect()
}

/// Changes everything but the address.
///
/// # Errors
/// `Missing`, `Denied` for people who may not manage the jury now, `Invalid` with every problem (a capacity
/// below what the juror has already is out of range), `Conflict` when the juror has changed since.
pub async fn change_juror(
    store: &Store,
    actor: &Actor,
    juror: JurorId,
    version: i64,
    input: &JurorInput,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, row) = managed(&tx, actor, juror, now).await?;
    let mut problems = Problems::new();
    let fields = input.check(&mut problems);
    let load = assignments::Entity::find()
        .filter(assignments::Column::JurorId.eq(row.id))
        .filter(assignments::Column::State.eq(ACTIVE))
        .count(&*tx)
        .await?;
    let load = i64::try_from(load).unwrap_or(i64::MAX);
    if let Some(fields) = &fields
        && i64::from(fields.capacity) < load
    {
        let max = domain::jury::CAPACITY_MAX;
        problems.add("capacity", Problem::OutOfRange { min: load, max });
    }
    problems.finish()?;
    let fields = fields.ok_or(Error::BadRequest)?;
    let languages = serde_json::to_string(&fields.languages)?;
    let sectors = serde_json::to_string(&fields.sectors)?;
    let changed = jurors::Entity::update_many()
        .col_expr(jurors::Column::Name, Expr::value(fields.name))
        .col_expr(jurors::Column::Employer, Expr::value(fields.employer))
        .col_expr(jurors::Column::Languages, Expr::value(languages))
        .col_expr(jurors::Column::Sectors, Expr::value(sectors))
        .col_expr(jurors::Column::Capacity, Expr::value(fields.capacity))
        .col_expr(jurors::Column::Version, Expr::value(version + 1))
        .filter(jurors::Column::Id.eq(row.id))
        .filter(jurors::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(stale(&row).into());
    }
    let detail = json!({ "capacity": [row.capacity, fields.capacity] });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "juror.changed", row.id, detail, now)
        .await?;
    tx.commit().await
}

/// Takes a juror off the jury. What they have not submitted is taken from them and shows as uncovered; what
/// they have submitted stays and counts. Returns how many proposals were taken.
///
/// # Errors
/// `Missing`, `Denied` for people who may not manage the jury now and for jurors who are off already,
/// `Invalid` without a reason, `Conflict` when the juror has changed since.
pub async fn withdraw_juror(
    store: &Store,
    actor: &Actor,
    juror: JurorId,
    version: i64,
    reason: &str,
    now: i64,
) -> Result<u32> {
    let tx = store.begin().await?;
    let (competition, row) = managed(&tx, actor, juror, now).await?;
    let before = state_of(&row)?;
    if !matches!(before, JurorState::Active | JurorState::Invited) {
        return Err(Error::Denied(Denied::State).into());
    }
    let reason =
        fields::required(reason, 300).map_err(|problem| Error::invalid("reason", problem))?;
    let changed = jurors::Entity::update_many()
        .col_expr(
            jurors::Column::State,
            Expr::value(JurorState::Withdrawn.key()),
        )
        .col_expr(jurors::Column::TokenHash, Expr::value(None::<String>))
        .col_expr(jurors::Column::Version, Expr::value(version + 1))
        .filter(jurors::Column::Id.eq(row.id))
        .filter(jurors::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(stale(&row).into());
    }
    let which = Condition::all().add(assignments::Column::JurorId.eq(row.id));
    let lost = release(&tx, which, Keep::Submitted).await?;
    let removed = lost.len();
    let detail = json!({ "reason": reason, "assignments_removed": removed });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "juror.withdrawn", row.id, detail, now)
        .await?;
    tx.withdraw_mail(&[row.id]).await?;
    tell_withdrawn(&tx, &competition, &row, &reason, now).await?;
    let lost = lost.into_iter().map(|row| row.proposal_id).collect();
    tell_of_vacancies(&tx, &competition, lost, now).await?;
    tx.commit().await?;
    Ok(u32::try_from(removed).unwrap_or(u32::MAX))
}

async fn tell_withdrawn(
    tx: &crate::Tx,
    competition: &competitions::Model,
    juror: &jurors::Model,
    reason: &str,
    now: i64,
) -> Result<()> {
    let language = mail_language(&**tx, juror).await?;
    let name: Localised = serde_json::from_str(&competition.name)?;
    let mail = Mail {
        to: &juror.email,
        language,
        template: "jury.withdrawn",
        fields: json!({
            "name": juror.name,
            "competition": name.get(language),
            "reason": reason,
        }),
    };
    tx.mail(mail, now).await
}
