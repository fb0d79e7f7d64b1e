//! Registered investors, and the interests in the selected projects. As on their page: no address, no message.

use super::{Scope, columns};
use crate::{
    Result,
    entities::{accounts, investors},
    investors::investors_page,
};
use domain::{
    exports::{Cell, Sheet},
    investors::{InterestState, domain_of},
    money::{Currency, Money},
};
use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// All that registered, in the order of time. Two queries.
pub(super) async fn sheet(scope: &Scope<'_>) -> Result<Sheet> {
    let rows = investors::Entity::find()
        .filter(investors::Column::CompetitionId.eq(scope.competition.id))
        .order_by_asc(investors::Column::Id)
        .all(scope.store.read())
        .await?;
    let people: HashMap<_, _> = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(rows.iter().map(|row| row.account_id)))
        .all(scope.store.read())
        .await?
        .into_iter()
        .map(|account| (account.id, (account.name, account.email)))
        .collect();
    let rows = rows.into_iter().map(|row| {
        let (name, email) = people.get(&row.account_id).cloned().unwrap_or_default();
        vec![
            Cell::Text(row.organisation),
            Cell::Text(name),
            Cell::text(domain_of(&email)),
            Cell::Text(row.country),
            Cell::Word("investor", row.state),
            Cell::Instant(row.created_at),
            Cell::instant(row.decided_at),
        ]
    });
    Ok(Sheet {
        columns: columns(&[
            "organisation",
            "name",
            "email_domain",
            "country",
            "investor_state",
            "registered_at",
            "decided_at",
        ]),
        rows: rows.collect(),
        next: None,
    })
}

/// Counts and sums of each selected project by state; currencies are never added to each other.
pub(super) async fn funnel(scope: &Scope<'_>) -> Result<Sheet> {
    let page = investors_page(
        scope.store,
        scope.actor,
        &scope.competition.slug,
        1,
        scope.now,
    )
    .await?;
    let mut keys = columns(&["number", "title"]);
    for state in InterestState::ALL {
        keys.push(format!("interests_{}", state.key()));
        keys.extend(Currency::ALL.map(|currency| sum_key(*state, currency)));
    }
    let rows = page.funnel.0.into_iter().map(|row| {
        let mut cells = vec![Cell::Number(row.number.into()), Cell::Text(row.title)];
        for state in InterestState::ALL {
            cells.push(Cell::Number(row.tally.count(*state).into()));
            let sums = row.tally.sums(*state);
            let sum = |currency| {
                sums.iter()
                    .copied()
                    .find(|sum: &Money| sum.currency == currency)
            };
            cells.extend(
                Currency::ALL
                    .map(|currency| sum(currency).map_or(Cell::Empty, super::proposals::money)),
            );
        }
        cells
    });
    Ok(Sheet {
        rows: rows.collect(),
        columns: keys,
        next: None,
    })
}

fn sum_key(state: InterestState, currency: Currency) -> String {
    format!("{}_{}", state.key(), currency.code().to_lowercase())
}
