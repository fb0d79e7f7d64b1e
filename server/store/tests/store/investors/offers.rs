//! Stating, changing and withdrawing interest.

use super::*;
use crate::support::{NOW, each_database};
use domain::{Actor, FieldError, Problem, ProposalId, policy::TeamRole};
use sea_orm::PaginatorTrait;
use store::investors::{answer_interest, interest_page, state_interest, withdraw_interest};

#[tokio::test]
async fn interest_of_a_verified_investor_is_kept_and_told_to_the_lead_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, _) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let id = state_interest(&store, &ann.actor, project.id, &offer(MESSAGE), 0, NOW)
            .await
            .unwrap();
        let row = interest(&store, id.0).await;
        assert_eq!(
            (
                row.kind.as_str(),
                row.amount_minor,
                row.currency.as_deref(),
                row.message.as_str(),
                row.state.as_str()
            ),
            ("loan", Some(750_000), Some("EUR"), MESSAGE, "open")
        );
        let (sent, fields) = mails(&store).await;
        assert_eq!(sent, [mail("interests.received", "lea.lead@example.org")]);
        assert_without(&fields, &["Secret plan", "ann@"]);
        let (actions, all) = audited(&store).await;
        assert_eq!(actions, ["interest.stated"]);
        assert_without(&all, &["Secret plan", "@"]);
        assert!(all.contains("750000"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn interest_without_an_amount_holds_none() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, _) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let draft = InterestDraft {
            kind: "mentoring".into(),
            amount: String::new(),
            ..offer(MESSAGE)
        };
        let id = state_interest(&store, &ann.actor, project.id, &draft, 0, NOW)
            .await
            .unwrap();
        let row = interest(&store, id.0).await;
        assert_eq!((row.amount_minor, row.currency), (None, None));
    })
    .await;
}

#[tokio::test]
async fn interest_in_a_project_that_is_not_public_answers_as_if_there_were_none() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, _) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let behind = fixture.entry(&competition, "Rejected team").await;
        fixture.published(&competition).without(&behind).await;
        let never = fixture.entry(&competition, "Never ranked").await;
        let frozen = fixture.competition().in_phase(Phase::Selection).await;
        let waiting = fixture.entry(&frozen, "Not yet public").await;
        fixture.selection(&frozen).frozen().with(&waiting).await;
        let early = fixture.investor(&frozen, "Early").await;
        let state = async |actor: &Actor, proposal: ProposalId| {
            state_interest(&store, actor, proposal, &offer(MESSAGE), 0, NOW).await
        };
        for (actor, proposal) in [
            (&ann.actor, behind.id),
            (&ann.actor, never.id),
            (&early.actor, waiting.id),
            (&ann.actor, ProposalId(Uuid::now_v7())),
        ] {
            assert_eq!(refusal(state(actor, proposal).await), Error::Missing);
            let page = interest_page(&store, actor, proposal, NOW).await;
            assert_eq!(refusal(page), Error::Missing);
        }
        assert_eq!(
            interests::Entity::find().count(store.read()).await.unwrap(),
            0
        );
        state(&ann.actor, project.id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn interest_of_anybody_but_a_verified_investor_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let pending = fixture.investor(&competition, "Pen").pending().await;
        let turned_away = fixture.investor(&competition, "Ref").refused().await;
        let elsewhere = fixture.competition().await;
        let foreign = fixture.investor(&elsewhere, "Far").await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let state = async |actor: &Actor| {
            state_interest(&store, actor, project.id, &offer(MESSAGE), 0, NOW).await
        };
        for actor in [
            &pending.actor,
            &turned_away.actor,
            &foreign.actor,
            &organiser,
            &lead,
        ] {
            assert_eq!(denied(state(actor).await), Denied::Role);
        }
        assert_eq!(refusal(state(&Actor::VISITOR).await), Error::SignedOut);
        assert_eq!(
            interests::Entity::find().count(store.read()).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn interest_in_a_project_of_ones_own_team_is_a_conflict_of_interest() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, _) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        fixture
            .join(project.team.id, &ann.actor, TeamRole::Reader)
            .await;
        let stated = state_interest(&store, &ann.actor, project.id, &offer(MESSAGE), 0, NOW).await;
        assert_eq!(denied(stated), Denied::ConflictOfInterest);
    })
    .await;
}

