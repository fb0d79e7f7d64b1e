//! Registering.

use super::*;
use crate::support::{NOW, each_database};
use domain::{Actor, FieldError, Problem};
use sea_orm::PaginatorTrait;

#[tokio::test]
async fn registration_of_a_person_waits_for_an_organiser() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ann = fixture.person("Ann").await;
        let id = store::investors::register(
            &store,
            &ann,
            &competition.slug,
            &said(" Green  Hills "),
            0,
            NOW,
        )
        .await
        .unwrap();
        let row = investor(&store, id.0).await;
        assert_eq!(
            (
                row.organisation.as_str(),
                row.country.as_str(),
                row.state.as_str(),
                row.version
            ),
            ("Green Hills", "Belgium", "pending", 1)
        );
        let (actions, all) = audited(&store).await;
        assert_eq!(actions, ["investor.registered"]);
        assert_without(&all, &["@", "workshops"]);
    })
    .await;
}

#[tokio::test]
async fn registration_names_every_problem_and_keeps_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ann = fixture.person("Ann").await;
        let typed = Registration {
            about: "short".into(),
            ..Registration::default()
        };
        let error = refusal(
            store::investors::register(&store, &ann, &competition.slug, &typed, 0, NOW).await,
        );
        let problem = |field: &str, problem| FieldError {
            field: field.into(),
            problem,
        };
        assert_eq!(
            error,
            Error::Invalid(vec![
                problem("organisation", Problem::Required),
                problem("country", Problem::Required),
                problem("about", Problem::TooShort { min: 20 }),
            ])
        );
        assert_eq!(
            investors::Entity::find().count(store.read()).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn registration_by_those_who_decide_or_may_not_know_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let juror = fixture.juror(&competition, "Jo").await;
        let unconfirmed = fixture.unconfirmed("Una").await;
        let draft = fixture.competition().in_phase(Phase::Draft).await;
        let ann = fixture.person("Ann").await;
        let register = async |actor: &Actor, slug: &str| {
            store::investors::register(&store, actor, slug, &said("Green Hills"), 0, NOW).await
        };
        assert_eq!(
            denied(register(&organiser, &competition.slug).await),
            Denied::Role
        );
        assert_eq!(
            denied(register(&juror.actor, &competition.slug).await),
            Denied::Role
        );
        assert_eq!(
            denied(register(&unconfirmed, &competition.slug).await),
            Denied::Unconfirmed
        );
        assert_eq!(
            refusal(register(&Actor::VISITOR, &competition.slug).await),
            Error::SignedOut
        );
        assert_eq!(refusal(register(&ann, &draft.slug).await), Error::Missing);
        assert_eq!(refusal(register(&ann, "nowhere").await), Error::Missing);
        assert_eq!(
            investors::Entity::find().count(store.read()).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn registration_that_was_refused_can_be_corrected_and_waits_again() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").pending().await;
        let slug = &competition.slug;
        store::investors::refuse(&store, &organiser, ann.id, "Which bank?", 1, NOW)
            .await
            .unwrap();
        let again = async |version| {
            store::investors::register(
                &store,
                &ann.actor,
                slug,
                &said("Bank of Hills"),
                version,
                NOW,
            )
            .await
        };
        assert_eq!(stale(again(1).await), 2);
        assert_eq!(stale(again(0).await), 2);
        assert_eq!(again(2).await.unwrap(), ann.id);
        let row = investor(&store, ann.id.0).await;
        assert_eq!(
            (
                row.organisation.as_str(),
                row.state.as_str(),
                row.reason.as_str(),
                row.decided_by,
                row.version
            ),
            ("Bank of Hills", "pending", "", None, 3)
        );
        store::investors::verify(&store, &organiser, ann.id, 3, NOW)
            .await
            .unwrap();
        assert_eq!(denied(again(4).await), Denied::State);
    })
    .await;
}
