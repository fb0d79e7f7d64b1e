//! What each side sees of an interest. Every test holds data that could leak.

use super::*;
use crate::support::{NOW, each_database};
use domain::{
    Actor, TeamId,
    investors::{Contact, InterestState, InvestorState},
    policy::TeamRole,
};

fn contact(name: &str, email: &str) -> Option<Contact> {
    Some(Contact {
        name: name.into(),
        email: email.into(),
    })
}

#[tokio::test]
async fn contacts_are_shown_to_both_sides_after_acceptance_and_not_before() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let bob = fixture.investor(&competition, "Bob").await;
        let of_ann = fixture.interest(&ann, &project).await;
        fixture.interest(&bob, &project).await;
        let invest = async |actor: &Actor| {
            store::investors::invest_page(&store, actor, &competition.slug, NOW)
                .await
                .unwrap()
        };
        let team = async || {
            store::investors::team_interests(&store, &lead, project.team.id, NOW)
                .await
                .unwrap()
        };
        let interest_page = async || {
            store::investors::interest_page(&store, &ann.actor, project.id, NOW)
                .await
                .unwrap()
        };
        for page in [
            text(&invest(&ann.actor).await),
            text(&team().await),
            text(&interest_page().await),
        ] {
            assert_without(&page, &["@example.org", "Lea Lead"]);
        }
        store::investors::answer_interest(&store, &lead, of_ann, true, 1, NOW)
            .await
            .unwrap();
        let lead_contact = contact("Lea Lead", "lea.lead@example.org");
        assert_eq!(invest(&ann.actor).await.interests[0].contact, lead_contact);
        assert_eq!(
            interest_page().await.interest.unwrap().contact,
            lead_contact
        );
        assert_without(
            &text(&invest(&bob.actor).await),
            &["@example.org", "Lea Lead"],
        );
        let shown: Vec<_> = team()
            .await
            .interests
            .into_iter()
            .map(|own| (own.name, own.state, own.contact))
            .collect();
        assert_eq!(
            shown,
            [
                ("Bob".to_owned(), InterestState::Open, None),
                (
                    "Ann".to_owned(),
                    InterestState::Accepted,
                    contact("Ann", "ann@example.org")
                ),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn interests_of_a_team_are_read_by_its_members_and_by_nobody_else() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let reader = fixture.person("Rea").await;
        fixture
            .join(project.team.id, &reader, TeamRole::Reader)
            .await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let auditor = fixture.auditor(&competition, "Aud").await;
        let ann = fixture.investor(&competition, "Ann").await;
        fixture.interest(&ann, &project).await;
        let read = async |actor: &Actor, team: TeamId| {
            store::investors::team_interests(&store, actor, team, NOW).await
        };
        let page = read(&lead, project.team.id).await.unwrap();
        assert_eq!(
            (page.decides, page.selected, page.title.as_str()),
            (true, true, "Solar kiln")
        );
        assert_eq!(page.interests[0].terms.message, "We would like to talk");
        assert_eq!(page.interests[0].investor.organisation, "Ann and partners");
        assert!(!read(&reader, project.team.id).await.unwrap().decides);
        for actor in [&organiser, &auditor, &ann.actor] {
            assert_eq!(refusal(read(actor, project.team.id).await), Error::Missing);
        }
        assert_eq!(
            refusal(read(&Actor::VISITOR, project.team.id).await),
            Error::SignedOut
        );
    })
    .await;
}

#[tokio::test]
async fn interest_that_was_withdrawn_is_not_the_teams_to_read() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let id = fixture.interest(&ann, &project).await;
        store::investors::withdraw_interest(&store, &ann.actor, id, 1, NOW)
            .await
            .unwrap();
        let page = store::investors::team_interests(&store, &lead, project.team.id, NOW)
            .await
            .unwrap();
        assert_eq!(page.interests, []);
    })
    .await;
}

#[tokio::test]
async fn interest_page_tells_what_is_missing_to_state_interest() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let bob = fixture.investor(&competition, "Bob").pending().await;
        let somebody = fixture.person("Somebody").await;
        let read = async |actor: &Actor| {
            let page = store::investors::interest_page(&store, actor, project.id, NOW)
                .await
                .unwrap();
            (page.standing, page.denied, page.interest)
        };
        assert_eq!(
            read(&ann.actor).await,
            (Some(InvestorState::Verified), None, None)
        );
        assert_eq!(
            read(&bob.actor).await,
            (Some(InvestorState::Pending), None, None)
        );
        assert_eq!(read(&somebody).await, (None, None, None));
        assert_eq!(
            read(&lead).await,
            (None, Some(Denied::ConflictOfInterest), None)
        );
    })
    .await;
}
