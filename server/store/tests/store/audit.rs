//! Reading the audit log: page by page, and only by those who may.

use crate::support::{Fixture, NOW, denied, each_database, refusal};
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
        let tx = store.begin().await.unwrap();
        let detail = json!({ "secret": true });
        tx.audit(&lead, Some(ours.id), "thing.done", Uuid::nil(), detail, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for actor in [&olive, &lead] {
            let read = page(&store, actor, ours.id, 0, NOW).await;
            assert_eq!(denied(read), Denied::Role);
        }
        let read = page(&store, &Actor::VISITOR, ours.id, 0, NOW).await;
        assert_eq!(refusal(read), Error::SignedOut);
        let log = page(&store, &auditor, ours.id, 0, NOW).await.unwrap();
        let done: Vec<&str> = log.entries.iter().map(|own| own.action.as_str()).collect();
        assert_eq!(done, ["thing.done"]);
    })
    .await;
}
