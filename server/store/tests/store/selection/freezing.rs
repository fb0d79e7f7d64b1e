//! Freezing and publishing.

use super::{order, result, scene, scene_with_seats};
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error, Problem,
    competitions::fingerprint,
    errors::Stale,
    policy::{Denied, Phase},
    selection::{SelectionInput, Stage},
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, prelude::*, sea_query::Expr};
use store::{Store, entities};

#[tokio::test]
async fn frozen_selection_keeps_its_input_by_hash_and_anyone_computes_the_same() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        s.freeze(&store).await;
        let row = s.row(&store).await;
        assert_eq!(fingerprint(&row.input), row.input_hash);
        let input: SelectionInput = serde_json::from_str(&row.input).unwrap();
        assert_eq!(input.canonical().unwrap(), row.input);
        let again = store::selection::compute(&input).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), row.result);
        let names = ["Jo Secret", "Ju Hidden", "example.org"];
        for text in [&row.input, &row.result] {
            assert!(names.iter().all(|name| !text.contains(name)), "{text}");
        }
        let juror = s.jurors[0].id.to_string();
        assert!(!row.input.contains(&juror) && !row.result.contains(&juror));
    })
    .await;
}

#[tokio::test]
async fn frozen_selection_does_not_change_when_scores_and_rules_do() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let proposals = s.four(&fixture).await;
        s.freeze(&store).await;
        let before = s.view(&store).await;
        entities::review_scores::Entity::update_many()
            .col_expr(entities::review_scores::Column::Value, Expr::value(1))
            .exec(store.writer())
            .await
            .unwrap();
        entities::competitions::Entity::update_many()
            .col_expr(entities::competitions::Column::Seats, Expr::value(1))
            .exec(store.writer())
            .await
            .unwrap();
        let late = fixture.juror(&s.competition, "Late").await;
        fixture.review(&late, &proposals[3]).scores(&[10, 10]).await;
        s.scored(&fixture, "Newcomer", [[10, 10], [10, 10]]).await;
        let after = s.view(&store).await;
        assert_eq!(after, before);
        assert!(matches!(after.stage, Stage::Frozen { .. }));
        assert_eq!(order(&result(after)), [1, 2, 3, 4]);
        let entries = entities::selection_entries::Entity::find()
            .order_by_asc(entities::selection_entries::Column::Rank)
            .all(store.read())
            .await
            .unwrap();
        let kept: Vec<_> = entries
            .iter()
            .map(|e| (e.rank, e.selected, e.proposal_id))
            .collect();
        let ids = proposals.each_ref().map(|proposal| proposal.id.0);
        assert_eq!(
            kept,
            [
                (1, true, ids[0]),
                (2, true, ids[1]),
                (3, false, ids[2]),
                (4, false, ids[3])
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn freezing_what_changed_since_the_preview_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        let seen = s.view(&store).await.input_hash;
        s.scored(&fixture, "Newcomer", [[10, 10], [10, 10]]).await;
        let frozen =
            store::selection::freeze(&store, &s.organiser, &s.competition.slug, &seen, NOW).await;
        assert_eq!(refusal(frozen), Error::Conflict(Stale::default()));
        assert_eq!(kept(&store).await, (0, 0));
    })
    .await;
}

