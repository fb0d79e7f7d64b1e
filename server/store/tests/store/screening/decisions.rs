//! Decisions: one, several together, two organisers at once.

use super::{ineligible, mails, returned};
use crate::support::{Fixture, NOW, actions, denied, each_database, refusal, sound};
use domain::{
    Error,
    errors::Stale,
    policy::{Denied, Phase},
    screening::{Decision, ScreeningState},
};
use store::screening;

#[tokio::test]
async fn return_tells_every_member_what_to_correct() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let (ada, bo) = (fixture.person("Ada").await, fixture.person("Bo").await);
        let team = fixture
            .team(&competition, "Bees")
            .lead(&ada)
            .editor(&bo)
            .await;
        let entry = fixture.proposal(&team).submitted().await;
        screening::decide(&store, &organiser, entry.id, 1, &returned(), NOW)
            .await
            .unwrap();
        let row = entry.row(&store).await;
        assert_eq!((row.screening.as_str(), row.version), ("returned", 2));
        let mails = mails(&store).await;
        let to: Vec<_> = mails
            .iter()
            .map(|(to, template, _)| (to.as_str(), template.as_str()))
            .collect();
        assert_eq!(
            to,
            [
                ("ada@example.org", "screening.returned"),
                ("bo@example.org", "screening.returned")
            ]
        );
        assert_eq!(mails[0].2["corrections"], "Add up line 3");
        assert_eq!(mails[0].2["reason"], "The budget is unclear");
        assert_eq!(actions(&store).await, ["proposal.screened"]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn new_decision_replaces_the_old_one_and_both_stay_in_the_history() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let entry = fixture.entry(&competition, "Ada").await;
        screening::decide(&store, &organiser, entry.id, 1, &ineligible(), NOW)
            .await
            .unwrap();
        screening::decide(
            &store,
            &organiser,
            entry.id,
            2,
            &Decision::eligible(),
            NOW + 1,
        )
        .await
        .unwrap();
        let detail = screening::detail(&store, &organiser, &competition.slug, 1, NOW)
            .await
            .unwrap();
        assert_eq!(detail.screening, ScreeningState::Eligible);
        assert_eq!(detail.version, 3);
        let history: Vec<_> = detail
            .history
            .iter()
            .map(|past| (past.state, past.reason.as_str(), past.by.as_str(), past.at))
            .collect();
        assert_eq!(
            history,
            [
                (ScreeningState::Eligible, "", "Olive", NOW + 1),
                (ScreeningState::Ineligible, "Not in Rwanda", "Olive", NOW),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn decision_by_two_organisers_at_once_is_taken_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let olive = fixture.organiser(&competition, "Olive").await;
        let oscar = fixture.organiser(&competition, "Oscar").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let (returned, ineligible) = (returned(), ineligible());
        let (one, two) = tokio::join!(
            screening::decide(&store, &olive, entry.id, 1, &returned, NOW),
            screening::decide(&store, &oscar, entry.id, 1, &ineligible, NOW),
        );
        let (winner, loser, expected) = match (one, two) {
            (Ok(()), loser) => ("Olive", loser, "returned"),
            (loser, Ok(())) => ("Oscar", loser, "ineligible"),
            neither => panic!("{neither:?}"),
        };
        let stale = Stale {
            version: 2,
            by: Some(winner.into()),
            current: String::new(),
        };
        assert_eq!(refusal(loser), Error::Conflict(stale));
        assert_eq!(entry.row(&store).await.screening, expected);
        assert_eq!(mails(&store).await.len(), 1);
        assert_eq!(actions(&store).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn decision_outside_of_its_time_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        for (phase, decision, expected) in [
            (Phase::Open, ineligible(), Denied::TooEarly),
            (Phase::Jury, returned(), Denied::TooLate),
            (Phase::Selection, ineligible(), Denied::TooLate),
        ] {
            let competition = fixture.competition().in_phase(phase).await;
            let name = format!("Olive {}", phase.key());
            let organiser = fixture.organiser(&competition, &name).await;
            let entry = fixture
                .entry(&competition, &format!("Ada {}", phase.key()))
                .await;
            let result = screening::decide(&store, &organiser, entry.id, 1, &decision, NOW).await;
            assert_eq!(denied(result), expected, "{phase:?}");
            assert_eq!(entry.row(&store).await.screening, "eligible");
        }
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let team = fixture.team_of(&competition, "Di").await;
        let draft = fixture.proposal(&team).draft().await;
        let result = screening::decide(&store, &organiser, draft.id, 1, &ineligible(), NOW).await;
        assert_eq!(denied(result), Denied::State);
        let detail = screening::detail(&store, &organiser, &competition.slug, draft.number, NOW);
        assert_eq!(refusal(detail.await), Error::Missing);
    })
    .await;
}

#[tokio::test]
async fn decision_against_a_proposal_takes_it_from_jurors_who_have_not_submitted() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let done = fixture.juror(&competition, "Done").await;
        let begun = fixture.juror(&competition, "Begun").await;
        let idle = fixture.juror(&competition, "Idle").await;
        fixture.review(&done, &entry).await;
        fixture.review(&begun, &entry).draft().await;
        fixture.assignment(&idle, &entry).await;
        sound(&store).await;
        screening::decide(&store, &organiser, entry.id, 1, &ineligible(), NOW)
            .await
            .unwrap();
        let row = entry.row(&store).await;
        assert_eq!((row.reviews_assigned, row.reviews_received), (1, 1));
        assert_eq!(
            actions(&store).await,
            ["assignments.removed", "proposal.screened"]
        );
        sound(&store).await;
    })
    .await;
}
