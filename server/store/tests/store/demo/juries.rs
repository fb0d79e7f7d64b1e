//! The demo's jury: its pairs, its progress, and reviews as the score sheet takes them.

use super::call;
use crate::support::{NOW, each_database};
use domain::reviews::{Intent, ReviewContent, ReviewState};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use store::{
    Store, competitions, demo,
    entities::{assignments, proposals, review_revisions, review_scores, reviews},
};

#[tokio::test]
async fn demo_jury_is_covered_and_about_seven_in_ten_of_its_reviews_are_in() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let competition = call(&store, "pilot-2026").await;
        let round = competitions::current_round(store.read(), competition.id.into())
            .await
            .unwrap();
        let eligible = proposals::Entity::find()
            .filter(proposals::Column::CompetitionId.eq(competition.id))
            .filter(proposals::Column::Screening.eq("eligible"))
            .filter(proposals::Column::State.eq("submitted"))
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(eligible.len(), 55);
        // One lost a reader by a late conflict; the organiser has not replaced them yet.
        let lacking: Vec<i32> = eligible
            .iter()
            .map(|row| row.reviews_assigned)
            .filter(|assigned| *assigned != 4)
            .collect();
        assert_eq!(lacking, [3]);
        let given = assignments::Entity::find()
            .filter(assignments::Column::RoundId.eq(round.id))
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(given.len(), 220);
        let removed: Vec<_> = given.iter().filter(|row| row.state == "removed").collect();
        assert_eq!(removed.len(), 1);
        let of_round = || reviews::Entity::find().filter(reviews::Column::RoundId.eq(round.id));
        let in_state = async |state: ReviewState| {
            of_round()
                .filter(reviews::Column::State.eq(state.key()))
                .count(store.read())
                .await
                .unwrap()
        };
        let received = in_state(ReviewState::Submitted).await;
        assert!((145..=165).contains(&received), "{received}");
        assert!((8..=24).contains(&in_state(ReviewState::Draft).await));
        assert_eq!(in_state(ReviewState::Sealed).await, 1);
        let by_juror: Vec<(uuid::Uuid, i64)> = of_round()
            .select_only()
            .column(reviews::Column::JurorId)
            .column_as(reviews::Column::Id.count(), "n")
            .group_by(reviews::Column::JurorId)
            .into_tuple()
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(by_juror.len(), 10, "two are silent");
        let progress = progress_of(&store, "pilot-2026").await;
        assert_eq!(progress.iter().filter(|juror| juror.silent).count(), 2);
        assert_eq!(progress.iter().filter(|juror| !juror.declared).count(), 1);
    })
    .await;
}

async fn progress_of(store: &Store, slug: &str) -> Vec<domain::jury::JurorProgress> {
    let organiser = demo::roles(store)
        .await
        .unwrap()
        .into_iter()
        .find(|role| role.key == "organiser")
        .unwrap();
    let tx = store.begin().await.unwrap();
    let token = store::accounts::open_session(&tx, organiser.account, "", NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let actor = store::accounts::actor_of(store, &token, NOW).await.unwrap();
    store::jury::progress(store, &actor, slug, 1, NOW)
        .await
        .unwrap()
        .jurors
}

#[tokio::test]
async fn demo_reviews_are_such_as_the_score_sheet_takes() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        for slug in ["pilot-2025", "pilot-2026"] {
            let competition = call(&store, slug).await;
            let (round, rubric) = competitions::load_rubric(store.read(), competition.id.into())
                .await
                .unwrap();
            let rows = reviews::Entity::find()
                .filter(reviews::Column::RoundId.eq(round.0))
                .all(store.read())
                .await
                .unwrap();
            let mut comments = BTreeSet::new();
            for row in &rows {
                let scores = review_scores::Entity::find()
                    .filter(review_scores::Column::ReviewId.eq(row.id))
                    .all(store.read())
                    .await
                    .unwrap();
                let content = ReviewContent {
                    scores: scores
                        .iter()
                        .map(|own| (own.criterion_id.into(), own.value))
                        .collect(),
                    reasons: scores
                        .into_iter()
                        .filter_map(|own| Some((own.criterion_id.into(), own.reason?)))
                        .collect(),
                    comment: row.comment.clone(),
                    note: row.note.clone(),
                };
                let intent = match ReviewState::parse(&row.state) {
                    Some(ReviewState::Submitted) => Intent::Submit,
                    _ => Intent::Keep,
                };
                assert_eq!(content.check(&rubric, intent), Ok(()));
                comments.insert(row.comment.clone());
                let kept = review_revisions::Entity::find()
                    .filter(review_revisions::Column::ReviewId.eq(row.id))
                    .order_by_desc(review_revisions::Column::Version)
                    .all(store.read())
                    .await
                    .unwrap();
                // Sealing moves the version on, so that an open sheet finds itself stale; it writes nothing.
                let sealed = row.state == ReviewState::Sealed.key();
                assert_eq!(kept.len() as i64 + i64::from(sealed), row.version);
                let newest: ReviewContent = serde_json::from_str(&kept[0].content).unwrap();
                assert_eq!(newest, content);
                assert!(
                    (competition.jury_opens_at..=NOW).contains(&row.updated_at),
                    "{} at {}",
                    row.id,
                    row.updated_at
                );
            }
            assert!(
                comments.len() * 2 > rows.len(),
                "{} of {}",
                comments.len(),
                rows.len()
            );
        }
    })
    .await;
}