async fn kept(store: &Store) -> (u64, u64) {
    let selections = entities::selections::Entity::find();
    let entries = entities::selection_entries::Entity::find();
    (
        selections.count(store.read()).await.unwrap(),
        entries.count(store.read()).await.unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn two_organisers_freezing_at_once_freeze_one_selection() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        let other = fixture.organiser(&s.competition, "Second Organiser").await;
        let hash = s.view(&store).await.input_hash;
        let attempts: Vec<_> = [&s.organiser, &other, &s.organiser, &other]
            .into_iter()
            .map(|actor| {
                let (store, actor) = (store.clone(), actor.clone());
                let (slug, hash) = (s.competition.slug.clone(), hash.clone());
                tokio::spawn(async move {
                    store::selection::freeze(&store, &actor, &slug, &hash, NOW).await
                })
            })
            .collect();
        let mut won = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(_) => won += 1,
                Err(store::Error::Refused(Error::Conflict(stale))) => {
                    assert_eq!(stale.version, 1);
                    assert!(stale.by.unwrap().ends_with(" Organiser"));
                }
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(kept(&store).await, (1, 4));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_compared_is_not_frozen() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene_with_seats(&fixture, 1).await;
        let freeze = async || {
            let hash = s.view(&store).await.input_hash;
            let slug = &s.competition.slug;
            refusal(store::selection::freeze(&store, &s.organiser, slug, &hash, NOW).await)
        };
        let because =
            |what: &str| Error::invalid("selection", Problem::Other { what: what.into() });
        assert_eq!(freeze().await, because("no_proposals"));
        let one = fixture.entry(&s.competition, "One").await;
        let two = fixture.entry(&s.competition, "Two").await;
        assert_eq!(freeze().await, because("no_scores"));
        fixture.review(&s.jurors[0], &one).scores(&[9, 9]).await;
        fixture.review(&s.jurors[1], &two).scores(&[3, 3]).await;
        assert_eq!(freeze().await, because("disconnected"));
        assert_eq!(kept(&store).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn only_organisers_freeze_and_publish_and_only_after_the_jury() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        let auditor = fixture.auditor(&s.competition, "Ada").await;
        let slug = &s.competition.slug;
        let hash = s.view(&store).await.input_hash;
        for actor in [&auditor, &s.jurors[0].actor] {
            let frozen = store::selection::freeze(&store, actor, slug, &hash, NOW).await;
            assert_eq!(refusal(frozen), Error::Denied(Denied::Role));
            let published = store::selection::publish(&store, actor, slug, 1, NOW).await;
            assert_eq!(refusal(published), Error::Denied(Denied::Role));
        }
        let still_scoring = s.competition.row(&store).await.jury_closes_at;
        let early =
            store::selection::freeze(&store, &s.organiser, slug, &hash, still_scoring).await;
        assert_eq!(refusal(early), Error::Denied(Denied::TooEarly));
        let unfrozen = store::selection::publish(&store, &s.organiser, slug, 1, NOW).await;
        assert_eq!(refusal(unfrozen), Error::Denied(Denied::State));
        assert_eq!(kept(&store).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn publishing_writes_to_every_member_of_the_teams_that_were_compared() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene_with_seats(&fixture, 1).await;
        s.scored(&fixture, "Best", [[9, 9], [10, 9]]).await;
        let (lead, student) = (fixture.person("Lea").await, fixture.person("Sam").await);
        let team = fixture
            .team(&s.competition, "Team")
            .lead(&lead)
            .reader(&student)
            .await;
        let second = fixture.proposal(&team).titled("Second").eligible().await;
        for juror in &s.jurors {
            fixture.review(juror, &second).scores(&[3, 4]).await;
        }
        let out = fixture.person("Out").await;
        let team = fixture.team(&s.competition, "Out").lead(&out).await;
        fixture.proposal(&team).ineligible().await;
        s.freeze(&store).await;
        assert_eq!(mails(&store).await, []);
        let slug = &s.competition.slug;
        let stale = store::selection::publish(&store, &s.organiser, slug, 7, NOW).await;
        assert_eq!(refusal(stale), Error::Conflict(Stale::default()));
        store::selection::publish(&store, &s.organiser, slug, 1, NOW)
            .await
            .unwrap();
        let link = format!("/proposals/{}/result", second.id);
        let mail = |to: &str, title: &str, selected: bool, link: Option<&str>| {
            (
                to.to_owned(),
                title.to_owned(),
                selected,
                link.map(str::to_owned),
            )
        };
        assert_eq!(
            mails(&store).await,
            [
                mail("best@example.org", "Best", true, None),
                mail("lea@example.org", "Second", false, Some(&link)),
                mail("sam@example.org", "Second", false, Some(&link)),
            ]
        );
        let again = store::selection::publish(&store, &s.organiser, slug, 2, NOW).await;
        assert_eq!(refusal(again), Error::Denied(Denied::TooLate));
        assert_eq!(mails(&store).await.len(), 3);
        let view = s.view(&store).await;
        assert_eq!(
            (view.stage, view.phase),
            (Stage::Published { at: NOW }, Phase::Published)
        );
    })
    .await;
}

/// Recipient, title, selected, and the link of the second team's mails.
async fn mails(store: &Store) -> Vec<(String, String, bool, Option<String>)> {
    let rows = entities::outbox::Entity::find()
        .filter(entities::outbox::Column::Template.eq("selection.result"))
        .order_by_asc(entities::outbox::Column::Recipient)
        .all(store.read())
        .await
        .unwrap();
    rows.into_iter()
        .map(|row| {
            let fields: serde_json::Value = serde_json::from_str(&row.fields).unwrap();
            let text = |key: &str| fields[key].as_str().unwrap().to_owned();
            let selected = fields["selected"].as_bool().unwrap();
            (
                row.recipient,
                text("title"),
                selected,
                (!selected).then(|| text("link")),
            )
        })
        .collect()
}
