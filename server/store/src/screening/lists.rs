//! The list of submitted proposals: filtered, sorted, searched, counted. Ten queries at most, however
//! many proposals there are.

use super::{heading, undoing::recent};
use crate::{
    Error, Result, Store,
    competitions::by_slug,
    entities::{colleges, competitions, proposals, revisions, teams},
    proposals::is_newest,
};
use domain::{
    Action, Actor, CollegeId, Language, can,
    money::{Currency, Money},
    policy::{Phase, ProposalState},
    screening::{
        Arrival, ListQuery, ListedProposal, PAGE_ROWS, ProposalList, ProposalSort, ScreeningState,
        StateCounts, answers,
    },
    vocabulary::Sector,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select, sea_query::Query,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A page of the submitted proposals. A page beyond the last shows the last.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn list(
    store: &Store,
    actor: &Actor,
    slug: &str,
    query: &ListQuery,
    now: i64,
) -> Result<ProposalList> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let counts = counts(conn, competition.id).await?;
    let (found, rows, page) = find(conn, competition.id, query, &counts).await?;
    let colleges = colleges_of(conn, competition.id).await?;
    let teams: HashMap<Uuid, String> = teams::Entity::find()
        .select_only()
        .column(teams::Column::Id)
        .column(teams::Column::Name)
        .filter(teams::Column::Id.is_in(rows.iter().map(|row| row.team_id)))
        .into_tuple::<(Uuid, String)>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let arrivals = arrivals(conn, &rows).await?;
    let names: HashMap<Uuid, &str> = colleges
        .iter()
        .map(|(id, name)| (id.0, name.as_str()))
        .collect();
    let may_decide = facts.organiser
        && facts
            .phase
            .is_some_and(|phase| (Phase::Grace..=Phase::Jury).contains(&phase));
    let recent = if may_decide {
        recent(conn, &competition, None, now).await?
    } else {
        Vec::new()
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let (late, extended) = arrivals.get(&row.id).copied().unwrap_or_default();
            Ok(ListedProposal {
                id: row.id.into(),
                number: row.number,
                team: teams.get(&row.team_id).cloned().unwrap_or_default(),
                college: row
                    .college_id
                    .and_then(|id| names.get(&id).map(|name| (*name).to_owned())),
                sector: row.sector.as_deref().and_then(Sector::parse),
                language: Language::parse(&row.language).unwrap_or_default(),
                screening: state_of(&row)?,
                correct_until: correct_until(&row, &competition),
                amount: Money {
                    minor: row.amount_minor,
                    currency: Currency::parse(&row.currency).unwrap_or_default(),
                },
                submitted_at: row.submitted_at,
                late,
                extended,
                assigned: row.reviews_assigned,
                received: row.reviews_received,
                title: row.title,
            })
        })
        .collect::<Result<_>>()?;
    Ok(ProposalList {
        heading: heading(&competition, &facts)?,
        query: ListQuery {
            page,
            ..query.clone()
        },
        rows,
        found,
        pages: pages(found),
        counts,
        colleges,
        may_decide,
        recent,
    })
}

/// How many pages that many rows fill; at least 1.
pub(crate) const fn pages(rows: u32) -> u32 {
    match rows.div_ceil(PAGE_ROWS) {
        0 => 1,
        pages => pages,
    }
}

/// Where the screening of a proposal stands.
pub(crate) fn state_of(row: &proposals::Model) -> Result<ScreeningState> {
    ScreeningState::parse(&row.screening)
        .ok_or_else(|| Error::fault(format!("screening {}", row.screening)))
}

/// Until when the team can correct a returned proposal.
pub(super) fn correct_until(
    row: &proposals::Model,
    competition: &competitions::Model,
) -> Option<i64> {
    (row.screening == ScreeningState::Returned.key())
        .then(|| row.correct_until.unwrap_or(competition.jury_opens_at))
}

/// The submitted proposals of a competition.
pub(crate) fn submitted(competition: Uuid) -> Select<proposals::Entity> {
    proposals::Entity::find()
        .filter(proposals::Column::CompetitionId.eq(competition))
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
}

async fn counts<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<StateCounts> {
    let rows: Vec<(String, i64)> = submitted(competition)
        .select_only()
        .column(proposals::Column::Screening)
        .column_as(proposals::Column::Id.count(), "n")
        .group_by(proposals::Column::Screening)
        .into_tuple()
        .all(conn)
        .await?;
    let mut counts = StateCounts::default();
    for (state, n) in rows {
        if let Some(state) = ScreeningState::parse(&state) {
            *counts.of_mut(state) = u32::try_from(n).unwrap_or(u32::MAX);
        }
    }
    Ok(counts)
}

/// Which of these arrived within the grace, and which in time of their own.
async fn arrivals<C: ConnectionTrait>(
    conn: &C,
    rows: &[proposals::Model],
) -> Result<HashMap<Uuid, (bool, bool)>> {
    let newest: Vec<(Uuid, bool, bool)> = revisions::Entity::find()
        .select_only()
        .columns([
            revisions::Column::ProposalId,
            revisions::Column::Late,
            revisions::Column::Extended,
        ])
        .filter(revisions::Column::ProposalId.is_in(rows.iter().map(|row| row.id)))
        .filter(is_newest())
        .into_tuple()
        .all(conn)
        .await?;
    let by_proposal = newest
        .into_iter()
        .map(|(id, late, extended)| (id, (late, extended)));
    Ok(by_proposal.collect())
}

