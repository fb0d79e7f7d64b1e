//! The input of the ranking, collected from the reviews that count.
//!
//! A review counts when it was handed in, its assignment stands, its juror has no conflict of interest with the
//! proposal, and the proposal is eligible.

use crate::{
    Result,
    competitions::all_criteria,
    entities::{assignments, competitions, conflicts, jurors, proposals, review_scores, reviews},
};
use domain::{
    CompetitionId, JurorId, ProposalId,
    competitions::{Criterion, fingerprint},
    policy::ProposalState,
    reviews::ReviewState,
    selection::{
        DRAWS, INPUT_FORMAT, InputCriterion, InputProposal, InputReview, METHOD, ProposalTitle,
        SelectionInput,
    },
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The canonical input, and whose indices it uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What is computed from.
    pub canonical: SelectionInput,
    /// By index.
    pub proposals: Vec<ProposalTitle>,
    /// By index: jurors with counted reviews, by id.
    pub jurors: Vec<JurorId>,
}

/// Collects the input as the scores stand. Four queries, however many reviews there are.
///
/// # Errors
/// `Missing` when the competition has no round.
pub async fn input_of<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
) -> Result<Input> {
    let id = CompetitionId(competition.id);
    let rubric = all_criteria(conn, id).await?;
    let proposals = eligible(conn, id).await?;
    let pseudonyms = pseudonyms(conn, id).await?;
    let cells = cells(conn, id).await?;
    let index: BTreeMap<Uuid, u32> = (0..)
        .zip(&proposals)
        .map(|(at, proposal)| (proposal.title.id.0, at))
        .collect();
    let mut grid = BTreeMap::<(u32, Uuid), Vec<Option<i32>>>::new();
    for (proposal, juror, criterion, value) in cells {
        let at = rubric.iter().position(|own| own.id.0 == criterion);
        if let (Some(proposal), Some(at)) = (index.get(&proposal), at) {
            let scores = grid
                .entry((*proposal, juror))
                .or_insert_with(|| vec![None; rubric.len()]);
            scores[at] = value;
        }
    }
    let mut jurors: Vec<Uuid> = grid.keys().map(|(_, juror)| *juror).collect();
    jurors.sort_unstable();
    jurors.dedup();
    let reviews = grid
        .into_iter()
        .map(|((proposal, juror), scores)| InputReview {
            juror: jurors.binary_search(&juror).map_or(0, |at| at as u32),
            proposal,
            scores,
        })
        .collect();
    let rules_hash = competition.rules_hash.clone().unwrap_or_default();
    let canonical = SelectionInput {
        competition: competition.slug.clone(),
        criteria: rubric.iter().map(input_criterion).collect(),
        draws: DRAWS,
        format: INPUT_FORMAT,
        guard: true,
        jurors: jurors
            .iter()
            .map(|juror| pseudonyms.get(juror).copied().unwrap_or(0))
            .collect(),
        method: method(competition)?,
        proposals: proposals
            .iter()
            .map(|proposal| InputProposal {
                id: proposal.title.id,
                number: proposal.title.number,
                sector: proposal.sector.clone(),
            })
            .collect(),
        reviews,
        reviews_per_proposal: natural(competition.reviews_per_proposal),
        seats: natural(competition.seats),
        sector_effect: true,
        seed: SelectionInput::seed_of(&rules_hash).to_string(),
        rules_hash,
    };
    Ok(Input {
        canonical,
        proposals: proposals.into_iter().map(|own| own.title).collect(),
        jurors: jurors.into_iter().map(JurorId).collect(),
    })
}

/// The scores as the crate `ranking` takes them, with proposals (by number) and jurors (by id) by index.
///
/// # Errors
/// `Missing` when there is no such competition or it has no round.
pub async fn scores_of<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<(ranking::Scores, Vec<ProposalId>, Vec<JurorId>)> {
    let row = competitions::Entity::find_by_id(competition.0)
        .one(conn)
        .await?
        .ok_or(domain::Error::Missing)?;
    let input = input_of(conn, &row).await?;
    let proposals = input.proposals.iter().map(|own| own.id).collect();
    Ok((super::scores(&input.canonical), proposals, input.jurors))
}

