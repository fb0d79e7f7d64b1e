//! Scores that count, and the ranking. The caller has asked whether scores may be seen.

use super::{Scope, columns};
use crate::{
    Result,
    entities::selections,
    selection::{input_of, view},
};
use domain::{
    exports::{Cell, Sheet},
    selection::SelectionInput,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// The counted reviews by proposal, jurors by number: what was frozen, or as the scores stand.
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
    let rows = input.reviews.iter().map(|review| {
        let proposal = input.proposals.get(review.proposal as usize);
        let juror = input.jurors.get(review.juror as usize);
        let mut cells = vec![
            proposal.map_or(Cell::Empty, |own| Cell::Number(own.number.into())),
            juror.map_or(Cell::Empty, |number| Cell::Number((*number).into())),
        ];
        let scores = review.scores.iter().zip(&input.criteria);
        cells.extend(scores.map(|(units, criterion)| match units {
            None => Cell::text("n/a"),
            Some(units) => {
                Cell::Decimal(f64::from(*units) / f64::from(criterion.units_per_point.max(1)))
            }
        }));
        cells
    });
    Ok(Sheet {
        rows: rows.collect(),
        columns: keys,
        next: None,
    })
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
