//! The test vocabulary itself: what it says is what stands in the database.

use crate::support::{Fixture, NOW, each_database};
use domain::{competitions::Timeline, policy::Phase};
use sea_orm::{EntityTrait, PaginatorTrait};
use store::entities::{accounts, proposals, reviews};
use tokio::sync::Mutex;

#[tokio::test]
async fn database_of_a_test_is_fresh_and_of_both_kinds() {
    let seen = Mutex::new(Vec::new());
    each_database(async |store| {
        let accounts = accounts::Entity::find().count(store.read()).await.unwrap();
        Fixture::new(&store).person("Ada").await;
        let after = accounts::Entity::find().count(store.read()).await.unwrap();
        seen.lock()
            .await
            .push((store.read().get_database_backend(), accounts, after));
    })
    .await;
    assert_eq!(
        *seen.lock().await,
        [
            (sea_orm::DbBackend::Sqlite, 0, 1),
            (sea_orm::DbBackend::Postgres, 0, 1)
        ]
    );
}

#[tokio::test]
async fn competition_in_a_phase_is_in_it_by_its_timeline() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        for phase in Phase::ALL {
            let competition = fixture.competition().in_phase(*phase).await;
            let row = competition.row(&store).await;
            let timeline = Timeline {
                opens_at: row.opens_at,
                closes_at: row.closes_at,
                grace_minutes: row.grace_minutes,
                jury_opens_at: row.jury_opens_at,
                jury_closes_at: row.jury_closes_at,
                publishes_at: row.publishes_at,
            };
            let state = domain::competitions::CompetitionState::parse(&row.state).unwrap();
            let published = *phase == Phase::Published;
            assert_eq!(timeline.phase(state, published, NOW), *phase);
            assert_eq!(timeline.check(), Ok(()));
        }
    })
    .await;
}

#[tokio::test]
async fn review_with_scores_is_counted_at_its_proposal() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&competition, "Solar kiln").lead(&lead).await;
        let proposal = fixture.proposal(&team).eligible().await;
        let juror = fixture.juror(&competition, "Jo").await;
        fixture.review(&juror, &proposal).scores(&[7, 8]).await;
        let other = fixture.juror(&competition, "Ju").await;
        fixture.review(&other, &proposal).draft().await;
        let row = proposals::Entity::find_by_id(proposal.id.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((row.reviews_assigned, row.reviews_received), (2, 1));
        let mut states: Vec<String> = reviews::Entity::find()
            .all(store.read())
            .await
            .unwrap()
            .into_iter()
            .map(|review| review.state)
            .collect();
        states.sort_unstable();
        assert_eq!(states, ["draft", "submitted"]);
    })
    .await;
}
