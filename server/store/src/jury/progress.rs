//! How far the jury is, as the server counts it. No score is read.

use super::{
    ACTIVE,
    claims::open_claims,
    members::{loads, submitted},
    pool_rows::wanted_of,
    schedules::plan,
    state_of,
    vacancies::vacancies,
};
use crate::{
    Result, Store,
    competitions::by_slug,
    entities::{assignments, competitions, jurors, proposals, reviews, sessions},
    screening::{heading, pages},
};
use domain::{
    Action, Actor, ProposalId, can,
    jury::{
        Coverage, JurorProgress, JurorState, JuryProgress, ProposalProgress, ProposalTag,
        REMIND_EVERY, Vacancies, coverage, is_silent,
    },
    policy::Phase,
    reviews::ReviewState,
    screening::{PAGE_ROWS, ScreeningState},
    vocabulary::Sector,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Query,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The organiser's page of progress. Twenty-one queries at most, however many reviews there are.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn progress(
    store: &Store,
    actor: &Actor,
    slug: &str,
    page: u32,
    now: i64,
) -> Result<JuryProgress> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let jurors = jurors_at_work(conn, &competition, now).await?;
    let proposals = covered(conn, &competition, &jurors).await?;
    let proposals = if facts.phase > Some(Phase::Jury) {
        once_over(proposals)
    } else {
        proposals
    };
    let mut counts = [0_u32; Coverage::ALL.len()];
    let (mut needed, mut received) = (0, 0);
    for row in &proposals {
        needed += row.needed;
        counts[row.coverage as usize] += 1;
        received += row.received;
    }
    let vacancies = if counts[Coverage::Uncovered as usize] > 0 {
        vacancies(conn, &competition, &facts).await?
    } else {
        Vacancies::default()
    };
    let open_claims = open_claims(conn, actor, competition.id).await?;
    let reminders = plan(conn, &competition, &jurors, now).await?;
    let number = u32::try_from(proposals.len()).unwrap_or(u32::MAX);
    let page = page.clamp(1, pages(number));
    Ok(JuryProgress {
        heading: heading(&competition, &facts)?,
        counted_at: now,
        jurors,
        proposals: proposals
            .into_iter()
            .skip(((page - 1) * PAGE_ROWS) as usize)
            .take(PAGE_ROWS as usize)
            .collect(),
        coverage: counts,
        page,
        pages: pages(number),
        needed,
        received,
        may_remind: can(actor, Action::ManageJury, &facts).is_ok()
            && facts.phase >= Some(Phase::Grace),
        vacancies,
        reminders,
        open_claims,
        may_assign: can(actor, Action::Assign, &facts).is_ok(),
    })
}

/// The eligible proposals, those in danger first, with the reviews that each needs. Two queries.
pub(crate) async fn covered<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
    jurors: &[JurorProgress],
) -> Result<Vec<ProposalProgress>> {
    let silent: HashMap<Uuid, &str> = jurors
        .iter()
        .filter(|juror| juror.silent)
        .map(|juror| (juror.id.0, juror.name.as_str()))
        .collect();
    let waiting = waiting_for(conn, &silent).await?;
    let mut proposals = Vec::new();
    for row in eligible(conn, competition).await? {
        let id = row.tag.id;
        let names = waiting.get(&id.0).cloned().unwrap_or_default();
        let missing = u32::try_from(names.len()).unwrap_or(u32::MAX);
        proposals.push(ProposalProgress {
            proposal: row.tag,
            needed: row.needed,
            assigned: row.assigned,
            received: row.received,
            silent: names,
            coverage: coverage(row.needed, row.assigned, row.received, missing),
        });
    }
    proposals.sort_by_key(|row| (row.coverage, row.proposal.number));
    Ok(proposals)
}

/// The same once the jury is over: short of reviews or complete, and waiting for nobody.
pub(crate) fn once_over(mut proposals: Vec<ProposalProgress>) -> Vec<ProposalProgress> {
    for row in &mut proposals {
        row.coverage = row.coverage.once_over();
        row.silent.clear();
    }
    proposals.sort_by_key(|row| (row.coverage, row.proposal.number));
    proposals
}

/// Active jurors, and others whose reviews count: the silent first, then by name. Six queries.
pub(crate) async fn jurors_at_work<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
    now: i64,
) -> Result<Vec<JurorProgress>> {
    let rows = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition.id))
        .all(conn)
        .await?;
    let assigned = loads(conn, competition.id).await?;
    let received = submitted(conn, competition.id).await?;
    let accounts = rows
        .iter()
        .filter_map(|row| Some((row.account_id?, row.id)))
        .collect();
    let seen = seen(conn, competition.id, &accounts).await?;
    let mut list = Vec::new();
    for row in rows {
        let count = |counts: &HashMap<Uuid, u32>| counts.get(&row.id).copied().unwrap_or(0);
        let (assigned, received) = (count(&assigned), count(&received));
        let active = state_of(&row)? == JurorState::Active;
        if !active && assigned == 0 {
            continue;
        }
        let left = assigned.saturating_sub(received);
        let seen_at = seen.get(&row.id).copied();
        let rested = row
            .reminded_at
            .is_none_or(|reminded| now - reminded >= REMIND_EVERY);
        list.push(JurorProgress {
            id: row.id.into(),
            name: row.name,
            assigned,
            received,
            declared: row.conflicts_declared_at.is_some(),
            seen_at,
            silent: active && is_silent(left, seen_at, competition.jury_opens_at, now),
            reminded_at: row.reminded_at,
            has_work: active && left > 0,
            may_remind: active && left > 0 && rested,
        });
    }
    list.sort_by_cached_key(|juror| (!juror.silent, juror.name.to_lowercase(), juror.id));
    Ok(list)
}

