//! Exports: scores and ranking are what was counted, and only for those who may see them.

use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error,
    exports::{Cell, ExportTable},
    imports::{Entering, ImportKind, ImportOptions, Mapping},
    policy::{Denied, Phase},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use store::{
    entities::{review_scores, reviews},
    exports,
    imports::{self, ImportFile},
};

const FILE: &str = "\
proposal,juror,c1,c2,coi
Kiln,Ada,7,8,0
Kiln,Bo,6,n/a,0
Hives,Ada,5,5,0
Hives,Bo,1,1,1
Stove,Ada,9,9,0
Stove,Bo,9,8,0
";

#[tokio::test]
async fn exports_of_scores_are_the_imported_scores_that_count() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Selection).await;
        let olive = fixture.organiser(&to, "Olive").await;
        let file = ImportFile {
            kind: ImportKind::Scores,
            bytes: FILE.as_bytes(),
            mapping: &Mapping::default(),
            options: ImportOptions {
                create: true,
                entering: Entering::Eligible,
                write: false,
            },
        };
        let report = imports::run(&store, &olive, &to.slug, &file, NOW)
            .await
            .unwrap();
        assert!(report.applied, "{:?}", report.problems);
        let table = |table| exports::sheet(&store, &olive, &to.slug, table, None, NOW);
        let scores = table(ExportTable::Scores).await.unwrap();
        assert_eq!(scores.columns[..2], ["number", "juror_number"]);
        assert_eq!(scores.columns.len(), 5);
        // The juror with a conflict does not count; who "cannot judge" has no nought.
        let mut found: Vec<_> = scores.rows.iter().map(|row| row[2..4].to_vec()).collect();
        found.sort_by_key(|row| format!("{row:?}"));
        assert_eq!(
            found,
            [
                vec![Cell::Decimal(5.0), Cell::Decimal(5.0)],
                vec![Cell::Decimal(6.0), Cell::text("n/a")],
                vec![Cell::Decimal(7.0), Cell::Decimal(8.0)],
                vec![Cell::Decimal(9.0), Cell::Decimal(8.0)],
                vec![Cell::Decimal(9.0), Cell::Decimal(9.0)],
            ]
        );
        let ranking = table(ExportTable::Ranking).await.unwrap();
        assert_eq!(ranking.columns[..3], ["rank", "number", "title"]);
        // Numbers are those of the file's order, ranks those of the scores.
        let places: Vec<_> = ranking.rows.iter().map(|row| row[..3].to_vec()).collect();
        let place = |rank, number, title: &str| {
            vec![Cell::Number(rank), Cell::Number(number), Cell::text(title)]
        };
        assert_eq!(
            places,
            [
                place(1, 3, "Stove"),
                place(2, 1, "Kiln"),
                place(3, 2, "Hives")
            ]
        );
        for row in &ranking.rows {
            assert_eq!(row.len(), ranking.columns.len());
        }
    })
    .await;
}

#[tokio::test]
async fn exports_of_scores_are_closed_while_jurors_score_and_to_everybody_else() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let early = fixture.competition().in_phase(Phase::Jury).await;
        let late = fixture.competition().in_phase(Phase::Selection).await;
        let olive = fixture.organiser(&early, "Olive").await;
        let person = fixture.person("Lea").await;
        for table in [ExportTable::Scores, ExportTable::Ranking] {
            let answer = exports::sheet(&store, &olive, &early.slug, table, None, NOW).await;
            assert_eq!(refusal(answer), Error::Denied(Denied::TooEarly));
            for actor in [&olive, &person] {
                let answer = exports::sheet(&store, actor, &late.slug, table, None, NOW).await;
                assert_eq!(refusal(answer), Error::Denied(Denied::Role));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn export_of_scores_tells_why_jurors_could_not_judge_and_nothing_that_does_not_count() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let call = fixture.competition().in_phase(Phase::Selection).await;
        let olive = fixture.organiser(&call, "Olive").await;
        let proposal = fixture.entry(&call, "Kiln").await;
        let mut all = Vec::new();
        for name in ["Ada", "Bo", "Cy", "Di"] {
            all.push(fixture.juror(&call, name).await);
        }
        let review = |at: usize| fixture.review(&all[at], &proposal);
        review(0).judged(&[None, Some(8)]).note("HIDDEN note").await;
        review(1).draft().judged(&[None, Some(1)]).await;
        review(2).sealed().judged(&[None, Some(2)]).await;
        review(3).judged(&[Some(4), None]).await;
        fixture.conflict(&all[3], &proposal, "HIDDEN reason").await;
        let rows = review_scores::Entity::find().all(store.read()).await;
        for row in rows.unwrap() {
            let juror = reviews::Entity::find_by_id(row.review_id)
                .one(store.read())
                .await
                .unwrap()
                .unwrap()
                .juror_id;
            let counts = juror == all[0].id.0;
            let reason = match (row.value, counts) {
                (None, true) => Some("I know no kilns"),
                (None, false) => Some("HIDDEN"),
                (Some(_), _) => None,
            };
            let mut row = row.into_active_model();
            row.reason = Set(reason.map(str::to_owned));
            row.update(store.writer()).await.unwrap();
        }
        let sheet = exports::sheet(&store, &olive, &call.slug, ExportTable::Scores, None, NOW);
        let sheet = sheet.await.unwrap();
        assert_eq!(sheet.columns[4], "cannot_judge");
        let told: Vec<_> = sheet.rows.iter().map(|row| row[4].clone()).collect();
        assert_eq!(told, [Cell::text("c1: I know no kilns")]);
        assert!(!format!("{sheet:?}").contains("HIDDEN"));
    })
    .await;
}
