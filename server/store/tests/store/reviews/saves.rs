//! The path that takes scores.

use super::{COMMENT, input, received, save, scene, whole};
use crate::support::{Fixture, NOW, actions, each_database, refusal};
use domain::{
    Error, FieldError, Problem,
    errors::Stale,
    policy::{Denied, Phase},
    reviews::{Intent, ReviewContent, ReviewState, SavedReview},
};
use sea_orm::{EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, prelude::*};
use store::entities;

#[tokio::test]
async fn draft_keeps_open_zero_and_cannot_judge_apart() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Jury)
            .weights(&[1, 1, 1])
            .await;
        let proposal = fixture.entry(&competition, "Solar kiln").await;
        let juror = fixture.juror(&competition, "Jo").await;
        let assignment = fixture.assignment(&juror, &proposal).await;
        let mut draft = input(&[("c1", "0"), ("c2", "cannot"), ("c3", "")], "Half\r\ndone");
        for code in ["c1", "c2"] {
            let reason = "Not my field".to_owned();
            draft.reasons.insert(code.to_owned(), reason);
        }
        let saved = save(&store, &juror.actor, assignment, 0, &draft, Intent::Keep)
            .await
            .unwrap();
        assert_eq!(
            saved,
            SavedReview {
                version: 1,
                state: ReviewState::Draft,
                saved_at: NOW
            }
        );
        let sheet = store::reviews::open_sheet(&store, &juror.actor, assignment, NOW)
            .await
            .unwrap();
        let review = sheet.review.unwrap();
        assert_eq!((review.version, review.state), (1, ReviewState::Draft));
        assert_eq!(
            review.content,
            ReviewContent {
                scores: [
                    (competition.criteria[0], Some(0)),
                    (competition.criteria[1], None)
                ]
                .into(),
                reasons: [(competition.criteria[1], "Not my field".to_owned())].into(),
                comment: "Half\ndone".into(),
                ..ReviewContent::default()
            }
        );
        assert_eq!(received(&store, &proposal).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn answer_taken_back_is_open_again() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let both = input(&[("c1", "7"), ("c2", "8")], "");
        let one = input(&[("c2", "9")], "");
        for (version, draft) in [(0, &both), (1, &one)] {
            save(
                &store,
                &s.juror.actor,
                s.assignment,
                version,
                draft,
                Intent::Keep,
            )
            .await
            .unwrap();
        }
        let rows = entities::review_scores::Entity::find()
            .all(store.read())
            .await
            .unwrap();
        let rows: Vec<_> = rows.iter().map(|r| (r.criterion_id, r.value)).collect();
        assert_eq!(rows, [(s.competition.criteria[1].0, Some(9))]);
    })
    .await;
}

#[tokio::test]
async fn rubric_is_locked_by_the_first_answer_and_not_by_an_empty_draft() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let locked = async || {
            entities::rounds::Entity::find_by_id(s.competition.round.0)
                .one(store.read())
                .await
                .unwrap()
                .unwrap()
                .rubric_locked_at
        };
        let actor = &s.juror.actor;
        let words = input(&[], "Only words so far");
        save(&store, actor, s.assignment, 0, &words, Intent::Keep)
            .await
            .unwrap();
        assert_eq!(locked().await, None);
        let answer = input(&[("c1", "cannot")], "");
        save(&store, actor, s.assignment, 1, &answer, Intent::Keep)
            .await
            .unwrap();
        assert_eq!(locked().await, Some(NOW));
        store::reviews::save(
            &store,
            actor,
            s.assignment,
            2,
            &answer,
            Intent::Keep,
            NOW + 5,
        )
        .await
        .unwrap();
        assert_eq!(locked().await, Some(NOW));
    })
    .await;
}

#[tokio::test]
async fn review_is_counted_once_however_often_it_is_revised_and_keeps_its_history() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let actor = &s.juror.actor;
        let draft = input(&[("c1", "5")], "");
        save(&store, actor, s.assignment, 0, &draft, Intent::Keep)
            .await
            .unwrap();
        for version in 1..=3 {
            let revised = whole("7", &version.to_string());
            let saved = save(
                &store,
                actor,
                s.assignment,
                version,
                &revised,
                Intent::Submit,
            )
            .await
            .unwrap();
            assert_eq!(
                (saved.version, saved.state),
                (version + 1, ReviewState::Submitted)
            );
            assert_eq!(received(&store, &s.proposal).await, (1, 1));
        }
        let history = store::reviews::history(&store, actor, s.assignment, NOW)
            .await
            .unwrap();
        let second = s.competition.criteria[1];
        let steps: Vec<_> = history
            .iter()
            .map(|v| (v.version, v.state, v.content.scores.get(&second).copied()))
            .collect();
        let handed_in = ReviewState::Submitted;
        assert_eq!(
            steps,
            [
                (4, handed_in, Some(Some(3))),
                (3, handed_in, Some(Some(2))),
                (2, handed_in, Some(Some(1))),
                (1, ReviewState::Draft, None),
            ]
        );
        assert_eq!(
            actions(&store).await,
            ["review.submitted", "review.revised", "review.revised"]
        );
    })
    .await;
}

