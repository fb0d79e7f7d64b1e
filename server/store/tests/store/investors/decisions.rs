//! Verifying and refusing.

use super::*;
use crate::support::{NOW, each_database};
use domain::{Actor, FieldError, Problem};

#[tokio::test]
async fn investor_who_is_verified_is_told_by_mail() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").pending().await;
        store::investors::verify(&store, &organiser, ann.id, 1, NOW)
            .await
            .unwrap();
        let row = investor(&store, ann.id.0).await;
        assert_eq!(
            (
                row.state.as_str(),
                row.decided_by,
                row.decided_at,
                row.version
            ),
            ("verified", organiser.id().map(|id| id.0), Some(NOW), 2)
        );
        let (sent, fields) = mails(&store).await;
        assert_eq!(sent, [mail("investors.verified", "ann@example.org")]);
        assert!(
            fields.contains(&format!("/c/{}/shortlist", competition.slug)),
            "{fields}"
        );
        let (actions, all) = audited(&store).await;
        assert_eq!(actions, ["investor.verified"]);
        assert_without(&all, &["@"]);
    })
    .await;
}

#[tokio::test]
async fn investor_is_refused_with_a_reason_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").pending().await;
        let refuse = async |why: &str| {
            store::investors::refuse(&store, &organiser, ann.id, why, 1, NOW).await
        };
        assert_eq!(
            refusal(refuse(" \n ").await),
            Error::Invalid(vec![FieldError {
                field: "reason".into(),
                problem: Problem::Required
            }])
        );
        refuse(" We could not find the bank. ").await.unwrap();
        let row = investor(&store, ann.id.0).await;
        assert_eq!(
            (row.state.as_str(), row.reason.as_str()),
            ("refused", "We could not find the bank.")
        );
        let (sent, fields) = mails(&store).await;
        assert_eq!(sent, [mail("investors.refused", "ann@example.org")]);
        assert!(fields.contains("We could not find the bank."), "{fields}");
        let (_, all) = audited(&store).await;
        assert_without(&all, &["find the bank", "@"]);
    })
    .await;
}

#[tokio::test]
async fn decision_about_an_investor_belongs_to_an_organiser_without_a_stake() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let other = fixture.competition().await;
        let stranger = fixture.organiser(&other, "Otto").await;
        let auditor = fixture.auditor(&competition, "Aud").await;
        let ann = fixture.investor(&competition, "Ann").pending().await;
        let verify =
            async |actor: &Actor| store::investors::verify(&store, actor, ann.id, 1, NOW).await;
        assert_eq!(refusal(verify(&Actor::VISITOR).await), Error::SignedOut);
        assert_eq!(refusal(verify(&stranger).await), Error::Missing);
        assert_eq!(refusal(verify(&ann.actor).await), Error::Missing);
        assert_eq!(denied(verify(&auditor).await), Denied::Role);
        fixture.role(&competition, &ann.actor, "organiser").await;
        assert_eq!(denied(verify(&ann.actor).await), Denied::ConflictOfInterest);
        assert_eq!(investor(&store, ann.id.0).await.state, "pending");
        assert_eq!(mails(&store).await.0, []);
    })
    .await;
}

#[tokio::test]
async fn decision_about_an_investor_from_an_older_page_is_a_conflict() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").pending().await;
        store::investors::register(
            &store,
            &ann.actor,
            &competition.slug,
            &said("Other Name"),
            1,
            NOW,
        )
        .await
        .unwrap();
        let verify = async |version| {
            store::investors::verify(&store, &organiser, ann.id, version, NOW).await
        };
        assert_eq!(stale(verify(1).await), 2);
        verify(2).await.unwrap();
        assert_eq!(stale(verify(2).await), 3);
        assert_eq!(denied(verify(3).await), Denied::State);
        assert_eq!(mails(&store).await.0.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn refusal_of_a_verified_investor_withdraws_what_nobody_answered() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").await;
        let bob = fixture.investor(&competition, "Bob").await;
        let other_lead = fixture.person("Lou").await;
        let team = fixture.team(&competition, "Bees").lead(&other_lead).await;
        let bees = fixture.proposal(&team).eligible().await;
        fixture.published(&competition).with(&bees).await;
        let open = fixture.interest(&ann, &project).await;
        let accepted = fixture.interest(&ann, &bees).await;
        store::investors::answer_interest(&store, &other_lead, accepted, true, 1, NOW)
            .await
            .unwrap();
        let untouched = fixture.interest(&bob, &project).await;
        store::investors::refuse(&store, &organiser, ann.id, "Was not who they said.", 1, NOW)
            .await
            .unwrap();
        let state = async |id: domain::InterestId| {
            let row = interest(&store, id.0).await;
            (row.state, row.version)
        };
        assert_eq!(state(open).await, ("withdrawn".into(), 2));
        assert_eq!(state(accepted).await, ("accepted".into(), 2));
        assert_eq!(state(untouched).await, ("open".into(), 1));
        assert_eq!(
            stale(store::investors::answer_interest(&store, &lead, open, true, 1, NOW).await),
            2
        );
    })
    .await;
}
