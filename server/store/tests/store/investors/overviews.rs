//! What organisers, investors and teams see of all that is theirs. Every test holds data that could leak.

use super::*;
use crate::support::{NOW, each_database};
use domain::{
    Actor,
    investors::{InterestState, InvestorState, Share, Tally},
    money::{Currency, Money},
};

#[tokio::test]
async fn organiser_sees_counts_and_sums_and_no_message_or_address() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let behind = fixture.entry(&competition, "Behind").await;
        fixture.published(&competition).without(&behind).await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let auditor = fixture.auditor(&competition, "Aud").await;
        let mut of_kiln = Vec::new();
        for name in ["Ann", "Bob", "Cor"] {
            let own = fixture.investor(&competition, name).await;
            of_kiln.push(fixture.interest(&own, &project).await);
        }
        let dan = fixture.investor(&competition, "Dan").await;
        let draft = InterestDraft {
            amount: String::new(),
            ..offer(MESSAGE)
        };
        store::investors::state_interest(&store, &dan.actor, project.id, &draft, 0, NOW)
            .await
            .unwrap();
        store::investors::answer_interest(&store, &lead, of_kiln[0], true, 1, NOW)
            .await
            .unwrap();
        let other = fixture.competition().in_phase(Phase::Published).await;
        let far_away = fixture.entry(&other, "Far away").await;
        fixture.published(&other).with(&far_away).await;
        let far = fixture.investor(&other, "Far").await;
        fixture.interest(&far, &far_away).await;
        let page = store::investors::investors_page(&store, &organiser, &competition.slug, 1, NOW)
            .await
            .unwrap();
        let euros = |minor| {
            Some(Money {
                minor,
                currency: Currency::Eur,
            })
        };
        let rows: Vec<_> = page
            .funnel
            .0
            .iter()
            .map(|row| (row.title.as_str(), &row.tally))
            .collect();
        assert_eq!(
            rows,
            [(
                "Solar kiln",
                &Tally(vec![
                    Share {
                        state: InterestState::Accepted,
                        count: 1,
                        sum: euros(200_000)
                    },
                    Share {
                        state: InterestState::Open,
                        count: 2,
                        sum: euros(400_000)
                    },
                    Share {
                        state: InterestState::Open,
                        count: 1,
                        sum: None
                    },
                ])
            )]
        );
        assert!(page.decides);
        assert_eq!(page.investors.len(), 4);
        assert_without(
            &text(&page),
            &[
                "We would like to talk",
                "Secret plan",
                "@",
                "ann",
                "lea.lead",
                "Lea Lead",
                "Behind",
                "Far away",
            ],
        );
        assert_eq!(page.investors[0].email_domain, "example.org");
        let read = async |actor: &Actor| {
            store::investors::investors_page(&store, actor, &competition.slug, 1, NOW).await
        };
        assert!(!read(&auditor).await.unwrap().decides);
        for actor in [&lead, &dan.actor] {
            assert_eq!(denied(read(actor).await), Denied::Role);
        }
        assert_eq!(refusal(read(&Actor::VISITOR).await), Error::SignedOut);
    })
    .await;
}

#[tokio::test]
async fn investors_of_an_organiser_are_listed_undecided_first_and_page_by_page() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        for number in 0..51 {
            fixture
                .investor(&competition, &format!("Old {number}"))
                .await;
        }
        fixture.investor(&competition, "Refused").refused().await;
        let pending = fixture.investor(&competition, "New").pending().await;
        let read = async |page| {
            store::investors::investors_page(&store, &organiser, &competition.slug, page, NOW)
                .await
                .unwrap()
        };
        let first = read(1).await;
        assert_eq!(
            (
                first.counts.pending,
                first.counts.verified,
                first.counts.refused
            ),
            (1, 51, 1)
        );
        assert_eq!((first.page, first.pages, first.investors.len()), (1, 2, 50));
        assert_eq!(first.investors[0].id, pending.id);
        let second = read(2).await;
        assert_eq!((second.page, second.investors.len()), (2, 3));
        assert_eq!(read(9).await.page, 2);
        assert_eq!(read(0).await.page, 1);
    })
    .await;
}

#[tokio::test]
async fn invest_page_says_how_far_one_is_and_shows_nobody_elses_interest() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let bob = fixture.investor(&competition, "Bob").pending().await;
        fixture.interest(&ann, &project).await;
        let read = async |actor: &Actor| {
            store::investors::invest_page(&store, actor, &competition.slug, NOW).await
        };
        let page = read(&ann.actor).await.unwrap();
        let interest = &page.interests[0];
        assert_eq!(
            (
                page.registration.unwrap().state,
                interest.title.as_str(),
                interest.team.as_str()
            ),
            (InvestorState::Verified, "Solar kiln", "Kiln makers")
        );
        let page = read(&bob.actor).await.unwrap();
        assert_eq!(
            page.registration.as_ref().unwrap().state,
            InvestorState::Pending
        );
        assert_eq!(page.interests, []);
        assert_without(&text(&page), &["Ann", "We would like to talk"]);
        let page = read(&lead).await.unwrap();
        assert_eq!((page.registration, page.denied), (None, None));
        let juror = fixture.juror(&competition, "Jo").await;
        assert_eq!(read(&juror.actor).await.unwrap().denied, Some(Denied::Role));
        assert_eq!(refusal(read(&Actor::VISITOR).await), Error::SignedOut);
    })
    .await;
}

#[tokio::test]
async fn start_page_counts_what_one_offered_and_what_ones_team_received() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let bob = fixture.investor(&competition, "Bob").await;
        fixture.interest(&ann, &project).await;
        let accepted = fixture.interest(&bob, &project).await;
        store::investors::answer_interest(&store, &lead, accepted, true, 1, NOW)
            .await
            .unwrap();
        let of_ann = store::investors::investments(&store, &ann.actor)
            .await
            .unwrap();
        assert_eq!(of_ann.received, []);
        let card = &of_ann.registrations[0];
        assert_eq!(
            (card.slug.as_str(), card.state, card.open, card.accepted),
            (competition.slug.as_str(), InvestorState::Verified, 1, 0)
        );
        let of_lead = store::investors::investments(&store, &lead).await.unwrap();
        assert_eq!(of_lead.registrations, []);
        let card = &of_lead.received[0];
        assert_eq!(
            (card.title.as_str(), card.decides, card.open, card.accepted),
            ("Solar kiln", true, 1, 1)
        );
        let stranger = fixture.person("Stranger").await;
        let nothing = store::investors::investments(&store, &stranger)
            .await
            .unwrap();
        assert_eq!(nothing, domain::investors::Investments::default());
    })
    .await;
}
