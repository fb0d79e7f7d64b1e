//! Who reads and who speaks.

use super::{Scene, scene};
use crate::support::{Fixture, HOUR, NOW, actions_on, denied, each_database, refusal, sound};
use domain::{Actor, Error, MessageId, policy::Denied};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::{Store, deliberations, entities::outbox};

#[tokio::test]
async fn panel_without_a_conflict_reads_and_speaks_and_nobody_else_does() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let lead = fixture.person("Lea").await;
        let stranger = fixture.person("Stranger").await;
        let apart = fixture.juror(&s.competition, "Cousin").await;
        fixture.conflict(&apart, &s.proposal, "My cousin").await;
        let late = fixture.juror(&s.competition, "Late").undeclared().await;
        let auditor = fixture.auditor(&s.competition, "Aude").await;
        let member = fixture.team(&s.competition, "Own").lead(&lead).await;
        fixture.proposal(&member).eligible().await;
        s.open(&store).await;
        for actor in [&s.jurors[0].actor, &s.jurors[2].actor] {
            s.say(&store, actor, "MARKER heard", NOW + 1).await.unwrap();
        }
        for actor in [
            &s.organiser,
            &auditor,
            &s.jurors[1].actor,
            &s.jurors[2].actor,
        ] {
            let found = s.read(&store, actor, NOW + 2).await.unwrap();
            assert_eq!((found.messages.len(), found.reviews.len()), (2, 2));
            let text = serde_json::to_string(&found).unwrap();
            for name in ["Jo Secret", "Ju Hidden", "Ji Third"] {
                assert!(!text.contains(name), "{name} in {text}");
            }
        }
        for (actor, error) in [
            (&Actor::VISITOR, Error::SignedOut),
            (&stranger, Error::Missing),
            (&lead, Error::Missing),
            (&apart.actor, Error::Denied(Denied::ConflictOfInterest)),
            (&late.actor, Error::Denied(Denied::DeclareFirst)),
        ] {
            assert_eq!(refusal(s.read(&store, actor, NOW).await), error);
            assert_eq!(refusal(s.say(&store, actor, "MARKER", NOW).await), error);
        }
        for actor in [&s.organiser, &auditor] {
            let spoken = s.say(&store, actor, "MARKER", NOW).await;
            assert_eq!(denied(spoken), Denied::Role);
        }
        let own = |actor| {
            let slug = &s.competition.slug;
            let store = &store;
            async move { deliberations::discussions_of(store, actor, slug, NOW + 3).await }
        };
        assert_eq!(own(&apart.actor).await.unwrap(), []);
        let mine = own(&s.jurors[0].actor).await.unwrap();
        assert_eq!((mine.len(), mine[0].new, mine[0].open), (1, 1, true));
        let read = own(&s.jurors[1].actor).await.unwrap();
        assert_eq!(read[0].new, 0, "read since");
        // The outbox: everybody who may read, once.
        let mails = mails(&store).await;
        assert_eq!(mails.len(), 3, "{mails:?}");
        assert!(mails.iter().all(|fields| !fields.contains("Second")));
        sound(&store).await;
    })
    .await;
}

async fn mails(store: &Store) -> Vec<String> {
    let rows = outbox::Entity::find()
        .filter(outbox::Column::Template.eq("deliberations.opened"))
        .all(store.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.fields).collect()
}

#[tokio::test]
async fn conflict_declared_later_closes_the_discussion_and_hides_the_review() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.open(&store).await;
        let juror = &s.jurors[0].actor;
        s.say(&store, juror, "Before", NOW + 1).await.unwrap();
        let reason = "I know them after all";
        store::jury::declare_conflict(&store, juror, s.proposal.id, reason, NOW + 2)
            .await
            .unwrap();
        let read = s.read(&store, juror, NOW + 3).await;
        assert_eq!(denied(read), Denied::ConflictOfInterest);
        let changed = s.change(&store, juror, 1, ("1", "1", "Why not")).await;
        assert_eq!(denied(changed), Denied::ConflictOfInterest);
        let found = s.read(&store, &s.organiser, NOW + 3).await.unwrap();
        assert_eq!(found.reviews.len(), 1);
        assert!(found.messages[0].recused);
    })
    .await;
}

#[tokio::test]
async fn drafts_are_not_shown_and_team_members_on_the_jury_stay_out() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let draft = fixture.review(&s.jurors[2], &s.proposal).draft();
        draft.comment("MARKER draft").await;
        s.open(&store).await;
        let found = s.read(&store, &s.jurors[2].actor, NOW).await.unwrap();
        assert_eq!((found.reviews.len(), found.rights.change), (2, None));
        assert!(!serde_json::to_string(&found).unwrap().contains("MARKER"));
        let change = s
            .change(&store, &s.jurors[2].actor, 1, ("1", "1", "No"))
            .await;
        assert_eq!(denied(change), Denied::NotYours);
        let team = fixture
            .team(&s.competition, "Own")
            .lead(&s.jurors[2].actor)
            .await;
        let own = fixture.proposal(&team).eligible().await;
        deliberations::open(
            &store,
            &s.organiser,
            &s.competition.slug,
            &[own.id],
            "",
            NOW,
        )
        .await
        .unwrap();
        let read = deliberations::discussion(&store, &s.jurors[2].actor, own.id, NOW).await;
        assert_eq!(denied(read), Denied::ConflictOfInterest);
    })
    .await;
}

