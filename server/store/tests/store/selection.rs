//! Selection: what counts, how it is frozen and published, and who sees what.

mod counting;
mod freezing;
mod reading;

use crate::support::{Competition, Fixture, Juror, NOW, Proposal};
use domain::{
    Actor,
    policy::Phase,
    selection::{SelectionResult, SelectionView},
};
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use store::{Store, entities};

/// A competition after the jury, with two jurors.
struct Scene {
    competition: Competition,
    organiser: Actor,
    jurors: [Juror; 2],
}

async fn scene(fixture: &Fixture) -> Scene {
    scene_with_seats(fixture, 2).await
}

async fn scene_with_seats(fixture: &Fixture, seats: i32) -> Scene {
    let competition = fixture
        .competition()
        .in_phase(Phase::Selection)
        .seats(seats)
        .reviews_per_proposal(2)
        .await;
    Scene {
        organiser: fixture.organiser(&competition, "Olga Organiser").await,
        jurors: [
            fixture.juror(&competition, "Jo Secret").await,
            fixture.juror(&competition, "Ju Hidden").await,
        ],
        competition,
    }
}

impl Scene {
    /// A proposal, and the units that each juror gave on both criteria.
    async fn scored(&self, fixture: &Fixture, name: &str, scores: [[i32; 2]; 2]) -> Proposal {
        let proposal = fixture.entry(&self.competition, name).await;
        for (juror, units) in self.jurors.iter().zip(scores) {
            fixture.review(juror, &proposal).scores(&units).await;
        }
        proposal
    }

    /// Four proposals that differ clearly, best first.
    async fn four(&self, fixture: &Fixture) -> [Proposal; 4] {
        [
            self.scored(fixture, "Best", [[9, 9], [10, 9]]).await,
            self.scored(fixture, "Good", [[7, 8], [8, 8]]).await,
            self.scored(fixture, "Fair", [[5, 5], [6, 6]]).await,
            self.scored(fixture, "Weak", [[2, 3], [3, 3]]).await,
        ]
    }

    async fn view(&self, store: &Store) -> SelectionView {
        store::selection::view(store, &self.organiser, &self.competition.slug, NOW)
            .await
            .unwrap()
    }

    async fn freeze(&self, store: &Store) {
        let hash = self.view(store).await.input_hash;
        store::selection::freeze(store, &self.organiser, &self.competition.slug, &hash, NOW)
            .await
            .unwrap();
    }

    async fn publish(&self, store: &Store) {
        self.freeze(store).await;
        store::selection::publish(store, &self.organiser, &self.competition.slug, 1, NOW)
            .await
            .unwrap();
    }

    async fn row(&self, store: &Store) -> entities::selections::Model {
        entities::selections::Entity::find()
            .filter(entities::selections::Column::CompetitionId.eq(self.competition.id.0))
            .one(store.read())
            .await
            .unwrap()
            .unwrap()
    }
}

/// The result of a view.
fn result(view: SelectionView) -> SelectionResult {
    view.outcome.unwrap()
}

/// Numbers of the proposals, best first.
fn order(result: &SelectionResult) -> Vec<i32> {
    result.places.iter().map(|place| place.number).collect()
}
