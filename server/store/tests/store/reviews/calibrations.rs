//! A juror's own scores side by side.

use super::{save, scene, whole};
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{Error, reviews::Intent};

#[tokio::test]
async fn order_and_use_of_scales_come_from_own_reviews_that_stand() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let actor = &s.juror.actor;
        let (best, worst) = (
            fixture.entry(&s.competition, "Best").await,
            fixture.entry(&s.competition, "Worst").await,
        );
        fixture.review(&s.juror, &best).scores(&[9, 9]).await;
        fixture
            .review(&s.juror, &worst)
            .scores(&[2, 9])
            .draft()
            .await;
        save(
            &store,
            actor,
            s.assignment,
            0,
            &whole("5", "cannot"),
            Intent::Keep,
        )
        .await
        .unwrap();
        // A conflict takes a proposal away, and others score too: neither shows.
        let closed = fixture.entry(&s.competition, "Closed").await;
        fixture.review(&s.juror, &closed).scores(&[10, 10]).await;
        store::jury::declare_conflict(&store, actor, closed.id, "My cousin", NOW)
            .await
            .unwrap();
        let other = fixture.juror(&s.competition, "Ju").await;
        fixture.review(&other, &s.proposal).scores(&[10, 10]).await;

        let slug = &s.competition.slug;
        let order = store::reviews::my_order(&store, actor, slug, NOW)
            .await
            .unwrap();
        let rows: Vec<_> = order
            .rows
            .iter()
            .map(|row| (row.title.as_str(), row.overall))
            .collect();
        assert_eq!(
            rows,
            [
                ("Best", Some(0.9)),
                ("Worst", Some(0.55)),
                ("Solar kiln", Some(0.5)),
            ]
        );
        let levels = |used: &[domain::reviews::OwnUse]| -> Vec<_> {
            used.iter().map(|own| own.levels.clone()).collect()
        };
        assert_eq!(
            levels(&order.used),
            [vec![(2, 1), (5, 1), (9, 1)], vec![(9, 2)]]
        );
        let sheet = store::reviews::open_sheet(&store, actor, s.assignment, NOW)
            .await
            .unwrap();
        assert_eq!(levels(&sheet.used), [vec![(2, 1), (9, 1)], vec![(9, 2)]]);
        let stranger = fixture.person("Stranger").await;
        let refused = store::reviews::my_order(&store, &stranger, slug, NOW).await;
        assert_eq!(refusal(refused), Error::Missing);
    })
    .await;
}
