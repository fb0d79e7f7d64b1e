//! Real data: 218 figure-skating performances, 97 judges, five components in quarter points, with the judges' own
//! conflicts of interest. In through the import, out as a shortlist, compared with lme4's result.

use super::*;
use crate::support::{Fixture, each_database};
use domain::{imports::ImportKind::Scores, policy::Phase};
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
use std::collections::HashMap;

/// BuzzFeed News, from ISU protocols, CC BY 4.0; see the folder's README.
const FILE: &str = include_str!("../../../../../app/ranking/tests/data/skating_men_free.csv");
const REFERENCE: &str =
    include_str!("../../../../../app/ranking/tests/data/ref_skating_men_free_nocoi_blup_item.csv");

/// The first ten performances by lme4's estimates over the rows without a conflict, in the order of their names:
/// the guard gives noisy judges less weight, which lme4 does not, so that neighbours may change places.
fn expected() -> Vec<&'static str> {
    let mut levels: Vec<(f64, &str)> = REFERENCE
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            (cells[3].parse().unwrap(), cells[0])
        })
        .collect();
    levels.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut ten: Vec<&str> = levels
        .into_iter()
        .take(10)
        .map(|(_, level)| level)
        .collect();
    ten.sort_unstable();
    ten
}

#[tokio::test]
async fn figure_skating_comes_in_as_a_file_and_the_ten_come_out() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture
            .competition()
            .in_phase(Phase::Selection)
            .seats(10)
            .weights(&[1, 1, 1, 1, 1])
            .await;
        criteria::Entity::update_many()
            .col_expr(criteria::Column::Max, Expr::value(40))
            .col_expr(criteria::Column::UnitsPerPoint, Expr::value(4))
            .filter(criteria::Column::RoundId.eq(to.round.0))
            .exec(store.writer())
            .await
            .unwrap();
        let organiser = fixture.organiser(&to, "Olive").await;
        let mapping =
            Mapping::parse("proposal=item, juror=rater, criteria=c1..c5, conflict=coi").unwrap();
        let file = ImportFile {
            kind: Scores,
            bytes: FILE.as_bytes(),
            mapping: &mapping,
            options: CREATE,
        };
        let dry = imports::check(&store, &organiser, &to.slug, &file, NOW)
            .await
            .unwrap();
        let report = imports::run(&store, &organiser, &to.slug, &file, NOW)
            .await
            .unwrap();
        assert_eq!(
            ImportReport {
                applied: true,
                ..dry
            },
            report
        );
        assert_eq!(counts(&report), (1962, 1962, 0, 0, 0));
        let created = report.created;
        assert_eq!(
            (
                created.proposals,
                created.jurors,
                created.reviews,
                created.conflicts
            ),
            (218, 97, 1820, 142)
        );
        sound(&store).await;
        let again = imports::check(&store, &organiser, &to.slug, &file, NOW)
            .await
            .unwrap();
        assert_eq!(counts(&again), (1962, 0, 0, 1962, 0));

        let view = store::selection::view(&store, &organiser, &to.slug, NOW)
            .await
            .unwrap();
        let titles: HashMap<i32, &str> = view
            .titles
            .iter()
            .map(|own| (own.number, own.title.as_str()))
            .collect();
        let result = view.outcome.unwrap();
        assert_eq!(
            (result.reviews, result.places.len(), result.jurors.len()),
            (1820, 218, 97)
        );
        let mut ten: Vec<&str> = result
            .places
            .iter()
            .filter(|place| place.selected)
            .map(|place| titles[&place.number])
            .collect();
        ten.sort_unstable();
        assert_eq!(ten, expected());
    })
    .await;
}
