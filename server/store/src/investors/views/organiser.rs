//! The organiser's page: whom to verify, and what became of it.

use super::super::{
    funnels::funnel,
    scenes::{call_name, investor_state},
};
use crate::{
    Result, Store, competitions,
    entities::{accounts, investors},
};
use domain::{
    Action, Actor, can,
    investors::{
        InvestorCounts, InvestorRow, InvestorState, InvestorsPage, Registration, domain_of,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

/// Investors of a page.
pub const INVESTORS_A_PAGE: u32 = 50;

/// Investors (undecided ones first, then the newest) and the funnel, for organisers and auditors. Seven
/// queries. `page` begins with 1; one that is too high is the last.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied` for everybody else.
pub async fn investors_page(
    store: &Store,
    actor: &Actor,
    slug: &str,
    page: u32,
    now: i64,
) -> Result<InvestorsPage> {
    actor.signed_in()?;
    let conn = store.read();
    let (call, facts) = competitions::by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let counts = counts(conn, call.id).await?;
    let all = counts.pending + counts.verified + counts.refused;
    let pages = Ord::max(all.div_ceil(INVESTORS_A_PAGE), 1);
    let page = page.clamp(1, pages);
    Ok(InvestorsPage {
        call: call_name(&call, &facts)?,
        decides: can(actor, Action::VerifyInvestor, &facts).is_ok(),
        investors: rows(conn, call.id, page).await?,
        page,
        pages,
        counts,
        funnel: funnel(conn, call.id).await?,
    })
}

async fn counts<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<InvestorCounts> {
    let found: Vec<(String, i64)> = investors::Entity::find()
        .select_only()
        .column(investors::Column::State)
        .expr(Expr::col(investors::Column::Id).count())
        .filter(investors::Column::CompetitionId.eq(competition))
        .group_by(investors::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    let mut counts = InvestorCounts::default();
    for (state, number) in found {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        match investor_state(&state)? {
            InvestorState::Pending => counts.pending = number,
            InvestorState::Verified => counts.verified = number,
            InvestorState::Refused => counts.refused = number,
        }
    }
    Ok(counts)
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    email: String,
    organisation: String,
    country: String,
    about: String,
    state: String,
    reason: String,
    created_at: i64,
    decided_at: Option<i64>,
    version: i64,
}

async fn rows<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    page: u32,
) -> Result<Vec<InvestorRow>> {
    use investors::Column;
    let undecided = Expr::col((investors::Entity, Column::State)).eq(InvestorState::Pending.key());
    investors::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Organisation,
            Column::Country,
            Column::About,
            Column::State,
            Column::Reason,
            Column::CreatedAt,
            Column::DecidedAt,
            Column::Version,
        ])
        .columns([accounts::Column::Name, accounts::Column::Email])
        .join(JoinType::InnerJoin, investors::Relation::Accounts.def())
        .filter(Column::CompetitionId.eq(competition))
        .order_by_desc(undecided)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(u64::from((page - 1) * INVESTORS_A_PAGE))
        .limit(u64::from(INVESTORS_A_PAGE))
        .into_model::<Row>()
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(InvestorRow {
                id: row.id.into(),
                name: row.name,
                email_domain: domain_of(&row.email).to_owned(),
                said: Registration {
                    organisation: row.organisation,
                    country: row.country,
                    about: row.about,
                },
                state: investor_state(&row.state)?,
                reason: row.reason,
                created_at: row.created_at,
                decided_at: row.decided_at,
                version: row.version,
            })
        })
        .collect()
}
