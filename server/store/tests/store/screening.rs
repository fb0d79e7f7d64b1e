//! Screening: lists, decisions, two organisers at once.

mod bulk;
mod decisions;
mod lists;
mod messages;
mod returns;
mod similar;
mod undoing;

use domain::screening::Decision;
use sea_orm::{EntityTrait, QueryOrder};
use store::{Store, entities::outbox};

fn returned() -> Decision {
    Decision::parse("returned", "The budget is unclear", "Add up line 3", "").unwrap()
}

fn ineligible() -> Decision {
    Decision::parse("ineligible", "Not in Rwanda", "", "").unwrap()
}

/// Recipient, template and fields of all mail, by recipient.
async fn mails(store: &Store) -> Vec<(String, String, serde_json::Value)> {
    outbox::Entity::find()
        .order_by_asc(outbox::Column::Recipient)
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
