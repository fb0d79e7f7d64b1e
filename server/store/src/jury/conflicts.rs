//! Conflicts of interest: what a juror sees before declaring (names only), and declaring. Where the rules hide teams, people are
//! listed without the proposals, in an order and under marks from which nobody learns whose a proposal is.
//!
//! A conflict is never taken back by the juror. Declared late, it takes the proposal away and seals the review.

use super::{links::Links, own_juror, releases::recuse, serialise, vacancies::tell_of_vacancies};
use crate::{
    Result, Store, Tx,
    competitions::{blind_rules, by_slug, facts},
    entities::{colleges, competitions, conflicts, jurors, proposals, team_members, teams},
    screening::{Person, heading, people_of, submitted},
};
use domain::{
    Action, Actor, CompetitionId, ConflictMark, Error, Facts, ProposalId, TeamId, can,
    errors::Problems,
    jury::{
        BlindRules, ConflictHint, ConflictLine, ConflictList, ProposalName, conflict_hints,
        mark_of_team, parse_conflict_reason,
    },
    screening::ScreeningState,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The proposals that a juror may be given, by name, with what suggests a conflict. Ten queries, however
/// many proposals there are; nothing of their content is read.
///
/// # Errors
/// `Missing` for an unknown competition, `Denied` for people who are not on its jury, before the deadline
/// and after the selection.
pub async fn conflict_list(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<ConflictList> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    let juror = declarer(conn, actor, &competition, facts).await?;
    let blind = blind_rules(conn, competition.id.into()).await?;
    let rows = names(conn, competition.id).await?;
    let declared = declared(conn, juror.id).await?;
    let people = people_of(conn, rows.iter().map(|row| row.team)).await?;
    let links = Links::of(conn, &juror).await?;
    let named = blind.shows_teams();
    let later = |row: &Named| {
        let declared_at = juror.conflicts_declared_at;
        declared_at.is_some_and(|at| row.submitted_at.is_some_and(|submitted| submitted > at))
    };
    let more = rows.iter().any(later);
    let mut rows: Vec<ConflictLine> = rows
        .into_iter()
        .map(|row| {
            let members = people.get(&row.team).map_or(&[][..], Vec::as_slice);
            let hints = hints(&juror, &row, members, &links);
            ConflictLine {
                mark: row.mark(blind),
                hints,
                members: members.iter().map(|person| person.name.clone()).collect(),
                declared: declared.get(&row.id).cloned(),
                fresh: named && later(&row),
                proposal: named.then_some(ProposalName {
                    number: row.number,
                    title: row.title,
                }),
                team: row.team_name,
            }
        })
        .collect();
    if !named {
        rows.sort_by_cached_key(|row| (row.team.to_lowercase(), row.mark));
    }
    Ok(ConflictList {
        heading: heading(&competition, &facts)?,
        declared_at: juror.conflicts_declared_at,
        more,
        named,
        rows,
    })
}

/// Declares all conflicts that a juror knows of (none is a declaration too): what the list names, and the reason. A juror's
/// own team is always one.
///
/// # Errors
/// As [`conflict_list`]; `Missing` for what is not on the list, `Invalid` on `reason[p<mark>]`
/// for every reason that is empty or too long.
pub async fn declare(
    store: &Store,
    actor: &Actor,
    slug: &str,
    declarations: &[(ConflictMark, String)],
    now: i64,
) -> Result<()> {
    let mut problems = Problems::new();
    let mut reasons = BTreeMap::new();
    for (mark, reason) in declarations {
        let field = format!("reason[p{mark}]");
        if let Some(reason) = problems.check(&field, parse_conflict_reason(reason)) {
            reasons.insert(*mark, reason);
        }
    }
    let tx = store.begin().await?;
    let (competition, facts) = by_slug(&*tx, actor, slug, now).await?;
    declarer(&*tx, actor, &competition, facts).await?;
    problems.finish()?;
    serialise(&tx, competition.id).await?;
    let juror = declarer(&*tx, actor, &competition, facts).await?;
    let blind = blind_rules(&*tx, competition.id.into()).await?;
    let rows = names(&*tx, competition.id).await?;
    let marked: HashMap<ConflictMark, Uuid> =
        rows.iter().map(|row| (row.mark(blind), row.id)).collect();
    let mut reasons = reasons
        .into_iter()
        .map(|(mark, reason)| Some((*marked.get(&mark)?, reason)))
        .collect::<Option<BTreeMap<Uuid, String>>>()
        .ok_or(Error::Missing)?;
    for proposal in own_proposals(&*tx, &juror).await? {
        let reason = ConflictHint::InTeam.key().to_owned();
        reasons.entry(proposal).or_insert(reason);
    }
    let known = declared(&*tx, juror.id).await?;
    let mut lost = Vec::new();
    for (proposal, reason) in reasons {
        if !known.contains_key(&proposal)
            && note(&tx, actor, &juror, proposal, &reason, now).await?
        {
            lost.push(proposal);
        }
    }
    tell_of_vacancies(&tx, &competition, lost, now).await?;
    jurors::Entity::update_many()
        .col_expr(jurors::Column::ConflictsDeclaredAt, Expr::value(Some(now)))
        .filter(jurors::Column::Id.eq(juror.id))
        .exec(&*tx)
        .await?;
    let id = Some(competition.id.into());
    let detail = json!({ "conflicts": declarations.len() });
    tx.audit(actor, id, "juror.declared", juror.id, detail, now)
        .await?;
    tx.commit().await
}

/// Declares one conflict, at any time until the selection is published. If the juror had the proposal, it is
/// taken away and the review sealed: it can never count. Declaring it twice changes nothing.
///
/// # Errors
/// `Missing` for an unknown proposal, `Denied` as for [`conflict_list`], `Invalid` on `reason`.
pub async fn declare_conflict(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    reason: &str,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let row = proposals::Entity::find_by_id(proposal.0)
        .one(&*tx)
        .await?
        .ok_or(Error::Missing)?;
    let (competition, facts) = facts(&*tx, actor, CompetitionId(row.competition_id), now).await?;
    declarer(&*tx, actor, &competition, facts).await?;
    let reason =
        parse_conflict_reason(reason).map_err(|problem| Error::invalid("reason", problem))?;
    serialise(&tx, competition.id).await?;
    let juror = declarer(&*tx, actor, &competition, facts).await?;
    if !names(&*tx, competition.id)
        .await?
        .iter()
        .any(|row| row.id == proposal.0)
    {
        return Err(Error::Missing.into());
    }
    if !declared(&*tx, juror.id).await?.contains_key(&proposal.0)
        && note(&tx, actor, &juror, proposal.0, &reason, now).await?
    {
        tell_of_vacancies(&tx, &competition, vec![proposal.0], now).await?;
    }
    tx.commit().await
}

/// The actor's place on the jury, if they may declare now.
async fn declarer<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    competition: &competitions::Model,
    mut facts: Facts,
) -> Result<jurors::Model> {
    let juror = own_juror(conn, actor, competition.id).await?;
    facts.juror = juror.is_some();
    can(actor, Action::DeclareConflict, &facts)?;
    juror.ok_or_else(|| Error::Missing.into())
}

