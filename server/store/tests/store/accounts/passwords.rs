//! Forgotten and changed passwords.

use super::*;
use crate::support::{Fixture, MINUTE, PASSWORD, each_database};
use domain::Actor;
use store::accounts::{
    change_password, request_reset, request_sign_in_link, reset_password, sign_in, sign_in_by_link,
};

const NEW: &str = "hills and hills and lakes";

#[tokio::test]
async fn reset_sets_the_password_ends_all_sessions_and_tells_the_owner() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.with_password("Ada").await;
        let ben = fixture.person("Ben").await;
        request_reset(&store, "ada@example.org", NOW).await.unwrap();
        let token = last_token(&store).await;
        let signed_in = reset_password(&store, &token, NEW, "Firefox", NOW + 59 * MINUTE)
            .await
            .unwrap();
        assert_eq!(who(&store, &fixture.cookie(&ada)).await, None);
        assert_eq!(
            who(&store, &fixture.cookie(&ben)).await.as_deref(),
            Some("ben@example.org")
        );
        assert_eq!(
            who(&store, &signed_in.token).await.as_deref(),
            Some("ada@example.org")
        );
        let old = sign_in(&store, "ada@example.org", PASSWORD, "", NOW).await;
        assert_eq!(refused(old), field("password", Problem::WrongCredentials));
        sign_in(&store, "ada@example.org", NEW, "", NOW)
            .await
            .unwrap();
        assert_eq!(
            mails(&store).await,
            [
                mail("accounts.reset", "ada@example.org"),
                mail("accounts.password_changed", "ada@example.org")
            ]
        );
        assert_eq!(
            actions(&store).await,
            ["account.password_reset", "account.signed_in"]
        );
    })
    .await;
}

#[tokio::test]
async fn reset_link_used_twice_or_too_late_is_refused() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        request_reset(&store, "ada@example.org", NOW).await.unwrap();
        let token = last_token(&store).await;
        let late = reset_password(&store, &token, NEW, "", NOW + 60 * MINUTE).await;
        assert_eq!(refused(late), field("token", Problem::LinkExpired));
        reset_password(&store, &token, NEW, "", NOW).await.unwrap();
        let again = reset_password(&store, &token, "another long one", "", NOW).await;
        assert_eq!(refused(again), field("token", Problem::LinkExpired));
    })
    .await;
}

#[tokio::test]
async fn reset_with_a_weak_password_keeps_the_link() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        request_reset(&store, "ada@example.org", NOW).await.unwrap();
        let token = last_token(&store).await;
        let weak = reset_password(&store, &token, "short", "", NOW).await;
        assert_eq!(
            refused(weak),
            field("password", Problem::TooShort { min: 10 })
        );
        reset_password(&store, &token, NEW, "", NOW).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn reset_for_an_unknown_address_sends_nothing_and_answers_the_same() {
    each_database(async |store| {
        Fixture::new(&store).person("Ada").await;
        request_reset(&store, "nobody@example.org", NOW)
            .await
            .unwrap();
        assert_eq!(mails(&store).await, []);
    })
    .await;
}

#[tokio::test]
async fn password_changed_with_the_current_one_ends_the_other_sessions() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.with_password("Ada").await;
        let other = sign_in(&store, "ada@example.org", PASSWORD, "phone", NOW)
            .await
            .unwrap();
        change_password(&store, &ada, PASSWORD, NEW, NOW)
            .await
            .unwrap();
        assert_eq!(who(&store, &other.token).await, None);
        assert_eq!(
            who(&store, &fixture.cookie(&ada)).await.as_deref(),
            Some("ada@example.org")
        );
        sign_in(&store, "ada@example.org", NEW, "", NOW)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn password_change_with_a_wrong_current_one_changes_nothing() {
    each_database(async |store| {
        let ada = Fixture::new(&store).with_password("Ada").await;
        let before = account(&store, "ada@example.org").await;
        let tried = change_password(&store, &ada, "a field of black tea", "short", NOW).await;
        assert_eq!(
            refused(tried),
            [
                field("password", Problem::TooShort { min: 10 }),
                field("current", Problem::WrongCredentials)
            ]
            .concat()
        );
        assert_eq!(account(&store, "ada@example.org").await, before);
        for _ in 0..9 {
            let tried = change_password(&store, &ada, "a field of black tea", NEW, NOW).await;
            assert_eq!(refused(tried), field("current", Problem::WrongCredentials));
        }
        let tried = change_password(&store, &ada, PASSWORD, NEW, NOW).await;
        assert_eq!(refusal(tried), Error::TooMany { retry_after: 900 });
    })
    .await;
}

#[tokio::test]
async fn first_password_of_a_person_who_used_links_needs_no_current_one() {
    each_database(async |store| {
        let ada = Fixture::new(&store).person("Ada").await;
        change_password(&store, &ada, "", NEW, NOW).await.unwrap();
        sign_in(&store, "ada@example.org", NEW, "", NOW)
            .await
            .unwrap();
        let visitor = change_password(&store, &Actor::VISITOR, "", NEW, NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);
    })
    .await;
}

#[tokio::test]
async fn new_password_makes_links_from_before_useless() {
    each_database(async |store| {
        let ada = Fixture::new(&store).with_password("Ada").await;
        request_sign_in_link(&store, "ada@example.org", "", NOW)
            .await
            .unwrap();
        let token = last_token(&store).await;
        change_password(&store, &ada, PASSWORD, NEW, NOW)
            .await
            .unwrap();
        let tried = sign_in_by_link(&store, &token, "", NOW).await;
        assert_eq!(refused(tried), field("token", Problem::LinkExpired));
    })
    .await;
}
