//! The invented proposal that jurors practise on: who writes it and when, who reads what of it, and that nothing is kept.

use crate::support::{Competition, Fixture, NOW, actions_on, denied, each_database, refusal};
use domain::{
    Error, Problem,
    errors::Stale,
    policy::{Denied, Phase},
    reviews::{Compared, ExampleEdit, ReviewInput},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use std::collections::BTreeMap;
use store::{Store, entities, reviews};

/// Stands in nothing that a juror reads before answering.
const SECRET: &str = "Zebra reasons of the organisers";

fn texts(first: &str, second: &str) -> BTreeMap<String, String> {
    [("c1", first), ("c2", second)]
        .map(|(code, text)| (code.to_owned(), text.to_owned()))
        .into()
}

fn example(title: &str) -> ExampleEdit {
    ExampleEdit {
        language: "en".into(),
        title: title.into(),
        text: "Hives for a school".into(),
        levels: texts("7", "3"),
        reasons: texts(SECRET, "Hoped for"),
    }
}

fn input(first: &str, second: &str) -> ReviewInput {
    ReviewInput {
        scores: texts(first, second),
        ..ReviewInput::default()
    }
}

/// Written while the jury was still to come.
async fn written(store: &Store, fixture: &Fixture, competition: &Competition) {
    let organiser = fixture.organiser(competition, "Olive").await;
    let early = competition.row(store).await.jury_opens_at - 1;
    reviews::save_example(
        store,
        &organiser,
        &competition.slug,
        0,
        &example("Bees"),
        early,
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn example_is_the_organisers_until_the_jury_begins_versioned_and_in_the_log() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let juror = fixture.juror(&competition, "Jo").await;
        let elsewhere = fixture.competition().in_phase(Phase::Draft).await;
        let other = fixture.organiser(&elsewhere, "Oscar").await;
        let slug = competition.slug.as_str();
        let save = async |actor, version, edit: &ExampleEdit, now| {
            reviews::save_example(&store, actor, slug, version, edit, now).await
        };
        for actor in [&auditor, &juror.actor, &other] {
            let refused = save(actor, 0, &example("Theirs"), NOW).await;
            assert_eq!(denied(refused), Denied::Role);
        }
        let empty = save(&organiser, 0, &ExampleEdit::default(), NOW).await;
        let Error::Invalid(list) = refusal(empty) else {
            panic!("not invalid");
        };
        assert_eq!(list.len(), 7);
        assert!(list.iter().all(|e| e.problem == Problem::Required));

        save(&organiser, 0, &example("Bees"), NOW).await.unwrap();
        save(&organiser, 1, &example("Goats"), NOW).await.unwrap();
        // Both the form that was opened before there was one, and the one before the last.
        for stale in [0, 1] {
            let refused = save(&organiser, stale, &example("Late"), NOW).await;
            let stale = Stale {
                version: 2,
                ..Stale::default()
            };
            assert_eq!(refusal(refused), Error::Conflict(stale));
        }
        let refused = reviews::remove_example(&store, &auditor, slug, 2, NOW).await;
        assert_eq!(denied(refused), Denied::Role);
        reviews::remove_example(&store, &organiser, slug, 2, NOW)
            .await
            .unwrap();
        // The version goes on, so that a form from before is still stale.
        let refused = save(&organiser, 2, &example("Late"), NOW).await;
        assert!(matches!(refusal(refused), Error::Conflict(stale) if stale.version == 3));
        save(&organiser, 3, &example("Fish"), NOW).await.unwrap();
        let jury = competition.row(&store).await.jury_opens_at;
        let late = save(&organiser, 4, &example("Late"), jury).await;
        assert_eq!(denied(late), Denied::TooLate);

        let setup = reviews::practice_setup(&store, &auditor, slug, NOW)
            .await
            .unwrap();
        let title = setup.example.map(|own| own.title);
        assert_eq!((title.as_deref(), setup.version), (Some("Fish"), 4));
        assert!(!setup.editable);
        for actor in [&juror.actor, &other] {
            let refused = reviews::practice_setup(&store, actor, slug, NOW).await;
            assert_eq!(denied(refused), Denied::Role);
        }
        let (saved, removed) = ("practice.saved", "practice.removed");
        assert_eq!(
            actions_on(&store, competition.id).await,
            [saved, saved, removed, saved]
        );
    })
    .await;
}