async fn colleges_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
) -> Result<Vec<(CollegeId, String)>> {
    let rows: Vec<(Uuid, String)> = colleges::Entity::find()
        .select_only()
        .column(colleges::Column::Id)
        .column(colleges::Column::Name)
        .filter(colleges::Column::CompetitionId.eq(competition))
        .order_by_asc(colleges::Column::Position)
        .order_by_asc(colleges::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (id.into(), name))
        .collect())
}

/// How many answer the query, the rows of the page, and which page that is.
async fn find<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    query: &ListQuery,
    counts: &StateCounts,
) -> Result<(u32, Vec<proposals::Model>, u32)> {
    let filtered = filtered(competition, query);
    if !query.words.is_empty() || query.sort == ProposalSort::Title {
        return search(conn, filtered, query).await;
    }
    let others = (query.sector, query.college, query.language, query.arrival);
    let found = match (query.state, others) {
        (None, (None, None, None, None)) => counts.all(),
        (Some(state), (None, None, None, None)) => counts.of(state),
        _ => u32::try_from(filtered.clone().count(conn).await?).unwrap_or(u32::MAX),
    };
    let page = query.page.clamp(1, pages(found));
    let rows = ordered(filtered, query)
        .limit(u64::from(PAGE_ROWS))
        .offset(u64::from((page - 1) * PAGE_ROWS))
        .all(conn)
        .await?;
    Ok((found, rows, page))
}

fn filtered(competition: Uuid, query: &ListQuery) -> Select<proposals::Entity> {
    let mut select = submitted(competition);
    if let Some(state) = query.state {
        select = select.filter(proposals::Column::Screening.eq(state.key()));
    }
    if let Some(sector) = query.sector {
        select = select.filter(proposals::Column::Sector.eq(sector.key()));
    }
    if let Some(college) = query.college {
        select = select.filter(proposals::Column::CollegeId.eq(college.0));
    }
    if let Some(language) = query.language {
        select = select.filter(proposals::Column::Language.eq(language.code()));
    }
    if let Some(arrival) = query.arrival {
        let late = revisions::Column::Late.eq(true);
        let extended = revisions::Column::Extended.eq(true);
        let so = match arrival {
            Arrival::After => late.or(extended),
            Arrival::Grace => late,
            Arrival::Extended => extended,
        };
        let those = Query::select()
            .column(revisions::Column::ProposalId)
            .from(revisions::Entity)
            .and_where(so)
            .and_where(is_newest())
            .to_owned();
        select = select.filter(proposals::Column::Id.in_subquery(those));
    }
    select
}

fn ordered(select: Select<proposals::Entity>, query: &ListQuery) -> Select<proposals::Entity> {
    let order = if query.descending {
        Order::Desc
    } else {
        Order::Asc
    };
    match query.sort {
        ProposalSort::Number | ProposalSort::Title => {
            select.order_by(proposals::Column::Number, order)
        }
        ProposalSort::Submitted => select
            .order_by(proposals::Column::SubmittedAt, order)
            .order_by_asc(proposals::Column::Number),
        ProposalSort::Received => select
            .order_by(proposals::Column::ReviewsReceived, order)
            .order_by_asc(proposals::Column::Number),
    }
}

/// Words and letters are compared here and not by the database: what a person types must never be a
/// pattern, and databases differ in their alphabets.
async fn search<C: ConnectionTrait>(
    conn: &C,
    filtered: Select<proposals::Entity>,
    query: &ListQuery,
) -> Result<(u32, Vec<proposals::Model>, u32)> {
    let all: Vec<(Uuid, i32, String, String)> = ordered(filtered, query)
        .select_only()
        .column(proposals::Column::Id)
        .column(proposals::Column::Number)
        .column(proposals::Column::Title)
        .column(teams::Column::Name)
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .into_tuple()
        .all(conn)
        .await?;
    let mut hits: Vec<_> = all
        .into_iter()
        .filter(|(_, number, title, team)| answers(&query.words, *number, title, team))
        .map(|(id, number, title, _)| (id, number, title.to_lowercase()))
        .collect();
    if query.sort == ProposalSort::Title {
        hits.sort_by(|one, other| {
            let order = one.2.cmp(&other.2);
            let order = if query.descending {
                order.reverse()
            } else {
                order
            };
            order.then(one.1.cmp(&other.1))
        });
    }
    let found = u32::try_from(hits.len()).unwrap_or(u32::MAX);
    let page = query.page.clamp(1, pages(found));
    let ids: Vec<Uuid> = hits
        .iter()
        .skip(((page - 1) * PAGE_ROWS) as usize)
        .take(PAGE_ROWS as usize)
        .map(|(id, _, _)| *id)
        .collect();
    let mut rows: HashMap<Uuid, proposals::Model> = proposals::Entity::find()
        .filter(proposals::Column::Id.is_in(ids.iter().copied()))
        .all(conn)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let rows = ids.iter().filter_map(|id| rows.remove(id)).collect();
    Ok((found, rows, page))
}
