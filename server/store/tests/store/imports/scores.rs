//! Scores: what they create, what they never touch, and the counters.

use super::*;
use crate::support::{Fixture, each_database};
use domain::{
    imports::{ImportChoices, ImportKind::Scores},
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, sea_query::Expr};
use store::entities::proposals;

const FILE: &str = "\
proposal,juror,c1,c2,coi
Kiln,Ada,7,8,0
Kiln,Bo,6,n/a,0
Hives,Ada,5,5,0
Hives,Bo,1,1,1
";

async fn counters(store: &Store) -> Vec<(String, i32, i32)> {
    let rows = proposals::Entity::find().order_by_asc(proposals::Column::Number);
    let rows = rows.all(store.read()).await.unwrap().into_iter();
    rows.map(|row| (row.title, row.reviews_assigned, row.reviews_received))
        .collect()
}

#[tokio::test]
async fn spreadsheet_of_scores_becomes_a_competition() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let report = run_as_promised(&store, &organiser, &to, Scores, FILE, CREATE).await;
        assert_eq!(counts(&report), (4, 4, 0, 0, 0));
        let created = report.created;
        assert_eq!(
            (
                created.proposals,
                created.jurors,
                created.reviews,
                created.conflicts,
                created.mails
            ),
            (2, 2, 3, 1, 0)
        );
        assert_eq!(report.names.proposals, ["Kiln", "Hives"]);
        assert_eq!(report.names.jurors.len(), 2);
        assert_eq!(
            counters(&store).await,
            [("Kiln".into(), 2, 2), ("Hives".into(), 1, 1)]
        );
        let values: Vec<Option<i32>> = review_scores::Entity::find()
            .all(store.read())
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.value)
            .collect();
        assert_eq!(values.iter().filter(|value| value.is_none()).count(), 1);
        assert_eq!(values.iter().flatten().sum::<i32>(), 7 + 8 + 6 + 5 + 5);
        let round = rounds::Entity::find_by_id(to.round.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(round.rubric_locked_at, Some(NOW));
        let jury = jurors::Entity::find()
            .order_by_asc(jurors::Column::Name)
            .all(store.read())
            .await
            .unwrap();
        let jury: Vec<_> = jury
            .iter()
            .map(|own| {
                (
                    own.name.as_str(),
                    own.state.as_str(),
                    own.capacity,
                    own.account_id,
                )
            })
            .collect();
        assert_eq!(
            jury,
            [("Ada", "active", 2, None), ("Bo", "active", 1, None)]
        );
    })
    .await;
}

