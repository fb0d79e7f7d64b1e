//! Kept files: whose they are, and that each is carried out once.

use super::*;
use crate::support::{DAY, Fixture, each_database};
use domain::{
    imports::ImportChoices,
    policy::{Denied, Phase},
};
use store::entities::proposals;

const GOOD: &str = "titre,lieu\nSolar kiln,huye\n";

fn choices(kind: &str) -> ImportChoices {
    ImportChoices {
        kind: kind.into(),
        create: true,
        write: true,
        ..ImportChoices::default()
    }
}

#[tokio::test]
async fn kept_file_is_checked_mapped_and_carried_out_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let slug = to.slug.as_str();
        let olive = fixture.organiser(&to, "Olive").await;
        let id = imports::keep(
            &store,
            &olive,
            slug,
            &choices("proposals"),
            "p.csv",
            GOOD.as_bytes(),
            NOW,
        )
        .await
        .unwrap();
        let page = imports::page(&store, &olive, slug, id, 1, NOW)
            .await
            .unwrap();
        assert_eq!(
            (page.report.counts.new, page.report.unused.as_slice()),
            (1, ["lieu".to_owned()].as_slice())
        );
        let mapping = Mapping([("college".to_owned(), "lieu".to_owned())].into());
        imports::change(&store, &olive, slug, id, &mapping, &choices(""), NOW)
            .await
            .unwrap();
        let page = imports::page(&store, &olive, slug, id, 1, NOW)
            .await
            .unwrap();
        assert_eq!((page.report.unused.len(), page.applied_at), (0, None));
        let waiting = imports::start(&store, &olive, slug, NOW)
            .await
            .unwrap()
            .waiting;
        assert_eq!(waiting.iter().map(|own| own.id).collect::<Vec<_>>(), [id]);
        let report = imports::carry_out(&store, &olive, slug, id, NOW + 1)
            .await
            .unwrap();
        assert!(report.applied);
        let row = proposals::Entity::find()
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.college_id, Some(to.colleges[0].0));
        let kept = import_files::Entity::find_by_id(id)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (kept.content.as_str(), kept.applied_at),
            ("", Some(NOW + 1))
        );
        let page = imports::page(&store, &olive, slug, id, 1, NOW)
            .await
            .unwrap();
        assert_eq!((page.report, page.applied_at), (report, Some(NOW + 1)));
        let again = imports::carry_out(&store, &olive, slug, id, NOW + 2).await;
        assert_eq!(refusal(again), Error::Denied(Denied::State));
        assert_eq!(
            proposals::Entity::find().count(store.read()).await.unwrap(),
            1
        );
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn file_with_bad_rows_stays_waiting_and_changes_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let slug = to.slug.as_str();
        let olive = fixture.organiser(&to, "Olive").await;
        let text = format!("{GOOD},huye\n");
        let id = imports::keep(
            &store,
            &olive,
            slug,
            &choices("proposals"),
            "p.csv",
            text.as_bytes(),
            NOW,
        )
        .await
        .unwrap();
        let refused = imports::carry_out(&store, &olive, slug, id, NOW).await;
        assert_eq!(
            refusal(refused),
            Error::invalid("import", other("bad_rows"))
        );
        assert_eq!(
            proposals::Entity::find().count(store.read()).await.unwrap(),
            0
        );
        let page = imports::page(&store, &olive, slug, id, 1, NOW)
            .await
            .unwrap();
        assert_eq!((page.applied_at, page.problems), (None, 1));
        imports::discard(&store, &olive, slug, id, NOW)
            .await
            .unwrap();
        assert_eq!(
            refusal(imports::page(&store, &olive, slug, id, 1, NOW).await),
            Error::Missing
        );
    })
    .await;
}

#[tokio::test]
async fn file_of_somebody_else_does_not_exist() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let slug = to.slug.as_str();
        let olive = fixture.organiser(&to, "Olive").await;
        let second = fixture.organiser(&to, "Otto").await;
        let member = fixture.person("Mia").await;
        let id = imports::keep(
            &store,
            &olive,
            slug,
            &choices("proposals"),
            "p.csv",
            GOOD.as_bytes(),
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(
            imports::start(&store, &second, slug, NOW)
                .await
                .unwrap()
                .waiting,
            []
        );
        assert_eq!(
            refusal(imports::page(&store, &second, slug, id, 1, NOW).await),
            Error::Missing
        );
        assert_eq!(
            refusal(imports::carry_out(&store, &second, slug, id, NOW).await),
            Error::Missing
        );
        assert_eq!(
            refusal(imports::discard(&store, &second, slug, id, NOW).await),
            Error::Missing
        );
        assert_eq!(
            refusal(imports::page(&store, &member, slug, id, 1, NOW).await),
            Error::Denied(Denied::Role)
        );
        let elsewhere = fixture.competition().in_phase(Phase::Screening).await;
        fixture.organiser(&elsewhere, "Oona").await;
        assert_eq!(
            proposals::Entity::find().count(store.read()).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn unreadable_files_and_unknown_kinds_are_refused_with_the_reason() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let olive = fixture.organiser(&to, "Olive").await;
        let keep = async |kind: &str, bytes: &[u8]| {
            refusal(
                imports::keep(
                    &store,
                    &olive,
                    &to.slug,
                    &choices(kind),
                    "p.csv",
                    bytes,
                    NOW,
                )
                .await,
            )
        };
        assert_eq!(
            keep("proposals", b" \n").await,
            Error::invalid("file", other("empty_file"))
        );
        assert_eq!(
            keep("proposals", b"titre\n\xe9").await,
            Error::invalid("file", other("not_utf8"))
        );
        assert_eq!(
            keep("recipes", GOOD.as_bytes()).await,
            Error::invalid("kind", Problem::NotAChoice)
        );
        let large = vec![b'a'; domain::imports::FILE_LIMIT + 1];
        assert_eq!(keep("proposals", &large).await, Error::TooLarge);
        assert_eq!(
            import_files::Entity::find()
                .count(store.read())
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn forgotten_file_is_dropped_after_a_week() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let olive = fixture.organiser(&to, "Olive").await;
        let keep = async |at| {
            imports::keep(
                &store,
                &olive,
                &to.slug,
                &choices("proposals"),
                "p.csv",
                GOOD.as_bytes(),
                at,
            )
            .await
            .unwrap()
        };
        keep(NOW - 8 * DAY).await;
        let kept = keep(NOW - 6 * DAY).await;
        let new = keep(NOW).await;
        let mut left: Vec<_> = import_files::Entity::find()
            .all(store.read())
            .await
            .unwrap()
            .into_iter()
            .map(|own| own.id)
            .collect();
        left.sort();
        let mut expected = [kept, new];
        expected.sort();
        assert_eq!(left, expected);
    })
    .await;
}
