//! Screening: lists, decisions, two organisers at once.

mod bulk;
mod checklists;
mod decisions;
mod lists;
mod messages;
mod returns;
mod similar;
mod undoing;

use crate::support::{NOW, Proposal, insert};
use domain::{
    competitions::fingerprint,
    proposals::Submitted,
    screening::{Decision, stored_sketch},
};
use sea_orm::{EntityTrait, QueryOrder};
use store::{
    Store,
    entities::{outbox, revisions},
};

/// Submits a proposal once more, by everybody's deadline.
async fn amended(store: &Store, proposal: &Proposal, content: &str) {
    let answers = Submitted::parse(content).unwrap().answers;
    insert(
        store,
        revisions::Model {
            id: uuid::Uuid::now_v7(),
            proposal_id: proposal.id.0,
            number: 2,
            content: content.to_owned(),
            fingerprint: fingerprint(content),
            submitted_at: NOW,
            submitted_by: None,
            late: false,
            extended: false,
            sketch: Some(stored_sketch(&answers)),
        },
    )
    .await;
}

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