#[tokio::test]
async fn own_message_is_changed_and_withdrawn_with_its_trace_and_nobody_elses() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.open(&store).await;
        let (juror, other) = (&s.jurors[0].actor, &s.jurors[1].actor);
        let id = MessageId(uuid::Uuid::now_v7());
        let which = (s.proposal.id, id);
        for _ in 0..2 {
            deliberations::say(&store, juror, s.proposal.id, id, "First thought", NOW + 1)
                .await
                .unwrap();
        }
        let stolen = deliberations::change_message(&store, other, which, 0, "Mine", NOW + 2).await;
        assert_eq!(refusal(stolen), Error::Missing);
        let change = |seen, text| {
            let store = &store;
            async move { deliberations::change_message(store, juror, which, seen, text, NOW + 2).await }
        };
        change(0, "Second thought").await.unwrap();
        let Error::Conflict(stale) = refusal(change(0, "From an old window").await) else {
            panic!("not stale");
        };
        assert_eq!(stale.current, "\"Second thought\"");
        let shown = s.read(&store, other, NOW + 3).await.unwrap().messages;
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].text.as_deref(), Some("Second thought"));
        assert!(shown[0].earlier.is_empty() && shown[0].edited_at.is_some());
        deliberations::withdraw_message(&store, juror, s.proposal.id, id, NOW + 4)
            .await
            .unwrap();
        let shown = s.read(&store, other, NOW + 5).await.unwrap().messages;
        assert_eq!((shown[0].text.as_deref(), shown[0].earlier.len()), (None, 0));
        let traced = s.read(&store, &s.organiser, NOW + 5).await.unwrap().messages;
        let earlier: Vec<&str> = traced[0].earlier.iter().map(|e| e.text.as_str()).collect();
        assert_eq!(earlier, ["First thought", "Second thought"]);
    })
    .await;
}

#[tokio::test]
async fn after_its_end_or_its_close_nobody_writes_and_reading_stays() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let (slug, juror) = (&s.competition.slug, &s.jurors[0].actor);
        let past = deliberations::open(
            &store,
            &s.organiser,
            slug,
            &[s.proposal.id],
            "2020-01-01T08:00",
            NOW,
        )
        .await;
        assert!(matches!(refusal(past), Error::Invalid(_)));
        let theirs = deliberations::open(&store, juror, slug, &[s.proposal.id], "", NOW).await;
        assert_eq!(denied(theirs), Denied::Role);
        s.open(&store).await;
        let minutes = async |version, text: &'static str, now| {
            deliberations::save_minutes(&store, &s.organiser, s.proposal.id, version, text, now)
                .await
        };
        minutes(0, "We spoke", NOW + 1).await.unwrap();
        let Error::Conflict(stale) = refusal(minutes(0, "Another window", NOW + 2).await) else {
            panic!("not stale");
        };
        assert_eq!((stale.version, stale.current.as_str()), (1, "\"We spoke\""));
        assert_eq!(stale.by.as_deref(), Some("Olga"));
        let by_juror =
            deliberations::save_minutes(&store, juror, s.proposal.id, 1, "Mine", NOW).await;
        assert_eq!(denied(by_juror), Denied::Role);
        assert_eq!(s.close(&store).await.unwrap(), 1);
        assert_eq!(denied(s.close(&store).await), Denied::State);
        let closed = NOW + HOUR;
        assert_eq!(
            denied(s.say(&store, juror, "Late", closed).await),
            Denied::State
        );
        assert_eq!(denied(minutes(1, "Late", closed).await), Denied::State);
        let change = s.change(&store, juror, 1, ("5", "5", "Late")).await;
        assert_eq!(denied(change), Denied::State);
        let found = s.read(&store, juror, closed).await.unwrap();
        assert_eq!(
            (found.minutes.text.as_str(), found.open),
            ("We spoke", false)
        );
        let done = actions_on(&store, s.proposal.id).await;
        let expected = ["discussion.opened", "minutes.saved", "discussion.closed"];
        assert_eq!(done, expected);
    })
    .await;
}

#[tokio::test]
async fn offers_say_why_and_leave_out_what_is_open() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s: Scene = scene(&fixture).await;
        let slug = &s.competition.slug;
        let list =
            async |actor: &Actor| deliberations::deliberation(&store, actor, slug, NOW).await;
        let found = list(&s.organiser).await.unwrap();
        let why: Vec<usize> = found.offers.iter().map(|offer| offer.why.len()).collect();
        assert_eq!(found.offers.len(), 2);
        assert!(why[0] >= 1, "far apart: {found:?}");
        assert_eq!(denied(list(&s.jurors[0].actor).await), Denied::Role);
        s.open(&store).await;
        let found = list(&s.organiser).await.unwrap();
        assert_eq!((found.offers.len(), found.discussions.len()), (1, 1));
        assert_eq!(found.offers[0].proposal, s.other.id);
        let edit = domain::jury::JuryTimeEdit::default();
        let more = store::jury::extend_jury(&store, &s.organiser, slug, &edit, NOW).await;
        assert_eq!(denied(more), Denied::State, "scores have been seen");
    })
    .await;
}
