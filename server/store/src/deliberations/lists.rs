//! The organiser's page: what is discussed, and what could be.

use super::{
    closings::{changed, messages},
    scenes::span_of,
};
use crate::{
    Result, Store,
    competitions::{all_criteria, by_slug},
    entities::{discussions, proposals},
    screening::heading,
    selection::{compute_apart, input_of},
};
use domain::{
    Action, Actor, CompetitionId, can,
    competitions::Criterion,
    deliberations::{Deliberation, Listed, Offer, apart, reasons},
    policy::refusal,
    selection::SelectionInput,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The discussions of a competition, and for organisers the proposals that could be opened, each with why it is offered. The
/// reasons are computed from the ranking as the scores stand.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers and auditors, and while jurors score.
pub async fn deliberation(
    store: &Store,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<Deliberation> {
    let conn = store.read();
    let (call, facts) = by_slug(conn, actor, slug, now).await?;
    can(actor, Action::SeeScores, &facts)?;
    let rows: Vec<(discussions::Model, proposals::Model)> = discussions::Entity::find()
        .find_also_related(proposals::Entity)
        .filter(discussions::Column::CompetitionId.eq(call.id))
        .order_by_asc(proposals::Column::Number)
        .all(conn)
        .await?
        .into_iter()
        .filter_map(|(row, proposal)| Some((row, proposal?)))
        .collect();
    let refused = refusal(actor, Action::LeadDeliberation, &facts);
    let opened: BTreeSet<Uuid> = rows.iter().map(|(row, _)| row.proposal_id).collect();
    let mut offers = Vec::new();
    if refused.is_none() {
        let input = input_of(conn, &call).await?;
        let rubric = all_criteria(conn, CompetitionId(call.id)).await?;
        let spreads = spreads(&input.canonical, &rubric);
        let result = compute_apart(input.canonical).await?.ok();
        let places = result.map_or_else(Vec::new, |result| result.places);
        let mut why = reasons(&places, &spreads);
        let ranks: BTreeMap<i32, u32> = places.iter().map(|own| (own.number, own.rank)).collect();
        let left = input.proposals.into_iter();
        offers = left
            .filter(|own| !opened.contains(&own.id.0))
            .map(|own| Offer {
                proposal: own.id,
                number: own.number,
                title: own.title,
                rank: ranks.get(&own.number).copied(),
                why: why.remove(&own.number).unwrap_or_default(),
            })
            .collect();
    }
    let ids: Vec<Uuid> = opened.into_iter().collect();
    let counts = messages(conn, &ids).await?;
    let models: Vec<discussions::Model> = rows.iter().map(|(row, _)| row.clone()).collect();
    let changed = changed(conn, &models).await?;
    let discussions = rows.into_iter().map(|(row, proposal)| {
        let span = span_of(&row);
        Listed {
            proposal: proposal.id.into(),
            number: proposal.number,
            title: proposal.title,
            span,
            open: refused.is_none_or(|why| why == domain::Denied::Role)
                && !facts.frozen
                && span.open(now),
            messages: counts.get(&proposal.id).copied().unwrap_or(0),
            changed: changed.get(&proposal.id).copied().unwrap_or(0),
            minutes: !row.minutes.is_empty(),
        }
    });
    Ok(Deliberation {
        discussions: discussions.collect(),
        offers,
        seats: u32::try_from(call.seats).unwrap_or(0),
        refused,
        heading: heading(&call, &facts)?,
    })
}

/// Lowest and highest overall score of each proposal, by number.
fn spreads(input: &SelectionInput, rubric: &[Criterion]) -> BTreeMap<i32, (f64, f64)> {
    let mut reviews = BTreeMap::<u32, Vec<&[Option<i32>]>>::new();
    for review in &input.reviews {
        let own = reviews.entry(review.proposal).or_default();
        own.push(&review.scores);
    }
    reviews
        .into_iter()
        .filter_map(|(at, own)| {
            let number = input.proposals.get(at as usize)?.number;
            Some((number, apart(&own, rubric)?))
        })
        .collect()
}
