//! A juror who cannot go on.

use super::{mails, pairs};
use crate::support::{Fixture, NOW, actions, denied, each_database, refusal, sound};
use domain::{
    Error, Problem,
    audit::AuditNote,
    policy::{Denied, Phase},
};
use store::{audit, jury};

#[tokio::test]
async fn juror_who_leaves_keeps_what_was_handed_in_and_frees_the_rest() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Jury)
            .reviews_per_proposal(1)
            .await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = competition.slug.as_str();
        let june = fixture.juror(&competition, "June").await;
        let jean = fixture.juror(&competition, "Jean").await;
        let mut entries = Vec::new();
        for name in ["Ada", "Bo", "Cy"] {
            entries.push(fixture.entry(&competition, name).await);
        }
        fixture.review(&june, &entries[0]).await;
        fixture.review(&june, &entries[1]).draft().await;
        fixture.assignment(&june, &entries[2]).await;

        let before = jury::leaving(&store, &june.actor, slug, NOW).await.unwrap();
        assert_eq!((before.received, before.left, before.gone), (1, 2, false));
        let blank = jury::leave(&store, &june.actor, slug, " ", NOW).await;
        assert_eq!(refusal(blank), Error::invalid("reason", Problem::Required));
        assert_eq!(pairs(&store).await.len(), 3);

        jury::leave(&store, &june.actor, slug, "I am ill", NOW)
            .await
            .unwrap();
        assert_eq!(pairs(&store).await, [(june.id.0, entries[0].id.0)]);
        let after = jury::leaving(&store, &june.actor, slug, NOW).await.unwrap();
        assert_eq!((after.received, after.left, after.gone), (1, 0, true));
        assert_eq!(actions(&store).await, ["juror.left"]);
        let log = audit::page(&store, &organiser, competition.id, 0, NOW).await;
        assert_eq!(
            log.unwrap().entries[0].notes,
            [
                AuditNote::Juror("June".to_owned()),
                AuditNote::Freed(2),
                AuditNote::Reason("I am ill".to_owned()),
            ]
        );
        let sent = mails(&store).await;
        assert_eq!(sent.len(), 1);
        let (to, template, fields) = &sent[0];
        assert_eq!(
            (to.as_str(), template.as_str()),
            ("olive@example.org", "jury.left")
        );
        assert_eq!(
            (&fields["juror"], &fields["reason"], &fields["freed"]),
            (&"June".into(), &"I am ill".into(), &2.into())
        );
        let progress = jury::progress(&store, &organiser, slug, 1, NOW)
            .await
            .unwrap();
        let free: Vec<_> = progress
            .vacancies
            .list
            .iter()
            .map(|row| (row.proposal.number, row.best.as_ref().map(|juror| juror.id)))
            .collect();
        assert_eq!(free, [(2, Some(jean.id)), (3, Some(jean.id))]);
        sound(&store).await;

        // Off the jury: nothing of it can be opened or left again.
        let again = jury::leave(&store, &june.actor, slug, "Once more", NOW).await;
        assert_eq!(denied(again), Denied::Role);
        assert_eq!(mails(&store).await.len(), 1);
        let result = jury::leaving(&store, &organiser, slug, NOW).await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn jury_cannot_be_left_once_it_is_over() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Selection).await;
        let june = fixture.juror(&competition, "June").await;
        let result = jury::leave(&store, &june.actor, &competition.slug, "Tired", NOW).await;
        assert_eq!(denied(result), Denied::TooLate);
    })
    .await;
}
