//! Frozen and published selections.

use super::{Competition, DAY, Fixture, HOUR, NOW, Proposal, id, insert, sentence};
use domain::{SelectionId, competitions::fingerprint};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use store::entities::{selection_entries, selections};

/// Says what was selected; awaiting it inserts the selection, or adds to the one there is.
pub struct SelectionBuilder<'a> {
    fixture: &'a Fixture,
    competition: Competition,
    published: bool,
    ranked: Vec<(&'a Proposal, bool)>,
    card: &'a str,
}
sentence!(SelectionBuilder => SelectionId);

impl Fixture {
    /// A frozen selection without entries.
    pub fn selection<'a>(&'a self, competition: &Competition) -> SelectionBuilder<'a> {
        SelectionBuilder {
            fixture: self,
            competition: competition.clone(),
            published: false,
            ranked: Vec::new(),
            card: "{}",
        }
    }

    /// A published selection without entries.
    pub fn published<'a>(&'a self, competition: &Competition) -> SelectionBuilder<'a> {
        SelectionBuilder {
            published: true,
            ..self.selection(competition)
        }
    }
}

impl<'a> SelectionBuilder<'a> {
    /// Frozen, not public.
    pub fn frozen(mut self) -> Self {
        self.published = false;
        self
    }

    /// The next rank, selected.
    pub fn with(mut self, proposal: &'a Proposal) -> Self {
        self.ranked.push((proposal, true));
        self
    }

    /// The next rank, not selected.
    pub fn without(mut self, proposal: &'a Proposal) -> Self {
        self.ranked.push((proposal, false));
        self
    }

    /// What the gallery shows of each, as JSON.
    pub fn card(mut self, json: &'a str) -> Self {
        self.card = json;
        self
    }

    async fn insert(self) -> SelectionId {
        let store = &self.fixture.store;
        let state = if self.published {
            "published"
        } else {
            "frozen"
        };
        let published_at = self.published.then_some(NOW - HOUR);
        let there = selections::Entity::find()
            .filter(selections::Column::CompetitionId.eq(self.competition.id.0))
            .one(store.read())
            .await
            .unwrap();
        let selection = if let Some(row) = there {
            selections::Entity::update_many()
                .col_expr(selections::Column::State, Expr::value(state))
                .col_expr(selections::Column::PublishedAt, Expr::value(published_at))
                .filter(selections::Column::Id.eq(row.id))
                .exec(store.writer())
                .await
                .unwrap();
            row.id
        } else {
            let row = selections::Model {
                id: id(),
                competition_id: self.competition.id.0,
                state: state.to_owned(),
                seed: "0".to_owned(),
                input_hash: fingerprint("{}"),
                input: "{}".to_owned(),
                result: "{}".to_owned(),
                frozen_at: NOW - DAY,
                frozen_by: None,
                published_at,
                version: 1,
            };
            let selection = row.id;
            insert(store, row).await;
            selection
        };
        for (rank, (proposal, selected)) in (1..).zip(self.ranked) {
            insert(
                store,
                selection_entries::Model {
                    selection_id: selection,
                    proposal_id: proposal.id.0,
                    rank,
                    selected,
                    adjusted: 9.0 - f64::from(rank) * 0.1,
                    raw_mean: Some(9.0 - f64::from(rank) * 0.1),
                    p_selected: Some(if selected { 0.9 } else { 0.1 }),
                    card: self.card.to_owned(),
                },
            )
            .await;
        }
        SelectionId(selection)
    }
}
