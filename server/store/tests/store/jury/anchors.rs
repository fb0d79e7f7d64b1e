//! Anchors: who names them and when, that every juror without a conflict gets them, and that no juror learns which they are.

use super::{Scene, mails, pairs, scene};
use crate::support::{Fixture, NOW, actions_on, denied, each_database, refusal, sound};
use domain::{
    Actor, Error, Problem,
    errors::Stale,
    jury::{Obstacle, Outcome, PairWhy, Redistribution, written_anchors},
    policy::Denied,
};
use store::{Store, jury, reviews};

async fn mark(
    store: &Store,
    s: &Scene,
    actor: &Actor,
    numbers: &[i32],
    before: &[i32],
    now: i64,
) -> store::Result<()> {
    let (slug, numbers) = (&s.competition.slug, written_anchors(numbers));
    jury::mark_anchors(store, actor, slug, &numbers, &written_anchors(before), now).await
}

async fn propose(store: &Store, s: &Scene) -> Outcome {
    let (slug, all) = (&s.competition.slug, Redistribution::default());
    jury::propose_assignment(store, &s.organiser, slug, 7, &all, NOW)
        .await
        .unwrap()
        .outcome
}

#[tokio::test]
async fn anchors_are_named_by_organisers_before_selection_versioned_and_in_the_log() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let auditor = fixture.auditor(&s.competition, "Aude").await;
        let numbers: Vec<i32> = s.entries.iter().map(|own| own.number).collect();
        let one = &numbers[..1];
        for actor in [&auditor, &s.jurors[0].actor] {
            let refused = mark(&store, &s, actor, one, &[], NOW).await;
            assert_eq!(denied(refused), Denied::Role);
        }
        let after = s.competition.row(&store).await.jury_closes_at + 1;
        let late = mark(&store, &s, &s.organiser, one, &[], after).await;
        assert_eq!(denied(late), Denied::TooLate);
        let other = |what: &str| Error::invalid("numbers", Problem::Other { what: what.into() });
        let four = mark(&store, &s, &s.organiser, &numbers[..4], &[], NOW).await;
        assert_eq!(refusal(four), other("anchors_most"));
        let unknown = mark(&store, &s, &s.organiser, &[9_999], &[], NOW).await;
        assert_eq!(refusal(unknown), other("not_eligible"));

        mark(&store, &s, &s.organiser, one, &[], NOW).await.unwrap();
        let stale = mark(&store, &s, &s.organiser, &numbers[1..2], &[], NOW).await;
        assert_eq!(refusal(stale), Error::Conflict(Stale::default()));
        // The same again changes nothing.
        mark(&store, &s, &s.organiser, one, one, NOW).await.unwrap();
        mark(&store, &s, &s.organiser, &[], one, NOW).await.unwrap();
        let named = "anchors.marked";
        assert_eq!(actions_on(&store, s.competition.id).await, [named, named]);
        assert_eq!(pairs(&store).await, [], "naming gives nothing out");
    })
    .await;
}

#[tokio::test]
async fn anchor_goes_to_every_juror_without_a_conflict_and_nobody_is_told() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let (first, second) = (&s.entries[0], &s.entries[1]);
        fixture.conflict(&s.jurors[0], first, "A cousin").await;
        let gone = fixture.juror(&s.competition, "Gone").withdrawn().await;
        let anchors = [first.number, second.number];
        mark(&store, &s, &s.organiser, &anchors, &[], NOW)
            .await
            .unwrap();
        let Outcome::Ready(preview) = propose(&store, &s).await else {
            panic!("possible");
        };
        for pair in &preview.new {
            let id = preview.proposals[pair.proposal as usize].id;
            let anchor = id == first.id || id == second.id;
            assert_eq!(pair.why == PairWhy::Anchor, anchor);
        }
        let stale = preview.basis.clone();
        mark(&store, &s, &s.organiser, &anchors[..1], &anchors, NOW)
            .await
            .unwrap();
        let (slug, all) = (&s.competition.slug, Redistribution::default());
        let apply = async |basis: &str| {
            jury::apply_assignment(&store, &s.organiser, slug, 7, basis, &all, NOW).await
        };
        let refused = apply(&stale).await;
        assert_eq!(refusal(refused), Error::Conflict(Stale::default()));
        mark(&store, &s, &s.organiser, &anchors, &anchors[..1], NOW)
            .await
            .unwrap();
        apply(&stale).await.unwrap();
        let given = pairs(&store).await;
        for (seat, juror) in s.jurors.iter().enumerate() {
            assert_eq!(given.contains(&(juror.id.0, first.id.0)), seat > 0);
            assert!(given.contains(&(juror.id.0, second.id.0)));
        }
        assert!(!given.iter().any(|(juror, _)| *juror == gone.id.0));
        for entry in &s.entries[2..] {
            let readers = given.iter().filter(|(_, own)| *own == entry.id.0);
            assert_eq!(readers.count(), 2, "the others get as many as ever");
        }
        sound(&store).await;

        // Whatever a juror reads, mail included, is the same with and without anchors, and names no reason of a pair.
        let opens = s.competition.row(&store).await.jury_opens_at;
        let actor = &s.jurors[1].actor;
        let read = async || {
            let queue = reviews::my_queue(&store, actor, slug, opens).await.unwrap();
            let mut text = serde_json::to_string(&queue).unwrap();
            for item in &queue.items {
                let sheet = reviews::open_sheet(&store, actor, item.assignment, opens).await;
                let sheet = sheet.unwrap();
                text += &serde_json::to_string(&sheet).unwrap();
                text += &format!("{:?}", sheet.content);
            }
            let order = reviews::my_order(&store, actor, slug, opens).await.unwrap();
            text + &serde_json::to_string(&order).unwrap() + &format!("{:?}", mails(&store).await)
        };
        read().await;
        let with = read().await;
        assert!(with.contains("jury.assigned") && with.contains(&second.id.to_string()));
        assert!(!with.contains("\"anchor\""), "{with}");
        mark(&store, &s, &s.organiser, &[], &anchors, NOW)
            .await
            .unwrap();
        assert_eq!(read().await, with);
        let refused = jury::propose_assignment(&store, actor, slug, 7, &all, NOW).await;
        assert_eq!(denied(refused), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn anchors_that_find_a_juror_full_are_an_obstacle_with_a_name() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let full = fixture.juror(&s.competition, "Full").capacity(1).await;
        fixture.assignment(&full, &s.entries[5]).await;
        let anchors = [s.entries[0].number, s.entries[1].number];
        mark(&store, &s, &s.organiser, &anchors, &[], NOW)
            .await
            .unwrap();
        let obstacle = Obstacle::NoRoomForAnchors {
            jurors: vec![("Full".to_owned(), 2)],
        };
        assert_eq!(propose(&store, &s).await, Outcome::Impossible(obstacle));
    })
    .await;
}
