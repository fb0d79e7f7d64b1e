//! Inviting, answering, changing and withdrawing jurors.

use super::{mails, pairs};
use crate::support::{Fixture, NOW, actions, denied, each_database, refusal, sound};
use domain::{
    Actor, Error, FieldError, Problem,
    jury::{JurorInput, JurorState},
    policy::{Denied, Phase},
};
use sea_orm::EntityTrait;
use store::{Store, entities::jurors, jury};

fn june() -> JurorInput {
    JurorInput {
        name: "June".into(),
        email: "June@Example.org".into(),
        employer: "Province of Limburg".into(),
        languages: vec!["en".into(), "nl".into()],
        mail_language: "nl".into(),
        sectors: vec!["energy".into()],
        capacity: "12".into(),
    }
}

/// The token in the newest mail.
async fn token(store: &Store) -> String {
    let (_, _, fields) = mails(store).await.pop().unwrap();
    let link = fields["link"].as_str().unwrap().to_owned();
    link.strip_prefix("/jury/invitation?token=")
        .unwrap()
        .to_owned()
}

async fn row(store: &Store, juror: domain::JurorId) -> jurors::Model {
    jurors::Entity::find_by_id(juror.0)
        .one(store.read())
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn invitation_is_mailed_in_the_jurors_language_and_accepted_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = &competition.slug;
        let (juror, link) = jury::invite(&store, &organiser, slug, &june(), NOW)
            .await
            .unwrap();
        let mail = &mails(&store).await[0];
        assert_eq!(
            (mail.0.as_str(), mail.1.as_str()),
            ("june@example.org", "jury.invited")
        );
        let language = store::entities::outbox::Entity::find()
            .one(store.read())
            .await
            .unwrap()
            .unwrap()
            .language;
        assert_eq!(language, "nl");
        let token = token(&store).await;
        assert_eq!(link, token);
        let shown = jury::invitation(&store, &token, NOW).await.unwrap();
        assert_eq!((shown.name.as_str(), shown.capacity), ("June", 12));

        // The link is the proof, whatever the address of the account.
        let person = fixture.person("Another Address").await;
        let disagreed = jury::accept(&store, &person, &token, false, NOW).await;
        assert_eq!(
            refusal(disagreed),
            Error::invalid("agreed", Problem::Required)
        );
        let accepted = jury::accept(&store, &person, &token, true, NOW)
            .await
            .unwrap();
        assert_eq!(&accepted, slug);
        let stored = row(&store, juror).await;
        assert_eq!(stored.state, "active");
        assert_eq!(stored.account_id, person.id().map(|id| id.0));
        assert_eq!(stored.token_hash, None);

        let again = jury::accept(&store, &organiser, &token, true, NOW).await;
        assert_eq!(
            refusal(again),
            Error::invalid("token", Problem::LinkExpired)
        );
        let shown = jury::invitation(&store, &token, NOW).await;
        assert_eq!(refusal(shown), Error::Missing);
        assert_eq!(actions(&store).await, ["juror.invited", "juror.accepted"]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn invitation_with_problems_names_all_and_a_known_address_is_taken() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        fixture.juror(&competition, "June").await;
        let input = JurorInput {
            name: " ".into(),
            capacity: "many".into(),
            ..june()
        };
        let result = jury::invite(&store, &organiser, &competition.slug, &input, NOW).await;
        let field = |field: &str, problem| FieldError {
            field: field.into(),
            problem,
        };
        assert_eq!(
            refusal(result),
            Error::Invalid(vec![
                field("name", Problem::Required),
                field("capacity", Problem::NotANumber),
                field("email", Problem::Taken),
            ])
        );
        assert_eq!(mails(&store).await.len(), 0);
        let stranger = fixture.person("Sam").await;
        let result = jury::invite(&store, &stranger, &competition.slug, &june(), NOW).await;
        assert_eq!(denied(result), Denied::Role);
        let list = jury::jury_list(&store, &stranger, &competition.slug, NOW).await;
        assert_eq!(denied(list), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn invitation_of_one_address_by_two_organisers_at_once_is_made_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let olive = fixture.organiser(&competition, "Olive").await;
        let oscar = fixture.organiser(&competition, "Oscar").await;
        let input = june();
        let (one, two) = tokio::join!(
            jury::invite(&store, &olive, &competition.slug, &input, NOW),
            jury::invite(&store, &oscar, &competition.slug, &input, NOW),
        );
        let loser = match (one, two) {
            (Ok(_), loser) | (loser, Ok(_)) => loser,
            neither => panic!("{neither:?}"),
        };
        assert_eq!(refusal(loser), Error::invalid("email", Problem::Taken));
        assert_eq!(mails(&store).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn accepting_needs_a_confirmed_account_without_a_place_on_the_jury() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        jury::invite(&store, &organiser, &competition.slug, &june(), NOW)
            .await
            .unwrap();
        let token = token(&store).await;
        let unconfirmed = fixture.unconfirmed("Una").await;
        let result = jury::accept(&store, &unconfirmed, &token, true, NOW).await;
        assert_eq!(denied(result), Denied::Unconfirmed);
        let result = jury::accept(&store, &Actor::VISITOR, &token, true, NOW).await;
        assert_eq!(refusal(result), Error::SignedOut);
        let juror = fixture.juror(&competition, "Jean").await;
        let result = jury::accept(&store, &juror.actor, &token, true, NOW).await;
        let what = "already_juror".to_owned();
        assert_eq!(
            refusal(result),
            Error::invalid("token", Problem::Other { what })
        );
        // Two people with the same link: one place.
        let (ada, bo) = (fixture.person("Ada").await, fixture.person("Bo").await);
        let (one, two) = tokio::join!(
            jury::accept(&store, &ada, &token, true, NOW),
            jury::accept(&store, &bo, &token, true, NOW),
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
    })
    .await;
}

#[tokio::test]
async fn declining_needs_no_account_and_a_new_link_ends_the_old() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let (juror, _) = jury::invite(&store, &organiser, &competition.slug, &june(), NOW)
            .await
            .unwrap();
        let first = token(&store).await;
        jury::invite_again(&store, &organiser, juror, 1, NOW)
            .await
            .unwrap();
        let second = token(&store).await;
        assert_ne!(first, second);
        let open = async |actor, token| jury::is_invited_by(&store, actor, juror, token, NOW).await;
        assert!(!open(&organiser, &first).await.unwrap());
        assert!(open(&organiser, &second).await.unwrap());
        let stranger = fixture.person("Sam").await;
        assert_eq!(refusal(open(&stranger, &second).await), Error::Missing);
        let old = jury::decline(&store, &Actor::VISITOR, &first, NOW).await;
        assert_eq!(refusal(old), Error::invalid("token", Problem::LinkExpired));
        jury::decline(&store, &Actor::VISITOR, &second, NOW)
            .await
            .unwrap();
        assert_eq!(row(&store, juror).await.state, "declined");
        let stale = jury::invite_again(&store, &organiser, juror, 1, NOW).await;
        assert!(matches!(refusal(stale), Error::Conflict(_)));
    })
    .await;
}

