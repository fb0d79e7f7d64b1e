//! Which submitted proposals resemble each other: read by organisers and auditors, told to nobody, decided by nobody.
//! The sketches that are compared are made when a text is frozen; for texts from before, by upkeep.

use super::{heading, pages};
use crate::{
    Error, ROWS_AT_ONCE, Result, Store,
    competitions::by_slug,
    entities::{proposals, revisions, team_members, teams},
    proposals::is_newest,
};
use domain::{
    AccountId, Action, Actor, Language, can,
    policy::ProposalState,
    proposals::Submitted,
    screening::{
        Comparable, PAGE_ROWS, Resemblances, ScreeningState, SimilarList, SimilarPair,
        SimilarProposal, Standing, resemblances, similar_pairs, stored_sketch,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, sea_query::Expr,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A page of the similar pairs of a competition. A page beyond the last shows the last.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who neither organise nor audit it.
pub async fn similar(
    store: &Store,
    actor: &Actor,
    slug: &str,
    page: u32,
    now: i64,
) -> Result<SimilarList> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let all = comparable(conn, competition.id).await?;
    let (all, pairs) = tokio::task::spawn_blocking(move || {
        let pairs = similar_pairs(&all);
        (all, pairs)
    })
    .await
    .map_err(Error::fault)?;
    let standing = |wanted: Standing| {
        let those = all.iter().filter(move |one| one.standing == wanted);
        those.map(|one| one.proposal.number)
    };
    let found = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
    let page = page.clamp(1, pages(found));
    let pair = |(one, other, likeness): &(usize, usize, _)| SimilarPair {
        one: all[*one].proposal.clone(),
        other: all[*other].proposal.clone(),
        likeness: *likeness,
    };
    Ok(SimilarList {
        heading: heading(&competition, &facts)?,
        pairs: pairs
            .iter()
            .skip(((page - 1) * PAGE_ROWS) as usize)
            .take(PAGE_ROWS as usize)
            .map(pair)
            .collect(),
        found,
        page,
        pages: pages(found),
        compared: standing(Standing::Compared).count() as u32,
        too_short: standing(Standing::TooShort).collect(),
        waiting: standing(Standing::Waiting).collect(),
    })
}

/// What the submitted proposal of this number resembles. Two queries.
pub(super) async fn resemblances_of<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    number: i32,
) -> Result<Resemblances> {
    let all = comparable(conn, competition).await?;
    let one = all
        .iter()
        .find(|one| one.proposal.number == number)
        .ok_or(domain::Error::Missing)?;
    Ok(resemblances(one, &all))
}

/// What a proposal is compared by, as it is read.
#[derive(FromQueryResult)]
struct Row {
    number: i32,
    title: String,
    language: String,
    screening: String,
    team_id: Uuid,
    team: String,
    sketch: Option<Vec<u8>>,
}

/// The submitted proposals of a competition by number. Two queries.
async fn comparable<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<Vec<Comparable>> {
    let inner = JoinType::InnerJoin;
    let rows: Vec<Row> = revisions::Entity::find()
        .select_only()
        .column(revisions::Column::Sketch)
        .columns([
            proposals::Column::Number,
            proposals::Column::Title,
            proposals::Column::Language,
            proposals::Column::Screening,
            proposals::Column::TeamId,
        ])
        .column_as(teams::Column::Name, "team")
        .join(inner, revisions::Relation::Proposals.def())
        .join(inner, proposals::Relation::Teams.def())
        .filter(proposals::Column::CompetitionId.eq(competition))
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
        .filter(is_newest())
        .order_by_asc(proposals::Column::Number)
        .into_model()
        .all(conn)
        .await?;
    let members: Vec<(Uuid, Uuid)> = team_members::Entity::find()
        .select_only()
        .columns([
            team_members::Column::TeamId,
            team_members::Column::AccountId,
        ])
        .join(inner, team_members::Relation::Teams.def())
        .filter(teams::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(conn)
        .await?;
    let mut people: HashMap<Uuid, Vec<AccountId>> = HashMap::new();
    for (team, account) in members {
        people.entry(team).or_default().push(account.into());
    }
    rows.into_iter()
        .map(|row| {
            let proposal = SimilarProposal {
                number: row.number,
                title: row.title,
                team: row.team,
                language: Language::parse(&row.language).unwrap_or_default(),
                screening: ScreeningState::parse(&row.screening)
                    .ok_or_else(|| Error::fault(format!("screening {}", row.screening)))?,
            };
            let people = people.remove(&row.team_id).unwrap_or_default();
            Ok(Comparable::new(proposal, row.sketch.as_deref(), people))
        })
        .collect()
}

/// Makes the sketches that submissions from before texts were compared do not have; how many. It may stop anywhere.
///
/// # Errors
/// When the database cannot be reached; the rest is made the next time.
pub async fn sketch_older(store: &Store) -> Result<u64> {
    let mut made = 0;
    loop {
        let rows: Vec<(Uuid, String)> = revisions::Entity::find()
            .select_only()
            .columns([revisions::Column::Id, revisions::Column::Content])
            .filter(revisions::Column::Sketch.is_null())
            .order_by_asc(revisions::Column::Id)
            .limit(ROWS_AT_ONCE as u64)
            .into_tuple()
            .all(store.read())
            .await?;
        if rows.is_empty() {
            return Ok(made);
        }
        let tx = store.begin().await?;
        for (id, content) in rows {
            // What cannot be read cannot be compared; its own pages say more.
            let sketch = Submitted::parse(&content)
                .map_or_else(|_| Vec::new(), |text| stored_sketch(&text.answers));
            made += revisions::Entity::update_many()
                .col_expr(revisions::Column::Sketch, Expr::value(sketch))
                .filter(revisions::Column::Id.eq(id))
                .filter(revisions::Column::Sketch.is_null())
                .exec(&*tx)
                .await?
                .rows_affected;
        }
        tx.commit().await?;
    }
}
