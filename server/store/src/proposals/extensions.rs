//! More time for one proposal. The row of the proposal is taken first, so the newest extension is the longest.

use super::{deadline_of, lock};
use crate::{
    Error, Result, Store, Tx,
    competitions::{by_slug, instant},
    deliberations::deliberated,
    entities::{competitions, extensions, proposals},
    jury::jury_time_of,
    outbox::Mail,
    screening::people_of,
};
use domain::{
    Action, Actor, CompetitionId, Localised, can,
    competitions::LocalTime,
    errors::Problems,
    policy::ProposalState,
    proposals::{Extension, ExtensionEdit, ExtensionList, check_extension},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// Extensions that are shown.
const MOST: u64 = 100;

/// The extensions of a competition, for its organisers and auditors. Six queries.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
pub async fn extensions(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<ExtensionList> {
    let conn = store.read();
    let (competition, mut facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    facts.deliberated = deliberated(conn, competition.id).await?;
    Ok(ExtensionList {
        extensions: extensions_of(conn, competition.id.into()).await?,
        editable: can(actor, Action::ExtendDeadline, &facts).is_ok(),
        name: serde_json::from_str(&competition.name)?,
        zone: competition.zone,
        closes_at: competition.closes_at,
        jury_opens_at: competition.jury_opens_at,
        jury_closes_at: competition.jury_closes_at,
        jury: jury_time_of(conn, competition.id.into()).await?,
        jury_editable: can(actor, Action::ExtendJury, &facts).is_ok(),
    })
}

/// The newest extensions of a competition, as everybody reads them. One query.
pub(crate) async fn extensions_of<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<Extension>> {
    let rows: Vec<(i32, i64, String, i64)> = extensions::Entity::find()
        .select_only()
        .column(proposals::Column::Number)
        .column(extensions::Column::UntilAt)
        .column(extensions::Column::Reason)
        .column(extensions::Column::GrantedAt)
        .inner_join(proposals::Entity)
        .filter(extensions::Column::CompetitionId.eq(competition.0))
        .order_by_desc(extensions::Column::GrantedAt)
        .order_by_desc(extensions::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(conn)
        .await?;
    let extension = |(number, until_at, reason, granted_at)| Extension {
        number,
        until_at,
        reason,
        granted_at,
    };
    Ok(rows.into_iter().map(extension).collect())
}

/// Gives a proposal more time, for a reason that everybody can read, and tells its team.
///
/// # Errors
/// `Missing`; `Denied` for others and once the jury has begun; `Invalid` with every problem: an unknown or withdrawn
/// proposal, and what [`check_extension`] says of the time.
pub async fn extend(
    store: &Store,
    actor: &Actor,
    slug: &str,
    edit: &ExtensionEdit,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::ExtendDeadline, &facts)?;
    let mut problems = Problems::new();
    let (number, reason) = edit.check(&mut problems);
    let proposal = match number {
        Some(number) => numbered(&tx, competition.id, number).await?,
        None => None,
    };
    let found = proposal
        .as_ref()
        .filter(|row| row.state != ProposalState::Withdrawn.key());
    if number.is_some() && found.is_none() {
        let what = "no_such_proposal".into();
        problems.add("number", domain::Problem::Other { what });
    }
    let deadline = found.map_or(competition.closes_at, |row| deadline_of(row, &competition));
    let until = LocalTime::parse(&edit.until)
        .and_then(|time| instant(time, &competition.zone))
        .and_then(|at| check_extension(at, deadline, competition.jury_opens_at, now));
    let until = problems.check("until", until);
    problems.finish()?;
    let (Some(proposal), Some(until_at), Some(reason)) = (proposal, until, reason) else {
        return Err(Error::fault("an extension that is neither right nor wrong"));
    };
    proposals::Entity::update_many()
        .col_expr(proposals::Column::ExtendedUntil, Expr::value(until_at))
        .filter(proposals::Column::Id.eq(proposal.id))
        .exec(&*tx)
        .await?;
    extensions::Entity::insert(extensions::ActiveModel {
        id: Set(Uuid::now_v7()),
        competition_id: Set(competition.id),
        proposal_id: Set(proposal.id),
        until_at: Set(until_at),
        reason: Set(reason.clone()),
        granted_by: Set(account.0),
        granted_at: Set(now),
    })
    .exec_without_returning(&*tx)
    .await?;
    let detail = json!({ "number": proposal.number, "until": until_at, "reason": reason });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "proposal.extended", proposal.id, detail, now)
        .await?;
    tell(&tx, &competition, &proposal, until_at, &reason, now).await?;
    tx.commit().await
}

/// The proposal with a number, taken for this transaction.
async fn numbered(tx: &Tx, competition: Uuid, number: i32) -> Result<Option<proposals::Model>> {
    let find = || {
        proposals::Entity::find()
            .filter(proposals::Column::CompetitionId.eq(competition))
            .filter(proposals::Column::Number.eq(number))
            .one(&**tx)
    };
    let Some(found) = find().await? else {
        return Ok(None);
    };
    lock(tx, found.id.into()).await?;
    // Read again: another extension may have come between.
    Ok(find().await?)
}

/// Mail to every member of the team, in each one's language.
async fn tell(
    tx: &Tx,
    competition: &competitions::Model,
    proposal: &proposals::Model,
    until_at: i64,
    reason: &str,
    now: i64,
) -> Result<()> {
    let name: Localised = serde_json::from_str(&competition.name)?;
    let people = people_of(&**tx, [proposal.team_id]).await?;
    for person in people.into_values().flatten() {
        let language = person.language;
        let mail = Mail {
            to: &person.email,
            language,
            template: "proposals.extended",
            fields: json!({
                "name": person.name,
                "competition": name.get(language),
                "number": proposal.number,
                "title": proposal.title,
                "until_at": until_at,
                "zone": competition.zone,
                "reason": reason,
                "link": format!("/proposals/{}", proposal.id),
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}
