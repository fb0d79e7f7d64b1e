//! Messages to a team: kept, mailed to every member, read by the team and by those who organise or audit. The audit
//! log knows that one was sent, not what it says.

use super::people_of;
use crate::{
    Result, Store,
    competitions::facts,
    entities::{accounts, proposals, team_messages},
    outbox::Mail,
    proposals::lock,
};
use domain::{
    Action, Actor, Error, Localised, ProposalId, can,
    policy::ProposalState,
    screening::{TeamMessage, message_text},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// The same text again within so many milliseconds was pressed twice.
const TWICE: i64 = 60_000;

/// Writes to the team of a submitted proposal. The same text from the same person within a minute is sent once.
///
/// # Errors
/// `Missing` for an unknown proposal and for strangers to the competition, `Denied` for auditors, before the call
/// opens and once it is archived, `Invalid` on `text`.
pub async fn message_team(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    text: &str,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?;
    let tx = store.begin().await?;
    lock(&tx, proposal).await?;
    let row = proposals::Entity::find_by_id(proposal.0)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    let (competition, mut facts) = facts(&*tx, actor, row.competition_id.into(), now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(Error::Missing.into());
    }
    facts.proposal = ProposalState::parse(&row.state);
    can(actor, Action::MessageTeam, &facts)?;
    let text = message_text(text)?;
    let sent = team_messages::Entity::find()
        .filter(team_messages::Column::ProposalId.eq(row.id))
        .filter(team_messages::Column::AccountId.eq(account.id.0))
        .filter(team_messages::Column::SentAt.gt(now - TWICE))
        .filter(team_messages::Column::Text.eq(text.as_str()))
        .count(&*tx)
        .await?;
    if sent > 0 {
        return Ok(());
    }
    let id = Uuid::now_v7();
    team_messages::Entity::insert(team_messages::ActiveModel {
        id: Set(id),
        proposal_id: Set(row.id),
        account_id: Set(account.id.0),
        text: Set(text.clone()),
        sent_at: Set(now),
    })
    .exec_without_returning(&*tx)
    .await?;
    let name: Localised = serde_json::from_str(&competition.name)?;
    let people = people_of(&*tx, [row.team_id]).await?;
    let people = people.get(&row.team_id).map_or(&[][..], Vec::as_slice);
    for person in people {
        let mail = Mail {
            to: &person.email,
            language: person.language,
            template: "screening.message",
            fields: json!({
                "name": person.name,
                "organiser": account.name,
                "competition": name.get(person.language),
                "number": row.number,
                "title": row.title,
                "text": text,
                "link": format!("/proposals/{}", row.id),
            }),
        };
        tx.mail(mail, now).await?;
    }
    let detail = json!({ "message": id, "people": people.len() });
    let about = Some(competition.id.into());
    tx.audit(actor, about, "proposal.team_messaged", row.id, detail, now)
        .await?;
    tx.commit().await
}

/// What was written to the team of a proposal, newest first. One query.
pub(crate) async fn messages_of<C: ConnectionTrait>(
    conn: &C,
    proposal: Uuid,
) -> Result<Vec<TeamMessage>> {
    let rows: Vec<(String, i64, String)> = team_messages::Entity::find()
        .select_only()
        .column(team_messages::Column::Text)
        .column(team_messages::Column::SentAt)
        .column(accounts::Column::Name)
        .inner_join(accounts::Entity)
        .filter(team_messages::Column::ProposalId.eq(proposal))
        .order_by_desc(team_messages::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(text, at, by)| TeamMessage { text, by, at })
        .collect())
}
