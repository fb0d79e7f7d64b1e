//! Reminders that go out by themselves.

use super::mails;
use crate::support::{DAY, Fixture, HOUR, NOW, actions, denied, each_database, refusal};
use domain::{
    Error, Problem,
    policy::{Denied, Phase},
};
use store::{Store, jury};

/// Address and template of the mails after the first `known`.
async fn since(store: &Store, known: usize) -> Vec<(String, String)> {
    let mails = mails(store).await.into_iter().skip(known);
    mails.map(|mail| (mail.0, mail.1)).collect()
}

fn mail(to: &str, template: &str) -> (String, String) {
    (format!("{to}@example.org"), format!("jury.{template}"))
}

#[tokio::test]
async fn reminders_go_out_once_each_ever_firmer_and_only_to_those_with_work_left() {
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
        let row = competition.row(&store).await;
        let closes = row.jury_closes_at;
        // In days that all fall into the jury's time.
        let length = (closes - row.jury_opens_at) / DAY;
        assert!(length >= 4, "{length} days");
        jury::schedule_reminders(&store, &organiser, slug, "1 3 2", NOW)
            .await
            .unwrap();
        let plan = async |now| {
            let progress = jury::progress(&store, &organiser, slug, 1, now).await;
            let plan = progress.unwrap().reminders;
            (plan.schedule.days, plan.next_at, plan.next_to)
        };
        let early = closes - 3 * DAY - 1;
        assert_eq!(plan(early).await, (vec![3, 2, 1], Some(early + 1), 1));
        assert_eq!(jury::remind_by_schedule(&store, early).await.unwrap(), 0);

        let first = closes - 3 * DAY;
        let (one, two) = tokio::join!(
            jury::remind_by_schedule(&store, first),
            jury::remind_by_schedule(&store, first),
        );
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(since(&store, 0).await, [mail("idle", "reminder")]);
        let again = jury::remind_by_schedule(&store, first + HOUR).await;
        assert_eq!(again.unwrap(), 0);

        let second = closes - 2 * DAY;
        assert_eq!(plan(first + HOUR).await.1, Some(second));
        jury::remind_by_schedule(&store, second).await.unwrap();
        let sent = since(&store, 1).await;
        assert_eq!(sent[0], mail("idle", "reminder_firm"));
        assert!(sent[1..].iter().all(|one| *one == mail("olive", "silent")));
        let known = 1 + sent.len();
        // Reminded by hand a few hours before: not again.
        let last = closes - DAY;
        jury::remind(&store, &organiser, slug, &[idle.id], last - HOUR)
            .await
            .unwrap();
        let by_hand = since(&store, known).await;
        assert_eq!(by_hand, [mail("idle", "reminder")]);
        assert_eq!(jury::remind_by_schedule(&store, last).await.unwrap(), 0);
        assert_eq!(plan(last).await.1, None);
        assert_eq!(jury::remind_by_schedule(&store, closes).await.unwrap(), 0);
        let log = actions(&store).await;
        let rounds = log.iter().filter(|action| *action == "jury.reminded");
        assert_eq!(rounds.count(), 3);
    })
    .await;
}

#[tokio::test]
async fn organisers_read_who_is_silent_with_the_last_reminder_unless_it_is_switched_off() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = competition.slug.as_str();
        let entry = fixture.entry(&competition, "Ada").await;
        let idle = fixture.juror(&competition, "Idle").await;
        fixture.assignment(&idle, &entry).await;
        let last = competition.row(&store).await.jury_closes_at - DAY;
        let set =
            async |actor, days| jury::schedule_reminders(&store, actor, slug, days, NOW).await;
        set(&organiser, " ").await.unwrap();
        assert_eq!(jury::remind_by_schedule(&store, last).await.unwrap(), 0);
        let wrong = set(&organiser, "soon").await;
        assert_eq!(refusal(wrong), Error::invalid("days", Problem::NotANumber));
        assert_eq!(denied(set(&idle.actor, "1").await), Denied::Role);
        set(&organiser, "2, 1").await.unwrap();
        assert_eq!(jury::remind_by_schedule(&store, last).await.unwrap(), 1);
        let sent = mails(&store).await;
        let who: Vec<_> = sent
            .iter()
            .map(|mail| (mail.0.clone(), mail.1.clone()))
            .collect();
        // The one of two days before was never sent, so only the last goes out.
        assert_eq!(
            who,
            [mail("idle", "reminder_last"), mail("olive", "silent")]
        );
        assert_eq!(sent[1].2["silent"], serde_json::json!(["Idle (0/1)"]));
    })
    .await;
}
