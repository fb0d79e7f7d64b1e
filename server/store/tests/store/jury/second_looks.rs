//! A second look: who opens it and when, that other jurors judge, and that all reviews count.

use super::{mails, pairs};
use crate::support::{
    Competition, CompetitionBuilder, DAY, Fixture, Juror, MINUTE, Proposal, actions, denied,
    each_database, refusal, sound,
};
use domain::{
    Actor, AssignmentId, Error, Problem,
    errors::Stale,
    jury::{Obstacle, OthersVisibility, Outcome, Redistribution},
    policy::{Denied, Phase},
    reviews::{Intent, ReviewInput},
    selection::{SecondLookEdit, SecondLookPlan, look_key},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::{
    Store, competitions,
    entities::{assignments, rounds},
    imports, jury, reviews, selection,
};

/// Four proposals, two reviews of each; one more of the second is only a draft.
pub(super) struct Scored {
    pub competition: Competition,
    pub organiser: Actor,
    pub entries: Vec<Proposal>,
    pub jurors: Vec<Juror>,
    begun: AssignmentId,
    /// After the window.
    pub now: i64,
}

async fn scored(fixture: &Fixture, rule: OthersVisibility) -> Scored {
    scored_in(fixture, fixture.competition().others(rule)).await
}

pub(super) async fn scored_in(fixture: &Fixture, competition: CompetitionBuilder<'_>) -> Scored {
    let competition = competition
        .in_phase(Phase::Jury)
        .reviews_per_proposal(2)
        .seats(2)
        .await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let mut entries = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di"] {
        entries.push(fixture.entry(&competition, name).await);
    }
    let mut jurors = Vec::new();
    for name in ["June", "Jean", "Joy", "Jo"] {
        jurors.push(fixture.juror(&competition, name).await);
    }
    for (juror, proposal, units) in [
        (0, 0, 10),
        (1, 0, 8),
        (0, 1, 6),
        (2, 1, 5),
        (1, 2, 5),
        (2, 2, 6),
        (0, 3, 1),
        (1, 3, 2),
    ] {
        fixture
            .review(&jurors[juror], &entries[proposal])
            .scores(&[units, units])
            .await;
    }
    let begun = fixture.assignment(&jurors[3], &entries[1]).await;
    fixture.review(&jurors[3], &entries[1]).draft().await;
    let now = competition.row(&fixture.store).await.jury_closes_at + 1;
    Scored {
        competition,
        organiser,
        entries,
        jurors,
        begun,
        now,
    }
}

impl Scored {
    pub async fn plan(&self, store: &Store, budget: Option<u32>, now: i64) -> SecondLookPlan {
        let slug = &self.competition.slug;
        jury::second_look_plan(store, &self.organiser, slug, budget, now)
            .await
            .unwrap()
    }

    /// One review more of the second and of the third proposal, within two days of `now`.
    pub fn edit(&self, plan: &SecondLookPlan, now: i64) -> SecondLookEdit {
        let until = now - now % MINUTE + 2 * DAY;
        let looks = [1, 2].map(|entry: usize| (look_key(self.entries[entry].number), "1".into()));
        SecondLookEdit {
            until: competitions::local_text(until, "Africa/Kigali"),
            reason: "Too close to call.".into(),
            input_hash: plan.input_hash.clone(),
            looks: looks.into(),
        }
    }

    pub async fn open(
        &self,
        store: &Store,
        actor: &Actor,
        edit: &SecondLookEdit,
        now: i64,
    ) -> store::Result<()> {
        jury::open_second_look(store, actor, &self.competition.slug, edit, now).await
    }

    /// Computes and applies; how many pairs were made.
    pub async fn assign(&self, store: &Store, now: i64) -> u32 {
        let (slug, all) = (&self.competition.slug, Redistribution::default());
        let proposed = jury::propose_assignment(store, &self.organiser, slug, 7, &all, now)
            .await
            .unwrap();
        assert_eq!(proposed.per_proposal, None);
        let Outcome::Ready(preview) = proposed.outcome else {
            panic!("{:?}", proposed.outcome);
        };
        assert_eq!(preview.after.covered, 4);
        jury::apply_assignment(store, &self.organiser, slug, 7, &preview.basis, &all, now)
            .await
            .unwrap()
            .added
    }
}

fn review() -> ReviewInput {
    ReviewInput {
        scores: [("c1", "9"), ("c2", "9")]
            .map(|(code, text)| (code.to_owned(), text.to_owned()))
            .into(),
        comment: "Clear plan, and the need is real.".into(),
        ..ReviewInput::default()
    }
}

