//! One's own name, language and zone.

use super::*;
use crate::support::{Fixture, each_database};
use domain::{Actor, accounts::Profile, errors::Stale};
use store::accounts::{change_profile, settings};

fn profile(name: &str) -> Profile {
    Profile {
        name: name.into(),
        language: "rw".into(),
        zone: "Europe/Berlin".into(),
    }
}

#[tokio::test]
async fn profile_that_was_saved_is_read_back_whole() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.person("Ada").await;
        let before = settings(&store, &ada).await.unwrap();
        assert_eq!((before.has_password, before.version), (false, 1));
        let version = change_profile(&store, &ada, &profile("Ada  Uwase"), 1, NOW)
            .await
            .unwrap();
        let after = settings(&store, &ada).await.unwrap();
        assert_eq!(after.profile, profile("Ada Uwase"));
        assert_eq!((after.version, version), (2, 2));
        let actor = store::accounts::actor_of(&store, &fixture.cookie(&ada), NOW)
            .await
            .unwrap();
        let account = actor.account.unwrap();
        assert_eq!(account.language, domain::Language::Rw);
        assert_eq!(account.zone, "Europe/Berlin");
    })
    .await;
}

#[tokio::test]
async fn profile_saved_from_an_older_version_shows_what_stands_there() {
    each_database(async |store| {
        let ada = Fixture::new(&store).person("Ada").await;
        change_profile(&store, &ada, &profile("Ada in one tab"), 1, NOW)
            .await
            .unwrap();
        let stale = change_profile(&store, &ada, &profile("Ada in another"), 1, NOW).await;
        assert_eq!(
            refusal(stale),
            Error::Conflict(Stale {
                version: 2,
                by: None,
                current: serde_json::to_string(&profile("Ada in one tab")).unwrap(),
            })
        );
        let now = settings(&store, &ada).await.unwrap();
        assert_eq!(now.profile, profile("Ada in one tab"));
    })
    .await;
}

#[tokio::test]
async fn profile_with_faults_or_of_a_visitor_is_refused() {
    each_database(async |store| {
        let ada = Fixture::new(&store).person("Ada").await;
        let faulty = Profile {
            zone: "Mars/Base".into(),
            language: String::new(),
            ..profile("")
        };
        assert_eq!(
            refused(change_profile(&store, &ada, &faulty, 1, NOW).await),
            [
                field("name", Problem::Required),
                field("language", Problem::Required),
                field("zone", Problem::NotAChoice)
            ]
            .concat()
        );
        let visitor = change_profile(&store, &Actor::VISITOR, &profile("X"), 1, NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);
        assert_eq!(
            refusal(settings(&store, &Actor::VISITOR).await),
            Error::SignedOut
        );
    })
    .await;
}
