//! Taking decisions back: everything is as before, and nobody has heard of it.

use super::{ineligible, mails, returned};
use crate::support::{Fixture, MINUTE, NOW, actions, denied, each_database, id, refusal, sound};
use domain::{
    Error, Problem, ProposalId,
    policy::{Denied, Phase},
    screening::{Decision, ListQuery, ScreeningState, told_at},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};
use store::{Store, entities::proposals, outbox, screening};

#[tokio::test]
async fn decision_taken_back_restores_the_state_and_its_mail_never_leaves() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let olive = fixture.organiser(&competition, "Olive").await;
        let oscar = fixture.organiser(&competition, "Oscar").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let slug = &competition.slug;
        screening::decide(&store, &olive, entry.id, 1, &returned(), NOW)
            .await
            .unwrap();
        let last = told_at(NOW) - 1;
        assert!(outbox::take_due(&store, 9, last).await.unwrap().is_empty());
        let detail = screening::detail(&store, &oscar, slug, 1, last)
            .await
            .unwrap();
        let recent = detail.recent.unwrap();
        assert_eq!(
            (recent.state, recent.by.as_str(), recent.told_at),
            (ScreeningState::Returned, "Olive", told_at(NOW))
        );
        for _ in 0..2 {
            // The second time it is as the person wants it.
            screening::take_back(&store, &oscar, recent.decision, false, last)
                .await
                .unwrap();
        }
        let row = entry.row(&store).await;
        assert_eq!((row.screening.as_str(), row.version), ("eligible", 3));
        assert_eq!((row.correct_until, row.told_at), (None, None));
        assert_eq!(mails(&store).await, []);
        assert_eq!(
            actions(&store).await,
            ["proposal.screened", "proposal.screening_undone"]
        );
        let detail = screening::detail(&store, &oscar, slug, 1, last)
            .await
            .unwrap();
        assert_eq!(detail.recent, None);
        assert_eq!(detail.history.len(), 1);
        assert_eq!(detail.history[0].undone, Some(("Oscar".into(), last)));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn decision_is_not_taken_back_after_its_time_or_after_a_change() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let slug = &competition.slug;
        let recent = async |now| {
            let detail = screening::detail(&store, &organiser, slug, 1, now).await;
            detail.unwrap().recent.map(|recent| recent.decision)
        };
        screening::decide(&store, &organiser, entry.id, 1, &returned(), NOW)
            .await
            .unwrap();
        let first = recent(NOW).await.unwrap();
        assert_eq!(recent(told_at(NOW)).await, None);
        let late = screening::take_back(&store, &organiser, first, false, told_at(NOW)).await;
        assert_eq!(denied(late), Denied::TooLate);
        screening::decide(&store, &organiser, entry.id, 2, &ineligible(), NOW + MINUTE)
            .await
            .unwrap();
        assert_ne!(recent(NOW + MINUTE).await, Some(first));
        let replaced = screening::take_back(&store, &organiser, first, false, NOW + MINUTE).await;
        replaced.unwrap();
        assert_eq!(entry.row(&store).await.screening, "ineligible");
        assert_eq!(mails(&store).await.len(), 1, "of the second alone");
        // What stood before the first stands again: the team has heard of neither.
        let second = recent(NOW + MINUTE).await.unwrap();
        screening::take_back(&store, &organiser, second, false, NOW + MINUTE)
            .await
            .unwrap();
        assert_eq!(entry.row(&store).await.screening, "eligible");
        assert_eq!(mails(&store).await, []);
        screening::decide(&store, &organiser, entry.id, 4, &returned(), NOW + MINUTE)
            .await
            .unwrap();
        let third = recent(NOW + MINUTE).await.unwrap();
        proposal_changed(&store, entry.id).await;
        let stale = screening::take_back(&store, &organiser, third, false, NOW + MINUTE).await;
        assert!(matches!(refusal(stale), Error::Conflict(stale) if stale.version == 6));
    })
    .await;
}

