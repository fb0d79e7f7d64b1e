//! Progress and reminders.

use super::mails;
use crate::support::{DAY, Fixture, NOW, actions, denied, each_database, refusal};
use domain::{
    Error, Problem,
    jury::{Coverage, SILENT_AFTER},
    policy::{Denied, Phase},
};
use sea_orm::{EntityTrait, sea_query::Expr};
use store::{entities::sessions, jury};

/// The instant at which everybody who did nothing since is silent.
const LATER: i64 = NOW + SILENT_AFTER + DAY;

#[tokio::test]
async fn progress_shows_silent_jurors_and_the_proposals_in_danger() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Jury)
            .reviews_per_proposal(2)
            .await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let mut entries = Vec::new();
        for name in ["Ada", "Bo", "Cy", "Di"] {
            entries.push(fixture.entry(&competition, name).await);
        }
        let silent = fixture.juror(&competition, "Sil").await;
        let busy = fixture.juror(&competition, "Bea").await;
        let third = fixture.juror(&competition, "Tom").await;
        // 1 complete, 2 at risk because of Sil, 3 uncovered, 4 on its way.
        fixture.review(&silent, &entries[0]).await;
        fixture.review(&busy, &entries[0]).await;
        fixture.assignment(&silent, &entries[1]).await;
        fixture.assignment(&busy, &entries[1]).await;
        fixture.assignment(&busy, &entries[2]).await;
        fixture.assignment(&busy, &entries[3]).await;
        fixture.assignment(&third, &entries[3]).await;
        for (juror, at) in [(&silent, NOW), (&busy, LATER - 1), (&third, LATER - 1)] {
            use sea_orm::{ColumnTrait, QueryFilter};
            sessions::Entity::update_many()
                .col_expr(sessions::Column::SeenAt, Expr::value(at))
                .filter(sessions::Column::AccountId.eq(juror.actor.id().unwrap().0))
                .exec(store.writer())
                .await
                .unwrap();
        }
        let progress = jury::progress(&store, &organiser, &competition.slug, 1, LATER)
            .await
            .unwrap();
        let jurors: Vec<_> = progress
            .jurors
            .iter()
            .map(|juror| {
                (
                    juror.name.as_str(),
                    juror.assigned,
                    juror.received,
                    juror.silent,
                )
            })
            .collect();
        assert_eq!(
            jurors,
            [
                ("Sil", 2, 1, true),
                ("Bea", 4, 1, false),
                ("Tom", 1, 0, false)
            ]
        );
        assert_eq!(progress.jurors[0].seen_at, Some(NOW));
        let proposals: Vec<_> = progress
            .proposals
            .iter()
            .map(|row| (row.proposal.number, row.coverage, row.silent.join(", ")))
            .collect();
        assert_eq!(
            proposals,
            [
                (3, Coverage::Uncovered, String::new()),
                (2, Coverage::AtRisk, "Sil".to_owned()),
                (4, Coverage::OnTrack, String::new()),
                (1, Coverage::Complete, String::new()),
            ]
        );
        assert_eq!(progress.coverage, [1, 1, 1, 0, 1]);
        assert_eq!((progress.needed, progress.received), (8, 2));
        // Once the jury is over nothing is on its way, and nobody is waited for.
        let over = competition.row(&store).await.jury_closes_at + 1;
        let progress = jury::progress(&store, &organiser, &competition.slug, 1, over)
            .await
            .unwrap();
        assert_eq!(progress.coverage, [0, 0, 0, 3, 1]);
        let states: Vec<_> = progress
            .proposals
            .iter()
            .map(|row| (row.proposal.number, row.coverage, row.silent.len()))
            .collect();
        assert_eq!(
            states,
            [
                (2, Coverage::Short, 0),
                (3, Coverage::Short, 0),
                (4, Coverage::Short, 0),
                (1, Coverage::Complete, 0),
            ]
        );
        let stranger = fixture.person("Sam").await;
        let result = jury::progress(&store, &stranger, &competition.slug, 1, LATER).await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn reminder_goes_once_to_those_with_work_left() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let oscar = fixture.organiser(&competition, "Oscar").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let done = fixture.juror(&competition, "Done").await;
        let idle = fixture.juror(&competition, "Idle").await;
        fixture.review(&done, &entry).await;
        fixture.assignment(&idle, &entry).await;
        let slug = &competition.slug;
        let chosen = [done.id, idle.id];
        let preview = jury::preview_reminder(&store, &organiser, slug, &chosen, NOW)
            .await
            .unwrap();
        assert_eq!(preview.to, [(idle.id, "Idle".to_owned(), 1, 1)]);
        assert_eq!(preview.not, ["Done"]);
        let (one, two) = tokio::join!(
            jury::remind(&store, &organiser, slug, &chosen, NOW),
            jury::remind(&store, &oscar, slug, &chosen, NOW),
        );
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        let sent = mails(&store).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(
            (sent[0].0.as_str(), sent[0].1.as_str()),
            ("idle@example.org", "jury.reminder")
        );
        assert_eq!(
            (&sent[0].2["left"], &sent[0].2["assigned"]),
            (&1.into(), &1.into())
        );
        let soon = jury::remind(&store, &organiser, slug, &chosen, NOW + 1).await;
        assert_eq!(soon.unwrap(), 0);
        let tomorrow = jury::remind(&store, &organiser, slug, &chosen, NOW + DAY).await;
        assert_eq!(tomorrow.unwrap(), 1);
        assert_eq!(actions(&store).await, ["juror.reminded", "juror.reminded"]);
        let nobody = jury::remind(&store, &organiser, slug, &[], NOW).await;
        assert_eq!(refusal(nobody), Error::invalid("juror", Problem::Required));
        let result = jury::remind(&store, &idle.actor, slug, &chosen, NOW).await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}
