//! The jury: invitations, conflicts of interest, assignment, progress.

mod anchors;
mod arranging;
mod assignments;
mod claims;
mod conflicts;
mod extensions;
mod invitations;
mod leaving;
mod locks;
mod pairs;
mod panels;
mod partials;
mod progress;
mod redistributions;
mod schedules;
mod second_looks;
mod second_rubrics;
mod soundness;
mod vacancies;

use crate::support::{Competition, Fixture, Juror, Proposal};
use domain::{Actor, policy::Phase};
use sea_orm::{EntityTrait, QueryOrder};
use store::{
    Store,
    entities::{assignments as rows, outbox},
};

/// Six proposals and four jurors, two reviews each.
struct Scene {
    competition: Competition,
    organiser: Actor,
    entries: Vec<Proposal>,
    jurors: Vec<Juror>,
}

async fn scene(fixture: &Fixture) -> Scene {
    let competition = fixture
        .competition()
        .in_phase(Phase::Screening)
        .reviews_per_proposal(2)
        .await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let mut entries = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di", "Ed", "Flo"] {
        entries.push(fixture.entry(&competition, name).await);
    }
    let mut jurors = Vec::new();
    for name in ["June", "Jean", "Joy", "Jo"] {
        jurors.push(fixture.juror(&competition, name).await);
    }
    Scene {
        competition,
        organiser,
        entries,
        jurors,
    }
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