#[tokio::test]
async fn second_look_gives_doubtful_proposals_to_other_jurors_and_all_reviews_count() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scored(&fixture, OthersVisibility::Never).await;
        let now = s.now;
        let plan = s.plan(&store, Some(3), now).await;
        assert!(plan.may_open && plan.round == 2);
        let looks = plan.looks.as_ref().unwrap();
        let ranks: Vec<u32> = looks.iter().map(|look| look.rank).collect();
        assert_eq!(ranks, [1, 2, 3, 4]);
        assert_eq!(looks.iter().map(|look| look.suggested).sum::<u32>(), 3);
        let look = |entry: usize| {
            let number = s.entries[entry].number;
            let own = looks.iter().find(|look| look.proposal.number == number);
            own.unwrap()
        };
        assert_eq!((look(0).reviews, look(0).room), (2, 2));
        // Jo has begun, and could still be asked.
        assert_eq!((look(1).reviews, look(1).room), (2, 1));
        assert!(look(1).suggested + look(2).suggested >= 2, "{looks:?}");

        s.open(&store, &s.organiser, &s.edit(&plan, now), now)
            .await
            .unwrap();
        let first = pairs(&store).await;
        assert_eq!(first.len(), 8, "what was not handed in is taken back");
        let progress = jury::progress(&store, &s.organiser, &s.competition.slug, 1, now);
        let progress = progress.await.unwrap();
        assert_eq!(progress.heading.phase, Phase::Jury);
        assert_eq!((progress.needed, progress.received), (10, 8));
        let imports = imports::start(&store, &s.organiser, &s.competition.slug, now).await;
        assert_eq!(imports.unwrap().no_scores, Some(Denied::SecondLook));
        sound(&store).await;

        assert_eq!(s.assign(&store, now).await, 2);
        let all = assignments::Entity::find()
            .filter(assignments::Column::State.eq("active"))
            .order_by_asc(assignments::Column::Id)
            .all(store.read())
            .await
            .unwrap();
        let new: Vec<_> = all
            .iter()
            .filter(|row| !first.contains(&(row.juror_id, row.proposal_id)))
            .collect();
        let mut read: Vec<_> = new.iter().map(|row| row.proposal_id).collect();
        read.sort_unstable();
        let mut wanted = [s.entries[1].id.0, s.entries[2].id.0];
        wanted.sort_unstable();
        assert_eq!(read, wanted);
        // Nobody gets by hand what they have judged.
        let again = jury::add_pair(&store, &s.organiser, s.jurors[0].id, s.entries[1].id, now);
        let what = "pair_assigned".into();
        let problem = Problem::Other { what };
        assert_eq!(
            refusal(again.await),
            Error::invalid("juror", problem.clone())
        );

        let old = all.iter().find(|row| row.juror_id == s.jurors[0].id.0);
        let old = old.unwrap().id.into();
        let (june, input) = (&s.jurors[0].actor, review());
        let revised = reviews::save(&store, june, old, 1, &input, Intent::Submit, now).await;
        assert_eq!(denied(revised), Denied::TooLate);
        let sheet = reviews::open_sheet(&store, june, old, now).await;
        assert!(!sheet.unwrap().open);
        for row in &new {
            let juror = s.jurors.iter().find(|own| own.id.0 == row.juror_id);
            let juror = &juror.unwrap().actor;
            let queue = reviews::my_queue(&store, juror, &s.competition.slug, now).await;
            assert_eq!(queue.unwrap().items[0].round, 2);
            let sheet = reviews::open_sheet(&store, juror, row.id.into(), now).await;
            let sheet = sheet.unwrap();
            assert!(sheet.open && sheet.rubric.len() == 2);
            reviews::save(
                &store,
                juror,
                row.id.into(),
                0,
                &review(),
                Intent::Submit,
                now,
            )
            .await
            .unwrap();
        }
        let told: Vec<String> = mails(&store).await.into_iter().map(|mail| mail.1).collect();
        assert!(told.contains(&"jury.assigned".to_owned()), "{told:?}");

        let after = now + 3 * DAY;
        let row = s.competition.row(&store).await;
        let input = selection::input_of(store.read(), &row).await.unwrap();
        assert_eq!(input.canonical.reviews.len(), 10);
        let view = selection::view(&store, &s.organiser, &s.competition.slug, after).await;
        assert_eq!(view.unwrap().outcome.unwrap().reviews, 10);
        assert!(actions(&store).await.contains(&"jury.second_look".into()));
        // And again, should it still be close.
        let third = s.plan(&store, None, after).await;
        assert!(third.may_open && third.round == 3);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn second_look_is_refused_to_others_at_other_times_and_with_bad_input() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scored(&fixture, OthersVisibility::Never).await;
        let (now, slug) = (s.now, s.competition.slug.as_str());
        let plan = s.plan(&store, None, now).await;
        let edit = s.edit(&plan, now);
        let early = jury::second_look_plan(&store, &s.organiser, slug, None, now - DAY).await;
        assert_eq!(denied(early), Denied::TooEarly);
        let early = s.open(&store, &s.organiser, &edit, now - DAY).await;
        assert_eq!(denied(early), Denied::TooEarly);
        let auditor = fixture.auditor(&s.competition, "Aude").await;
        for actor in [&auditor, &s.jurors[0].actor] {
            assert_eq!(
                denied(s.open(&store, actor, &edit, now).await),
                Denied::Role
            );
        }
        let stale = SecondLookEdit {
            input_hash: "other".into(),
            ..edit.clone()
        };
        let refused = s.open(&store, &s.organiser, &stale, now).await;
        assert_eq!(refusal(refused), Error::Conflict(Stale::default()));
        let key = |entry: usize| look_key(s.entries[entry].number);
        let wrong = SecondLookEdit {
            until: competitions::local_text(now - DAY, "Africa/Kigali"),
            reason: " ".into(),
            looks: [(key(0), "3".into()), (key(1), "some".into())].into(),
            ..edit.clone()
        };
        let Error::Invalid(list) = refusal(s.open(&store, &s.organiser, &wrong, now).await) else {
            panic!("not invalid");
        };
        let mut fields: Vec<String> = list.into_iter().map(|entry| entry.field).collect();
        fields.sort_unstable();
        let looks = [0, 1].map(|entry| format!("looks[{}]", key(entry)));
        assert_eq!(fields, [&looks[0], &looks[1], "reason", "until"]);
        let nothing = SecondLookEdit {
            looks: [].into(),
            ..edit.clone()
        };
        let refused = s.open(&store, &s.organiser, &nothing, now).await;
        assert_eq!(refusal(refused), Error::invalid("looks", Problem::Required));
        let rows = rounds::Entity::find().all(store.read()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(pairs(&store).await.len(), 9);

        // Nobody is asked twice: while it runs there is none to open, and no anchor to mark.
        s.open(&store, &s.organiser, &edit, now).await.unwrap();
        let twice = s.open(&store, &s.organiser, &edit, now).await;
        assert_eq!(denied(twice), Denied::TooEarly);
        let number = s.entries[0].number.to_string();
        let anchor = jury::mark_anchors(&store, &s.organiser, slug, &number, "", now).await;
        assert_eq!(denied(anchor), Denied::State);
        let (jo, late) = (&s.jurors[3].actor, review());
        let late = reviews::save(&store, jo, s.begun, 1, &late, Intent::Submit, now).await;
        assert_eq!(denied(late), Denied::NotYours);
    })
    .await;
}

