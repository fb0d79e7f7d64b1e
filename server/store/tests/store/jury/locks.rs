//! Locking pairs, and what a lock holds back.

use super::{pairs, scene};
use crate::support::{Fixture, NOW, actions, denied, each_database, refusal, sound};
use domain::{
    AssignmentId, Error, Problem,
    jury::{Cell, MatrixQuery, Obstacle, Outcome, Redistribution},
    policy::{Denied, Phase},
};
use sea_orm::EntityTrait;
use store::{Store, entities::assignments, jury};

async fn is_locked(store: &Store, pair: AssignmentId) -> bool {
    let row = assignments::Entity::find_by_id(pair.0).one(store.read());
    row.await.unwrap().unwrap().locked_at.is_some()
}

#[tokio::test]
async fn pair_is_locked_by_organisers_seen_in_the_matrix_and_not_removed_before_it_is_unlocked() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let auditor = fixture.auditor(&s.competition, "Aude").await;
        let stranger = fixture.person("Sam").await;
        let (june, entry) = (&s.jurors[0], &s.entries[0]);
        let pair = fixture.assignment(june, entry).await;
        let lock = async |actor, locked| jury::lock_pair(&store, actor, pair, locked, NOW).await;
        assert_eq!(refusal(lock(&stranger, true).await), Error::Missing);
        assert_eq!(refusal(lock(&june.actor, true).await), Error::Missing);
        assert_eq!(denied(lock(&auditor, true).await), Denied::Role);
        assert!(!is_locked(&store, pair).await);

        lock(&s.organiser, true).await.unwrap();
        lock(&s.organiser, true).await.unwrap();
        assert_eq!(actions(&store).await, ["assignment.locked"]);
        let slug = &s.competition.slug;
        let all = MatrixQuery::default();
        let matrix = jury::matrix(&store, &auditor, slug, &all, NOW);
        let first = matrix.await.unwrap().rows[0].cells[0];
        assert!(matches!(first, Cell::Assigned { locked: true, .. }));
        let candidates = jury::candidates(&store, &s.organiser, slug, 1, NOW).await;
        let locked = candidates
            .unwrap()
            .jurors
            .into_iter()
            .filter(|own| own.locked);
        assert_eq!(locked.map(|own| own.id).collect::<Vec<_>>(), [june.id]);

        let remove = async || jury::remove_pair(&store, &s.organiser, pair, true, NOW).await;
        let what = "pair_locked".to_owned();
        let expected = Error::invalid("assignment", Problem::Other { what });
        assert_eq!(refusal(remove().await), expected);
        assert_eq!(pairs(&store).await.len(), 1);
        lock(&s.organiser, false).await.unwrap();
        remove().await.unwrap();
        assert_eq!(refusal(lock(&s.organiser, true).await), Error::Missing);
        let log = [
            "assignment.locked",
            "assignment.unlocked",
            "assignment.removed",
        ];
        assert_eq!(actions(&store).await, log);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn conflict_and_leaving_end_a_lock_and_what_is_given_again_has_none() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let (june, jean) = (&s.jurors[0], &s.jurors[1]);
        let mut locked = Vec::new();
        for (juror, entry) in [(june, 0), (jean, 0), (jean, 1)] {
            let pair = fixture.assignment(juror, &s.entries[entry]).await;
            jury::lock_pair(&store, &s.organiser, pair, true, NOW)
                .await
                .unwrap();
            locked.push(pair);
        }
        jury::declare_conflict(&store, &june.actor, s.entries[0].id, "A cousin", NOW)
            .await
            .unwrap();
        assert_eq!(pairs(&store).await.len(), 2);
        jury::withdraw_juror(&store, &s.organiser, jean.id, 1, "Ill", NOW)
            .await
            .unwrap();
        assert_eq!(pairs(&store).await, []);
        // As if Jean had come back.
        let active = sea_orm::sea_query::Expr::value("active");
        store::entities::jurors::Entity::update_many()
            .col_expr(store::entities::jurors::Column::State, active)
            .exec(store.writer())
            .await
            .unwrap();
        jury::add_pair(&store, &s.organiser, jean.id, s.entries[1].id, NOW)
            .await
            .unwrap();
        assert_eq!(pairs(&store).await, [(jean.id.0, s.entries[1].id.0)]);
        assert!(!is_locked(&store, locked[2]).await);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn locked_pair_is_no_part_of_a_redistribution() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let june = &s.jurors[0];
        for entry in &s.entries {
            fixture.assignment(&s.jurors[1], entry).await;
        }
        let locked = fixture.assignment(june, &s.entries[0]).await;
        fixture.assignment(june, &s.entries[1]).await;
        let begun = fixture.review(june, &s.entries[2]).draft();
        begun.await;
        let asked = Redistribution {
            without: vec![june.id],
            begun: true,
            ..Redistribution::default()
        };
        let slug = &s.competition.slug;
        let preview = async || {
            let proposed =
                jury::propose_assignment(&store, &s.organiser, slug, 3, &asked, NOW).await;
            match proposed.unwrap().outcome {
                Outcome::Ready(preview) => *preview,
                Outcome::Impossible(why) => panic!("{why:?}"),
            }
        };
        let before = preview().await;
        jury::lock_pair(&store, &s.organiser, locked, true, NOW)
            .await
            .unwrap();
        let apply = async |basis: &str| {
            jury::apply_assignment(&store, &s.organiser, slug, 3, basis, &asked, NOW).await
        };
        // Locked since the preview.
        assert!(matches!(
            refusal(apply(&before.basis).await),
            Error::Conflict(_)
        ));
        let shown = preview().await;
        let effects = shown.effects.clone().unwrap();
        assert_eq!(
            (effects.taken.len(), effects.kept_locked, effects.kept_begun),
            (2, 1, 0)
        );
        apply(&shown.basis).await.unwrap();
        let left: Vec<_> = pairs(&store).await;
        let left: Vec<_> = left.iter().filter(|pair| pair.0 == june.id.0).collect();
        assert_eq!(left, [&(june.id.0, s.entries[0].id.0)]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn locked_pair_stays_where_coverage_would_need_its_place() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Screening)
            .reviews_per_proposal(1)
            .await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let (ada, bo) = (
            fixture.entry(&competition, "Ada").await,
            fixture.entry(&competition, "Bo").await,
        );
        let june = fixture.juror(&competition, "June").capacity(1).await;
        let jean = fixture.juror(&competition, "Jean").capacity(1).await;
        fixture.conflict(&jean, &bo, "A cousin").await;
        let pair = fixture.assignment(&june, &ada).await;
        let outcome = async || {
            let all = Redistribution::default();
            let slug = &competition.slug;
            let proposed = jury::propose_assignment(&store, &organiser, slug, 3, &all, NOW).await;
            proposed.unwrap().outcome
        };
        // Coverage comes before what stands.
        assert!(matches!(outcome().await, Outcome::Ready(preview) if preview.dropped.len() == 1));
        jury::lock_pair(&store, &organiser, pair, true, NOW)
            .await
            .unwrap();
        match outcome().await {
            Outcome::Impossible(Obstacle::TooFewJurors { proposals }) => {
                assert_eq!((proposals[0].0.number, proposals[0].1), (bo.number, 1));
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}
