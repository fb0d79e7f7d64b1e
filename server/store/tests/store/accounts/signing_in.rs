//! Signing in by password, and its limits.

use super::*;
use crate::support::{Fixture, MINUTE, PASSWORD, each_database};
use store::accounts::{request_sign_in_link, sign_in};

#[tokio::test]
async fn sign_in_with_the_right_password_opens_a_new_session() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        let signed_in = sign_in(&store, " ADA@example.org", PASSWORD, "Firefox", NOW)
            .await
            .unwrap();
        assert_eq!(
            who(&store, &signed_in.token).await.as_deref(),
            Some("ada@example.org")
        );
        assert_eq!(session_count(&store, "ada@example.org").await, 2);
        assert_eq!(actions(&store).await, ["account.signed_in"]);
    })
    .await;
}

#[tokio::test]
async fn sign_in_answers_the_same_for_a_wrong_password_an_unknown_address_and_no_password() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        fixture.with_password("Ada").await;
        fixture.person("Ben").await;
        for email in ["ada@example.org", "ben@example.org", "nobody@example.org"] {
            let tried = sign_in(&store, email, "a field of black tea", "", NOW).await;
            assert_eq!(
                refused(tried),
                field("password", Problem::WrongCredentials),
                "{email}"
            );
        }
        assert_eq!(session_count(&store, "ada@example.org").await, 1);
    })
    .await;
}

#[tokio::test]
async fn sign_in_after_ten_failures_has_to_wait_also_with_the_right_password() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        for email in ["ada@example.org", "nobody@example.org"] {
            for _ in 0..10 {
                let tried = sign_in(&store, email, "a field of black tea", "", NOW).await;
                assert_eq!(refused(tried), field("password", Problem::WrongCredentials));
            }
            let tried = sign_in(&store, email, PASSWORD, "", NOW + 5 * MINUTE).await;
            assert_eq!(refusal(tried), Error::TooMany { retry_after: 600 });
        }
        sign_in(&store, "ada@example.org", PASSWORD, "", NOW + 15 * MINUTE)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn sign_in_that_succeeds_forgets_the_failures_before() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        for _ in 0..3 {
            for _ in 0..9 {
                let tried =
                    sign_in(&store, "ada@example.org", "a field of black tea", "", NOW).await;
                assert_eq!(refused(tried), field("password", Problem::WrongCredentials));
            }
            sign_in(&store, "ada@example.org", PASSWORD, "", NOW)
                .await
                .unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn sign_in_attempts_at_the_same_moment_are_all_counted() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        let tries: Vec<_> = (0..14)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    sign_in(&store, "ada@example.org", "a field of black tea", "", NOW).await
                })
            })
            .collect();
        let mut refusals = Vec::new();
        for tried in tries {
            refusals.push(refusal(tried.await.unwrap()));
        }
        let waiting = Error::TooMany { retry_after: 900 };
        let stopped = refusals.iter().filter(|error| **error == waiting).count();
        assert_eq!(stopped, 4);
    })
    .await;
}

#[tokio::test]
async fn mail_to_one_address_is_limited_whether_it_has_an_account_or_not() {
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        for email in ["ada@example.org", "nobody@example.org"] {
            for _ in 0..6 {
                request_sign_in_link(&store, email, "", NOW).await.unwrap();
            }
            let seventh = request_sign_in_link(&store, email, "", NOW).await;
            assert_eq!(refusal(seventh), Error::TooMany { retry_after: 3600 });
            request_sign_in_link(&store, email, "", NOW + 60 * MINUTE)
                .await
                .unwrap();
        }
        assert_eq!(
            mails(&store).await,
            vec![mail("accounts.sign_in", "ada@example.org"); 7]
        );
    })
    .await;
}

#[tokio::test]
async fn sign_in_without_address_or_password_names_the_field() {
    each_database(async |store| {
        let tried = sign_in(&store, "ada", "x", "", NOW).await;
        assert_eq!(refused(tried), field("email", Problem::NotAnEmail));
        let tried = sign_in(&store, "ada@example.org", "", "", NOW).await;
        assert_eq!(refused(tried), field("password", Problem::Required));
    })
    .await;
}
