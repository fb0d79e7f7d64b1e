//! Roles: given by e-mail address, taken away, never the last organiser.

use super::other;
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error, Problem,
    competitions::CompetitionRole::{Auditor, Organiser},
    policy::{Denied, Phase},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use store::{
    competitions,
    entities::{competition_roles, outbox},
};

#[tokio::test]
async fn role_is_given_by_address_and_told_by_mail() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let colleague = fixture.person("Carl").await;
        let slug = &competition.slug;
        competitions::add_role(&store, &organiser, slug, " CARL@example.org", Auditor, NOW)
            .await
            .unwrap();
        let people = competitions::people(&store, &colleague, slug, NOW)
            .await
            .unwrap();
        let holders: Vec<_> = people
            .holders
            .iter()
            .map(|h| (h.name.as_str(), h.role))
            .collect();
        assert_eq!(holders, [("Olive", Organiser), ("Carl", Auditor)]);
        assert!(!people.editable);
        let mails = outbox::Entity::find().all(store.read()).await.unwrap();
        let mails: Vec<_> = mails
            .iter()
            .map(|m| (m.recipient.as_str(), m.template.as_str()))
            .collect();
        assert_eq!(mails, [("carl@example.org", "competitions.role_given")]);
        let twice =
            competitions::add_role(&store, &organiser, slug, "carl@example.org", Organiser, NOW)
                .await;
        assert_eq!(refusal(twice), other("email", "has_role"));
    })
    .await;
}

#[tokio::test]
async fn role_for_an_unknown_or_unproven_address_is_refused_alike() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        fixture.unconfirmed("Una").await;
        for address in ["una@example.org", "nobody@example.org"] {
            let refused = competitions::add_role(
                &store,
                &organiser,
                &competition.slug,
                address,
                Organiser,
                NOW,
            )
            .await;
            assert_eq!(refusal(refused), other("email", "no_account"));
        }
        let bad =
            competitions::add_role(&store, &organiser, &competition.slug, "una", Organiser, NOW)
                .await;
        assert_eq!(refusal(bad), Error::invalid("email", Problem::NotAnEmail));
        assert_eq!(
            competition_roles::Entity::find()
                .count(store.read())
                .await
                .unwrap(),
            1
        );
        assert_eq!(outbox::Entity::find().count(store.read()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn roles_are_not_given_or_taken_by_others() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let member = fixture.person("Mia").await;
        let slug = &competition.slug;
        for actor in [&auditor, &member] {
            let given =
                competitions::add_role(&store, actor, slug, "mia@example.org", Organiser, NOW)
                    .await;
            assert_eq!(refusal(given), Error::Denied(Denied::Role));
            let id = organiser.id().unwrap();
            let taken = competitions::remove_role(&store, actor, slug, id, Organiser, NOW).await;
            assert_eq!(refusal(taken), Error::Denied(Denied::Role));
        }
        assert_eq!(
            competition_roles::Entity::find()
                .count(store.read())
                .await
                .unwrap(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn last_organiser_stays_and_a_removed_one_has_no_access() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let first = fixture.organiser(&competition, "Olive").await;
        let second = fixture.organiser(&competition, "Omar").await;
        let operator = fixture.operator("Oscar").await;
        let slug = &competition.slug;
        let (first_id, second_id) = (first.id().unwrap(), second.id().unwrap());
        competitions::remove_role(&store, &first, slug, second_id, Organiser, NOW)
            .await
            .unwrap();
        let gone = competitions::settings(&store, &second, slug, domain::Language::En, NOW).await;
        assert_eq!(refusal(gone), Error::Missing);
        for actor in [&first, &operator] {
            let last =
                competitions::remove_role(&store, actor, slug, first_id, Organiser, NOW).await;
            assert_eq!(refusal(last), other("account", "last_organiser"));
        }
        let absent =
            competitions::remove_role(&store, &first, slug, second_id, Organiser, NOW).await;
        assert_eq!(refusal(absent), Error::Missing);
        competitions::add_role(&store, &operator, slug, "omar@example.org", Organiser, NOW)
            .await
            .unwrap();
        competitions::remove_role(&store, &first, slug, first_id, Organiser, NOW)
            .await
            .unwrap();
        let people = competitions::people(&store, &second, slug, NOW)
            .await
            .unwrap();
        assert_eq!(
            people
                .holders
                .iter()
                .map(|h| h.name.as_str())
                .collect::<Vec<_>>(),
            ["Omar"]
        );
    })
    .await;
}

#[tokio::test]
async fn organisers_who_remove_each_other_at_once_leave_one() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let first = fixture.organiser(&competition, "Olive").await;
        let second = fixture.organiser(&competition, "Omar").await;
        let slug = &competition.slug;
        let (one, two) = tokio::join!(
            competitions::remove_role(&store, &first, slug, second.id().unwrap(), Organiser, NOW),
            competitions::remove_role(&store, &second, slug, first.id().unwrap(), Organiser, NOW),
        );
        assert_eq!(
            [one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(),
            1
        );
        assert_eq!(
            competition_roles::Entity::find()
                .count(store.read())
                .await
                .unwrap(),
            1
        );
    })
    .await;
}