#[tokio::test]
async fn scores_imported_twice_change_nothing_and_a_new_score_is_a_revision() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        run(&store, &organiser, &to, Scores, FILE, CREATE).await;
        let before = rows(&store).await;
        let again = run_as_promised(&store, &organiser, &to, Scores, FILE, KNOWN).await;
        assert_eq!(counts(&again), (4, 0, 0, 4, 0));
        let (mut before, mut after) = (before, rows(&store).await);
        for rows in [&mut before, &mut after] {
            rows.retain(|(table, _)| *table != "audit_log");
        }
        assert_eq!(after, before);
        let changed = FILE.replace("Kiln,Ada,7", "Kiln,Ada,9");
        let report = run_as_promised(&store, &organiser, &to, Scores, &changed, KNOWN).await;
        assert_eq!(counts(&report), (4, 0, 1, 3, 0));
        assert_eq!(
            counters(&store).await,
            [("Kiln".into(), 2, 2), ("Hives".into(), 1, 1)]
        );
        let revised = reviews::Entity::find()
            .filter(reviews::Column::Version.eq(2))
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(revised.len(), 1);
        let kept = review_revisions::Entity::find()
            .filter(review_revisions::Column::ReviewId.eq(revised[0].id));
        assert_eq!(kept.count(store.read()).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn conflict_that_comes_later_seals_the_imported_review() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        run(&store, &organiser, &to, Scores, FILE, CREATE).await;
        let later = "proposal,juror,c1,c2,coi\nkiln,ada,7,8,yes\n";
        let report = run_as_promised(&store, &organiser, &to, Scores, later, KNOWN).await;
        assert_eq!(counts(&report), (1, 0, 1, 0, 0));
        assert_eq!(
            counters(&store).await,
            [("Kiln".into(), 1, 1), ("Hives".into(), 1, 1)]
        );
        let sealed = reviews::Entity::find().filter(reviews::Column::State.eq("sealed"));
        assert_eq!(sealed.count(store.read()).await.unwrap(), 1);
        // The old file says that Ada has no conflict: it would bring a sealed score back.
        let report = run(&store, &organiser, &to, Scores, FILE, KNOWN).await;
        assert_eq!(report.problems, [CellProblem::of_row(2, "conflict_stands")]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_types_the_score_of_a_juror_with_an_account_or_learns_it() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let kiln = fixture.entry(&to, "Kiln").await;
        let june = fixture.juror(&to, "June").await;
        let review = fixture.review(&june, &kiln).scores(&[3, 4]).await;
        // The very scores that stand there, and others, get the same answer.
        for scores in ["3,4", "9,9"] {
            let file =
                format!("proposal,juror,c1,c2\n1,June,{scores}\nKiln,june@example.org,{scores}\n");
            let report = run(&store, &organiser, &to, Scores, &file, CREATE).await;
            assert_eq!(
                report.problems,
                [
                    bad(2, "juror", "June", "juror_scores_here"),
                    bad(3, "juror", "june@example.org", "juror_scores_here"),
                ]
            );
            assert_eq!(counts(&report), (2, 0, 0, 0, 2));
        }
        let row = reviews::Entity::find_by_id(review.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.version, 1);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn scores_for_jurors_who_are_invited_or_off_the_jury_are_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        run(&store, &organiser, &to, Scores, FILE, CREATE).await;
        fixture.juror(&to, "June").invited().await;
        jurors::Entity::update_many()
            .col_expr(jurors::Column::State, Expr::value("withdrawn"))
            .filter(jurors::Column::Name.eq("Bo"))
            .exec(store.writer())
            .await
            .unwrap();
        let file = "proposal,juror,c1,c2,coi\n\
            Kiln,Ada,7,8,\nKiln,Bo,6,n/a,\nKiln,June,7,8,\nHives,june@example.org,,,1\n";
        let before = rows(&store).await;
        let report = run(&store, &organiser, &to, Scores, file, CREATE).await;
        assert_eq!(
            report.problems,
            [
                bad(3, "juror", "Bo", "pair_inactive"),
                bad(4, "juror", "June", "juror_scores_here"),
                bad(5, "juror", "june@example.org", "juror_scores_here"),
            ]
        );
        assert_eq!(counts(&report), (4, 0, 0, 1, 3));
        assert_eq!(rows(&store).await, before);
    })
    .await;
}

#[tokio::test]
async fn numbers_that_a_file_of_scores_names_go_to_the_proposals_that_it_names() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let file = "proposal,juror,c1,c2\n\
            Solar,Ada,7,8\n1,Ada,6,6\n012,Ada,5,5\n12,Bo,4,4\nHives,Bo,3,3\n";
        let report = run_as_promised(&store, &organiser, &to, Scores, file, CREATE).await;
        assert_eq!(
            (counts(&report), report.created.proposals),
            ((5, 5, 0, 0, 0), 4)
        );
        let found = proposals::Entity::find().order_by_asc(proposals::Column::Number);
        let found = found.all(store.read()).await.unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|own| (own.number, own.title.as_str()))
            .collect();
        assert_eq!(found, [(1, "1"), (12, "012"), (13, "Solar"), (14, "Hives")]);
        let again = run_as_promised(&store, &organiser, &to, Scores, file, KNOWN).await;
        assert_eq!(counts(&again), (5, 0, 0, 5, 0));
    })
    .await;
}