#[tokio::test]
async fn practice_is_the_jurys_until_the_window_closes_and_leaves_nothing_behind() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let slug = competition.slug.as_str();
        let juror = fixture.juror(&competition, "Jo").undeclared().await;
        let none = reviews::practice_sheet(&store, &juror.actor, slug, NOW).await;
        assert_eq!(refusal(none), Error::Missing);
        let queue = reviews::my_queue(&store, &juror.actor, slug, NOW).await;
        assert!(!queue.unwrap().practice);

        written(&store, &fixture, &competition).await;
        let invited = fixture.juror(&competition, "Ina").invited().await;
        let left = fixture.juror(&competition, "Lou").withdrawn().await;
        let organiser = fixture.organiser(&competition, "Otto").await;
        let answers = input("7", "cannot");
        for actor in [&invited.actor, &organiser] {
            let sheet = reviews::practice_sheet(&store, actor, slug, NOW).await;
            assert_eq!(refusal(sheet), Error::Missing);
            let answer = reviews::practise(&store, actor, slug, &answers, NOW).await;
            assert_eq!(refusal(answer), Error::Missing);
        }
        let gone = reviews::practise(&store, &left.actor, slug, &answers, NOW).await;
        assert_eq!(denied(gone), Denied::Role);

        let row = competition.row(&store).await;
        for now in [row.closes_at + 1, NOW, row.jury_closes_at] {
            let sheet = reviews::practice_sheet(&store, &juror.actor, slug, now)
                .await
                .unwrap();
            assert_eq!(sheet.title, "Bees");
            assert!(!serde_json::to_string(&sheet).unwrap().contains(SECRET));
            let queue = reviews::my_queue(&store, &juror.actor, slug, now).await;
            let queue = queue.unwrap();
            assert!(queue.practice);
            assert!(!serde_json::to_string(&queue).unwrap().contains(SECRET));
        }
        let after = row.jury_closes_at + 1;
        let late = reviews::practise(&store, &juror.actor, slug, &answers, after).await;
        assert_eq!(denied(late), Denied::TooLate);
        let queue = reviews::my_queue(&store, &juror.actor, slug, after).await;
        assert!(!queue.unwrap().practice);

        let log = entities::audit_log::Entity::find();
        let before = log.clone().count(store.read()).await.unwrap();
        let gap = reviews::practise(&store, &juror.actor, slug, &answers, NOW).await;
        assert_eq!(
            refusal(gap),
            Error::invalid("reasons[c2]", Problem::Required)
        );
        let answer = reviews::practise(&store, &juror.actor, slug, &input("5", "3"), NOW)
            .await
            .unwrap();
        let above: Vec<_> = answer.compared.iter().map(Compared::above).collect();
        assert_eq!(above, [Some(-2), Some(0)]);
        assert_eq!(answer.compared[0].reason, SECRET);
        assert_eq!((answer.own, answer.reference), (Some(0.4), Some(0.5)));
        assert_eq!(log.count(store.read()).await.unwrap(), before);
        for rows in [
            entities::reviews::Entity::find().count(store.read()).await,
            entities::review_scores::Entity::find()
                .count(store.read())
                .await,
        ] {
            assert_eq!(rows.unwrap(), 0);
        }
    })
    .await;
}

#[tokio::test]
async fn first_example_written_by_two_at_once_is_one() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let slug = competition.slug.as_str();
        let (olive, otto) = (
            fixture.organiser(&competition, "Olive").await,
            fixture.organiser(&competition, "Otto").await,
        );
        let (bees, goats) = (example("Bees"), example("Goats"));
        let (one, two) = tokio::join!(
            reviews::save_example(&store, &olive, slug, 0, &bees, NOW),
            reviews::save_example(&store, &otto, slug, 0, &goats, NOW),
        );
        let won = [one, two];
        assert_eq!(won.iter().filter(|saved| saved.is_ok()).count(), 1);
        for saved in won.into_iter().filter(Result::is_err) {
            assert!(matches!(refusal(saved), Error::Conflict(stale) if stale.version == 1));
        }
    })
    .await;
}
