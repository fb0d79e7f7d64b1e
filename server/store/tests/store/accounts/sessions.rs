//! Sessions: how long they last, and ending them.

use super::*;
use crate::support::{DAY, Fixture, HOUR, PASSWORD, each_database};
use domain::{Actor, SessionId};
use store::accounts::{
    actor_of, revoke_other_sessions, revoke_session, sessions, sign_in, sign_out,
};

#[tokio::test]
async fn sessions_list_shows_ones_own_with_the_current_first() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.with_password("Ada").await;
        fixture.person("Ben").await;
        for (agent, at) in [("phone", NOW - HOUR), ("laptop", NOW + HOUR)] {
            sign_in(&store, "ada@example.org", PASSWORD, agent, at)
                .await
                .unwrap();
        }
        let cards = sessions(&store, &ada, NOW + HOUR).await.unwrap();
        let shown: Vec<_> = cards
            .iter()
            .map(|card| (card.agent.as_str(), card.current))
            .collect();
        assert_eq!(
            shown,
            [("a browser", true), ("laptop", false), ("phone", false)]
        );
    })
    .await;
}

#[tokio::test]
async fn session_of_another_person_cannot_be_ended() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let of_ben = ben.account.as_ref().unwrap().session;
        assert_eq!(
            refusal(revoke_session(&store, &ada, of_ben, NOW).await),
            Error::Missing
        );
        assert_eq!(
            refusal(revoke_session(&store, &ada, SessionId(crate::support::id()), NOW).await),
            Error::Missing
        );
        assert_eq!(
            who(&store, &fixture.cookie(&ben)).await.as_deref(),
            Some("ben@example.org")
        );
        revoke_session(&store, &ben, of_ben, NOW).await.unwrap();
        assert_eq!(who(&store, &fixture.cookie(&ben)).await, None);
    })
    .await;
}

#[tokio::test]
async fn ending_the_other_sessions_keeps_the_one_that_asks() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.with_password("Ada").await;
        let ben = fixture.person("Ben").await;
        let phone = sign_in(&store, "ada@example.org", PASSWORD, "phone", NOW)
            .await
            .unwrap();
        assert_eq!(revoke_other_sessions(&store, &ada, NOW).await.unwrap(), 1);
        assert_eq!(who(&store, &phone.token).await, None);
        for kept in [&ada, &ben] {
            assert!(who(&store, &fixture.cookie(kept)).await.is_some());
        }
    })
    .await;
}

#[tokio::test]
async fn sign_out_ends_this_session_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.with_password("Ada").await;
        let phone = sign_in(&store, "ada@example.org", PASSWORD, "phone", NOW)
            .await
            .unwrap();
        sign_out(&store, &ada, NOW).await.unwrap();
        assert_eq!(who(&store, &fixture.cookie(&ada)).await, None);
        assert!(who(&store, &phone.token).await.is_some());
        assert_eq!(
            refusal(sign_out(&store, &Actor::VISITOR, NOW).await),
            Error::SignedOut
        );
    })
    .await;
}

#[tokio::test]
async fn session_lasts_thirty_days_from_its_last_use() {
    each_database(async |store| {
        Fixture::new(&store).with_password("Ada").await;
        let token = sign_in(&store, "ada@example.org", PASSWORD, "", NOW)
            .await
            .unwrap()
            .token;
        let known = async |at| {
            actor_of(&store, &token, at)
                .await
                .unwrap()
                .account
                .is_some()
        };
        assert!(known(NOW + 29 * DAY).await);
        assert!(known(NOW + 58 * DAY).await);
        assert!(!known(NOW + 88 * DAY).await);
        assert!(!known(NOW + 88 * DAY).await);
    })
    .await;
}
