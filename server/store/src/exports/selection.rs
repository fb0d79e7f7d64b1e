//! Scores that count, and the ranking. The caller has asked whether scores may be seen.

use super::{Scope, columns};
use crate::{
    Result,
    entities::{criteria, jurors, proposals, review_scores, reviews, selections},
    selection::{counted, input_of, pseudonyms, view},
};
use domain::{
    exports::{Cell, Sheet},
    selection::SelectionInput,
};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The counted reviews by proposal, jurors by number: what was frozen, or as the scores stand. The last column holds why a juror
/// could not judge, each reason after its criterion.
pub(super) async fn scores(scope: &Scope<'_>) -> Result<Sheet> {
    let conn = scope.store.read();
    let frozen = selections::Entity::find()
        .filter(selections::Column::CompetitionId.eq(scope.competition.id))
        .one(conn)
        .await?;
    let input: SelectionInput = match frozen {
        Some(selection) => serde_json::from_str(&selection.input)?,
        None => input_of(conn, scope.competition).await?.canonical,
    };
    let mut keys = columns(&["number", "juror_number"]);
    keys.extend(
        input
            .criteria
            .iter()
            .map(|criterion| criterion.code.clone()),
    );
    keys.push("cannot_judge".to_owned());
    let reasons = reasons(scope).await?;
    let rows = input.reviews.iter().map(|review| {
        let proposal = input.proposals.get(review.proposal as usize);
        let juror = input.jurors.get(review.juror as usize);
        let mut cells = vec![
            proposal.map_or(Cell::Empty, |own| Cell::Number(own.number.into())),
            juror.map_or(Cell::Empty, |number| Cell::Number((*number).into())),
        ];
        let scores = || review.scores.iter().zip(&input.criteria);
        let judged = scores().find(|(units, _)| units.is_some());
        let look = judged.is_some_and(|(_, criterion)| criterion.second_look);
        cells.extend(scores().map(|(units, criterion)| match units {
            None if criterion.second_look != look => Cell::Empty,
            None => Cell::text("n/a"),
            Some(units) => {
                Cell::Decimal(f64::from(*units) / f64::from(criterion.units_per_point.max(1)))
            }
        }));
        let own = proposal.zip(juror).map(|(own, juror)| (own.number, *juror));
        let told: Vec<String> = scores()
            .filter(|(units, _)| units.is_none())
            .filter_map(|(_, criterion)| {
                let reason = reasons.get(&own?)?.get(&criterion.code)?;
                Some(format!("{}: {reason}", criterion.code))
            })
            .collect();
        cells.push(if told.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(told.join("\n"))
        });
        cells
    });
    Ok(Sheet {
        rows: rows.collect(),
        columns: keys,
        next: None,
    })
}

/// Reasons by the code of their criterion.
type Reasons = BTreeMap<String, String>;

/// Why jurors could not judge, by number of the proposal and of the juror, from reviews that count. Two queries.
async fn reasons(scope: &Scope<'_>) -> Result<BTreeMap<(i32, u32), Reasons>> {
    let conn = scope.store.read();
    let competition = scope.competition.id;
    let numbers = pseudonyms(conn, competition.into()).await?;
    let rows: Vec<(i32, Uuid, String, Option<String>)> = counted()
        .join(JoinType::InnerJoin, reviews::Relation::Proposals.def())
        .join(
            JoinType::InnerJoin,
            review_scores::Relation::Reviews.def().rev(),
        )
        .join(JoinType::InnerJoin, review_scores::Relation::Criteria.def())
        .column(proposals::Column::Number)
        .column(reviews::Column::JurorId)
        .column(criteria::Column::Code)
        .column(review_scores::Column::Reason)
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(review_scores::Column::Value.is_null())
        .filter(review_scores::Column::Reason.is_not_null())
        .into_tuple()
        .all(conn)
        .await?;
    let mut reasons = BTreeMap::<_, Reasons>::new();
    for (proposal, juror, code, reason) in rows {
        if let (Some(juror), Some(reason)) = (numbers.get(&juror), reason) {
            let own = reasons.entry((proposal, *juror)).or_default();
            own.insert(code, reason);
        }
    }
    Ok(reasons)
}

/// All eligible proposals by rank; none while there is no result.
pub(super) async fn ranking(scope: &Scope<'_>) -> Result<Sheet> {
    let view = view(scope.store, scope.actor, &scope.competition.slug, scope.now).await?;
    let titles: HashMap<i32, String> = view
        .titles
        .into_iter()
        .map(|own| (own.number, own.title))
        .collect();
    let places = view.outcome.map(|result| result.places).unwrap_or_default();
    let rows = places.into_iter().map(|place| {
        vec![
            Cell::Number(place.rank.into()),
            Cell::Number(place.number.into()),
            Cell::text(titles.get(&place.number).cloned().unwrap_or_default()),
            Cell::Flag(place.selected),
            Cell::Flag(place.close_call),
            Cell::Number(place.reviews.into()),
            Cell::decimal(place.raw_mean),
            Cell::Decimal(place.adjusted),
            Cell::decimal(place.interval.map(|interval| interval.0)),
            Cell::decimal(place.interval.map(|interval| interval.1)),
            place
                .rank_interval
                .map_or(Cell::Empty, |interval| Cell::Number(interval.0.into())),
            place
                .rank_interval
                .map_or(Cell::Empty, |interval| Cell::Number(interval.1.into())),
            Cell::decimal(place.p_selected),
        ]
    });
    Ok(Sheet {
        columns: columns(&[
            "rank",
            "number",
            "title",
            "selected",
            "close_call",
            "reviews_counted",
            "raw_mean",
            "adjusted",
            "adjusted_low",
            "adjusted_high",
            "rank_best",
            "rank_worst",
            "chance",
        ]),
        rows: rows.collect(),
        next: None,
    })
}