#[tokio::test]
async fn interest_in_an_archived_competition_is_too_late() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Archived).await;
        let project = fixture.entry(&competition, "Kiln makers").await;
        fixture.published(&competition).with(&project).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let stated = state_interest(&store, &ann.actor, project.id, &offer(MESSAGE), 0, NOW).await;
        assert_eq!(denied(stated), Denied::TooLate);
    })
    .await;
}

#[tokio::test]
async fn interest_with_a_short_message_is_refused_and_nothing_is_told() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, _) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let stated =
            state_interest(&store, &ann.actor, project.id, &offer("Call me."), 0, NOW).await;
        assert_eq!(
            refusal(stated),
            Error::Invalid(vec![FieldError {
                field: "message".into(),
                problem: Problem::TooShort { min: 20 }
            }])
        );
        assert_eq!(mails(&store).await.0, []);
    })
    .await;
}

#[tokio::test]
async fn interest_is_one_for_a_project_and_can_be_changed_while_open_or_withdrawn() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let state = async |message: &str, version, now| {
            state_interest(
                &store,
                &ann.actor,
                project.id,
                &offer(message),
                version,
                now,
            )
            .await
        };
        let id = state("The first message to them.", 0, NOW).await.unwrap();
        assert_eq!(
            stale(state("A second one from another tab.", 0, NOW).await),
            1
        );
        assert_eq!(
            state("The first message, changed.", 1, NOW + 5)
                .await
                .unwrap(),
            id
        );
        let row = interest(&store, id.0).await;
        assert_eq!(
            (row.message.as_str(), row.version, row.created_at),
            ("The first message, changed.", 2, NOW)
        );
        withdraw_interest(&store, &ann.actor, id, 2, NOW)
            .await
            .unwrap();
        assert_eq!(
            denied(withdraw_interest(&store, &ann.actor, id, 3, NOW).await),
            Denied::State
        );
        assert_eq!(
            state("Here I am again, with more.", 3, NOW + 9)
                .await
                .unwrap(),
            id
        );
        let row = interest(&store, id.0).await;
        assert_eq!(
            (row.state.as_str(), row.version, row.created_at),
            ("open", 4, NOW + 9)
        );
        let to_lead = mail("interests.received", "lea.lead@example.org");
        assert_eq!(mails(&store).await.0, [to_lead.clone(), to_lead]);
        answer_interest(&store, &lead, id, false, 4, NOW)
            .await
            .unwrap();
        assert_eq!(
            denied(state("And again after the answer.", 5, NOW).await),
            Denied::State
        );
        assert_eq!(
            interests::Entity::find().count(store.read()).await.unwrap(),
            1
        );
        assert_eq!(
            audited(&store).await.0,
            [
                "interest.stated",
                "interest.changed",
                "interest.withdrawn",
                "interest.changed",
                "interest.declined"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn interest_is_withdrawn_by_its_investor_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, lead) = published(&fixture).await;
        let organiser = fixture.organiser(&competition, "Olga").await;
        let ann = fixture.investor(&competition, "Ann").await;
        let bob = fixture.investor(&competition, "Bob").await;
        let id = fixture.interest(&ann, &project).await;
        for actor in [&bob.actor, &lead, &organiser] {
            let withdrawn = withdraw_interest(&store, actor, id, 1, NOW).await;
            assert_eq!(refusal(withdrawn), Error::Missing);
        }
        assert_eq!(
            stale(withdraw_interest(&store, &ann.actor, id, 0, NOW).await),
            1
        );
        assert_eq!(interest(&store, id.0).await.state, "open");
    })
    .await;
}

#[tokio::test]
async fn interests_stated_at_the_same_time_become_one() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let (competition, project, _) = published(&fixture).await;
        let ann = fixture.investor(&competition, "Ann").await;
        let (left_offer, right_offer) = (
            offer("The left hand writes this here."),
            offer("The right hand writes this here."),
        );
        let (left, right) = tokio::join!(
            state_interest(&store, &ann.actor, project.id, &left_offer, 0, NOW),
            state_interest(&store, &ann.actor, project.id, &right_offer, 0, NOW),
        );
        let (kept, lost) = if left.is_ok() {
            (left, right)
        } else {
            (right, left)
        };
        kept.unwrap();
        assert_eq!(stale(lost), 1);
        assert_eq!(
            interests::Entity::find().count(store.read()).await.unwrap(),
            1
        );
        assert_eq!(mails(&store).await.0.len(), 1);
    })
    .await;
}