#[tokio::test]
async fn second_look_is_none_where_jurors_have_read_each_other() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scored(&fixture, OthersVisibility::AfterClose).await;
        let plan = s.plan(&store, None, s.now).await;
        assert!(!plan.may_open);
        let edit = s.edit(&plan, s.now);
        let refused = s.open(&store, &s.organiser, &edit, s.now).await;
        assert_eq!(denied(refused), Denied::State);
    })
    .await;
}

#[tokio::test]
async fn second_look_without_enough_places_says_how_many_are_missing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scored(&fixture, OthersVisibility::Never).await;
        let plan = s.plan(&store, None, s.now).await;
        // Ten places each, and nine reviews stand.
        assert_eq!(plan.places, 31);
        s.open(&store, &s.organiser, &s.edit(&plan, s.now), s.now)
            .await
            .unwrap();
        let only = &s.jurors[3];
        for juror in &s.jurors {
            if juror.id != only.id {
                for entry in &s.entries[1..3] {
                    fixture.conflict(juror, entry, "Late").await;
                }
            }
        }
        let (slug, all) = (&s.competition.slug, Redistribution::default());
        let proposed = jury::propose_assignment(&store, &s.organiser, slug, 7, &all, s.now);
        let outcome = proposed.await.unwrap().outcome;
        let Outcome::Impossible(Obstacle::TooFewJurors { proposals }) = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(proposals.len(), 2);
    })
    .await;
}