#[tokio::test]
async fn invitation_after_the_jury_has_closed_is_too_old() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        jury::invite(&store, &organiser, &competition.slug, &june(), NOW)
            .await
            .unwrap();
        let token = token(&store).await;
        let closed = competition.row(&store).await.jury_closes_at + 1;
        let person = fixture.person("Ada").await;
        let result = jury::accept(&store, &person, &token, true, closed).await;
        assert_eq!(
            refusal(result),
            Error::invalid("token", Problem::LinkExpired)
        );
    })
    .await;
}

#[tokio::test]
async fn capacity_below_what_a_juror_has_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let juror = fixture.juror(&competition, "June").await;
        for name in ["Ada", "Bo"] {
            let entry = fixture.entry(&competition, name).await;
            fixture.assignment(&juror, &entry).await;
        }
        let with = |capacity: &str| JurorInput {
            capacity: capacity.into(),
            ..june()
        };
        let result = jury::change_juror(&store, &organiser, juror.id, 1, &with("1"), NOW).await;
        let problem = Problem::OutOfRange { min: 2, max: 500 };
        assert_eq!(refusal(result), Error::invalid("capacity", problem));
        jury::change_juror(&store, &organiser, juror.id, 1, &with("2"), NOW)
            .await
            .unwrap();
        let result = jury::change_juror(&store, &organiser, juror.id, 1, &with("3"), NOW).await;
        assert!(matches!(refusal(result), Error::Conflict(_)));
        let list = jury::jury_list(&store, &organiser, &competition.slug, NOW)
            .await
            .unwrap();
        let line = &list.jurors[0];
        assert_eq!((line.capacity, line.assigned, line.received), (2, 2, 0));
        assert_eq!((list.places, list.needed), (2, 6));
    })
    .await;
}

#[tokio::test]
async fn withdrawn_juror_keeps_what_counts_and_gives_back_the_rest() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let juror = fixture.juror(&competition, "June").await;
        let mut entries = Vec::new();
        for name in ["Ada", "Bo", "Cy"] {
            entries.push(fixture.entry(&competition, name).await);
        }
        fixture.review(&juror, &entries[0]).await;
        fixture.review(&juror, &entries[1]).draft().await;
        fixture.assignment(&juror, &entries[2]).await;
        let blank = jury::withdraw_juror(&store, &organiser, juror.id, 1, " ", NOW).await;
        assert_eq!(refusal(blank), Error::invalid("reason", Problem::Required));
        let taken = jury::withdraw_juror(&store, &organiser, juror.id, 1, "Ill", NOW)
            .await
            .unwrap();
        assert_eq!(taken, 2);
        assert_eq!(pairs(&store).await, [(juror.id.0, entries[0].id.0)]);
        let counters = async |index: usize| {
            let row = entries[index].row(&store).await;
            (row.reviews_assigned, row.reviews_received)
        };
        assert_eq!(counters(0).await, (1, 1));
        assert_eq!(counters(1).await, (0, 0));
        assert_eq!(counters(2).await, (0, 0));
        let own = jury::own_juror(store.read(), &juror.actor, competition.id.0).await;
        assert_eq!(own.unwrap(), None);
        let list = jury::jury_list(&store, &organiser, &competition.slug, NOW)
            .await
            .unwrap();
        assert_eq!(list.jurors[0].state, JurorState::Withdrawn);
        assert_eq!(list.places, 0);
        let again = jury::withdraw_juror(&store, &organiser, juror.id, 2, "Ill", NOW).await;
        assert_eq!(denied(again), Denied::State);
        assert_eq!(mails(&store).await[0].1, "jury.withdrawn");
        sound(&store).await;
    })
    .await;
}
