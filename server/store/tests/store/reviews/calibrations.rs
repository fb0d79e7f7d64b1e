//! A juror's own scores side by side.

use super::{save, scene, whole};
use crate::support::{Fixture, NOW, denied, each_database, refusal};
use domain::{
    Actor, AssignmentId, Error, Problem,
    errors::Stale,
    policy::Denied,
    reviews::{Contradiction, Intent, PlaceEdit},
};
use store::{Store, reviews};

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

fn edit(assignment: AssignmentId, before: &str, after: &str) -> PlaceEdit {
    PlaceEdit {
        assignment,
        before: before.into(),
        after: after.into(),
    }
}

#[tokio::test]
async fn own_places_are_the_jurors_alone_and_their_contradictions_are_told() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let (actor, slug) = (&s.juror.actor, s.competition.slug.as_str());
        for (name, score) in [("Best", 9), ("Worst", 2)] {
            let entry = fixture.entry(&s.competition, name).await;
            fixture.review(&s.juror, &entry).scores(&[score, 9]).await;
        }
        let order = async || reviews::my_order(&store, actor, slug, NOW).await.unwrap();
        let place = async |store: &Store, actor: &Actor, edits: &[PlaceEdit]| {
            reviews::place_own(store, actor, slug, edits, NOW).await
        };
        let ids: Vec<_> = order()
            .await
            .rows
            .iter()
            .map(|row| row.assignment)
            .collect();
        let [best, worst] = ids[..] else {
            panic!("{ids:?}");
        };
        place(
            &store,
            actor,
            &[edit(best, "", "2"), edit(worst, "", " 1 ")],
        )
        .await
        .unwrap();
        let found = order().await;
        assert_eq!(
            (found.rows[0].place, found.rows[1].place),
            (Some(2), Some(1))
        );
        let contradiction = Contradiction {
            placed: 1,
            scored: 0,
        };
        assert_eq!(found.contradictions, [contradiction]);
        // From what another tab has changed meanwhile, nothing is written.
        let stale = place(&store, actor, &[edit(worst, "1", ""), edit(best, "7", "1")]).await;
        assert_eq!(refusal(stale), Error::Conflict(Stale::default()));
        assert_eq!(order().await, found);
        let odd = place(
            &store,
            actor,
            &[edit(worst, "1", "2"), edit(best, "2", "0")],
        )
        .await;
        let problem = Problem::OutOfRange { min: 1, max: 999 };
        assert_eq!(
            refusal(odd),
            Error::invalid(format!("place[a{best}]"), problem)
        );
        let other = fixture.juror(&s.competition, "Ju").await;
        let theirs = place(&store, &other.actor, &[edit(best, "2", "1")]).await;
        assert_eq!(refusal(theirs), Error::Conflict(Stale::default()));
        let closes = s.competition.row(&store).await.jury_opens_at;
        let early = reviews::place_own(&store, actor, slug, &[], closes - 1).await;
        assert_eq!(denied(early), Denied::TooEarly);
        place(&store, actor, &[edit(best, "2", "1"), edit(worst, "1", "")])
            .await
            .unwrap();
        let found = order().await;
        assert_eq!((found.rows[0].place, found.rows[1].place), (Some(1), None));
        assert_eq!(found.contradictions, []);
    })
    .await;
}