/// Notes a conflict of interest and takes the proposal away. True when the juror had it.
pub(super) async fn note(
    tx: &Tx,
    actor: &Actor,
    juror: &jurors::Model,
    proposal: Uuid,
    reason: &str,
    now: i64,
) -> Result<bool> {
    conflicts::Entity::insert(conflicts::ActiveModel {
        juror_id: Set(juror.id),
        proposal_id: Set(proposal),
        reason: Set(reason.to_owned()),
        declared_by: Set(actor.id().map(|id| id.0)),
        declared_at: Set(now),
    })
    .on_conflict(
        OnConflict::columns([conflicts::Column::JurorId, conflicts::Column::ProposalId])
            .do_nothing()
            .to_owned(),
    )
    .exec_without_returning(&**tx)
    .await?;
    let done = recuse(tx, juror.id, proposal, now).await?;
    // Membership of the team is found by the server and kept as a key, which is nobody's words.
    let words = ConflictHint::parse(reason).is_none().then_some(reason);
    let detail = json!({
        "juror": juror.id,
        "reason": words,
        "assignment_removed": done.removed,
        "review_sealed": done.sealed,
    });
    let id = Some(juror.competition_id.into());
    tx.audit(actor, id, "conflict.declared", proposal, detail, now)
        .await?;
    Ok(done.removed)
}

