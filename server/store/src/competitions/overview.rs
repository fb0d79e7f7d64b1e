//! An organiser's overview: where the competition stands, in numbers. The number of queries is the same
//! for ten proposals and for ten thousand.

use super::{by_slug, lists::card, seal_of};
use crate::{
    Result, Store,
    entities::{colleges, competitions, criteria, jurors, needs, proposals, teams},
    jury::wanted_reviews,
};
use domain::{
    Action, Actor, can,
    competitions::{Overview, SetupCounts, next_step},
    policy::Phase,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::ExprTrait,
};
use uuid::Uuid;

/// The overview. At most nine queries.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
pub async fn overview(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<Overview> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let id = competition.id;
    let teams = teams::Entity::find()
        .filter(teams::Column::CompetitionId.eq(id))
        .count(conn)
        .await?;
    let proposals = proposal_groups(conn, &competition).await?;
    let jurors: Vec<(String, i64)> = jurors::Entity::find()
        .select_only()
        .column(jurors::Column::State)
        .column_as(jurors::Column::Id.count(), "people")
        .filter(jurors::Column::CompetitionId.eq(id))
        .group_by(jurors::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    let jurors_in = |state: &str| {
        jurors
            .iter()
            .filter(|(found, _)| found == state)
            .map(|(_, n)| n)
            .sum()
    };
    let count = |holds: &dyn Fn(&Group) -> bool| {
        proposals
            .iter()
            .filter(|g| holds(g))
            .map(|g| g.proposals)
            .sum::<i64>()
    };
    let submitted = |screening: &'static [&'static str]| {
        move |g: &Group| {
            g.state == "submitted"
                && (screening.is_empty() || screening.contains(&g.screening.as_str()))
        }
    };
    let eligible = count(&submitted(&["eligible"]));
    let setup = if facts.phase == Some(Phase::Draft) {
        setup_counts(conn, id).await?
    } else {
        SetupCounts::default()
    };
    let rules = seal_of(&competition);
    let expected = |g: &&Group| g.state == "submitted" && g.screening == "eligible";
    let reviews_expected = proposals.iter().filter(expected).map(|g| g.wanted).sum();
    let published = facts.phase == Some(Phase::Published);
    let mut overview = Overview {
        card: card(competition, published, now)?,
        organiser: facts.organiser,
        teams: teams as i64,
        drafts: count(&|g| g.state == "draft"),
        submitted: count(&submitted(&[])),
        screened: count(&submitted(&["eligible", "returned", "ineligible"])),
        eligible,
        jurors_invited: jurors_in("invited"),
        jurors_active: jurors_in("active"),
        reviews_expected,
        reviews_assigned: proposals.iter().map(|g| g.assigned).sum(),
        reviews_received: proposals.iter().map(|g| g.received).sum(),
        next: None,
        rules,
    };
    overview.next = next_step(&overview, setup, facts.frozen);
    Ok(overview)
}

#[derive(FromQueryResult)]
struct Group {
    state: String,
    screening: String,
    proposals: i64,
    wanted: i64,
    assigned: i64,
    received: i64,
}

async fn proposal_groups<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Vec<Group>> {
    use proposals::Column;
    Ok(proposals::Entity::find()
        .select_only()
        .column(Column::State)
        .column(Column::Screening)
        .column_as(Column::Id.count(), "proposals")
        .column_as(wanted_reviews(competition).sum(), "wanted")
        .column_as(Column::ReviewsAssigned.sum(), "assigned")
        .column_as(Column::ReviewsReceived.sum(), "received")
        .filter(Column::CompetitionId.eq(competition.id))
        .group_by(Column::State)
        .group_by(Column::Screening)
        .into_model()
        .all(conn)
        .await?)
}

async fn setup_counts<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<SetupCounts> {
    Ok(SetupCounts {
        criteria: criteria::Entity::find()
            .filter(criteria::Column::CompetitionId.eq(id))
            .count(conn)
            .await?,
        colleges: colleges::Entity::find()
            .filter(colleges::Column::CompetitionId.eq(id))
            .count(conn)
            .await?,
        needs: needs::Entity::find()
            .filter(needs::Column::CompetitionId.eq(id))
            .count(conn)
            .await?,
    })
}
