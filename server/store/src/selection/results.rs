//! A team's own result: all of it comes from the frozen input and result; only the comments are read from the reviews.

use super::{inputs::counted, views::public};
use crate::{
    Result, Store, competitions,
    entities::{competitions as calls, proposals, reviews, selections, team_members},
};
use domain::{
    Action, Actor, CompetitionId, Facts, ProposalId,
    competitions::Criterion,
    policy::TeamRole,
    selection::{CriterionRange, Field, Place, SelectionInput, SelectionResult, TeamResult},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// Scores no further apart than this share of the residual deviation are a tie, as in the crate `ranking`.
const TIE: f64 = 1e-9;

/// The result of the actor's own proposal.
///
/// # Errors
/// `SignedOut`; `Missing` for a proposal of another team or one that was not compared; `Denied` until the result is published.
pub async fn team_result(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<TeamResult> {
    let conn = store.read();
    let account = actor.signed_in()?.id;
    let row = proposals::Entity::find_by_id(proposal.0)
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let member = team_members::Entity::find_by_id((row.team_id, account.0))
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let competition = CompetitionId(row.competition_id);
    let (call, facts) = competitions::facts(conn, actor, competition, now).await?;
    let facts = Facts {
        team: TeamRole::parse(&member.role),
        ..facts
    };
    domain::can(actor, Action::ReadResult, &facts)?;
    let (selection, published_at) = public(conn, &call, facts.phase)
        .await?
        .ok_or(domain::Error::Missing)?;
    let rubric = competitions::all_criteria(conn, competition).await?;
    let comments = comments(conn, proposal, selection.frozen_at).await?;
    assemble(call, row, selection, published_at, rubric, comments)
}

fn assemble(
    call: calls::Model,
    proposal: proposals::Model,
    selection: selections::Model,
    published_at: i64,
    rubric: Vec<Criterion>,
    comments: Vec<String>,
) -> Result<TeamResult> {
    let result: SelectionResult = serde_json::from_str(&selection.result)?;
    let input: SelectionInput = serde_json::from_str(&selection.input)?;
    let at = result
        .places
        .iter()
        .position(|place| place.number == proposal.number)
        .ok_or(domain::Error::Missing)?;
    let scored = || result.places.iter().filter(|place| place.reviews > 0);
    let last_selected = result.places.iter().rfind(|place| place.selected);
    let tolerance = TIE * result.variance.residual.sqrt();
    let near = |other: &Place| (other.adjusted - result.places[at].adjusted).abs() <= tolerance;
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    let tied = result.places[at].reviews > 0
        && neighbours
            .into_iter()
            .flatten()
            .filter_map(|at| result.places.get(at))
            .any(|other| other.reviews > 0 && near(other));
    Ok(TeamResult {
        slug: call.slug,
        competition: serde_json::from_str(&call.name)?,
        zone: call.zone,
        published_at,
        title: proposal.title,
        place: result.places[at].clone(),
        seats: result.seats,
        proposals: u32::try_from(result.places.len()).unwrap_or(u32::MAX),
        field: Field {
            lowest: scored().map(|p| p.adjusted).fold(f64::INFINITY, f64::min),
            highest: scored()
                .map(|p| p.adjusted)
                .fold(f64::NEG_INFINITY, f64::max),
            cut: last_selected.map(|place| place.adjusted),
        },
        ranges: ranges(&input, proposal.number, rubric),
        comments,
        tied,
        rules_hash: input.rules_hash,
        input_hash: selection.input_hash,
    })
}

/// Lowest and highest score on each criterion, from the frozen input.
fn ranges(input: &SelectionInput, number: i32, rubric: Vec<Criterion>) -> Vec<CriterionRange> {
    let own: Vec<&Vec<Option<i32>>> = input
        .reviews
        .iter()
        .filter(|review| {
            let proposal = input.proposals.get(review.proposal as usize);
            proposal.is_some_and(|proposal| proposal.number == number)
        })
        .map(|review| &review.scores)
        .collect();
    let ranges = rubric.into_iter().filter_map(|criterion| {
        let at = input
            .criteria
            .iter()
            .position(|c| c.code == criterion.code)?;
        let scores = || own.iter().filter_map(move |scores| *scores.get(at)?);
        Some(CriterionRange {
            range: scores().min().zip(scores().max()),
            scored: scores().count() as u32,
            criterion,
        })
    });
    // What second looks are scored by tells nothing where there was none.
    ranges
        .filter(|own| own.scored > 0 || !own.criterion.second_look)
        .collect()
}

/// Comments of the reviews that were counted, sorted by their texts: the order tells nothing of the jurors.
async fn comments<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
    frozen_at: i64,
) -> Result<Vec<String>> {
    let mut comments: Vec<String> = counted()
        .column(reviews::Column::Comment)
        .filter(reviews::Column::ProposalId.eq(proposal.0))
        .filter(reviews::Column::SubmittedAt.lte(frozen_at))
        .into_tuple()
        .all(conn)
        .await?;
    comments.retain(|comment| !comment.trim().is_empty());
    comments.sort_unstable();
    Ok(comments)
}
