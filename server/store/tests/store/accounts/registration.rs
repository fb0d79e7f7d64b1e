//! Registering and proving the address.

use super::*;
use crate::support::{DAY, Fixture, each_database};
use domain::policy::Denied;
use store::accounts::{confirm, register, sign_in};

#[tokio::test]
async fn registration_confirmed_by_its_link_is_signed_in() {
    each_database(async |store| {
        register(&store, &registration(), NOW).await.unwrap();
        let row = account(&store, "ada@example.org").await;
        assert_eq!(
            (row.name.as_str(), row.language.as_str(), row.zone.as_str()),
            ("Ada Uwase", "fr", "Europe/Brussels")
        );
        assert_eq!((row.confirmed_at, row.operator), (None, false));
        assert_eq!(
            mails(&store).await,
            [mail("accounts.confirm", "ada@example.org")]
        );
        let token = last_token(&store).await;
        let signed_in = confirm(&store, &token, "Firefox", NOW + DAY).await.unwrap();
        assert!(signed_in.actor.signed_in().unwrap().confirmed);
        let row = account(&store, "ada@example.org").await;
        assert_eq!(row.confirmed_at, Some(NOW + DAY));
        let known = store::accounts::actor_of(&store, &signed_in.token, NOW + DAY)
            .await
            .unwrap();
        assert_eq!(known, signed_in.actor);
        assert_eq!(
            actions(&store).await,
            [
                "account.registered",
                "account.confirmed",
                "account.signed_in"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn registration_with_faults_names_each_field_and_writes_nothing() {
    each_database(async |store| {
        let faulty = Registration {
            name: " ".into(),
            password: "kigali2027".into(),
            ..registration()
        };
        assert_eq!(
            refused(register(&store, &faulty, NOW).await),
            [
                field("name", Problem::Required),
                field(
                    "password",
                    Problem::Other {
                        what: "password_common".into()
                    }
                )
            ]
            .concat()
        );
        assert_eq!(mails(&store).await, []);
        assert_eq!(actions(&store).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn registration_of_a_known_address_tells_only_its_owner() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        fixture.with_password("Ada").await;
        let before = account(&store, "ada@example.org").await;
        register(&store, &registration(), NOW).await.unwrap();
        assert_eq!(account(&store, "ada@example.org").await, before);
        assert_eq!(
            mails(&store).await,
            [mail("accounts.registered_before", "ada@example.org")]
        );
    })
    .await;
}

#[tokio::test]
async fn registration_again_before_the_proof_replaces_what_was_entered() {
    each_database(async |store| {
        let stranger = Registration {
            name: "Mallory".into(),
            password: "a password of mallory".into(),
            ..registration()
        };
        register(&store, &stranger, NOW).await.unwrap();
        let of_mallory = last_token(&store).await;
        register(&store, &registration(), NOW).await.unwrap();
        let of_ada = last_token(&store).await;
        assert_eq!(
            refused(confirm(&store, &of_mallory, "", NOW).await),
            field("token", Problem::LinkExpired)
        );
        confirm(&store, &of_ada, "", NOW).await.unwrap();
        assert_eq!(account(&store, "ada@example.org").await.name, "Ada Uwase");
        let tried = sign_in(&store, "ada@example.org", &stranger.password, "", NOW).await;
        assert_eq!(refused(tried), field("password", Problem::WrongCredentials));
    })
    .await;
}

#[tokio::test]
async fn confirmation_link_used_twice_or_too_late_is_refused() {
    each_database(async |store| {
        register(&store, &registration(), NOW).await.unwrap();
        let token = last_token(&store).await;
        let late = confirm(&store, &token, "", NOW + 3 * DAY).await;
        assert_eq!(refused(late), field("token", Problem::LinkExpired));
        confirm(&store, &token, "", NOW + 3 * DAY - 1)
            .await
            .unwrap();
        let again = confirm(&store, &token, "", NOW + DAY).await;
        assert_eq!(refused(again), field("token", Problem::LinkExpired));
        let made_up = confirm(&store, "0000", "", NOW).await;
        assert_eq!(refused(made_up), field("token", Problem::LinkExpired));
    })
    .await;
}

#[tokio::test]
async fn sign_in_before_the_proof_is_denied_and_mails_the_link_again() {
    each_database(async |store| {
        register(&store, &registration(), NOW).await.unwrap();
        let tried = sign_in(&store, "ada@example.org", &registration().password, "", NOW).await;
        assert_eq!(refusal(tried), Error::Denied(Denied::Unconfirmed));
        assert_eq!(
            mails(&store).await,
            [
                mail("accounts.confirm", "ada@example.org"),
                mail("accounts.confirm", "ada@example.org")
            ]
        );
        assert_eq!(session_count(&store, "ada@example.org").await, 0);
    })
    .await;
}

#[tokio::test]
async fn registration_twice_at_the_same_moment_makes_one_account() {
    each_database(async |store| {
        let ada = registration();
        let (first, second) =
            tokio::join!(register(&store, &ada, NOW), register(&store, &ada, NOW));
        first.unwrap();
        second.unwrap();
        let rows = accounts::Entity::find().all(store.read()).await.unwrap();
        assert_eq!(rows.len(), 1);
    })
    .await;
}
