//! Messages to a team: who gets and reads them, and what the log keeps.

use super::mails;
use crate::support::{Fixture, MINUTE, NOW, actions, denied, each_database, refusal, sound};
use domain::{
    Error, Problem,
    policy::{Denied, Phase},
    screening::TeamMessage,
};
use sea_orm::EntityTrait;
use store::{entities::audit_log, proposals, screening};

#[tokio::test]
async fn message_reaches_every_member_and_the_log_does_not_keep_its_words() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let (ada, bo) = (fixture.person("Ada").await, fixture.person("Bo").await);
        let team = fixture
            .team(&competition, "Bees")
            .lead(&ada)
            .reader(&bo)
            .await;
        let entry = fixture.proposal(&team).submitted().await;
        for _ in 0..2 {
            // Pressed twice, sent once.
            screening::message_team(&store, &organiser, entry.id, " Call us \n", NOW)
                .await
                .unwrap();
        }
        let found = mails(&store).await;
        let to: Vec<_> = found
            .iter()
            .map(|mail| (mail.0.as_str(), mail.1.as_str()))
            .collect();
        assert_eq!(
            to,
            [
                ("ada@example.org", "screening.message"),
                ("bo@example.org", "screening.message")
            ]
        );
        assert_eq!(found[0].2["organiser"], "Olive");
        assert_eq!(found[0].2["text"], "Call us");
        let message = TeamMessage {
            text: "Call us".into(),
            by: "Olive".into(),
            at: NOW,
        };
        let detail = screening::detail(&store, &organiser, &competition.slug, 1, NOW)
            .await
            .unwrap();
        assert_eq!(detail.messages, std::slice::from_ref(&message));
        assert_eq!(detail.version, 1);
        let (_, _, seen) = proposals::teamwork(&store, &bo, entry.id, NOW)
            .await
            .unwrap();
        assert_eq!(seen, [message]);
        assert_eq!(actions(&store).await, ["proposal.team_messaged"]);
        let log = audit_log::Entity::find().all(store.read()).await.unwrap();
        assert!(!log[0].detail.contains("Call us"));
        let later = NOW + 2 * MINUTE;
        screening::message_team(&store, &organiser, entry.id, "Call us", later)
            .await
            .unwrap();
        assert_eq!(mails(&store).await.len(), 4);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn message_of_others_or_without_words_is_refused_and_sends_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let stranger = fixture.person("Sam").await;
        let team = fixture.team_of(&competition, "Di").await;
        let draft = fixture.proposal(&team).draft().await;
        let send = async |actor, entry: &crate::support::Proposal, text: &str| {
            screening::message_team(&store, actor, entry.id, text, NOW).await
        };
        assert_eq!(denied(send(&auditor, &entry, "Hello").await), Denied::Role);
        assert_eq!(
            refusal(send(&stranger, &entry, "Hello").await),
            Error::Missing
        );
        assert_eq!(
            denied(send(&organiser, &draft, "Hello").await),
            Denied::State
        );
        assert_eq!(
            refusal(send(&organiser, &entry, " \n").await),
            Error::invalid("text", Problem::Required)
        );
        assert_eq!(mails(&store).await, []);
        assert_eq!(actions(&store).await, Vec::<String>::new());
        let refused = proposals::teamwork(&store, &stranger, entry.id, NOW).await;
        assert_eq!(refusal(refused), Error::Missing);
    })
    .await;
}
