//! Exports: scores and ranking are what was counted, and only for those who may see them.

use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error,
    exports::{Cell, ExportTable},
    imports::{Entering, ImportKind, ImportOptions, Mapping},
    policy::{Denied, Phase},
};
use store::{
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
        assert_eq!(scores.columns.len(), 4);
        // The juror with a conflict does not count; who "cannot judge" has no nought.
        let mut found: Vec<_> = scores.rows.iter().map(|row| row[2..].to_vec()).collect();
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
