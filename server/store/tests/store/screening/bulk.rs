//! Several decided together: preview, all or none.

use super::{ineligible, mails, returned};
use crate::support::{Fixture, NOW, denied, each_database, refusal, sound};
use domain::{
    Error, Problem,
    policy::{Denied, Phase},
    screening::{Decision, ScreeningState, WhyLeft},
};
use store::screening;

#[tokio::test]
async fn several_become_eligible_together_after_a_preview() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let mut entries = Vec::new();
        for name in ["Ada", "Bo"] {
            let team = fixture.team_of(&competition, name).await;
            entries.push(fixture.proposal(&team).submitted().await);
        }
        entries.push(fixture.entry(&competition, "Cy").await);
        let team = fixture.team_of(&competition, "Di").await;
        entries.push(fixture.proposal(&team).titled("Secret").withdrawn().await);
        let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
        let slug = &competition.slug;
        let eligible = ScreeningState::Eligible;
        let preview = screening::preview_many(&store, &organiser, slug, eligible, &ids, NOW)
            .await
            .unwrap();
        let numbers: Vec<_> = preview
            .taken
            .iter()
            .map(|row| (row.version, row.number))
            .collect();
        assert_eq!(numbers, [(1, 1), (1, 2)]);
        let left: Vec<_> = preview
            .left
            .iter()
            .map(|left| (left.number, left.title.as_str(), left.why))
            .collect();
        assert_eq!(
            left,
            [(3, "Cy", WhyLeft::Already), (4, "", WhyLeft::NotSubmitted)]
        );
        assert_eq!(preview.mails, 2);
        let decide = async |chosen: &[_]| {
            let decision = Decision::eligible();
            screening::decide_many(&store, &organiser, slug, chosen, &decision, NOW).await
        };
        assert_eq!(
            refusal(decide(&[]).await),
            Error::invalid("proposal", Problem::Required)
        );

        // Somebody decides about the second meanwhile: nothing happens to the first either.
        screening::decide(&store, &organiser, entries[1].id, 1, &returned(), NOW)
            .await
            .unwrap();
        let chosen: Vec<_> = preview
            .taken
            .iter()
            .map(|row| (row.id, row.version))
            .collect();
        assert!(matches!(refusal(decide(&chosen).await), Error::Conflict(_)));
        assert_eq!(entries[0].row(&store).await.screening, "pending");
        assert_eq!(mails(&store).await.len(), 1);

        let done = decide(&[(entries[0].id, 1), (entries[1].id, 2)]).await;
        assert_eq!(done.unwrap(), 2);
        assert_eq!(entries[0].row(&store).await.screening, "eligible");
        assert_eq!(entries[1].row(&store).await.screening, "eligible");
        let templates: Vec<_> = mails(&store).await.into_iter().map(|mail| mail.1).collect();
        assert_eq!(templates, ["screening.eligible", "screening.eligible"]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn several_are_returned_with_one_reason_and_date_or_none_of_them() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let one = fixture.entry(&competition, "Ada").await;
        let two = fixture.entry(&competition, "Bo").await;
        let chosen = [(one.id, 1), (two.id, 1)];
        let decide = async |until: &str| {
            let decision = Decision::parse("returned", "Budget", "Line 3", until).unwrap();
            let slug = &competition.slug;
            screening::decide_many(&store, &organiser, slug, &chosen, &decision, NOW).await
        };
        let other = |what: &str| Error::invalid("until", Problem::Other { what: what.into() });
        assert_eq!(
            refusal(decide("2028-01-01T10:00").await),
            other("until_jury")
        );
        assert_eq!(one.row(&store).await.version, 1);
        assert_eq!(decide("2027-03-03T17:00").await.unwrap(), 2);
        for entry in [&one, &two] {
            let row = entry.row(&store).await;
            assert_eq!(row.screening, "returned");
            assert_eq!(row.correct_until, Some(1_804_086_000_000));
        }
        let until: Vec<_> = mails(&store)
            .await
            .into_iter()
            .map(|mail| mail.2["until_at"].as_i64())
            .collect();
        assert_eq!(until, [Some(1_804_086_000_000); 2]);
    })
    .await;
}

#[tokio::test]
async fn several_in_the_jury_phase_say_what_jurors_lose_and_cannot_be_returned() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let juror = fixture.juror(&competition, "Idle").await;
        fixture.assignment(&juror, &entry).await;
        let preview = async |actor, state| {
            let slug = &competition.slug;
            screening::preview_many(&store, actor, slug, state, &[entry.id], NOW).await
        };
        let found = preview(&organiser, ScreeningState::Ineligible).await;
        assert_eq!(found.unwrap().taken_from, 1);
        let found = preview(&organiser, ScreeningState::Returned).await;
        assert_eq!(denied(found), Denied::TooLate);
        let found = preview(&auditor, ScreeningState::Ineligible).await;
        assert_eq!(denied(found), Denied::Role);
        let slug = &competition.slug;
        for decision in [returned(), ineligible()] {
            let chosen = [(entry.id, 1)];
            let done =
                screening::decide_many(&store, &auditor, slug, &chosen, &decision, NOW).await;
            assert_eq!(denied(done), Denied::Role);
        }
    })
    .await;
}

#[tokio::test]
async fn several_with_one_of_another_competition_are_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let other = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let mine = fixture.entry(&competition, "Ada").await;
        let theirs = fixture.entry(&other, "Bo").await;
        let chosen = [(mine.id, 1), (theirs.id, 1)];
        let slug = &competition.slug;
        let result =
            screening::decide_many(&store, &organiser, slug, &chosen, &ineligible(), NOW).await;
        assert_eq!(refusal(result), Error::Missing);
        assert_eq!(mine.row(&store).await.version, 1);
        assert_eq!(theirs.row(&store).await.version, 1);
    })
    .await;
}
