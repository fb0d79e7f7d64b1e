//! Reading the audit log: page by page, and only by those who may.

use crate::support::{Fixture, NOW, each_database};
use domain::{Actor, Error, policy::Denied};
use serde_json::json;
use store::audit::page;
use uuid::Uuid;

#[tokio::test]
async fn audit_log_is_read_page_by_page_newest_first_and_of_one_competition_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ours = fixture.competition().await;
        let theirs = fixture.competition().await;
        let olive = fixture.organiser(&ours, "Olive").await;
        let tx = store.begin().await.unwrap();
        for number in 0..51 {
            let detail = json!({ "number": number });
            let at = NOW + number;
            tx.audit(&olive, Some(ours.id), "thing.done", Uuid::nil(), detail, at)
                .await
                .unwrap();
        }
        let secret = json!({ "secret": true });
        tx.audit(
            &Actor::VISITOR,
            Some(theirs.id),
            "other.done",
            Uuid::nil(),
            secret,
            NOW,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let first = page(&store, &olive, ours.id, 0, NOW).await.unwrap();
        assert!(first.more);
        let numbers: Vec<i64> = first.entries.iter().map(|entry| entry.at - NOW).collect();
        assert_eq!(numbers, (1..51).rev().collect::<Vec<i64>>());
        assert_eq!(first.entries[0].by.as_deref(), Some("Olive"));
        assert_eq!(first.entries[0].detail, r#"{"number":50}"#);
        let second = page(&store, &olive, ours.id, 1, NOW).await.unwrap();
        let rest: Vec<i64> = second.entries.iter().map(|entry| entry.at - NOW).collect();
        assert_eq!((rest, second.more), (vec![0], false));
    })
    .await;
}

#[tokio::test]
async fn audit_log_is_closed_to_everybody_but_organisers_and_auditors() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ours = fixture.competition().await;
        let theirs = fixture.competition().await;
        let olive = fixture.organiser(&theirs, "Olive").await;
        let auditor = fixture.auditor(&ours, "Odile").await;
        let lead = fixture.person("Lea").await;
        fixture.team(&ours, "Solar kiln").lead(&lead).await;
        for actor in [&olive, &lead] {
            let refused = page(&store, actor, ours.id, 0, NOW).await;
            let Err(store::Error::Refused(error)) = refused else {
                panic!("was shown");
            };
            assert_eq!(error, Error::Denied(Denied::Role));
        }
        assert!(
            page(&store, &Actor::VISITOR, ours.id, 0, NOW)
                .await
                .is_err()
        );
        assert!(page(&store, &auditor, ours.id, 0, NOW).await.is_ok());
    })
    .await;
}
