//! Submitted proposals with state, screening and coverage.

use super::{Scope, columns};
use crate::{
    Result,
    entities::{colleges, needs, proposals, teams},
    screening::submitted,
};
use domain::{
    Localised,
    exports::{Cell, Sheet},
    money::{Currency, Money},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows of a page.
const ROWS: u64 = 1_000;

/// The proposals after a number. Three queries a page.
pub(super) async fn sheet(scope: &Scope<'_>, after: i32) -> Result<Sheet> {
    let conn = scope.store.read();
    let rows = submitted(scope.competition.id)
        .filter(proposals::Column::Number.gt(after))
        .find_also_related(teams::Entity)
        .order_by_asc(proposals::Column::Number)
        .limit(ROWS)
        .all(conn)
        .await?;
    let colleges: HashMap<Uuid, colleges::Model> = colleges::Entity::find()
        .filter(colleges::Column::CompetitionId.eq(scope.competition.id))
        .all(conn)
        .await?
        .into_iter()
        .map(|college| (college.id, college))
        .collect();
    let needs: HashMap<Uuid, Localised> = needs::Entity::find()
        .filter(needs::Column::CompetitionId.eq(scope.competition.id))
        .all(conn)
        .await?
        .into_iter()
        .map(|need| Ok((need.id, serde_json::from_str(&need.title)?)))
        .collect::<Result<_>>()?;
    let full = rows.len() as u64 == ROWS;
    let next = rows
        .last()
        .filter(|_| full)
        .map(|(row, _)| row.number.to_string());
    let language = scope.actor.signed_in()?.language;
    let cells = |(row, team): (proposals::Model, Option<teams::Model>)| {
        let college = row.college_id.and_then(|id| colleges.get(&id));
        let need = row.need_id.and_then(|id| needs.get(&id));
        let groups: Vec<String> = serde_json::from_str(&row.target_groups)?;
        let amount = Money {
            minor: row.amount_minor,
            currency: Currency::parse(&row.currency).unwrap_or_default(),
        };
        Ok(vec![
            Cell::Number(row.number.into()),
            Cell::Text(row.title),
            Cell::text(team.map(|team| team.name).unwrap_or_default()),
            Cell::Word("screening", row.screening),
            row.sector
                .map_or(Cell::Empty, |key| Cell::Word("sector", key)),
            college.map_or(Cell::Empty, |college| Cell::text(&college.name)),
            college.map_or(Cell::Empty, |college| Cell::text(&college.district)),
            college.map_or(Cell::Empty, |college| {
                Cell::Word("province", college.province.clone())
            }),
            need.map_or(Cell::Empty, |title| Cell::text(title.get(language))),
            Cell::Words("target", groups),
            money(amount),
            Cell::Text(row.currency),
            Cell::Text(row.language),
            Cell::instant(row.submitted_at),
            Cell::Number(
                row.reviews_wanted
                    .unwrap_or(scope.competition.reviews_per_proposal)
                    .into(),
            ),
            Cell::Number(row.reviews_assigned.into()),
            Cell::Number(row.reviews_received.into()),
        ])
    };
    Ok(Sheet {
        columns: columns(&[
            "number",
            "title",
            "team",
            "screening",
            "sector",
            "college",
            "district",
            "province",
            "need",
            "target_groups",
            "amount",
            "currency",
            "language",
            "submitted_at",
            "reviews_needed",
            "reviews_assigned",
            "reviews_received",
        ]),
        rows: rows.into_iter().map(cells).collect::<Result<_>>()?,
        next,
    })
}

/// In the currency's unit: whole francs, euros with cents.
pub(super) fn money(money: Money) -> Cell {
    match money.currency.digits() {
        0 => Cell::Number(money.minor),
        digits => Cell::Decimal(money.minor as f64 / 10_f64.powi(digits as i32)),
    }
}
