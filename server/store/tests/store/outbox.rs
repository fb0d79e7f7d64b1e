//! Mail that was ordered: only with its transaction, once at a time, again after a failure, not for ever.

use crate::support::{DAY, MINUTE, NOW, each_database};
use domain::Language;
use sea_orm::EntityTrait;
use serde_json::json;
use store::{
    Store,
    entities::outbox::{self, Entity},
    outbox::{Mail, settle, take_due},
};

async fn order(store: &Store, to: &str, commit: bool) {
    let tx = store.begin().await.unwrap();
    let mail = Mail {
        to,
        language: Language::Rw,
        template: "accounts.confirm",
        fields: json!({ "name": "Ada", "link": "/confirm?token=1", "reset_link": "/x?token=2" }),
    };
    tx.mail(mail, NOW).await.unwrap();
    if commit {
        tx.commit().await.unwrap();
    }
}

async fn only_row(store: &Store) -> outbox::Model {
    let mut rows = Entity::find().all(store.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

#[tokio::test]
async fn mail_of_a_transaction_that_is_rolled_back_is_never_due() {
    each_database(async |store| {
        order(&store, "ada@example.org", false).await;
        order(&store, "ben@example.org", true).await;
        let due = take_due(&store, 10, NOW).await.unwrap();
        let to: Vec<&str> = due.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to, ["ben@example.org"]);
    })
    .await;
}

#[tokio::test]
async fn mail_taken_by_one_worker_is_not_taken_by_another_for_five_minutes() {
    each_database(async |store| {
        order(&store, "ada@example.org", true).await;
        let (first, second) = tokio::join!(take_due(&store, 9, NOW), take_due(&store, 9, NOW));
        assert_eq!(first.unwrap().len() + second.unwrap().len(), 1);
        let soon = NOW + 5 * MINUTE - 1;
        assert!(take_due(&store, 9, soon).await.unwrap().is_empty());
        assert_eq!(take_due(&store, 9, soon + 1).await.unwrap()[0].attempts, 2);
    })
    .await;
}

#[tokio::test]
async fn mail_that_was_sent_is_not_sent_again_and_forgets_its_links() {
    each_database(async |store| {
        order(&store, "ada@example.org", true).await;
        let due = take_due(&store, 9, NOW).await.unwrap();
        assert_eq!(due[0].fields["link"], "/confirm?token=1");
        settle(&store, &due[0], Ok(()), NOW).await.unwrap();
        let row = only_row(&store).await;
        assert_eq!((row.state.as_str(), row.sent_at), ("sent", Some(NOW)));
        assert_eq!(row.fields, r#"{"name":"Ada"}"#);
        assert!(take_due(&store, 9, NOW + DAY).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn mail_that_fails_waits_longer_each_time_and_is_given_up_after_eight() {
    each_database(async |store| {
        order(&store, "ada@example.org", true).await;
        let mut now = NOW;
        for minutes in [1, 2, 4, 8, 16, 32, 64] {
            let due = take_due(&store, 9, now).await.unwrap();
            settle(&store, &due[0], Err("no route".into()), now)
                .await
                .unwrap();
            let row = only_row(&store).await;
            assert_eq!(
                (row.state.as_str(), row.next_at),
                ("waiting", now + minutes * MINUTE)
            );
            assert_eq!(row.last_error.as_deref(), Some("no route"));
            now = row.next_at;
        }
        let due = take_due(&store, 9, now).await.unwrap();
        settle(&store, &due[0], Err("no route".into()), now)
            .await
            .unwrap();
        assert_eq!(only_row(&store).await.state, "failed");
        assert!(take_due(&store, 9, now + DAY).await.unwrap().is_empty());
    })
    .await;
}
