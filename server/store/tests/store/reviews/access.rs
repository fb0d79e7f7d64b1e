//! Who may read and score, and when. Every denial has data behind it that could leak.

use super::{COMMENT, Scene, input, received, save, scene, whole};
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Actor, Error,
    policy::{Denied, Phase},
    reviews::Intent,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use store::{Store, entities};

/// What reading, its history, and saving answer.
async fn answers(store: &Store, actor: &Actor, s: &Scene, now: i64) -> [Option<Error>; 3] {
    let error = |result: Result<(), store::Error>| match result {
        Ok(()) => None,
        Err(store::Error::Refused(error)) => Some(error),
        Err(fault) => panic!("{fault}"),
    };
    let read = store::reviews::open_sheet(store, actor, s.assignment, now).await;
    let history = store::reviews::history(store, actor, s.assignment, now).await;
    let draft = input(&[("c1", "1")], "");
    let version = 1;
    let save = store::reviews::save(
        store,
        actor,
        s.assignment,
        version,
        &draft,
        Intent::Keep,
        now,
    )
    .await;
    [
        error(read.map(drop)),
        error(history.map(drop)),
        error(save.map(drop)),
    ]
}

fn denied(reason: Denied) -> [Option<Error>; 3] {
    std::array::from_fn(|_| Some(Error::Denied(reason)))
}

async fn with_draft(fixture: &Fixture) -> Scene {
    let s = scene(fixture).await;
    fixture
        .review(&s.juror, &s.proposal)
        .draft()
        .scores(&[9, 9])
        .comment("A secret of Jo")
        .note("Only for the jury")
        .await;
    s
}

#[tokio::test]
async fn review_of_another_juror_is_missing_for_everybody_else() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = with_draft(&fixture).await;
        let same_proposal = fixture.juror(&s.competition, "Ju").await;
        fixture.assignment(&same_proposal, &s.proposal).await;
        let organiser = fixture.organiser(&s.competition, "Olga").await;
        let operator = fixture.operator("Otto").await;
        let missing: [_; 3] = std::array::from_fn(|_| Some(Error::Missing));
        for actor in [&same_proposal.actor, &organiser, &operator] {
            assert_eq!(answers(&store, actor, &s, NOW).await, missing);
        }
        let visitor: [_; 3] = std::array::from_fn(|_| Some(Error::SignedOut));
        assert_eq!(answers(&store, &Actor::VISITOR, &s, NOW).await, visitor);
        // The juror whose it is reads it: so there was something to leak.
        let own = store::reviews::open_sheet(&store, &s.juror.actor, s.assignment, NOW).await;
        assert_eq!(
            own.unwrap().review.unwrap().content.comment,
            "A secret of Jo"
        );
    })
    .await;
}

#[tokio::test]
async fn juror_with_a_conflict_reads_and_scores_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = with_draft(&fixture).await;
        fixture
            .conflict(&s.juror, &s.proposal, "My sister leads it")
            .await;
        let closed = denied(Denied::ConflictOfInterest);
        assert_eq!(answers(&store, &s.juror.actor, &s, NOW).await, closed);
    })
    .await;
}

#[tokio::test]
async fn sealed_review_is_closed_and_cannot_be_handed_in() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        fixture.review(&s.juror, &s.proposal).sealed().await;
        let closed = denied(Denied::ConflictOfInterest);
        assert_eq!(answers(&store, &s.juror.actor, &s, NOW).await, closed);
        let review = whole("9", "9");
        let saved = save(
            &store,
            &s.juror.actor,
            s.assignment,
            1,
            &review,
            Intent::Submit,
        )
        .await;
        assert_eq!(refusal(saved), Error::Denied(Denied::ConflictOfInterest));
        assert_eq!(received(&store, &s.proposal).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn assignment_taken_back_and_ineligible_proposal_are_closed() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = with_draft(&fixture).await;
        entities::assignments::Entity::update_many()
            .col_expr(entities::assignments::Column::State, Expr::value("removed"))
            .filter(entities::assignments::Column::Id.eq(s.assignment.0))
            .exec(store.writer())
            .await
            .unwrap();
        let closed = denied(Denied::NotYours);
        assert_eq!(answers(&store, &s.juror.actor, &s, NOW).await, closed);

        let s = Scene {
            juror: fixture.juror(&s.competition, "Ju").await,
            ..s
        };
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&s.competition, "Late").lead(&lead).await;
        let proposal = fixture.proposal(&team).ineligible().await;
        let assignment = fixture.assignment(&s.juror, &proposal).await;
        let s = Scene {
            proposal,
            assignment,
            ..s
        };
        assert_eq!(answers(&store, &s.juror.actor, &s, NOW).await, closed);
    })
    .await;
}

