//! Scores that are changed in a discussion.

use super::scene;
use crate::support::{Fixture, NOW, actions_on, denied, each_database, refusal, sound};
use domain::{Error, Problem, policy::Denied};
use sea_orm::{EntityTrait, QueryOrder};
use store::{deliberations, entities::selections, selection};

#[tokio::test]
async fn score_is_changed_by_its_own_juror_with_a_reason_and_the_ranking_follows() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let auditor = fixture.auditor(&s.competition, "Aude").await;
        s.open(&store).await;
        let juror = &s.jurors[1].actor;
        let slug = &s.competition.slug;
        let hash = async || {
            let view = selection::view(&store, &s.organiser, slug, NOW).await;
            view.unwrap().input_hash
        };
        let before = hash().await;
        for (what, field, problem) in [
            (("2", "9", " "), "reason", Problem::Required),
            (("2", "", "Reason"), "scores[c2]", Problem::Required),
            (("2", "x", "Reason"), "scores[c2]", Problem::NotANumber),
            (
                ("2", "3", "Reason"),
                "scores",
                Problem::Other {
                    what: "nothing_changed".into(),
                },
            ),
        ] {
            let refused = refusal(s.change(&store, juror, 1, what).await);
            assert_eq!(refused, Error::invalid(field, problem));
        }
        s.change(&store, juror, 1, ("2", "7", "REASON: I misread it"))
            .await
            .unwrap();
        assert_ne!(hash().await, before, "the ranking is computed from it");
        let stale = refusal(s.change(&store, juror, 1, ("9", "9", "Old window")).await);
        assert!(matches!(stale, Error::Conflict(stale) if stale.version == 2));
        let own = |found: &domain::deliberations::Discussion| {
            let of = found.reviews.iter().find(|review| review.changed);
            of.unwrap().clone()
        };
        for actor in [&s.organiser, &auditor, juror] {
            let found = s.read(&store, actor, NOW + 20).await.unwrap();
            let review = own(&found);
            assert_eq!((found.changed, review.changes.len()), (1, 1));
            let (_, was, is) = review.changes[0].scores[0];
            assert_eq!((was, is), (Some(3), Some(7)));
            assert_eq!(review.changes[0].reason, "REASON: I misread it");
        }
        // The others see that it changed, and what it is now.
        let found = s.read(&store, &s.jurors[0].actor, NOW + 20).await.unwrap();
        assert!(own(&found).changes.is_empty());
        assert!(!serde_json::to_string(&found).unwrap().contains("REASON"));
        // Changed back: no score is different any more.
        s.change(&store, juror, 2, ("2", "3", "Back again"))
            .await
            .unwrap();
        let found = s.read(&store, &s.organiser, NOW + 20).await.unwrap();
        assert_eq!(found.changed, 0);
        assert_eq!(hash().await, before);
        let rows = store::entities::review_revisions::Entity::find()
            .order_by_asc(store::entities::review_revisions::Column::Version)
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(rows.len(), 2, "both stay in the history");
        let done = actions_on(&store, s.proposal.id).await;
        assert_eq!(
            done,
            ["discussion.opened", "score.changed", "score.changed"]
        );
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn frozen_selection_does_not_change_and_nobody_writes_any_more() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.open(&store).await;
        let juror = &s.jurors[1].actor;
        let slug = &s.competition.slug;
        let view = selection::view(&store, &s.organiser, slug, NOW)
            .await
            .unwrap();
        // What was seen before a score changed is not what is frozen.
        s.change(&store, juror, 1, ("4", "7", "Convinced"))
            .await
            .unwrap();
        let old = selection::freeze(&store, &s.organiser, slug, &view.input_hash, NOW).await;
        assert!(matches!(refusal(old), Error::Conflict(_)));
        let view = selection::view(&store, &s.organiser, slug, NOW)
            .await
            .unwrap();
        selection::freeze(&store, &s.organiser, slug, &view.input_hash, NOW)
            .await
            .unwrap();
        let row = async || selections::Entity::find().one(store.read()).await.unwrap();
        let frozen = row().await;
        let change = s.change(&store, juror, 2, ("9", "9", "Too late")).await;
        assert_eq!(denied(change), Denied::State);
        assert_eq!(
            denied(s.say(&store, juror, "Late", NOW).await),
            Denied::State
        );
        assert_eq!(denied(s.close(&store).await), Denied::State);
        let minutes =
            deliberations::save_minutes(&store, &s.organiser, s.proposal.id, 0, "Late", NOW).await;
        assert_eq!(denied(minutes), Denied::State);
        assert_eq!(row().await, frozen);
        assert!(!s.read(&store, juror, NOW).await.unwrap().open);
    })
    .await;
}
