//! The jury: invitations, conflicts of interest, assignment, progress.

mod assignments;
mod conflicts;
mod invitations;
mod progress;
mod soundness;

use domain::{Error, policy::Denied};
use sea_orm::{EntityTrait, QueryOrder};
use store::{
    Store,
    entities::{assignments as rows, audit_log, outbox},
    invariants,
};

fn refusal<T: std::fmt::Debug>(result: store::Result<T>) -> Error {
    match result {
        Err(store::Error::Refused(error)) => error,
        other => panic!("not refused: {other:?}"),
    }
}

fn denied<T: std::fmt::Debug>(result: store::Result<T>) -> Denied {
    match refusal(result) {
        Error::Denied(why) => why,
        other => panic!("not denied: {other:?}"),
    }
}

async fn sound(store: &Store) {
    assert_eq!(
        invariants::check(store).await.unwrap(),
        Vec::<String>::new()
    );
}

/// Recipient, template and fields of all mail in the order in which it was written.
async fn mails(store: &Store) -> Vec<(String, String, serde_json::Value)> {
    outbox::Entity::find()
        .order_by_asc(outbox::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| {
            let fields = serde_json::from_str(&row.fields).unwrap();
            (row.recipient, row.template, fields)
        })
        .collect()
}

async fn actions(store: &Store) -> Vec<String> {
    audit_log::Entity::find()
        .order_by_asc(audit_log::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.action)
        .collect()
}

/// Active (juror, proposal) pairs, sorted.
async fn pairs(store: &Store) -> Vec<(uuid::Uuid, uuid::Uuid)> {
    let mut pairs: Vec<_> = rows::Entity::find()
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .filter(|row| row.state == "active")
        .map(|row| (row.juror_id, row.proposal_id))
        .collect();
    pairs.sort_unstable();
    pairs
}