#[tokio::test]
async fn incomplete_review_is_not_received_and_every_gap_is_named() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let actor = &s.juror.actor;
        let gaps = input(&[("c1", "11")], "Short");
        let error = refusal(save(&store, actor, s.assignment, 0, &gaps, Intent::Submit).await);
        let field = |field: &str, problem| FieldError {
            field: field.into(),
            problem,
        };
        assert_eq!(
            error,
            Error::Invalid(vec![
                field("scores[c1]", Problem::OutOfRange { min: 0, max: 10 }),
                field("scores[c2]", Problem::Required),
                field("comment", Problem::TooShort { min: 20 }),
            ])
        );
        let mut nothing = whole("cannot", "cannot");
        for code in ["c1", "c2"] {
            let reason = "Not my field".to_owned();
            nothing.reasons.insert(code.to_owned(), reason);
        }
        let error = refusal(save(&store, actor, s.assignment, 0, &nothing, Intent::Submit).await);
        let what = "nothing_scored".to_owned();
        assert_eq!(error, Error::invalid("scores", Problem::Other { what }));
        assert_eq!(received(&store, &s.proposal).await, (0, 0));
        let kept = entities::reviews::Entity::find().count(store.read()).await;
        assert_eq!(kept.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn cannot_judge_is_refused_where_the_rubric_does_not_allow_it() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let mut criterion = entities::criteria::Entity::find_by_id(s.competition.criteria[0].0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap()
            .into_active_model();
        criterion.cannot_judge = sea_orm::ActiveValue::Set(false);
        criterion.update(store.writer()).await.unwrap();
        let review = whole("cannot", "7");
        let saved = save(
            &store,
            &s.juror.actor,
            s.assignment,
            0,
            &review,
            Intent::Keep,
        )
        .await;
        assert_eq!(
            refusal(saved),
            Error::invalid("scores[c1]", Problem::NotAChoice)
        );
    })
    .await;
}

#[tokio::test]
async fn save_from_an_older_version_is_refused_with_what_stands_there() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let actor = &s.juror.actor;
        let first = input(&[("c1", "7")], "First tab");
        save(&store, actor, s.assignment, 0, &first, Intent::Keep)
            .await
            .unwrap();
        let second = input(&[("c1", "2")], "Second tab");
        for version in [0, 2] {
            let stale = save(&store, actor, s.assignment, version, &second, Intent::Keep).await;
            let current = ReviewContent {
                scores: [(s.competition.criteria[0], Some(7))].into(),
                comment: "First tab".into(),
                ..ReviewContent::default()
            };
            let current = serde_json::to_string(&current).unwrap();
            let stale_at = Stale {
                version: 1,
                by: None,
                current,
            };
            assert_eq!(refusal(stale), Error::Conflict(stale_at));
        }
    })
    .await;
}

#[tokio::test]
async fn save_that_is_sent_again_is_answered_as_the_one_that_was_kept() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let actor = &s.juror.actor;
        let review = whole("7", "8");
        let mut saved = Vec::new();
        for (version, intent) in [
            (0, Intent::Keep),
            (0, Intent::Keep),
            (1, Intent::Submit),
            (1, Intent::Submit),
        ] {
            let answer = save(&store, actor, s.assignment, version, &review, intent).await;
            saved.push(answer.unwrap());
        }
        assert_eq!(saved[0], saved[1]);
        assert_eq!(saved[2], saved[3]);
        assert_eq!((saved[1].version, saved[3].version), (1, 2));
        assert_eq!(received(&store, &s.proposal).await, (1, 1));
        // A draft that comes late does not open again what was handed in.
        let late = save(&store, actor, s.assignment, 0, &review, Intent::Keep).await;
        assert!(matches!(refusal(late), Error::Conflict(_)));
    })
    .await;
}

#[tokio::test]
async fn draft_does_not_take_back_what_was_handed_in() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let actor = &s.juror.actor;
        let good = whole("7", "8");
        save(&store, actor, s.assignment, 0, &good, Intent::Submit)
            .await
            .unwrap();
        let keep = save(&store, actor, s.assignment, 1, &good, Intent::Keep).await;
        assert_eq!(refusal(keep), Error::Denied(Denied::State));
        let worse = save(
            &store,
            actor,
            s.assignment,
            1,
            &input(&[], COMMENT),
            Intent::Submit,
        )
        .await;
        assert!(matches!(refusal(worse), Error::Invalid(_)));
        assert_eq!(received(&store, &s.proposal).await, (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counter_equals_the_rows_after_many_jurors_and_tabs_hand_in_at_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let proposal = fixture.entry(&competition, "Solar kiln").await;
        let mut tabs = Vec::new();
        for n in 0..6 {
            let juror = fixture.juror(&competition, &format!("Juror {n}")).await;
            let assignment = fixture.assignment(&juror, &proposal).await;
            for tab in 0..3 {
                let (store, actor) = (store.clone(), juror.actor.clone());
                tabs.push(tokio::spawn(async move {
                    let review = whole("7", &tab.to_string());
                    save(&store, &actor, assignment, 0, &review, Intent::Submit).await
                }));
            }
        }
        let (mut taken, mut stale) = (0, 0);
        for tab in tabs {
            match tab.await.unwrap() {
                Ok(saved) => {
                    assert_eq!(saved.version, 1);
                    taken += 1;
                }
                Err(store::Error::Refused(Error::Conflict(_))) => stale += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((taken, stale), (6, 12));
        assert_eq!(received(&store, &proposal).await, (6, 6));
        let revisions = entities::review_revisions::Entity::find();
        assert_eq!(revisions.count(store.read()).await.unwrap(), 6);
        // A 7 of each juror; the other criterion has the number of the tab that came first.
        let scores = entities::review_scores::Entity::find();
        assert_eq!(scores.clone().count(store.read()).await.unwrap(), 12);
        let sevens = scores.filter(entities::review_scores::Column::Value.eq(7));
        assert_eq!(sevens.count(store.read()).await.unwrap(), 6);
    })
    .await;
}