#[tokio::test]
async fn juror_who_has_not_declared_conflicts_or_has_left_reads_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = with_draft(&fixture).await;
        for (juror, reason) in [
            (
                fixture.juror(&s.competition, "New").undeclared().await,
                Denied::DeclareFirst,
            ),
            (
                fixture.juror(&s.competition, "Gone").withdrawn().await,
                Denied::Role,
            ),
        ] {
            let assignment = fixture.assignment(&juror, &s.proposal).await;
            let own = Scene {
                competition: s.competition.clone(),
                proposal: s.proposal.clone(),
                assignment,
                juror,
            };
            let closed = denied(reason);
            assert_eq!(answers(&store, &own.juror.actor, &own, NOW).await, closed);
        }
    })
    .await;
}

#[tokio::test]
async fn scores_are_taken_to_the_last_millisecond_of_the_window_and_not_outside_of_it() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = with_draft(&fixture).await;
        let row = s.competition.row(&store).await;
        let actor = &s.juror.actor;
        let early = answers(&store, actor, &s, row.jury_opens_at - 1).await;
        assert_eq!(early, denied(Denied::TooEarly));
        let late = answers(&store, actor, &s, row.jury_closes_at + 1).await;
        assert_eq!(late, [None, None, Some(Error::Denied(Denied::TooLate))]);
        let last = answers(&store, actor, &s, row.jury_closes_at).await;
        assert_eq!(last, [None, None, None]);
    })
    .await;
}

#[tokio::test]
async fn frozen_selection_takes_no_score_even_if_the_clock_would_allow_it() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = with_draft(&fixture).await;
        fixture.selection(&s.competition).frozen().await;
        let review = input(&[("c1", "1"), ("c2", "1")], COMMENT);
        let saved = save(
            &store,
            &s.juror.actor,
            s.assignment,
            1,
            &review,
            Intent::Submit,
        )
        .await;
        assert_eq!(refusal(saved), Error::Denied(Denied::TooLate));
        assert_eq!(received(&store, &s.proposal).await, (0, 0));
        let sheet = store::reviews::open_sheet(&store, &s.juror.actor, s.assignment, NOW).await;
        assert!(!sheet.unwrap().open);
    })
    .await;
}

#[tokio::test]
async fn opening_is_recorded_once_and_only_within_the_window() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let proposal = fixture.entry(&competition, "Solar kiln").await;
        let juror = fixture.juror(&competition, "Jo").await;
        let assignment = fixture.assignment(&juror, &proposal).await;
        let row = competition.row(&store).await;
        let opened = async || {
            entities::assignments::Entity::find_by_id(assignment.0)
                .one(store.read())
                .await
                .unwrap()
                .unwrap()
                .opened_at
        };
        for (now, expected) in [
            (row.jury_closes_at + 1, None),
            (NOW, Some(NOW)),
            (NOW + 7, Some(NOW)),
        ] {
            store::reviews::open_sheet(&store, &juror.actor, assignment, now)
                .await
                .unwrap();
            assert_eq!(opened().await, expected);
        }
        let log = entities::audit_log::Entity::find().all(store.read()).await;
        let log: Vec<_> = log.unwrap().into_iter().map(|r| (r.action, r.at)).collect();
        assert_eq!(log, [("proposal.opened".to_owned(), NOW)]);
    })
    .await;
}
