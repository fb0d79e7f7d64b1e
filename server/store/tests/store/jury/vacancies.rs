//! Places that become free: who is told, who could take them.

use super::mails;
use crate::support::{Fixture, MINUTE, NOW, each_database, sound};
use domain::{Actor, audit::AuditNote, jury::Vacancies, policy::Phase};
use store::{Store, audit, jury};

async fn vacancies(store: &Store, actor: &Actor, slug: &str) -> Vacancies {
    let progress = jury::progress(store, actor, slug, 1, NOW).await.unwrap();
    progress.vacancies
}

/// Number, readers and the name of who could take it.
fn lines(vacancies: &Vacancies) -> Vec<(i32, u32, Option<&str>)> {
    let mut lines = Vec::new();
    for vacancy in &vacancies.list {
        let best = vacancy.best.as_ref().map(|juror| juror.name.as_str());
        lines.push((vacancy.proposal.number, vacancy.readers, best));
    }
    lines
}

#[tokio::test]
async fn conflict_midway_is_told_once_to_every_organiser_and_shows_who_could_take_the_proposal() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Jury)
            .reviews_per_proposal(2)
            .await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        fixture.organiser(&competition, "Oscar").await;
        let auditor = fixture.auditor(&competition, "Aud").await;
        let slug = competition.slug.as_str();
        let june = fixture.juror(&competition, "June").await;
        let jean = fixture.juror(&competition, "Jean").await;
        let (ada, bo) = (
            fixture.entry(&competition, "Ada").await,
            fixture.entry(&competition, "Bo").await,
        );
        // Nothing was given out, so nothing became free.
        assert_eq!(vacancies(&store, &organiser, slug).await.count, 0);
        for entry in [&ada, &bo] {
            fixture.assignment(&june, entry).await;
            fixture.assignment(&jean, entry).await;
        }
        let busy = fixture.juror(&competition, "Busy").await;
        let third = fixture.entry(&competition, "Cy").await;
        fixture.assignment(&busy, &third).await;
        fixture.assignment(&jean, &third).await;
        let cousin = fixture.juror(&competition, "Cousin").await;
        fixture.conflict(&cousin, &ada, "A cousin").await;
        fixture
            .juror(&competition, "Far")
            .languages(r#"["rw"]"#)
            .await;

        let declare = async |entry: domain::ProposalId, now| {
            jury::declare_conflict(&store, &june.actor, entry, "A friend", now)
                .await
                .unwrap();
        };
        declare(ada.id, NOW).await;
        declare(bo.id, NOW + 5 * MINUTE).await;
        let told: Vec<_> = mails(&store).await;
        let who: Vec<_> = told
            .iter()
            .map(|(to, template, _)| (to.as_str(), template.as_str()))
            .collect();
        assert_eq!(
            who,
            [
                ("olive@example.org", "jury.vacancy"),
                ("oscar@example.org", "jury.vacancy"),
            ]
        );
        assert_eq!(told[0].2["link"], format!("/organise/{slug}/progress"));
        let log = audit::page(&store, &auditor, competition.id, 0, NOW).await;
        assert_eq!(
            log.unwrap().entries[0].notes[1..],
            [
                AuditNote::Juror("June".to_owned()),
                AuditNote::Freed(1),
                AuditNote::Reason("A friend".to_owned()),
            ]
        );
        let early = store::outbox::take_due(&store, 9, NOW + 14 * MINUTE).await;
        assert_eq!(early.unwrap().len(), 0);

        // The cousin may not take the first; of the others who read its language the least busy comes first.
        let free = vacancies(&store, &organiser, slug).await;
        assert_eq!(lines(&free), [(1, 1, Some("Busy")), (2, 1, Some("Cousin"))]);
        assert_eq!(free.list[0].best.as_ref().unwrap().assigned, 1);
        assert_eq!(vacancies(&store, &auditor, slug).await, free);

        // Once all is given again, nobody is told any more.
        let give = async |vacancy: usize| {
            let vacancy = &free.list[vacancy];
            let juror = vacancy.best.as_ref().unwrap().id;
            jury::add_pair(&store, &organiser, juror, vacancy.proposal.id, NOW)
                .await
                .unwrap();
        };
        let waiting = async || {
            let all = mails(&store).await;
            all.iter().filter(|mail| mail.1 == "jury.vacancy").count()
        };
        give(0).await;
        assert_eq!(waiting().await, 2);
        give(1).await;
        assert_eq!(waiting().await, 0);
        assert_eq!(vacancies(&store, &organiser, slug).await.count, 0);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn withdrawn_juror_leaves_places_that_may_suit_nobody() {
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
        let jean = fixture.juror(&competition, "Jean").capacity(1).await;
        for name in ["Ada", "Bo", "Cy"] {
            let entry = fixture.entry(&competition, name).await;
            match name {
                "Ada" => fixture.assignment(&jean, &entry).await,
                "Bo" => {
                    fixture.review(&june, &entry).await;
                    continue;
                }
                _ => fixture.assignment(&june, &entry).await,
            };
        }
        jury::withdraw_juror(&store, &organiser, june.id, 1, "Ill", NOW)
            .await
            .unwrap();
        // What was handed in stays and counts; the rest is free, and the only other juror is full.
        let free = vacancies(&store, &organiser, slug).await;
        assert_eq!(lines(&free), [(3, 0, None)]);
        let sent: Vec<_> = mails(&store).await.into_iter().map(|mail| mail.1).collect();
        assert!(sent.contains(&"jury.vacancy".to_owned()), "{sent:?}");
    })
    .await;
}

#[tokio::test]
async fn conflict_with_a_proposal_that_has_enough_jurors_or_after_the_jury_tells_nobody() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let enough = fixture
            .competition()
            .in_phase(Phase::Jury)
            .reviews_per_proposal(1)
            .await;
        let over = fixture.competition().in_phase(Phase::Selection).await;
        for (competition, names) in [
            (&enough, ["Olive", "Ada", "June", "Jean"]),
            (&over, ["Oscar", "Bo", "Joy", "Jo"]),
        ] {
            fixture.organiser(competition, names[0]).await;
            let entry = fixture.entry(competition, names[1]).await;
            let june = fixture.juror(competition, names[2]).await;
            let jean = fixture.juror(competition, names[3]).await;
            fixture.assignment(&june, &entry).await;
            fixture.assignment(&jean, &entry).await;
            jury::declare_conflict(&store, &june.actor, entry.id, "A friend", NOW)
                .await
                .unwrap();
        }
        assert_eq!(mails(&store).await, []);
    })
    .await;
}