pub(super) struct Named {
    pub id: Uuid,
    pub number: i32,
    pub title: String,
    pub team: Uuid,
    pub team_name: String,
    pub college: Option<String>,
    pub submitted_at: Option<i64>,
}

impl Named {
    /// What a juror names to declare a conflict with it.
    fn mark(&self, blind: BlindRules) -> ConflictMark {
        if blind.shows_teams() {
            ConflictMark(self.id)
        } else {
            mark_of_team(TeamId(self.team))
        }
    }
}

/// The proposals that may go to the jury, by number: names and nothing else.
pub(super) async fn names<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<Vec<Named>> {
    type Row = (Uuid, i32, String, Uuid, String, Option<String>, Option<i64>);
    let rows: Vec<Row> = submitted(competition)
        .select_only()
        .column(proposals::Column::Id)
        .column(proposals::Column::Number)
        .column(proposals::Column::Title)
        .column(proposals::Column::TeamId)
        .column_as(teams::Column::Name, "team_name")
        .column_as(colleges::Column::Name, "college_name")
        .column(proposals::Column::SubmittedAt)
        .inner_join(teams::Entity)
        .left_join(colleges::Entity)
        .filter(proposals::Column::Screening.ne(ScreeningState::Ineligible.key()))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, number, title, team, team_name, college, submitted_at)| Named {
                id,
                number,
                title,
                team,
                team_name,
                college,
                submitted_at,
            },
        )
        .collect())
}

/// Proposals of teams that the juror belongs to.
async fn own_proposals<C: ConnectionTrait>(conn: &C, juror: &jurors::Model) -> Result<Vec<Uuid>> {
    let Some(account) = juror.account_id else {
        return Ok(Vec::new());
    };
    let own = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .filter(team_members::Column::AccountId.eq(account))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?;
    Ok(submitted(juror.competition_id)
        .select_only()
        .column(proposals::Column::Id)
        .filter(proposals::Column::TeamId.is_in(own))
        .into_tuple()
        .all(conn)
        .await?)
}

/// The proposals that the juror has a conflict with, and why.
pub(super) async fn declared<C: ConnectionTrait>(
    conn: &C,
    juror: Uuid,
) -> Result<HashMap<Uuid, String>> {
    Ok(conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::ProposalId)
        .column(conflicts::Column::Reason)
        .filter(conflicts::Column::JurorId.eq(juror))
        .into_tuple::<(Uuid, String)>()
        .all(conn)
        .await?
        .into_iter()
        .collect())
}

/// What suggests that a juror has a conflict with a proposal of these people.
pub(super) fn hints(
    juror: &jurors::Model,
    row: &Named,
    members: &[Person],
    links: &Links,
) -> Vec<ConflictHint> {
    let member = members
        .iter()
        .any(|person| Some(person.account) == juror.account_id);
    let emails: Vec<&str> = members.iter().map(|person| person.email.as_str()).collect();
    let college = row.college.as_deref();
    let mut hints = conflict_hints(&juror.email, &juror.employer, member, college, &emails);
    if links.lead_to(row.team, members) {
        hints.push(ConflictHint::Trained);
    }
    hints
}
