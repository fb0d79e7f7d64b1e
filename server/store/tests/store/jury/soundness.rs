//! That the check of invariants finds what is broken, and nothing else.

use crate::support::{Fixture, each_database, sound};
use domain::policy::Phase;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use store::{
    entities::{assignments, proposals, reviews, team_members},
    invariants,
};

#[tokio::test]
async fn check_of_sound_rows_finds_nothing_and_of_broken_rows_each() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let entry = fixture.entry(&competition, "Ada").await;
        let other = fixture.entry(&competition, "Bo").await;
        let june = fixture.juror(&competition, "June").await;
        let jean = fixture.juror(&competition, "Jean").await;
        let review = fixture.review(&june, &entry).await;
        fixture.review(&jean, &other).draft().await;
        sound(&store).await;

        let conn = store.writer();
        proposals::Entity::update_many()
            .col_expr(proposals::Column::ReviewsAssigned, Expr::value(4))
            .filter(proposals::Column::Id.eq(entry.id.0))
            .exec(conn)
            .await
            .unwrap();
        fixture.conflict(&jean, &other, "A cousin").await;
        reviews::Entity::update_many()
            .col_expr(reviews::Column::SubmittedAt, Expr::value(None::<i64>))
            .filter(reviews::Column::Id.eq(review.0))
            .exec(conn)
            .await
            .unwrap();
        team_members::Entity::update_many()
            .col_expr(team_members::Column::Role, Expr::value("editor"))
            .filter(team_members::Column::TeamId.eq(other.team.id.0))
            .exec(conn)
            .await
            .unwrap();
        let mut expected = vec![
            format!(
                "juror {} has proposal {} in spite of a conflict",
                jean.id, other.id
            ),
            format!(
                "proposal {}: reviews_assigned is 4, active assignments are 1",
                entry.id
            ),
            format!("review {review}: submitted, but never"),
            format!("team {}: has 0 leads", other.team.id),
        ];
        expected.sort();
        assert_eq!(invariants::check(&store).await.unwrap(), expected);

        assignments::Entity::update_many()
            .col_expr(assignments::Column::State, Expr::value("removed"))
            .filter(assignments::Column::JurorId.eq(june.id.0))
            .exec(conn)
            .await
            .unwrap();
        conn.execute_unprepared("UPDATE reviews SET state = 'sealed' WHERE state = 'draft'")
            .await
            .unwrap();
        let found = invariants::check(&store).await.unwrap();
        assert!(found.contains(&format!(
            "review {review}: counts without an active assignment"
        )));
        assert!(
            found
                .iter()
                .any(|line| line.ends_with("sealed, but still assigned"))
        );
    })
    .await;
}
