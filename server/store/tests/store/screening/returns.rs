//! A return with a date: what is refused, and what it means for the team.

use crate::support::{Competition, DAY, Fixture, MINUTE, NOW, Proposal, each_database, refusal};
use domain::{
    Actor, Error, Problem,
    policy::{Denied, Phase},
    proposals::ProposalDetail,
    screening::{Decision, told_at},
};
use store::{Store, competitions, proposals, screening};

async fn scene(store: &Store) -> (Competition, Actor, Actor, Proposal) {
    let fixture = Fixture::new(store);
    let competition = fixture.competition().in_phase(Phase::Screening).await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let lead = fixture.person("Ada").await;
    let team = fixture.team(&competition, "Bees").lead(&lead).await;
    let entry = fixture.proposal(&team).submitted().await;
    (competition, organiser, lead, entry)
}

async fn seen(store: &Store, lead: &Actor, entry: &Proposal, now: i64) -> ProposalDetail {
    proposals::detail(store, lead, entry.id, now).await.unwrap()
}

#[tokio::test]
async fn return_lets_the_team_correct_until_its_date_and_not_later() {
    each_database(async |store| {
        let (competition, organiser, lead, entry) = scene(&store).await;
        let until = NOW + 2 * DAY;
        let typed = competitions::local_text(until, "Africa/Kigali");
        let decision = Decision::parse("returned", "Budget", "Add up line 3", &typed).unwrap();
        screening::decide(&store, &organiser, entry.id, 1, &decision, NOW)
            .await
            .unwrap();
        // Until it cannot be taken back any more, the team sees nothing of it.
        let early = seen(&store, &lead, &entry, told_at(NOW) - 1).await;
        assert_eq!(
            (early.correction, early.edit),
            (None, Some(Denied::TooLate))
        );
        for (now, edit) in [
            (told_at(NOW), None),
            (until, None),
            (until + 1, Some(Denied::TooLate)),
        ] {
            let found = seen(&store, &lead, &entry, now).await;
            let correction = found.correction.unwrap();
            assert_eq!(correction.reason, "Budget");
            assert_eq!(correction.corrections, "Add up line 3");
            assert_eq!(correction.until_at, until);
            assert_eq!((found.edit, found.submit), (edit, edit), "{}", now - NOW);
        }
        let slug = &competition.slug;
        let detail = screening::detail(&store, &organiser, slug, 1, NOW)
            .await
            .unwrap();
        assert_eq!(detail.correct_until, Some(until));
        assert_eq!(detail.history[0].until_at, Some(until));
        let all = domain::screening::ListQuery::default();
        let list = screening::list(&store, &organiser, slug, &all, NOW)
            .await
            .unwrap();
        assert_eq!(list.rows[0].correct_until, Some(until));
    })
    .await;
}

#[tokio::test]
async fn return_without_a_date_ends_when_the_jury_begins() {
    each_database(async |store| {
        let (competition, organiser, lead, entry) = scene(&store).await;
        let jury = competition.row(&store).await.jury_opens_at;
        let decision = Decision::parse("returned", "Budget", "Line 3", "").unwrap();
        screening::decide(&store, &organiser, entry.id, 1, &decision, NOW)
            .await
            .unwrap();
        assert_eq!(entry.row(&store).await.correct_until, None);
        let last = seen(&store, &lead, &entry, jury - 1).await;
        assert_eq!((last.edit, last.correction.unwrap().until_at), (None, jury));
        let after = seen(&store, &lead, &entry, jury).await;
        assert_eq!(
            (after.edit, after.correction),
            (Some(Denied::TooLate), None)
        );
    })
    .await;
}

#[tokio::test]
async fn return_with_a_date_out_of_reach_is_refused_at_the_field() {
    each_database(async |store| {
        let (competition, organiser, _, entry) = scene(&store).await;
        let jury = competition.row(&store).await.jury_opens_at;
        for (until, what) in [
            (NOW - DAY, "until_past"),
            (told_at(NOW), "until_past"),
            (jury + MINUTE, "until_jury"),
        ] {
            let typed = competitions::local_text(until, "Africa/Kigali");
            let decision = Decision::parse("returned", "Budget", "Line 3", &typed).unwrap();
            let done = screening::decide(&store, &organiser, entry.id, 1, &decision, NOW).await;
            let what = what.to_owned();
            assert_eq!(
                refusal(done),
                Error::invalid("until", Problem::Other { what })
            );
            assert_eq!(entry.row(&store).await.screening, "pending");
        }
    })
    .await;
}

#[tokio::test]
async fn return_repeated_with_a_later_date_does_not_interrupt_the_team() {
    each_database(async |store| {
        let (_, organiser, lead, entry) = scene(&store).await;
        let decide = async |version, days: i64, now| {
            let typed = competitions::local_text(NOW + days * DAY, "Africa/Kigali");
            let decision = Decision::parse("returned", "Budget", "Line 3", &typed).unwrap();
            screening::decide(&store, &organiser, entry.id, version, &decision, now)
                .await
                .unwrap();
        };
        decide(1, 2, NOW).await;
        decide(2, 3, NOW + DAY).await;
        let found = seen(&store, &lead, &entry, NOW + DAY).await;
        assert_eq!(found.edit, None);
        assert_eq!(found.correction.unwrap().until_at, NOW + 3 * DAY);
    })
    .await;
}
