//! One submitted proposal with its decisions, as organisers and auditors read it.

use super::{
    heading,
    lists::{correct_until, state_of, submitted},
    messages::messages_of,
    people_of,
    similar::resemblances_of,
    undoing::recent,
};
use crate::{
    Result, Store,
    competitions::{by_slug, local_text},
    entities::{proposals, screenings, teams},
    files,
    proposals::{account_names, form_of, submitted_content},
};
use domain::{
    Action, Actor, can,
    policy::{Phase, ProposalState},
    screening::{PastDecision, ScreenedMember, ScreenedProposal, ScreeningState},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The proposal with this number.
///
/// # Errors
/// `Missing` when there is none, or none that was submitted; `Denied` for people who neither organise nor
/// audit the competition.
pub async fn detail(
    store: &Store,
    actor: &Actor,
    slug: &str,
    number: i32,
    now: i64,
) -> Result<ScreenedProposal> {
    let conn = store.read();
    let (competition, mut facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let row = submitted(competition.id)
        .filter(proposals::Column::Number.eq(number))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    facts.proposal = ProposalState::parse(&row.state);
    can(actor, Action::ReadSubmitted, &facts)?;
    let checks = form_of(&competition)?.checks;
    let (revision, content) = submitted_content(conn, row.id.into(), &competition).await?;
    let team: Option<String> = teams::Entity::find_by_id(row.team_id)
        .select_only()
        .column(teams::Column::Name)
        .into_tuple()
        .one(conn)
        .await?;
    let members = people_of(conn, [row.team_id])
        .await?
        .remove(&row.team_id)
        .unwrap_or_default();
    let recent = recent(conn, &competition, Some(row.id), now).await?.pop();
    let may_decide = can(actor, Action::Screen, &facts).is_ok();
    Ok(ScreenedProposal {
        heading: heading(&competition, &facts)?,
        id: row.id.into(),
        version: row.version,
        number: row.number,
        team: team.unwrap_or_default(),
        members: members
            .into_iter()
            .map(|person| ScreenedMember {
                name: person.name,
                kind: person.kind,
            })
            .collect(),
        screening: state_of(&row)?,
        revision: revision.number,
        content,
        files: files::submitted(conn, revision.id).await?,
        fingerprint: revision.fingerprint,
        submitted_at: revision.submitted_at,
        late: revision.late,
        extended: revision.extended,
        checks,
        history: history(conn, row.id).await?,
        messages: messages_of(conn, row.id).await?,
        may_message: can(actor, Action::MessageTeam, &facts).is_ok(),
        assigned: row.reviews_assigned,
        received: row.reviews_received,
        next: next_pending(conn, competition.id, number).await?,
        may_decide,
        may_return: may_decide && facts.phase <= Some(Phase::Screening),
        recent: recent.filter(|_| may_decide),
        correct_until: correct_until(&row, &competition),
        until: local_text(competition.jury_opens_at, &competition.zone),
        resembles: resemblances_of(conn, competition.id, number).await?,
        title: row.title,
    })
}

async fn history<C: ConnectionTrait>(conn: &C, proposal: Uuid) -> Result<Vec<PastDecision>> {
    let rows = screenings::Entity::find()
        .filter(screenings::Column::ProposalId.eq(proposal))
        .order_by_desc(screenings::Column::Id)
        .all(conn)
        .await?;
    let mut people: Vec<Uuid> = rows.iter().map(|row| row.decided_by).collect();
    people.extend(rows.iter().filter_map(|row| row.undone_by));
    let names = account_names(conn, people).await?;
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    let past = |row: screenings::Model| {
        Ok(PastDecision {
            state: ScreeningState::parse(&row.decision).unwrap_or(ScreeningState::Pending),
            reason: row.reason,
            corrections: row.corrections,
            until_at: row.until_at,
            by: name(row.decided_by),
            at: row.decided_at,
            undone: row
                .undone_at
                .map(|at| (row.undone_by.map(name).unwrap_or_default(), at)),
            points: serde_json::from_str(&row.points)?,
        })
    };
    rows.into_iter().map(past).collect()
}

/// The next undecided one after `number`; after the last it begins again.
async fn next_pending<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    number: i32,
) -> Result<Option<i32>> {
    let pending: Vec<i32> = submitted(competition)
        .select_only()
        .column(proposals::Column::Number)
        .filter(proposals::Column::Screening.eq(ScreeningState::Pending.key()))
        .filter(proposals::Column::Number.ne(number))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(pending
        .iter()
        .find(|other| **other > number)
        .or(pending.first())
        .copied())
}
