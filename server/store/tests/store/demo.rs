//! The demo: how much of everything there is, that all rules hold, and that loading twice changes nothing.

mod entries;
mod juries;

use crate::support::{DAY, Fixture, NOW, each_database, sound};
use domain::{Actor, policy::Phase, proposals::Submitted};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use store::{
    Store, competitions, demo,
    entities::{
        accounts, audit_log, conflicts, interests, investors, jurors, outbox, proposals,
        review_scores, reviews, revisions, selection_entries, team_members, teams,
    },
};

async fn count<E>(store: &Store, _entity: E) -> u64
where
    E: EntityTrait,
    E::Model: Sync,
{
    E::find().count(store.read()).await.unwrap()
}

async fn call(store: &Store, slug: &str) -> store::entities::competitions::Model {
    let found = competitions::by_slug(store.read(), &Actor::VISITOR, slug, NOW).await;
    found.unwrap().0
}

#[tokio::test]
async fn demo_holds_three_competitions_in_three_phases_and_keeps_every_invariant() {
    each_database(async |store| {
        assert!(demo::load(&store, NOW).await.unwrap());
        sound(&store).await;
        for (slug, phase, submitted) in [
            ("pilot-2025", Phase::Published, 24),
            ("pilot-2026", Phase::Jury, 59),
            ("pilot-2027", Phase::Open, 0),
        ] {
            let (row, facts) = competitions::by_slug(store.read(), &Actor::VISITOR, slug, NOW)
                .await
                .unwrap();
            assert_eq!(facts.phase, Some(phase), "{slug}");
            assert_eq!(row.seats, 10);
            let text = row.rules_text.unwrap();
            assert_eq!(
                row.rules_hash,
                Some(domain::competitions::fingerprint(&text))
            );
            let there = proposals::Entity::find()
                .filter(proposals::Column::CompetitionId.eq(row.id))
                .filter(proposals::Column::State.eq("submitted"))
                .count(store.read())
                .await
                .unwrap();
            assert_eq!(there, submitted, "{slug}");
        }
        assert_eq!(count(&store, proposals::Entity).await, 24 + 60 + 2);
        assert_eq!(count(&store, teams::Entity).await, 24 + 60 + 2);
        assert_eq!(count(&store, jurors::Entity).await, 8 + 12);
        assert_eq!(count(&store, selection_entries::Entity).await, 24);
        assert_eq!(count(&store, investors::Entity).await, 5);
        assert_eq!(count(&store, interests::Entity).await, 8);
        assert_eq!(count(&store, conflicts::Entity).await, 3);
        let waiting = outbox::Entity::find().filter(outbox::Column::State.ne("sent"));
        assert_eq!(
            waiting.count(store.read()).await.unwrap(),
            0,
            "no mail goes out"
        );
    })
    .await;
}

#[tokio::test]
async fn demo_loaded_twice_is_left_alone_and_strangers_data_is_never_touched() {
    each_database(async |store| {
        assert!(demo::load(&store, NOW).await.unwrap());
        let notes = count(&store, audit_log::Entity).await;
        let people = count(&store, accounts::Entity).await;
        assert!(!demo::load(&store, NOW + DAY).await.unwrap());
        assert_eq!(count(&store, audit_log::Entity).await, notes);
        assert_eq!(count(&store, accounts::Entity).await, people);
    })
    .await;
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        let fault = demo::load(&store, NOW).await.unwrap_err();
        assert!(
            matches!(&fault, store::Error::Fault(cause) if cause.contains("other people's data")),
            "{fault}"
        );
        assert_eq!(count(&store, accounts::Entity).await, 1);
        assert_eq!(demo::roles(&store).await.unwrap(), Vec::new());
    })
    .await;
}

#[tokio::test]
async fn demo_roles_are_eleven_different_people() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let roles = demo::roles(&store).await.unwrap();
        let keys: Vec<&str> = roles.iter().map(|role| role.key).collect();
        assert_eq!(keys, demo::ROLES);
        let people: BTreeSet<_> = roles.iter().map(|role| role.account).collect();
        assert_eq!(people.len(), roles.len(), "{roles:?}");
    })
    .await;
}

#[tokio::test]
async fn demo_loaded_at_another_time_has_the_same_contents() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let titles = outline(&store).await;
        each_database(async |other| {
            demo::load(&other, NOW + 100 * DAY).await.unwrap();
            assert_eq!(outline(&other).await, titles);
        })
        .await;
    })
    .await;
}

/// Titles, teams' sizes, scores and ranks, without ids and times.
async fn outline(store: &Store) -> Vec<String> {
    let rows = proposals::Entity::find()
        .order_by_asc(proposals::Column::Title)
        .order_by_asc(proposals::Column::Number)
        .all(store.read())
        .await
        .unwrap();
    let mut lines = Vec::new();
    for row in rows {
        let members = team_members::Entity::find()
            .filter(team_members::Column::TeamId.eq(row.team_id))
            .count(store.read())
            .await
            .unwrap();
        let scores: Option<i64> = review_scores::Entity::find()
            .select_only()
            .column_as(review_scores::Column::Value.sum(), "sum")
            .inner_join(reviews::Entity)
            .filter(reviews::Column::ProposalId.eq(row.id))
            .into_tuple()
            .one(store.read())
            .await
            .unwrap()
            .flatten();
        let rank = selection_entries::Entity::find()
            .filter(selection_entries::Column::ProposalId.eq(row.id))
            .one(store.read())
            .await
            .unwrap()
            .map(|own| own.rank);
        let text = Submitted::parse(
            &revisions::Entity::find()
                .filter(revisions::Column::ProposalId.eq(row.id))
                .one(store.read())
                .await
                .unwrap()
                .map_or_else(|| "{}".to_owned(), |own| own.content),
        );
        let title = text.unwrap().title().to_owned();
        lines.push(format!(
            "{} {title} {members} {} {scores:?} {rank:?}",
            row.number, row.screening
        ));
    }
    lines
}
