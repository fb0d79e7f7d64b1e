//! What suggests conflicts of interest that a juror has not declared, for organisers and auditors. It decides nothing.

use super::{
    conflicts::{declared, hints, names},
    links::Links,
};
use crate::{Result, Store, competitions::by_slug, entities::jurors, screening::people_of};
use domain::{
    Action, Actor, Error, JurorId, can,
    jury::{ProposalTag, SuspectedConflict},
};
use sea_orm::EntityTrait;

/// The proposals with which a juror may have a conflict that is not declared, by number. Nine queries.
///
/// # Errors
/// `Missing` for an unknown competition and for jurors of others, `Denied` for people who neither organise nor
/// audit it.
pub async fn suspected_of_juror(
    store: &Store,
    actor: &Actor,
    slug: &str,
    juror: JurorId,
    now: i64,
) -> Result<Vec<SuspectedConflict>> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    let juror = jurors::Entity::find_by_id(juror.0)
        .one(conn)
        .await?
        .filter(|juror| juror.competition_id == competition.id)
        .ok_or(Error::Missing)?;
    let rows = names(conn, competition.id).await?;
    let declared = declared(conn, juror.id).await?;
    let people = people_of(conn, rows.iter().map(|row| row.team)).await?;
    let links = Links::of(conn, &juror).await?;
    let mut suspected = Vec::new();
    for row in rows {
        if declared.contains_key(&row.id) {
            continue;
        }
        let members = people.get(&row.team).map_or(&[][..], Vec::as_slice);
        let hints = hints(&juror, &row, members, &links);
        if !hints.is_empty() {
            suspected.push(SuspectedConflict {
                hints,
                proposal: ProposalTag {
                    id: row.id.into(),
                    number: row.number,
                    title: row.title,
                    sector: None,
                },
            });
        }
    }
    Ok(suspected)
}
