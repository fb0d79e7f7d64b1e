//! Reviews: saving, handing in, revising; who may, when; counts that are true; nothing of other jurors or, where
//! the rules say so, of teams.

mod access;
mod blind_rules;
mod calibrations;
mod hints;
mod practices;
mod queues;
mod saves;

use crate::support::{Competition, Fixture, Juror, NOW, Proposal};
use domain::{
    Actor, AssignmentId,
    policy::Phase,
    reviews::{Intent, ReviewInput, SavedReview},
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter, prelude::*};
use store::{Result, Store, entities};

/// A comment that is long enough.
const COMMENT: &str = "Clear plan, and the need is real.";

/// A jury of one with one proposal.
struct Scene {
    competition: Competition,
    proposal: Proposal,
    juror: Juror,
    assignment: AssignmentId,
}

async fn scene(fixture: &Fixture) -> Scene {
    let competition = fixture.competition().in_phase(Phase::Jury).await;
    let proposal = fixture.entry(&competition, "Solar kiln").await;
    let juror = fixture.juror(&competition, "Jo").await;
    let assignment = fixture.assignment(&juror, &proposal).await;
    Scene {
        competition,
        proposal,
        juror,
        assignment,
    }
}

fn input(scores: &[(&str, &str)], comment: &str) -> ReviewInput {
    ReviewInput {
        scores: scores
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
            .collect(),
        comment: comment.to_owned(),
        ..ReviewInput::default()
    }
}

fn whole(first: &str, second: &str) -> ReviewInput {
    input(&[("c1", first), ("c2", second)], COMMENT)
}

async fn save(
    store: &Store,
    actor: &Actor,
    assignment: AssignmentId,
    version: i64,
    input: &ReviewInput,
    intent: Intent,
) -> Result<SavedReview> {
    store::reviews::save(store, actor, assignment, version, input, intent, NOW).await
}

/// The counter of a proposal, and the rows that it counts.
async fn received(store: &Store, proposal: &Proposal) -> (i32, u64) {
    let rows = entities::reviews::Entity::find()
        .filter(entities::reviews::Column::ProposalId.eq(proposal.id.0))
        .filter(entities::reviews::Column::State.eq("submitted"))
        .count(store.read())
        .await
        .unwrap();
    (proposal.row(store).await.reviews_received, rows)
}
