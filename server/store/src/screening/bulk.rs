//! Deciding the same about several proposals: first what it would do, then all or none.

use super::{
    decisions::{may_return, record},
    heading,
    lists::{state_of, submitted},
    people_of,
};
use crate::{
    Result, Store,
    competitions::{by_slug, local_text},
    entities::{competitions, proposals},
    jury,
    proposals::form_of,
};
use domain::{
    Action, Actor, Error, Facts, Problem, ProposalId, can,
    policy::ProposalState,
    screening::{
        BulkPreview, Decision, LeftAlone, PAGE_ROWS, ScreeningState, TakenProposal, WhyLeft,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// What [`decide_many`] would do with these proposals. Unknown ones are left out.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who may not decide so now, `Invalid` on `proposal`
/// when more than a page are chosen.
pub async fn preview_many(
    store: &Store,
    actor: &Actor,
    slug: &str,
    state: ScreeningState,
    chosen: &[ProposalId],
    now: i64,
) -> Result<BulkPreview> {
    let conn = store.read();
    let (competition, facts) = deciding(conn, actor, slug, state, now).await?;
    check_number(chosen.len(), 0)?;
    let rows = proposals::Entity::find()
        .filter(proposals::Column::CompetitionId.eq(competition.id))
        .filter(proposals::Column::Id.is_in(chosen.iter().map(|id| id.0)))
        .filter(proposals::Column::State.ne(ProposalState::Draft.key()))
        .order_by_asc(proposals::Column::Number)
        .all(conn)
        .await?;
    let mut preview = BulkPreview {
        heading: heading(&competition, &facts)?,
        state,
        taken: Vec::new(),
        left: Vec::new(),
        mails: 0,
        taken_from: 0,
        until: local_text(competition.jury_opens_at, &competition.zone),
        checks: form_of(&competition)?.checks,
    };
    let mut teams = Vec::new();
    for row in rows {
        let left = |title, why| LeftAlone {
            number: row.number,
            title,
            why,
        };
        if row.state != ProposalState::Submitted.key() {
            // Nobody but its team reads what is not submitted, not even its title.
            preview
                .left
                .push(left(String::new(), WhyLeft::NotSubmitted));
        } else if state_of(&row)? == state {
            preview.left.push(left(row.title, WhyLeft::Already));
        } else {
            teams.push(row.team_id);
            if state != ScreeningState::Eligible {
                preview.taken_from +=
                    u32::try_from(row.reviews_assigned - row.reviews_received).unwrap_or(0);
            }
            preview.taken.push(TakenProposal {
                id: row.id.into(),
                version: row.version,
                number: row.number,
                title: row.title,
                from: ScreeningState::parse(&row.screening).unwrap_or(ScreeningState::Pending),
            });
        }
    }
    let people = people_of(conn, teams).await?;
    preview.mails = u32::try_from(people.values().map(Vec::len).sum::<usize>()).unwrap_or(0);
    Ok(preview)
}

/// Decides the same about all of these, as they were at their versions: all or none.
///
/// # Errors
/// As [`preview_many`]; `Invalid` when none is chosen and for the date, `Missing` when one is not a submitted
/// proposal of the competition, `Conflict` when one of them has changed since.
pub async fn decide_many(
    store: &Store,
    actor: &Actor,
    slug: &str,
    chosen: &[(ProposalId, i64)],
    decision: &Decision,
    now: i64,
) -> Result<u32> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let (competition, _) = deciding(&*tx, actor, slug, decision.state, now).await?;
    check_number(chosen.len(), 1)?;
    jury::serialise(&tx, competition.id).await?;
    let mut rows = submitted(competition.id)
        .filter(proposals::Column::Id.is_in(chosen.iter().map(|(id, _)| id.0)))
        .order_by_asc(proposals::Column::Number)
        .all(&*tx)
        .await?;
    if rows.len() != chosen.len() {
        return Err(Error::Missing.into());
    }
    for row in &mut rows {
        let named = chosen.iter().find(|(id, _)| id.0 == row.id);
        row.version = named.map_or(0, |(_, version)| *version);
    }
    record(&tx, actor, &competition, &rows, decision, now).await?;
    tx.commit().await?;
    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
}

/// The competition, if the actor may decide so in it now.
async fn deciding<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    slug: &str,
    state: ScreeningState,
    now: i64,
) -> Result<(competitions::Model, Facts)> {
    let (competition, mut facts) = by_slug(conn, actor, slug, now).await?;
    facts.proposal = Some(ProposalState::Submitted);
    can(actor, Action::Screen, &facts)?;
    may_return(state, &facts)?;
    Ok((competition, facts))
}

fn check_number(chosen: usize, least: usize) -> Result<()> {
    if chosen < least {
        return Err(Error::invalid("proposal", Problem::Required).into());
    }
    if chosen > PAGE_ROWS as usize {
        let max = i64::from(PAGE_ROWS);
        let problem = Problem::OutOfRange { min: 1, max };
        return Err(Error::invalid("proposal", problem).into());
    }
    Ok(())
}
