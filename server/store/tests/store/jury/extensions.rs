//! More time for the whole jury.

use super::mails;
use crate::support::{DAY, Fixture, MINUTE, NOW, denied, each_database, refusal, sound};
use domain::{
    Actor, Error, Problem,
    jury::{JuryTimeEdit, OthersVisibility},
    policy::{Denied, Phase},
};
use sea_orm::{EntityTrait, QueryOrder};
use store::{
    Store, competitions,
    entities::{audit_log, rounds},
    jury, proposals,
};

const REASON: &str = "Two jurors fell ill.";

fn asked(until: i64) -> JuryTimeEdit {
    JuryTimeEdit {
        until: competitions::local_text(until, "Africa/Kigali"),
        reason: REASON.into(),
    }
}

/// To the minute, as forms give it.
fn minute(at: i64) -> i64 {
    at - at % MINUTE
}

#[tokio::test]
async fn closed_jury_opens_again_for_a_reason_that_everybody_reads() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = competition.slug.as_str();
        let entry = fixture.entry(&competition, "Ada").await;
        let done = fixture.juror(&competition, "Done").await;
        let idle = fixture.juror(&competition, "Idle").await;
        fixture.review(&done, &entry).await;
        fixture.assignment(&idle, &entry).await;
        let closes = competition.row(&store).await.jury_closes_at;
        let now = closes + 1;
        let until = minute(closes + 2 * DAY);
        let phase = async |now| {
            let progress = jury::progress(&store, &organiser, slug, 1, now).await;
            progress.unwrap().heading.phase
        };
        assert_eq!(phase(now).await, Phase::Selection);
        // The reminders of the last three days have gone out.
        jury::schedule_reminders(&store, &organiser, slug, "3 1", NOW)
            .await
            .unwrap();
        for days in [3, 1] {
            jury::remind_by_schedule(&store, closes - days * DAY)
                .await
                .unwrap();
        }
        let known = mails(&store).await.len();
        jury::extend_jury(&store, &organiser, slug, &asked(until), now)
            .await
            .unwrap();
        assert_eq!(
            (phase(now).await, phase(until).await),
            (Phase::Jury, Phase::Jury)
        );
        assert_eq!(phase(until + 1).await, Phase::Selection);
        let round = rounds::Entity::find().one(store.read()).await.unwrap();
        assert_eq!(round.unwrap().closes_at, until);
        let told = mails(&store).await.split_off(known);
        let told: Vec<_> = told
            .iter()
            .map(|mail| (mail.0.as_str(), mail.1.as_str()))
            .collect();
        assert_eq!(told, [("idle@example.org", "jury.extended")]);
        let given = proposals::extensions(&store, &organiser, slug, now).await;
        let public = &given.unwrap().jury[0];
        assert_eq!((public.until_at, public.reason.as_str()), (until, REASON));
        let row = audit_log::Entity::find()
            .order_by_desc(audit_log::Column::Id)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.action, "jury.extended");
        assert!(row.detail.contains(&closes.to_string()) && row.detail.contains(REASON));
        // Of the reminders, the one of the last day comes again.
        let plan = jury::progress(&store, &organiser, slug, 1, now).await;
        assert_eq!(plan.unwrap().reminders.next_at, Some(until - DAY));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn more_time_is_refused_to_others_too_early_and_backwards() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let early = fixture.competition().in_phase(Phase::Screening).await;
        let olive = fixture.organiser(&early, "Olive").await;
        let extend = async |store: &Store, actor: &Actor, slug: &str, edit: &JuryTimeEdit| {
            jury::extend_jury(store, actor, slug, edit, NOW).await
        };
        let result = extend(&store, &olive, &early.slug, &asked(NOW + 90 * DAY)).await;
        assert_eq!(denied(result), Denied::TooEarly);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Oda").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let juror = fixture.juror(&competition, "June").await;
        let row = competition.row(&store).await;
        let slug = competition.slug.as_str();
        let later = asked(minute(row.jury_closes_at + DAY));
        for actor in [&auditor, &juror.actor, &olive] {
            let result = extend(&store, actor, slug, &later).await;
            assert_eq!(denied(result), Denied::Role);
        }
        for (until, what) in [
            (NOW - DAY, "in_the_past"),
            (minute(row.jury_closes_at - DAY), "jury_not_later"),
            (minute(row.publishes_at + DAY), "after_publication"),
        ] {
            let what = what.into();
            let result = extend(&store, &organiser, slug, &asked(until)).await;
            let problem = Problem::Other { what };
            assert_eq!(refusal(result), Error::invalid("until", problem));
        }
        let silent = JuryTimeEdit {
            reason: " ".into(),
            ..later.clone()
        };
        let result = extend(&store, &organiser, slug, &silent).await;
        assert_eq!(refusal(result), Error::invalid("reason", Problem::Required));
        assert_eq!(competition.row(&store).await, row);
    })
    .await;
}

#[tokio::test]
async fn jury_that_could_read_each_other_after_its_end_does_not_begin_again() {
    for (rule, again) in [
        (OthersVisibility::AfterClose, false),
        (OthersVisibility::AfterOwn, true),
    ] {
        each_database(async |store| {
            let fixture = Fixture::new(&store);
            let competition = fixture.competition().in_phase(Phase::Jury).others(rule);
            let competition = competition.await;
            let organiser = fixture.organiser(&competition, "Olive").await;
            let closes = competition.row(&store).await.jury_closes_at;
            let extend = async |days: i64, now| {
                let asked = asked(minute(closes + days * DAY));
                jury::extend_jury(&store, &organiser, &competition.slug, &asked, now).await
            };
            extend(1, closes).await.unwrap();
            let late = extend(2, closes + DAY + 1).await;
            assert_eq!(late.is_ok(), again, "{rule:?}");
            if !again {
                assert_eq!(denied(late), Denied::State);
            }
        })
        .await;
    }
}
