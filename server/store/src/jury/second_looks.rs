//! A second look: another round for proposals that the reviews so far leave in doubt.
//!
//! It opens when scoring has ended, as long as no juror has read another's scores. What was not handed in until then is
//! taken back, so that every proposal has the reviews that count; those chosen are to have more, by jurors who have not
//! judged them. The new round has the criteria and the blind rules of second looks where the rules have any, and those of the first
//! look where not; its reviews count as all do.

use super::{
    ACTIVE,
    extensions::{prolong, scores_read, timekeeper},
    pools::{Pool, pool},
    releases::{Keep, release},
};
use crate::{
    Error as StoreError, Result, Store, Tx,
    competitions::{blind_rules, by_slug, current_round, instant, rubric_of, second_blind},
    entities::{assignments, competitions, proposals, rounds},
    selection::{compute_apart, input_of},
};
use domain::{
    Action, Actor, Error, can,
    competitions::{LocalTime, fingerprint},
    errors::{Problems, Stale},
    jury::{JurorState, JuryTimeEdit, check_jury_time},
    selection::{Look, MOST_LOOKS, SecondLookEdit, SecondLookPlan, SelectionResult},
};
use ranking::{Standing, second_looks};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where more reviews would tell most, `budget` of them; without one, as many as are usual.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers and auditors, and for everybody while jurors score.
pub async fn second_look_plan(
    store: &Store,
    actor: &Actor,
    slug: &str,
    budget: Option<u32>,
    now: i64,
) -> Result<SecondLookPlan> {
    let conn = store.read();
    let (competition, mut facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::SeeScores, &facts)?;
    facts.deliberated = scores_read(conn, &competition, now).await?;
    let round = current_round(conn, competition.id.into()).await?;
    let pool = pool(conn, &competition).await?;
    let input = input_of(conn, &competition).await?;
    let input_hash = fingerprint(&input.canonical.canonical()?);
    let result = compute_apart(input.canonical).await?;
    let close =
        |result: &SelectionResult| result.places.iter().filter(|own| own.close_call).count();
    let usual = || result.as_ref().map_or(0, close);
    let budget = budget.unwrap_or_else(|| SecondLookPlan::usual_budget(usual()));
    let budget = std::cmp::min(budget, MOST_LOOKS);
    Ok(SecondLookPlan {
        name: serde_json::from_str(&competition.name)?,
        zone: competition.zone.clone(),
        round: round.position + 1,
        own_rubric: own_rubric(conn, &competition).await?,
        closes_at: competition.jury_closes_at,
        publishes_at: competition.publishes_at,
        budget,
        places: places_left(&pool),
        input_hash,
        looks: match result {
            Ok(result) => Ok(looks(&pool, &result, budget)?),
            Err(why) => Err(why),
        },
        may_open: can(actor, Action::OpenSecondLook, &facts).is_ok(),
        slug: competition.slug,
    })
}

/// Opens the round that an organiser has decided from [`second_look_plan`], with a public reason. Nothing is given out by
/// it: the next assignment does that.
///
/// # Errors
/// `Missing`; `Denied` for others, while jurors score, once the selection is frozen or jurors have read each other's scores;
/// `Invalid` with every problem; `Conflict` when scores have changed since.
pub async fn open_second_look(
    store: &Store,
    actor: &Actor,
    slug: &str,
    edit: &SecondLookEdit,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id;
    let tx = store.begin().await?;
    let competition = timekeeper(&tx, actor, slug, Action::OpenSecondLook, now).await?;
    let seen = input_of(&*tx, &competition).await?;
    if fingerprint(&seen.canonical.canonical()?) != edit.input_hash {
        return Err(Error::Conflict(Stale::default()).into());
    }
    let rooms = rooms(&pool(&*tx, &competition).await?);
    let mut problems = Problems::new();
    let looks = edit.check(&rooms, &mut problems);
    let time = JuryTimeEdit {
        until: edit.until.clone(),
        reason: edit.reason.clone(),
    };
    let reason = time.check(&mut problems);
    let until = LocalTime::parse(&time.until)
        .and_then(|time| instant(time, &competition.zone))
        .and_then(|at| {
            let (closes, publishes) = (competition.jury_closes_at, competition.publishes_at);
            check_jury_time(at, closes, publishes, now)
        });
    let until = problems.check("until", until);
    problems.finish()?;
    let (Some(until_at), Some(reason)) = (until, reason) else {
        return Err(StoreError::fault("a second look neither right nor wrong"));
    };
    let last = current_round(&*tx, competition.id.into()).await?;
    let released = release(&tx, unfinished(&last), Keep::Submitted).await?;
    want(&tx, &competition, &looks).await?;
    let blind = match second_blind(&competition)? {
        Some(own) => own,
        None => blind_rules(&*tx, competition.id.into()).await?,
    };
    let round = Uuid::now_v7();
    rounds::Entity::insert(rounds::ActiveModel {
        id: Set(round),
        competition_id: Set(competition.id),
        position: Set(last.position + 1),
        opens_at: Set(now),
        closes_at: Set(until_at),
        rubric_locked_at: Set(last.rubric_locked_at),
        team_visibility: Set(blind.teams.key().into()),
        others_visibility: Set(blind.others.key().into()),
        second_rubric: Set(own_rubric(&*tx, &competition).await?),
        panels: Set("[]".into()),
        panels_version: Set(0),
    })
    .exec_without_returning(&*tx)
    .await?;
    prolong(&tx, account, competition.id, (until_at, &reason), now).await?;
    let detail = json!({
        "round": last.position + 1,
        "until": until_at,
        "reason": reason,
        "input": edit.input_hash,
        "looks": looks,
        "released": released.len(),
    });
    let id = Some(competition.id.into());
    tx.audit(actor, id, "jury.second_look", round, detail, now)
        .await?;
    tx.commit().await
}

