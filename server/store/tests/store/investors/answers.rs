//! The team's answer.

use super::*;
use crate::support::{NOW, each_database};
use domain::Actor;
use store::investors::{answer_interest, invest_page, state_interest, team_interests};

#[tokio::test]
async fn interest_that_is_accepted_gives_each_side_the_address_of_the_other() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let id = fixture.interest(&ann, &project).await;
        answer_interest(&store, &lead, id, true, 1, NOW)
            .await
            .unwrap();
        let row = interest(&store, id.0).await;
        assert_eq!(
            (
                row.state.as_str(),
                row.decided_by,
                row.decided_at,
                row.version
            ),
            ("accepted", lead.id().map(|id| id.0), Some(NOW), 2)
        );
        let rows = outbox::Entity::find().all(store.read()).await.unwrap();
        let field = |to: &str, name: &str| {
            let row = rows.iter().find(|row| row.recipient == to).unwrap();
            let fields: serde_json::Value = serde_json::from_str(&row.fields).unwrap();
            assert_eq!(row.template, "interests.accepted");
            fields[name].as_str().unwrap().to_owned()
        };
        assert_eq!(rows.len(), 2);
        let (investor, team) = ("ann@example.org", "lea.lead@example.org");
        assert_eq!(field(investor, "contact_email"), team);
        assert_eq!(field(investor, "contact_name"), "Lea Lead");
        assert_eq!(field(investor, "contact_of"), "Kiln makers");
        assert_eq!(field(team, "contact_email"), investor);
        assert_eq!(field(team, "contact_name"), "Ann");
        assert_eq!(field(team, "contact_of"), "Ann and partners");
        let (actions, all) = audited(&store).await;
        assert_eq!(actions, ["interest.accepted"]);
        assert_without(&all, &["@", "We would like to talk"]);
    })
    .await;
}

#[tokio::test]
async fn interest_that_is_declined_tells_nobody_an_address() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let id = fixture.interest(&ann, &project).await;
        answer_interest(&store, &lead, id, false, 1, NOW)
            .await
            .unwrap();
        assert_eq!(interest(&store, id.0).await.state, "declined");
        let (sent, fields) = mails(&store).await;
        assert_eq!(sent, [mail("interests.declined", "ann@example.org")]);
        assert_without(&fields, &["@", "Lea"]);
        let page = invest_page(&store, &ann.actor, &competition.slug, NOW)
            .await
            .unwrap();
        assert_eq!(page.interests.len(), 1);
        assert_eq!(page.interests[0].contact, None);
        let team = team_interests(&store, &lead, project.team.id, NOW)
            .await
            .unwrap();
        assert_eq!(team.interests[0].contact, None);
    })
    .await;
}

#[tokio::test]
async fn interest_is_answered_by_the_lead_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Published).await;
        let lead = fixture.person("Lea").await;
        let editor = fixture.person("Ed").await;
        let reader = fixture.person("Rea").await;
        let team = fixture
            .team(&competition, "Kiln makers")
            .lead(&lead)
            .editor(&editor)
            .reader(&reader)
            .await;
        let project = fixture.proposal(&team).eligible().await;
        let rival_lead = fixture.person("Rival lead").await;
        let rivals = fixture.team(&competition, "Rival").lead(&rival_lead).await;
        let rival = fixture.proposal(&rivals).eligible().await;
        fixture
            .published(&competition)
            .with(&project)
            .with(&rival)
            .await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").await;
        let id = fixture.interest(&ann, &project).await;
        let answer = async |actor: &Actor| answer_interest(&store, actor, id, true, 1, NOW).await;
        assert_eq!(denied(answer(&editor).await), Denied::NotYours);
        assert_eq!(denied(answer(&reader).await), Denied::NotYours);
        for actor in [&rival_lead, &organiser, &ann.actor] {
            assert_eq!(refusal(answer(actor).await), Error::Missing);
        }
        assert_eq!(refusal(answer(&Actor::VISITOR).await), Error::SignedOut);
        assert_eq!(interest(&store, id.0).await.state, "open");
        assert_eq!(mails(&store).await.0, []);
    })
    .await;
}

#[tokio::test]
async fn interest_whose_terms_changed_meanwhile_is_not_accepted_unseen() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let id = fixture.interest(&ann, &project).await;
        state_interest(
            &store,
            &ann.actor,
            project.id,
            &offer("Now only half of the money."),
            1,
            NOW,
        )
        .await
        .unwrap();
        let answer =
            async |version, accept| answer_interest(&store, &lead, id, accept, version, NOW).await;
        assert_eq!(stale(answer(1, true).await), 2);
        answer(2, true).await.unwrap();
        assert_eq!(stale(answer(2, false).await), 3);
        assert_eq!(denied(answer(3, false).await), Denied::State);
        assert_eq!(interest(&store, id.0).await.state, "accepted");
    })
    .await;
}
