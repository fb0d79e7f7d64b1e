//! Signing in by e-mailed link.

use super::*;
use crate::support::{Fixture, MINUTE, PASSWORD, each_database};
use domain::accounts::LinkPurpose;
use store::accounts::{
    link_works, purge, register, request_reset, request_sign_in_link, sign_in, sign_in_by_link,
};

#[tokio::test]
async fn sign_in_link_works_once_and_for_half_an_hour() {
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        request_sign_in_link(&store, "Ada@example.org", "/teams/7?x=1", NOW)
            .await
            .unwrap();
        let row = outbox::Entity::find()
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert!(
            row.fields.contains("&next=/teams/7%3Fx%3D1"),
            "{}",
            row.fields
        );
        let token = last_token(&store).await;
        let late = sign_in_by_link(&store, &token, "", NOW + 30 * MINUTE).await;
        assert_eq!(refused(late), field("token", Problem::LinkExpired));
        let signed_in = sign_in_by_link(&store, &token, "", NOW + 29 * MINUTE)
            .await
            .unwrap();
        assert_eq!(
            who(&store, &signed_in.token).await.as_deref(),
            Some("ada@example.org")
        );
        let again = sign_in_by_link(&store, &token, "", NOW + 29 * MINUTE).await;
        assert_eq!(refused(again), field("token", Problem::LinkExpired));
    })
    .await;
}

#[tokio::test]
async fn link_that_is_only_looked_at_still_works() {
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        request_sign_in_link(&store, "ada@example.org", "", NOW)
            .await
            .unwrap();
        let token = last_token(&store).await;
        for _ in 0..2 {
            assert!(
                link_works(&store, LinkPurpose::SignIn, &token, NOW)
                    .await
                    .unwrap()
            );
        }
        assert!(
            !link_works(&store, LinkPurpose::Reset, &token, NOW)
                .await
                .unwrap()
        );
        sign_in_by_link(&store, &token, "", NOW).await.unwrap();
        assert!(
            !link_works(&store, LinkPurpose::SignIn, &token, NOW)
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn link_of_another_purpose_does_not_sign_in() {
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        request_reset(&store, "ada@example.org", NOW).await.unwrap();
        let token = last_token(&store).await;
        let tried = sign_in_by_link(&store, &token, "", NOW).await;
        assert_eq!(refused(tried), field("token", Problem::LinkExpired));
    })
    .await;
}

#[tokio::test]
async fn link_used_twice_at_the_same_moment_signs_in_once() {
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        request_sign_in_link(&store, "ada@example.org", "", NOW)
            .await
            .unwrap();
        let token = last_token(&store).await;
        let tries: Vec<_> = (0..4)
            .map(|_| {
                let (store, token) = (store.clone(), token.clone());
                tokio::spawn(async move { sign_in_by_link(&store, &token, "", NOW).await })
            })
            .collect();
        let mut entered = 0;
        for tried in tries {
            entered += usize::from(tried.await.unwrap().is_ok());
        }
        assert_eq!(entered, 1);
        assert_eq!(session_count(&store, "ada@example.org").await, 2);
    })
    .await;
}

#[tokio::test]
async fn link_proves_the_address_and_drops_a_password_set_by_somebody_else() {
    each_database(async |store| {
        register(&store, &registration(), NOW).await.unwrap();
        request_sign_in_link(&store, "ada@example.org", "", NOW)
            .await
            .unwrap();
        let token = last_token(&store).await;
        let signed_in = sign_in_by_link(&store, &token, "", NOW).await.unwrap();
        assert!(signed_in.actor.signed_in().unwrap().confirmed);
        assert_eq!(account(&store, "ada@example.org").await.password_hash, None);
        let tried = sign_in(&store, "ada@example.org", PASSWORD, "", NOW).await;
        assert_eq!(refused(tried), field("password", Problem::WrongCredentials));
    })
    .await;
}

#[tokio::test]
async fn purge_removes_what_is_too_old_and_nothing_else() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.person("Ada").await;
        request_sign_in_link(&store, "ada@example.org", "", NOW)
            .await
            .unwrap();
        let token = last_token(&store).await;
        assert_eq!(purge(&store, NOW + 29 * MINUTE).await.unwrap(), 0);
        // The link; then the count of mails and the session of a day.
        assert_eq!(purge(&store, NOW + 30 * MINUTE).await.unwrap(), 1);
        assert!(
            !link_works(&store, LinkPurpose::SignIn, &token, NOW)
                .await
                .unwrap()
        );
        assert_eq!(purge(&store, NOW + 24 * 60 * MINUTE).await.unwrap(), 2);
        assert_eq!(who(&store, &fixture.cookie(&ada)).await, None);
    })
    .await;
}
