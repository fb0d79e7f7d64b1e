//! Investors: verified by organisers, met by consent.

mod answers;
mod decisions;
mod offers;
mod overviews;
mod pages;
mod registrations;

use crate::support::{Competition, Fixture, Proposal, denied, refusal};
use domain::{
    Actor, Error,
    investors::{InterestDraft, Registration},
    policy::{Denied, Phase},
};
use sea_orm::EntityTrait;
use store::{
    Store,
    entities::{audit_log, interests, investors, outbox},
};
use uuid::Uuid;

/// A published competition, its selected project and the project's lead: `Solar kiln`, by `Kiln makers`, led
/// by `Lea Lead`, with an editor `Ed Editor`.
async fn published(fixture: &Fixture) -> (Competition, Proposal, Actor) {
    let competition = fixture.competition().in_phase(Phase::Published).await;
    let lead = fixture.person("Lea Lead").await;
    let editor = fixture.person("Ed Editor").await;
    let team = fixture
        .team(&competition, "Kiln makers")
        .lead(&lead)
        .editor(&editor)
        .await;
    let project = fixture
        .proposal(&team)
        .eligible()
        .titled("Solar kiln")
        .await;
    fixture.published(&competition).with(&project).await;
    (competition, project, lead)
}

fn said(organisation: &str) -> Registration {
    Registration {
        organisation: organisation.into(),
        country: "Belgium".into(),
        about: "We lend to small workshops since 1999.".into(),
    }
}

fn offer(message: &str) -> InterestDraft {
    InterestDraft {
        kind: "loan".into(),
        amount: "7 500".into(),
        currency: "EUR".into(),
        message: message.into(),
    }
}

const MESSAGE: &str = "Secret plan: we pay for ten kilns.";

#[track_caller]
fn stale<T: std::fmt::Debug>(result: store::Result<T>) -> i64 {
    match refusal(result) {
        Error::Conflict(stale) => stale.version,
        other => panic!("no conflict: {other:?}"),
    }
}

async fn investor(store: &Store, id: impl Into<Uuid>) -> investors::Model {
    investors::Entity::find_by_id(id.into())
        .one(store.read())
        .await
        .unwrap()
        .unwrap()
}

async fn interest(store: &Store, id: impl Into<Uuid>) -> interests::Model {
    interests::Entity::find_by_id(id.into())
        .one(store.read())
        .await
        .unwrap()
        .unwrap()
}

/// Template and recipient of all mail, in its order, and all its fields as one text.
async fn mails(store: &Store) -> (Vec<(String, String)>, String) {
    use sea_orm::QueryOrder;
    let rows = outbox::Entity::find()
        .order_by_asc(outbox::Column::Id)
        .all(store.read())
        .await
        .unwrap();
    let fields = rows.iter().map(|row| row.fields.as_str()).collect();
    let mails = rows
        .iter()
        .map(|row| (row.template.clone(), row.recipient.clone()))
        .collect();
    (mails, fields)
}

fn mail(template: &str, to: &str) -> (String, String) {
    (template.into(), to.into())
}

/// Actions in their order, and everything that the audit log says as one text.
async fn audited(store: &Store) -> (Vec<String>, String) {
    use sea_orm::QueryOrder;
    let rows = audit_log::Entity::find()
        .order_by_asc(audit_log::Column::Id)
        .all(store.read())
        .await
        .unwrap();
    let actions = rows.iter().map(|row| row.action.clone()).collect();
    let all = rows
        .iter()
        .map(|row| format!("{} {} {}\n", row.action, row.subject, row.detail))
        .collect();
    (actions, all)
}

/// Everything that a page sends to its reader.
fn text(page: &impl serde::Serialize) -> String {
    serde_json::to_string(page).unwrap()
}

fn assert_without(text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