#[tokio::test]
async fn unknown_doubled_and_ineligible_rows_are_named_and_nothing_is_written() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        fixture.entry(&to, "Kiln").await;
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&to, "Oven").lead(&lead).await;
        fixture.proposal(&team).ineligible().await;
        let known = "proposal,juror,c1,c2\nKiln,June,7,8\n";
        run(&store, &organiser, &to, Scores, known, CREATE).await;
        let file = "proposal,juror,c1,c2,coi\n\
            Kiln,June,7,8,\n1,june,7,8,\nOven,June,1,1,\nNone,June,1,1,\nKiln,Nobody,1,1,\nKiln,June,11,,\n";
        let before = rows(&store).await;
        let report = run(&store, &organiser, &to, Scores, file, KNOWN).await;
        assert_eq!(
            report.problems,
            [
                CellProblem::of_row(3, "duplicate_row"),
                bad(4, "proposal", "Oven", "not_eligible"),
                bad(5, "proposal", "None", "unknown_proposal"),
                bad(6, "juror", "Nobody", "unknown_juror"),
                CellProblem::new(7, "c1", "11", Problem::OutOfRange { min: 0, max: 10 }),
                bad(7, "c2", "", "score_missing"),
            ]
        );
        assert_eq!(counts(&report), (6, 0, 0, 1, 5));
        assert_eq!(rows(&store).await, before);
    })
    .await;
}

#[tokio::test]
async fn scores_before_the_rules_are_frozen_are_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let mapping = Mapping::default();
        let file = ImportFile {
            kind: Scores,
            bytes: FILE.as_bytes(),
            mapping: &mapping,
            options: CREATE,
        };
        assert_eq!(
            refusal(imports::check(&store, &organiser, &to.slug, &file, NOW).await),
            Error::Denied(Denied::TooEarly)
        );
        assert_eq!(jurors::Entity::find().count(store.read()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn scores_stay_out_once_jurors_discuss_them_also_from_a_file_that_was_checked_before() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Selection).await;
        let olive = fixture.organiser(&to, "Olive").await;
        let proposal = fixture.entry(&to, "Kiln").await;
        let slug = to.slug.as_str();
        let choices = ImportChoices {
            kind: "scores".into(),
            create: true,
            ..ImportChoices::default()
        };
        let keep = || imports::keep(&store, &olive, slug, &choices, "", FILE.as_bytes(), NOW);
        let kept = keep().await.unwrap();
        store::deliberations::open(&store, &olive, slug, &[proposal.id], "", NOW)
            .await
            .unwrap();
        let refused = Error::Denied(Denied::Deliberated);
        let mapping = Mapping::default();
        let file = |kind, text: &'static str| ImportFile {
            kind,
            bytes: text.as_bytes(),
            mapping: &mapping,
            options: CREATE,
        };
        let scores = file(Scores, FILE);
        let checked = imports::check(&store, &olive, slug, &scores, NOW).await;
        assert_eq!(refusal(checked), refused);
        let run = imports::run(&store, &olive, slug, &scores, NOW).await;
        assert_eq!(refusal(run), refused);
        assert_eq!(refusal(keep().await), refused);
        let applied = imports::carry_out(&store, &olive, slug, kept, NOW).await;
        assert_eq!(refusal(applied), refused);
        assert_eq!(
            reviews::Entity::find().count(store.read()).await.unwrap(),
            0
        );
        let start = imports::start(&store, &olive, slug, NOW).await.unwrap();
        assert_eq!(
            (start.no_scores, start.denied),
            (Some(Denied::Deliberated), None)
        );
        // People still come in.
        let people = file(ImportKind::People, "name,email\nZoe,zoe@example.org\n");
        assert!(
            imports::check(&store, &olive, slug, &people, NOW)
                .await
                .is_ok()
        );
    })
    .await;
}
