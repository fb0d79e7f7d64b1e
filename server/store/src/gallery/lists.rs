//! The gallery: one query for the competition, one for the cards, one for their photos.

use super::photos::photos;
use crate::{
    Error, Result, Store,
    entities::{competitions, needs, proposals, selection_entries, selections},
};
use domain::{
    competitions::{CompetitionState, Timeline},
    files::Photo,
    gallery::{Shortlist, ShortlistEntry, public_card},
    policy::Phase,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

/// What a public page needs of a competition; the form and the rules are too large to be read for nothing.
#[derive(FromQueryResult)]
pub(super) struct Call {
    pub slug: String,
    pub name: String,
    pub zone: String,
    state: String,
    opens_at: i64,
    closes_at: i64,
    grace_minutes: i32,
    jury_opens_at: i64,
    jury_closes_at: i64,
    pub publishes_at: i64,
    selection: Option<Uuid>,
    published_at: Option<i64>,
    input_hash: Option<String>,
}

impl Call {
    pub(super) fn phase(&self, now: i64) -> Result<Phase> {
        let state = CompetitionState::parse(&self.state)
            .ok_or_else(|| Error::fault(format!("competition state {}", self.state)))?;
        let timeline = Timeline {
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            grace_minutes: self.grace_minutes,
            jury_opens_at: self.jury_opens_at,
            jury_closes_at: self.jury_closes_at,
            publishes_at: self.publishes_at,
        };
        Ok(timeline.phase(state, self.published_at.is_some(), now))
    }

    /// The selection and when it became public, if it did.
    pub(super) fn published(&self) -> Option<(Uuid, i64)> {
        self.selection.zip(self.published_at)
    }
}

/// The competition of an address.
///
/// # Errors
/// `Missing` when there is none or it is being set up.
pub(super) async fn call<C: ConnectionTrait>(conn: &C, slug: &str) -> Result<Call> {
    use competitions::Column;
    competitions::Entity::find()
        .select_only()
        .columns([
            Column::Slug,
            Column::Name,
            Column::Zone,
            Column::State,
            Column::OpensAt,
            Column::ClosesAt,
            Column::GraceMinutes,
            Column::JuryOpensAt,
            Column::JuryClosesAt,
            Column::PublishesAt,
        ])
        .column_as(selections::Column::Id, "selection")
        .column(selections::Column::PublishedAt)
        .column(selections::Column::InputHash)
        .join(
            JoinType::LeftJoin,
            selections::Relation::Competitions.def().rev(),
        )
        .filter(Column::Slug.eq(slug))
        .filter(Column::State.ne(CompetitionState::Draft.key()))
        .into_model::<Call>()
        .one(conn)
        .await?
        .ok_or_else(|| domain::Error::Missing.into())
}

/// The selected projects by rank; none before publication. Three queries.
///
/// # Errors
/// `Missing` when there is no such competition or it is being set up.
pub async fn shortlist(store: &Store, slug: &str, now: i64) -> Result<Shortlist> {
    let conn = store.read();
    let call = call(conn, slug).await?;
    let projects = match call.published() {
        Some((selection, _)) => entries(conn, selection).await?,
        None => Vec::new(),
    };
    Ok(Shortlist {
        phase: call.phase(now)?,
        name: serde_json::from_str(&call.name)?,
        publishes_at: call.publishes_at,
        published_at: call.published_at,
        input_hash: call.input_hash.filter(|_| call.published_at.is_some()),
        slug: call.slug,
        zone: call.zone,
        projects,
    })
}

async fn entries<C: ConnectionTrait>(conn: &C, selection: Uuid) -> Result<Vec<ShortlistEntry>> {
    let mut photos = photos(conn, selection).await?;
    selected(selection)
        .order_by_asc(selection_entries::Column::Rank)
        .order_by_asc(selection_entries::Column::ProposalId)
        .into_model::<Row>()
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            let photo = photos.remove(&row.entry.proposal_id);
            entry(row, photo)
        })
        .collect()
}

/// A project of a selection, with the title of the need that it addresses.
#[derive(FromQueryResult)]
pub(super) struct Row {
    #[sea_orm(nested)]
    pub entry: selection_entries::Model,
    need: Option<String>,
}

/// The selected projects of a selection, as [`Row`]s.
pub(super) fn selected(selection: Uuid) -> Select<selection_entries::Entity> {
    selection_entries::Entity::find()
        .column_as(needs::Column::Title, "need")
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Proposals.def(),
        )
        .join(JoinType::LeftJoin, proposals::Relation::Needs.def())
        .filter(selection_entries::Column::SelectionId.eq(selection))
        .filter(selection_entries::Column::Selected.eq(true))
}

/// An entry as everybody sees it.
pub(super) fn entry(row: Row, photo: Option<Photo>) -> Result<ShortlistEntry> {
    let Row { entry, need } = row;
    Ok(ShortlistEntry {
        proposal: entry.proposal_id.into(),
        rank: u32::try_from(entry.rank).unwrap_or(u32::MAX),
        card: public_card(serde_json::from_str(&entry.card)?),
        need: need.map(|title| serde_json::from_str(&title)).transpose()?,
        photo,
    })
}
