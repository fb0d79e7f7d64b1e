//! Queues and their counts.

use super::scene;
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error, Language,
    policy::{Denied, Phase},
    reviews::{Intent, Progress, QueueState, minutes_left},
    vocabulary::Sector,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use store::entities;

#[tokio::test]
async fn queue_counts_what_is_assigned_begun_and_received() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let mut numbers = vec![(s.proposal.number, QueueState::New, 0)];
        for (name, state) in [
            ("Kept", QueueState::Draft),
            ("Sent", QueueState::Received),
            ("Read", QueueState::Opened),
        ] {
            let proposal = fixture.entry(&s.competition, name).await;
            match state {
                QueueState::Draft => drop(fixture.review(&s.juror, &proposal).draft().await),
                QueueState::Received => drop(fixture.review(&s.juror, &proposal).await),
                _ => {
                    let assignment = fixture.assignment(&s.juror, &proposal).await;
                    store::reviews::open_sheet(&store, &s.juror.actor, assignment, NOW)
                        .await
                        .unwrap();
                }
            }
            let answered = if state == QueueState::Opened { 0 } else { 2 };
            numbers.push((proposal.number, state, answered));
        }
        // Not any more in the competition, and given to somebody else: neither counts.
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&s.competition, "Out").lead(&lead).await;
        let out = fixture.proposal(&team).ineligible().await;
        fixture.assignment(&s.juror, &out).await;
        let other = fixture.juror(&s.competition, "Ju").await;
        let theirs = fixture.entry(&s.competition, "Theirs").await;
        fixture.review(&other, &theirs).await;

        let queue = store::reviews::my_queue(&store, &s.juror.actor, &s.competition.slug, NOW)
            .await
            .unwrap();
        let progress = Progress {
            assigned: 4,
            drafts: 1,
            received: 1,
        };
        assert_eq!(queue.jury.progress, progress);
        let items: Vec<_> = queue
            .items
            .iter()
            .map(|item| (item.number, item.state, item.answered))
            .collect();
        assert_eq!(items, numbers);
        let first = &queue.items[0];
        assert_eq!(
            (first.title.as_str(), first.sector, first.language),
            ("Solar kiln", Some(Sector::Energy), Language::En)
        );
        let juries = store::reviews::my_juries(&store, &s.juror.actor, NOW).await;
        assert_eq!(juries.unwrap(), [queue.jury]);
    })
    .await;
}

#[tokio::test]
async fn queue_and_sheet_do_not_change_when_others_score() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let weak = fixture.entry(&s.competition, "Weak").await;
        fixture.assignment(&s.juror, &weak).await;
        let see = async || {
            let actor = &s.juror.actor;
            let queue = store::reviews::my_queue(&store, actor, &s.competition.slug, NOW).await;
            let sheet = store::reviews::open_sheet(&store, actor, s.assignment, NOW).await;
            (queue.unwrap(), sheet.unwrap())
        };
        see().await; // records the opening
        let before = see().await;
        for (name, score) in [("Ju", 10), ("Ja", 9), ("Je", 10)] {
            let other = fixture.juror(&s.competition, name).await;
            fixture
                .review(&other, &s.proposal)
                .scores(&[score, score])
                .await;
            fixture.review(&other, &weak).scores(&[0, 1]).await;
        }
        assert_eq!(see().await, before);
    })
    .await;
}

#[tokio::test]
async fn queue_is_empty_until_conflicts_are_declared() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let juror = fixture.juror(&s.competition, "New").undeclared().await;
        fixture.assignment(&juror, &s.proposal).await;
        let queue = store::reviews::my_queue(&store, &juror.actor, &s.competition.slug, NOW)
            .await
            .unwrap();
        assert!(!queue.jury.declared);
        assert_eq!((queue.items, queue.jury.progress.assigned), (vec![], 1));
    })
    .await;
}

