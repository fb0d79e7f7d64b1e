//! Who reads and changes files, and when. Every denial has a file behind it.

use super::*;

#[tokio::test]
async fn only_writers_of_the_team_change_files_while_the_draft_may_be_edited() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.add(&desk.lead, "plan.pdf", PDF).await.unwrap();
        let fixture = Fixture::new(&store);
        let stranger = fixture.person("Sam").await;
        let organiser = fixture.organiser(&desk.competition, "Olga").await;
        assert_eq!(
            denied(desk.add(&desk.reader, "x.pdf", PDF).await),
            Denied::NotYours
        );
        let removed = files::remove(&store, &desk.reader, id, NOW).await;
        assert_eq!(denied(removed), Denied::NotYours);
        for actor in [&stranger, &organiser] {
            assert_eq!(refusal(desk.add(actor, "x.pdf", PDF).await), Error::Missing);
            let removed = files::remove(&store, actor, id, NOW).await;
            assert_eq!(refusal(removed), Error::Missing);
        }
        let visitor = files::remove(&store, &Actor::VISITOR, id, NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);
        // After the deadline.
        let closes_at = desk.competition.row(&store).await.closes_at;
        let late = files::remove(&store, &desk.lead, id, closes_at + HOUR).await;
        assert_eq!(denied(late), Denied::TooLate);
        assert_eq!(desk.names(&desk.lead).await, ["plan.pdf"]);
    })
    .await;
}

#[tokio::test]
async fn file_of_a_draft_is_missing_for_everybody_outside_of_the_team() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.add(&desk.lead, "plan.pdf", PDF).await.unwrap();
        let fixture = Fixture::new(&store);
        let stranger = fixture.person("Sam").await;
        let organiser = fixture.organiser(&desk.competition, "Olga").await;
        let juror = fixture.juror(&desk.competition, "Jo").await;
        for actor in [&stranger, &organiser, &juror.actor] {
            assert_eq!(refusal(desk.read(actor, id).await), Error::Missing);
            assert_eq!(refusal(desk.page(actor).await), Error::Missing);
        }
        assert_eq!(
            refusal(desk.read(&Actor::VISITOR, id).await),
            Error::SignedOut
        );
        assert_eq!(desk.read(&desk.reader, id).await.unwrap(), PDF);
    })
    .await;
}

#[tokio::test]
async fn organisers_and_assigned_jurors_read_what_the_submission_names_and_nothing_else() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Jury).await;
        let fixture = Fixture::new(&store);
        let [named, other] = [
            kept(&desk, "named.pdf").await,
            kept(&desk, "other.pdf").await,
        ];
        desk.freeze(named).await;
        let organiser = fixture.organiser(&desk.competition, "Olga").await;
        let auditor = fixture.auditor(&desk.competition, "Aud").await;
        let juror = fixture.juror(&desk.competition, "Jo").await;
        fixture.assignment(&juror, &desk.proposal).await;
        let unassigned = fixture.juror(&desk.competition, "Ju").await;
        for actor in [&organiser, &auditor, &juror.actor] {
            assert_eq!(desk.read(actor, named).await.unwrap(), PDF);
            assert_eq!(refusal(desk.read(actor, other).await), Error::Missing);
            let page = desk.page(actor).await.unwrap();
            assert_eq!(page.files.len(), 1);
            assert_eq!((page.files[0].id, page.files[0].by.clone()), (named, None));
            assert!(!page.member);
        }
        for actor in [&unassigned.actor, &fixture.person("Sam").await] {
            assert_eq!(refusal(desk.read(actor, named).await), Error::Missing);
            assert_eq!(refusal(desk.page(actor).await), Error::Missing);
        }
        let mine = desk.names(&desk.lead).await;
        assert_eq!(mine, ["named.pdf", "other.pdf"]);
    })
    .await;
}

/// A file that was added while the call was open.
async fn kept(desk: &Desk, name: &str) -> FileId {
    let opened = desk.competition.row(&desk.store).await.opens_at;
    let mut incoming = desk.files.incoming().await.unwrap();
    incoming.write(PDF).await.unwrap();
    let id = desk.proposal.id;
    files::add(
        &desk.store,
        &desk.files,
        &desk.lead,
        id,
        name,
        None,
        incoming,
        opened,
    )
    .await
    .unwrap()
}
