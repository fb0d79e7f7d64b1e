//! Deliberation: who reads and speaks, whose scores change, and what stays when it is over.

mod changes;
mod readers;

use crate::support::{Competition, Fixture, Juror, NOW, Proposal};
use domain::{Actor, MessageId, deliberations::Discussion, policy::Phase};
use std::collections::BTreeMap;
use store::{Store, deliberations};

/// A competition after the jury: two jurors reviewed the proposal, a third did not.
struct Scene {
    competition: Competition,
    organiser: Actor,
    jurors: [Juror; 3],
    proposal: Proposal,
    other: Proposal,
}

async fn scene(fixture: &Fixture) -> Scene {
    let competition = fixture
        .competition()
        .in_phase(Phase::Selection)
        .seats(1)
        .reviews_per_proposal(2)
        .await;
    let jurors = [
        fixture.juror(&competition, "Jo Secret").await,
        fixture.juror(&competition, "Ju Hidden").await,
        fixture.juror(&competition, "Ji Third").await,
    ];
    let proposal = fixture.entry(&competition, "First").await;
    let other = fixture.entry(&competition, "Second").await;
    fixture.review(&jurors[0], &proposal).scores(&[9, 8]).await;
    fixture.review(&jurors[1], &proposal).scores(&[2, 3]).await;
    fixture.review(&jurors[0], &other).scores(&[6, 6]).await;
    fixture.review(&jurors[1], &other).scores(&[5, 6]).await;
    Scene {
        organiser: fixture.organiser(&competition, "Olga").await,
        competition,
        jurors,
        proposal,
        other,
    }
}

impl Scene {
    async fn open(&self, store: &Store) {
        let chosen = [self.proposal.id];
        let slug = &self.competition.slug;
        let opened = deliberations::open(store, &self.organiser, slug, &chosen, "", NOW).await;
        assert_eq!(opened.unwrap(), 1);
    }

    async fn close(&self, store: &Store) -> store::Result<usize> {
        let slug = &self.competition.slug;
        deliberations::close(store, &self.organiser, slug, None, NOW + 50).await
    }

    async fn read(&self, store: &Store, actor: &Actor, now: i64) -> store::Result<Discussion> {
        deliberations::discussion(store, actor, self.proposal.id, now).await
    }

    async fn say(&self, store: &Store, actor: &Actor, text: &str, now: i64) -> store::Result<()> {
        let id = MessageId(uuid::Uuid::now_v7());
        deliberations::say(store, actor, self.proposal.id, id, text, now).await
    }

    async fn change(
        &self,
        store: &Store,
        actor: &Actor,
        version: i64,
        (first, second, reason): (&str, &str, &str),
    ) -> store::Result<()> {
        let scores = BTreeMap::from([
            ("c1".to_owned(), first.to_owned()),
            ("c2".to_owned(), second.to_owned()),
        ]);
        let what = (&scores, reason);
        deliberations::change_scores(store, actor, self.proposal.id, version, what, NOW + 10).await
    }
}