/// Whether the rules have criteria of second looks. One query.
async fn own_rubric<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<bool> {
    let own = rubric_of(conn, competition.id.into(), true).await?;
    Ok(!own.is_empty())
}

/// The active assignments of a round; `release` keeps those with a review that was handed in.
fn unfinished(round: &rounds::Model) -> Condition {
    Condition::all()
        .add(assignments::Column::RoundId.eq(round.id))
        .add(assignments::Column::State.eq(ACTIVE))
}

/// From now on every proposal is to have what it has, and those of `looks` as many more. As many statements as there are
/// different numbers, and one.
async fn want(
    tx: &Tx,
    competition: &competitions::Model,
    looks: &BTreeMap<i32, u32>,
) -> Result<()> {
    let own = proposals::Column::CompetitionId.eq(competition.id);
    let received = || Expr::col(proposals::Column::ReviewsReceived);
    proposals::Entity::update_many()
        .col_expr(proposals::Column::ReviewsWanted, received())
        .filter(own.clone())
        .exec(&**tx)
        .await?;
    let mut by_count: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
    for (number, count) in looks {
        by_count.entry(*count).or_default().push(*number);
    }
    for (count, numbers) in by_count {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        proposals::Entity::update_many()
            .col_expr(proposals::Column::ReviewsWanted, received().add(count))
            .filter(own.clone())
            .filter(proposals::Column::Number.is_in(numbers))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// By rank, with what the computation gives to each.
fn looks(pool: &Pool, result: &SelectionResult, budget: u32) -> Result<Vec<Look>> {
    let rooms = rooms(pool);
    let room = |number: i32| rooms.get(&number).copied().unwrap_or(0);
    let standings: Vec<Standing> = result
        .places
        .iter()
        .map(|place| Standing {
            p_selected: place.p_selected.unwrap_or(0.0),
            reviews: place.reviews,
            room: room(place.number),
        })
        .collect();
    let suggested = second_looks(&standings, budget).map_err(StoreError::fault)?;
    let known: BTreeMap<i32, _> = pool.proposals.iter().map(|own| (own.number, own)).collect();
    let rows = result.places.iter().zip(suggested);
    Ok(rows
        .filter_map(|(place, suggested)| {
            Some(Look {
                proposal: known.get(&place.number)?.tag(),
                rank: place.rank,
                selected: place.selected,
                chance: place.p_selected,
                close_call: place.close_call,
                reviews: place.reviews,
                room: room(place.number),
                suggested,
            })
        })
        .collect())
}

/// By number: active jurors without a conflict who have not judged the proposal.
fn rooms(pool: &Pool) -> BTreeMap<i32, u32> {
    let active: Vec<u32> = (0..)
        .zip(&pool.jurors)
        .filter(|(_, juror)| juror.state == JurorState::Active)
        .map(|(seat, _)| seat)
        .collect();
    let open = |seat: u32, index: u32| {
        let facts = pool.pair_facts(seat, index, 0);
        !facts.conflict && !facts.assigned
    };
    (0..)
        .zip(&pool.proposals)
        .map(|(index, proposal)| {
            let room = active.iter().filter(|seat| open(**seat, index)).count();
            (proposal.number, u32::try_from(room).unwrap_or(u32::MAX))
        })
        .collect()
}

fn places_left(pool: &Pool) -> u32 {
    pool.jurors
        .iter()
        .filter(|juror| juror.state == JurorState::Active)
        .map(|juror| juror.capacity.saturating_sub(juror.load))
        .sum()
}