#[tokio::test]
async fn mail_that_a_worker_has_taken_stops_the_taking_back() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let entry = fixture.entry(&competition, "Ada").await;
        screening::decide(&store, &organiser, entry.id, 1, &returned(), NOW)
            .await
            .unwrap();
        let detail = screening::detail(&store, &organiser, &competition.slug, 1, NOW).await;
        let recent = detail.unwrap().recent.unwrap();
        // The request came in time, and waited until the mail was on its way.
        let taken = outbox::take_due(&store, 9, told_at(NOW)).await.unwrap();
        assert_eq!(taken.len(), 1);
        let done = screening::take_back(&store, &organiser, recent.decision, false, NOW).await;
        assert_eq!(denied(done), Denied::TooLate);
        assert_eq!(entry.row(&store).await.screening, "returned");
        assert_eq!(mails(&store).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn jurors_get_back_what_a_decision_took_unless_one_has_declared_a_conflict() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        for conflicted in [false, true] {
            let competition = fixture.competition().in_phase(Phase::Jury).await;
            let name = |who: &str| format!("{who} {conflicted}");
            let organiser = fixture.organiser(&competition, &name("Olive")).await;
            let entry = fixture.entry(&competition, &name("Ada")).await;
            let begun = fixture.juror(&competition, &name("Begun")).await;
            let idle = fixture.juror(&competition, &name("Idle")).await;
            fixture.review(&begun, &entry).draft().await;
            fixture.assignment(&idle, &entry).await;
            screening::decide(&store, &organiser, entry.id, 1, &ineligible(), NOW)
                .await
                .unwrap();
            assert_eq!(entry.row(&store).await.reviews_assigned, 0);
            if conflicted {
                fixture.conflict(&idle, &entry, "employer").await;
            }
            let detail = screening::detail(&store, &organiser, &competition.slug, 1, NOW).await;
            let recent = detail.unwrap().recent.unwrap();
            let done = screening::take_back(&store, &organiser, recent.decision, false, NOW).await;
            let row = entry.row(&store).await;
            if conflicted {
                let what = "undo_jury".to_owned();
                let expected = Error::invalid("decision", Problem::Other { what });
                assert_eq!(refusal(done), expected);
                assert_eq!(
                    (row.screening.as_str(), row.reviews_assigned),
                    ("ineligible", 0)
                );
            } else {
                done.unwrap();
                assert_eq!(
                    (row.screening.as_str(), row.reviews_assigned),
                    ("eligible", 2)
                );
            }
            sound(&store).await;
        }
    })
    .await;
}

#[tokio::test]
async fn decision_for_a_proposal_that_jurors_have_got_since_is_not_taken_back() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let team = fixture.team_of(&competition, "Ada").await;
        let entry = fixture.proposal(&team).submitted().await;
        let juror = fixture.juror(&competition, "June").await;
        screening::decide(&store, &organiser, entry.id, 1, &Decision::eligible(), NOW)
            .await
            .unwrap();
        fixture.assignment(&juror, &entry).await;
        let detail = screening::detail(&store, &organiser, &competition.slug, 1, NOW).await;
        let recent = detail.unwrap().recent.unwrap();
        let done = screening::take_back(&store, &organiser, recent.decision, false, NOW).await;
        let what = "undo_jury".to_owned();
        assert_eq!(
            refusal(done),
            Error::invalid("decision", Problem::Other { what })
        );
        assert_eq!(entry.row(&store).await.screening, "eligible");
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn several_decided_together_are_taken_back_together_except_what_has_changed() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let mut entries = Vec::new();
        for name in ["Ada", "Bo", "Cy"] {
            let team = fixture.team_of(&competition, name).await;
            entries.push(fixture.proposal(&team).submitted().await);
        }
        let chosen: Vec<_> = entries.iter().map(|entry| (entry.id, 1)).collect();
        let (slug, decision) = (&competition.slug, Decision::eligible());
        screening::decide_many(&store, &organiser, slug, &chosen, &decision, NOW)
            .await
            .unwrap();
        let mut changed = entries[2].row(&store).await.into_active_model();
        changed.version = Set(3);
        changed.update(store.writer()).await.unwrap();
        let list = screening::list(&store, &organiser, slug, &ListQuery::default(), NOW)
            .await
            .unwrap();
        assert_eq!(list.recent.len(), 1);
        assert_eq!(list.recent[0].numbers, [1, 2]);
        screening::take_back(&store, &organiser, list.recent[0].decision, true, NOW)
            .await
            .unwrap();
        let mut states = Vec::new();
        for entry in &entries {
            states.push(entry.row(&store).await.screening);
        }
        assert_eq!(states, ["pending", "pending", "eligible"]);
        assert_eq!(mails(&store).await.len(), 1);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn taking_back_is_refused_to_everybody_but_organisers() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let other = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let stranger = fixture.organiser(&other, "Sam").await;
        let entry = fixture.entry(&competition, "Ada").await;
        screening::decide(&store, &organiser, entry.id, 1, &returned(), NOW)
            .await
            .unwrap();
        let slug = &competition.slug;
        let detail = screening::detail(&store, &organiser, slug, 1, NOW)
            .await
            .unwrap();
        let decision = detail.recent.unwrap().decision;
        let done = screening::take_back(&store, &auditor, decision, false, NOW).await;
        assert_eq!(denied(done), Denied::Role);
        for actor in [&stranger, &domain::Actor::VISITOR] {
            let done = screening::take_back(&store, actor, decision, false, NOW).await;
            assert!(matches!(refusal(done), Error::Missing | Error::SignedOut));
        }
        let unknown = id().into();
        let done = screening::take_back(&store, &organiser, unknown, false, NOW).await;
        assert_eq!(refusal(done), Error::Missing);
        let seen = screening::detail(&store, &auditor, slug, 1, NOW)
            .await
            .unwrap();
        assert_eq!(seen.recent, None);
        assert_eq!(entry.row(&store).await.screening, "returned");
    })
    .await;
}

/// As a team's amendment changes it.
async fn proposal_changed(store: &Store, id: ProposalId) {
    proposals::Entity::update_many()
        .col_expr(proposals::Column::Version, Expr::value(6))
        .filter(proposals::Column::Id.eq(id.0))
        .exec(store.read())
        .await
        .unwrap();
}
