//! Members of the teams.

use super::{Scope, columns};
use crate::{
    Result,
    entities::{proposals, teams},
    screening::people_of,
};
use domain::exports::{Cell, Sheet};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Teams of a page.
const TEAMS: u64 = 500;

/// The members of the teams whose proposals come after a number, in the order of the proposals. Two
/// queries a page. Addresses are for organisers.
pub(super) async fn sheet(scope: &Scope<'_>, after: i32) -> Result<Sheet> {
    let conn = scope.store.read();
    let teams = proposals::Entity::find()
        .filter(proposals::Column::CompetitionId.eq(scope.competition.id))
        .filter(proposals::Column::Number.gt(after))
        .find_also_related(teams::Entity)
        .order_by_asc(proposals::Column::Number)
        .limit(TEAMS)
        .all(conn)
        .await?;
    let full = teams.len() as u64 == TEAMS;
    let next = teams
        .last()
        .filter(|_| full)
        .map(|(row, _)| row.number.to_string());
    let mut people = people_of(conn, teams.iter().map(|(row, _)| row.team_id)).await?;
    let organiser = scope.facts.organiser;
    let mut rows = Vec::new();
    for (proposal, team) in teams {
        let Some(team) = team else { continue };
        for person in people.remove(&team.id).unwrap_or_default() {
            let email = if organiser {
                Cell::Text(person.email)
            } else {
                Cell::Empty
            };
            rows.push(vec![
                Cell::Text(person.name),
                email,
                Cell::Word("member", person.kind),
                Cell::text(&team.name),
                Cell::Word("team_role", person.role),
                Cell::text(person.language.code()),
                Cell::Number(proposal.number.into()),
            ]);
        }
    }
    Ok(Sheet {
        columns: columns(&[
            "name", "email", "kind", "team", "role", "language", "number",
        ]),
        rows,
        next,
    })
}
