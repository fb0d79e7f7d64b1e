//! What the store answered and what it left behind: refusals, the audit log, rows that agree with each other.

use domain::{Error, policy::Denied};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::fmt::Debug;
use store::{Store, entities::audit_log, invariants};

/// What was refused, as a visitor reads it.
#[track_caller]
pub fn refusal<T: Debug>(result: store::Result<T>) -> Error {
    match result {
        Err(store::Error::Refused(error)) => error,
        other => panic!("not refused: {other:?}"),
    }
}

/// Why it was denied.
#[track_caller]
pub fn denied<T: Debug>(result: store::Result<T>) -> Denied {
    match refusal(result) {
        Error::Denied(why) => why,
        other => panic!("not denied: {other:?}"),
    }
}

/// What the audit log says was done, oldest first.
pub async fn actions(store: &Store) -> Vec<String> {
    audit_log::Entity::find()
        .order_by_asc(audit_log::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.action)
        .collect()
}

/// What the audit log says was done to one thing, oldest first.
pub async fn actions_on(store: &Store, subject: impl ToString) -> Vec<String> {
    audit_log::Entity::find()
        .filter(audit_log::Column::Subject.eq(subject.to_string()))
        .order_by_asc(audit_log::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.action)
        .collect()
}

/// Everything is as it must be.
pub async fn sound(store: &Store) {
    assert_eq!(
        invariants::check(store).await.unwrap(),
        Vec::<String>::new()
    );
}