/// When each juror was last heard of: signed in, opened a proposal or saved a review. Three queries.
/// `accounts` leads from accounts to jurors.
async fn seen<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    accounts: &HashMap<Uuid, Uuid>,
) -> Result<HashMap<Uuid, i64>> {
    let here = jurors::Column::CompetitionId.eq(competition);
    let mut rows: Vec<(Uuid, Option<i64>)> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::AccountId)
        .column_as(sessions::Column::SeenAt.max(), "at")
        .filter(sessions::Column::AccountId.is_in(accounts.keys().copied()))
        .group_by(sessions::Column::AccountId)
        .into_tuple()
        .all(conn)
        .await?;
    for (id, _) in &mut rows {
        *id = accounts.get(id).copied().unwrap_or(*id);
    }
    let opened: Vec<(Uuid, Option<i64>)> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::JurorId)
        .column_as(assignments::Column::OpenedAt.max(), "at")
        .inner_join(jurors::Entity)
        .filter(here.clone())
        .group_by(assignments::Column::JurorId)
        .into_tuple()
        .all(conn)
        .await?;
    let saved: Vec<(Uuid, Option<i64>)> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::JurorId)
        .column_as(reviews::Column::UpdatedAt.max(), "at")
        .inner_join(jurors::Entity)
        .filter(here)
        .group_by(reviews::Column::JurorId)
        .into_tuple()
        .all(conn)
        .await?;
    rows.extend(opened);
    rows.extend(saved);
    let mut seen = HashMap::new();
    for (juror, at) in rows {
        if let Some(at) = at {
            let last = seen.entry(juror).or_insert(at);
            *last = at.max(*last);
        }
    }
    Ok(seen)
}

/// Per proposal, the names of silent jurors who have it and have not submitted.
async fn waiting_for<C: ConnectionTrait>(
    conn: &C,
    silent: &HashMap<Uuid, &str>,
) -> Result<HashMap<Uuid, Vec<String>>> {
    let mut waiting: HashMap<Uuid, Vec<String>> = HashMap::new();
    if silent.is_empty() {
        return Ok(waiting);
    }
    let done = Query::select()
        .column(reviews::Column::AssignmentId)
        .from(reviews::Entity)
        .and_where(reviews::Column::State.eq(ReviewState::Submitted.key()))
        .to_owned();
    let rows: Vec<(Uuid, Uuid)> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::ProposalId)
        .column(assignments::Column::JurorId)
        .filter(assignments::Column::JurorId.is_in(silent.keys().copied()))
        .filter(assignments::Column::State.eq(ACTIVE))
        .filter(assignments::Column::Id.not_in_subquery(done))
        .into_tuple()
        .all(conn)
        .await?;
    for (proposal, juror) in rows {
        if let Some(name) = silent.get(&juror) {
            waiting
                .entry(proposal)
                .or_default()
                .push((*name).to_owned());
        }
    }
    for names in waiting.values_mut() {
        names.sort_by_key(|name| name.to_lowercase());
    }
    Ok(waiting)
}

struct Eligible {
    tag: ProposalTag,
    needed: u32,
    assigned: u32,
    received: u32,
}

async fn eligible<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Vec<Eligible>> {
    type Row = (Uuid, i32, String, Option<String>, i32, i32, Option<i32>);
    let rows: Vec<Row> = crate::screening::submitted(competition.id)
        .select_only()
        .column(proposals::Column::Id)
        .column(proposals::Column::Number)
        .column(proposals::Column::Title)
        .column(proposals::Column::Sector)
        .column(proposals::Column::ReviewsAssigned)
        .column(proposals::Column::ReviewsReceived)
        .column(proposals::Column::ReviewsWanted)
        .filter(proposals::Column::Screening.eq(ScreeningState::Eligible.key()))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, number, title, sector, assigned, received, wanted)| Eligible {
                tag: ProposalTag {
                    id: ProposalId(id),
                    number,
                    title,
                    sector: sector.as_deref().and_then(Sector::parse),
                },
                needed: wanted_of(competition, wanted),
                assigned: u32::try_from(assigned).unwrap_or(0),
                received: u32::try_from(received).unwrap_or(0),
            },
        )
        .collect())
}