struct Eligible {
    title: ProposalTitle,
    sector: Option<String>,
}

async fn eligible<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<Eligible>> {
    let rows: Vec<(Uuid, i32, String, Option<String>)> = proposals::Entity::find()
        .select_only()
        .columns([
            proposals::Column::Id,
            proposals::Column::Number,
            proposals::Column::Title,
            proposals::Column::Sector,
        ])
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .filter(proposals::Column::State.eq(ProposalState::Submitted.key()))
        .filter(proposals::Column::Screening.eq("eligible"))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, number, title, sector)| Eligible {
            title: ProposalTitle {
                number,
                id: id.into(),
                title,
            },
            sector,
        })
        .collect())
}

/// A number for each juror of the competition, in the order of a hash: it says nothing of name or invitation, and stays
/// the same when more reviews come in.
pub(crate) async fn pseudonyms<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<BTreeMap<Uuid, u32>> {
    let ids: Vec<Uuid> = jurors::Entity::find()
        .select_only()
        .column(jurors::Column::Id)
        .filter(jurors::Column::CompetitionId.eq(competition.0))
        .into_tuple()
        .all(conn)
        .await?;
    let mut keyed: Vec<(String, Uuid)> = ids
        .into_iter()
        .map(|id| (fingerprint(&format!("juror\n{id}")), id))
        .collect();
    keyed.sort_unstable();
    Ok(keyed.into_iter().map(|(_, id)| id).zip(1..).collect())
}

/// Proposal, juror, criterion and score of every review that counts, of all rounds: nobody judges a proposal twice.
async fn cells<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Vec<(Uuid, Uuid, Uuid, Option<i32>)>> {
    Ok(counted()
        .filter(jurors::Column::CompetitionId.eq(competition.0))
        .columns([reviews::Column::ProposalId, reviews::Column::JurorId])
        .columns([
            review_scores::Column::CriterionId,
            review_scores::Column::Value,
        ])
        .join(
            JoinType::InnerJoin,
            review_scores::Relation::Reviews.def().rev(),
        )
        .into_tuple()
        .all(conn)
        .await?)
}

/// Reviews that count, as far as they themselves decide it.
pub(crate) fn counted() -> sea_orm::Select<reviews::Entity> {
    let conflict = |_, _| {
        Condition::all().add(
            Expr::col((conflicts::Entity, conflicts::Column::ProposalId))
                .equals((reviews::Entity, reviews::Column::ProposalId)),
        )
    };
    reviews::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, reviews::Relation::Assignments.def())
        .join(JoinType::InnerJoin, reviews::Relation::Jurors.def())
        .join(
            JoinType::LeftJoin,
            conflicts::Relation::Jurors
                .def()
                .rev()
                .on_condition(conflict),
        )
        .filter(reviews::Column::State.eq(ReviewState::Submitted.key()))
        .filter(assignments::Column::State.eq("active"))
        .filter(conflicts::Column::JurorId.is_null())
}

fn input_criterion(criterion: &Criterion) -> InputCriterion {
    InputCriterion {
        code: criterion.code.clone(),
        max: criterion.max,
        min: criterion.min,
        second_look: criterion.second_look,
        units_per_point: natural(criterion.units_per_point),
        weight: natural(criterion.weight),
    }
}

/// What the set-up keeps positive.
fn natural(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// As frozen; where no rules are frozen, the method of today.
fn method(competition: &competitions::Model) -> Result<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        method: Option<String>,
    }
    let named = match &competition.rules_text {
        None => None,
        Some(text) => serde_json::from_str::<Named>(text)?.method,
    };
    Ok(named.unwrap_or_else(|| METHOD.to_owned()))
}