#[tokio::test]
async fn proposal_that_came_after_the_declaration_is_closed_until_the_next_one() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let late = fixture.entry(&s.competition, "Late").await;
        let assignment = fixture.assignment(&s.juror, &late).await;
        entities::proposals::Entity::update_many()
            .col_expr(
                entities::proposals::Column::SubmittedAt,
                Expr::value(NOW - 1),
            )
            .exec(store.writer())
            .await
            .unwrap();
        // Who has opened it knows the team already.
        entities::assignments::Entity::update_many()
            .col_expr(
                entities::assignments::Column::OpenedAt,
                Expr::value(NOW - 1),
            )
            .filter(entities::assignments::Column::Id.eq(s.assignment.0))
            .exec(store.writer())
            .await
            .unwrap();
        let (actor, slug) = (&s.juror.actor, &s.competition.slug);
        let undeclared = async || {
            let queue = store::reviews::my_queue(&store, actor, slug, NOW).await;
            let items = queue.unwrap().items.into_iter();
            items.map(|item| item.undeclared).collect::<Vec<_>>()
        };
        let open = async || store::reviews::open_sheet(&store, actor, assignment, NOW).await;
        assert_eq!(undeclared().await, [false, true]);
        assert_eq!(refusal(open().await), Error::Denied(Denied::DeclareFirst));
        let review = super::whole("7", "7");
        let saved = super::save(&store, actor, assignment, 0, &review, Intent::Keep);
        assert_eq!(refusal(saved.await), Error::Denied(Denied::DeclareFirst));
        store::jury::declare(&store, actor, slug, &[], NOW)
            .await
            .unwrap();
        assert_eq!(undeclared().await, [false, false]);
        open().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn queue_tells_how_long_the_rest_takes() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let minutes = async || {
            let (actor, slug) = (&s.juror.actor, &s.competition.slug);
            let queue = store::reviews::my_queue(&store, actor, slug, NOW).await;
            queue.unwrap().minutes_left()
        };
        // Nine hundred words.
        entities::revisions::Entity::update_many()
            .col_expr(
                entities::revisions::Column::Content,
                Expr::value("kilns ".repeat(1_050)),
            )
            .exec(store.writer())
            .await
            .unwrap();
        assert_eq!(minutes().await, minutes_left(QueueState::New, 900));
        let review = super::whole("7", "7");
        let actor = &s.juror.actor;
        super::save(&store, actor, s.assignment, 0, &review, Intent::Keep)
            .await
            .unwrap();
        assert_eq!(minutes().await, minutes_left(QueueState::Draft, 0));
        super::save(&store, actor, s.assignment, 1, &review, Intent::Submit)
            .await
            .unwrap();
        assert_eq!(minutes().await, 0);
    })
    .await;
}

#[tokio::test]
async fn queue_is_for_the_jury_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let organiser = fixture.organiser(&s.competition, "Olga").await;
        let gone = fixture.juror(&s.competition, "Gone").withdrawn().await;
        fixture.assignment(&gone, &s.proposal).await;
        let elsewhere = fixture.competition().in_phase(Phase::Jury).await;
        let stranger = fixture.juror(&elsewhere, "Ju").await;
        for (actor, error) in [
            (&organiser, Error::Missing),
            (&stranger.actor, Error::Missing),
            (&gone.actor, Error::Denied(Denied::Role)),
            (&domain::Actor::VISITOR, Error::SignedOut),
        ] {
            let queue = store::reviews::my_queue(&store, actor, &s.competition.slug, NOW).await;
            assert_eq!(refusal(queue), error);
        }
        let juries = store::reviews::my_juries(&store, &gone.actor, NOW).await;
        assert_eq!(juries.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn next_sheet_is_the_next_one_that_is_not_handed_in() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let mut sheets = vec![s.assignment];
        for name in ["Second", "Third"] {
            let proposal = fixture.entry(&s.competition, name).await;
            sheets.push(fixture.assignment(&s.juror, &proposal).await);
        }
        let done = fixture.entry(&s.competition, "Done").await;
        let last = fixture.assignment(&s.juror, &done).await;
        fixture.review(&s.juror, &done).await;
        for (at, next) in [(0, 1), (1, 2), (2, 0)] {
            let sheet = store::reviews::open_sheet(&store, &s.juror.actor, sheets[at], NOW).await;
            assert_eq!(sheet.unwrap().next, Some(sheets[next]));
        }
        entities::reviews::Entity::update_many()
            .col_expr(entities::reviews::Column::State, Expr::value("draft"))
            .exec(store.writer())
            .await
            .unwrap();
        let sheet = store::reviews::open_sheet(&store, &s.juror.actor, sheets[2], NOW)
            .await
            .unwrap();
        assert_eq!(sheet.next, Some(last));
    })
    .await;
}
