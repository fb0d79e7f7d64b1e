//! Opening discussions.

use crate::{
    Result, Store, Tx,
    competitions::{by_slug, instant},
    entities::{competitions, conflicts, discussions, jurors, proposals, team_members},
    jury::{discussing, serialise},
    reviews::covers,
};
use domain::{
    Action, Actor, Problem, ProposalId, can, competitions::LocalTime, deliberations::check_end,
    errors::Problems, jury::JurorState, policy::ProposalState, screening::ScreeningState,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Opens the discussion of these proposals, until a date of the competition's zone when `until` names one, and writes one mail to
/// each juror who may take part in any. What was opened before is left as it is. Returns how many were opened.
///
/// # Errors
/// `Missing`, also for proposals that are not eligible; `Denied` for others than organisers, before scoring is over and once the
/// selection is frozen; `Invalid` on `chosen` when nothing is left to open, and on `until`.
pub async fn open(
    store: &Store,
    actor: &Actor,
    slug: &str,
    chosen: &[ProposalId],
    until: &str,
    now: i64,
) -> Result<usize> {
    let account = actor.signed_in()?.id.0;
    let tx = store.begin().await?;
    let (call, _) = by_slug(&*tx, actor, slug, now).await?;
    serialise(&tx, call.id).await?;
    let (call, facts) = by_slug(&*tx, actor, slug, now).await?;
    can(actor, Action::LeadDeliberation, &facts)?;
    let mut problems = Problems::new();
    let until = problems.check("until", end_of(until, &call, now)).flatten();
    let new = unopened(&tx, call.id, chosen).await?;
    if new.is_empty() {
        problems.add("chosen", Problem::Required);
    }
    problems.finish()?;
    let rows = new.iter().map(|proposal| discussions::ActiveModel {
        proposal_id: Set(proposal.id),
        competition_id: Set(call.id),
        opened_by: Set(account),
        opened_at: Set(now),
        until_at: Set(until),
        closed_at: Set(None),
        minutes: Set(String::new()),
        minutes_version: Set(0),
        minutes_at: Set(None),
        minutes_by: Set(None),
    });
    discussions::Entity::insert_many(rows)
        .exec_without_returning(&*tx)
        .await?;
    let to = panel(&tx, call.id, &new).await?;
    discussing(&tx, &call, &to, until, now).await?;
    for proposal in &new {
        let detail = json!({ "until": until });
        let id = Some(call.id.into());
        tx.audit(actor, id, "discussion.opened", proposal.id, detail, now)
            .await?;
    }
    tx.commit().await?;
    Ok(new.len())
}

fn end_of(
    until: &str,
    call: &competitions::Model,
    now: i64,
) -> std::result::Result<Option<i64>, Problem> {
    if until.trim().is_empty() {
        return Ok(None);
    }
    let at = instant(LocalTime::parse(until)?, &call.zone)?;
    check_end(at, call.publishes_at, now).map(Some)
}

/// The chosen proposals without a discussion, by number.
async fn unopened(
    tx: &Tx,
    competition: Uuid,
    chosen: &[ProposalId],
) -> Result<Vec<proposals::Model>> {
    let ids: BTreeSet<Uuid> = chosen.iter().map(|id| id.0).collect();
    let found = proposals::Entity::find()
        .filter(proposals::Column::CompetitionId.eq(competition))
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
        .filter(proposals::Column::Screening.eq(ScreeningState::Eligible.key()))
        .filter(proposals::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(proposals::Column::Number)
        .all(&**tx)
        .await?;
    if found.len() != ids.len() {
        return Err(domain::Error::Missing.into());
    }
    let opened: Vec<Uuid> = discussions::Entity::find()
        .select_only()
        .column(discussions::Column::ProposalId)
        .filter(discussions::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(&**tx)
        .await?;
    let new = found.into_iter().filter(|row| !opened.contains(&row.id));
    Ok(new.collect())
}

/// Which of these proposals each juror may discuss, in words. Three queries.
async fn panel(
    tx: &Tx,
    competition: Uuid,
    new: &[proposals::Model],
) -> Result<BTreeMap<Uuid, Vec<String>>> {
    let people = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::State.eq(JurorState::Active.key()))
        .all(&**tx)
        .await?;
    let ids = new.iter().map(|row| row.id);
    let conflicts: Vec<(Uuid, Uuid)> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .column(conflicts::Column::ProposalId)
        .filter(conflicts::Column::ProposalId.is_in(ids))
        .into_tuple()
        .all(&**tx)
        .await?;
    let members: Vec<(Uuid, Uuid)> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::AccountId)
        .column(team_members::Column::TeamId)
        .filter(team_members::Column::TeamId.is_in(new.iter().map(|row| row.team_id)))
        .into_tuple()
        .all(&**tx)
        .await?;
    let apart = |juror: &jurors::Model, row: &proposals::Model| {
        let member = |account| members.contains(&(account, row.team_id));
        !conflicts.contains(&(juror.id, row.id)) && !juror.account_id.is_some_and(member)
    };
    let mut to = BTreeMap::<Uuid, Vec<String>>::new();
    for juror in &people {
        for row in new.iter().filter(|row| apart(juror, row)) {
            if covers(juror.conflicts_declared_at, row.submitted_at) {
                let line = format!("{} {}", row.number, row.title);
                to.entry(juror.id).or_default().push(line);
            }
        }
    }
    Ok(to)
}
