//! What counts, and the order that follows.

use super::{order, result, scene};
use crate::support::{Fixture, NOW, each_database};
use domain::selection::{NoResult, SelectionInput, SelectionWarning};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use store::entities;

#[tokio::test]
async fn clear_scores_are_ranked_by_them() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        let result = result(s.view(&store).await);
        assert_eq!(order(&result), [1, 2, 3, 4]);
        let facts: Vec<_> = result
            .places
            .iter()
            .map(|place| (place.rank, place.selected, place.reviews, place.raw_mean))
            .collect();
        assert_eq!(
            facts,
            [
                (1, true, 2, Some(9.25)),
                (2, true, 2, Some(7.75)),
                (3, false, 2, Some(5.5)),
                (4, false, 2, Some(2.75)),
            ]
        );
        assert_eq!(result.reviews, 8);
        let jurors: Vec<_> = result
            .jurors
            .iter()
            .map(|j| (j.number, j.reviews))
            .collect();
        assert_eq!(jurors, [(1, 4), (2, 4)]);
    })
    .await;
}

#[tokio::test]
async fn equal_scores_are_ordered_by_the_hash_rule() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let mut equal = Vec::new();
        for name in ["A", "B", "C", "D", "E", "F"] {
            equal.push(s.scored(&fixture, name, [[7, 7], [8, 8]]).await);
        }
        s.scored(&fixture, "Lower", [[3, 3], [4, 4]]).await;
        let row = s.competition.row(&store).await;
        let input = store::selection::input_of(store.read(), &row)
            .await
            .unwrap();
        equal.sort_by_key(|proposal| input.canonical.tie_key(proposal.id));
        let mut expected: Vec<i32> = equal.iter().map(|proposal| proposal.number).collect();
        expected.push(7);
        assert_eq!(order(&result(s.view(&store).await)), expected);
    })
    .await;
}

#[tokio::test]
async fn proposal_without_a_review_comes_last_and_is_named() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let unscored = fixture.entry(&s.competition, "Nobody came").await;
        s.four(&fixture).await;
        let thin = fixture.entry(&s.competition, "One came").await;
        fixture.review(&s.jurors[0], &thin).scores(&[1, 0]).await;
        let result = result(s.view(&store).await);
        assert_eq!(order(&result), [2, 3, 4, 5, 6, 1]);
        assert_eq!(result.places[5].raw_mean, None);
        let proposals = vec![unscored.number];
        assert!(
            result
                .warnings
                .contains(&SelectionWarning::Unscored { proposals })
        );
        let proposals = vec![thin.number];
        let thin = SelectionWarning::Thin {
            wanted: 2,
            proposals,
        };
        assert!(result.warnings.contains(&thin));
    })
    .await;
}

#[tokio::test]
async fn drafts_seals_conflicts_and_taken_back_assignments_do_not_count() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let proposals = s.four(&fixture).await;
        let clean = s.view(&store).await;
        let weak = &proposals[3];
        for (name, kind) in [
            ("A", "draft"),
            ("B", "sealed"),
            ("C", "conflict"),
            ("D", "removed"),
        ] {
            let juror = fixture.juror(&s.competition, name).await;
            let top = fixture.review(&juror, weak).scores(&[10, 10]);
            match kind {
                "draft" => drop(top.draft().await),
                "sealed" => drop(top.sealed().await),
                _ => drop(top.await),
            }
            if kind == "conflict" {
                fixture.conflict(&juror, weak, "Cousin").await;
            }
            if kind == "removed" {
                entities::assignments::Entity::update_many()
                    .col_expr(entities::assignments::Column::State, Expr::value("removed"))
                    .filter(entities::assignments::Column::JurorId.eq(juror.id.0))
                    .exec(store.writer())
                    .await
                    .unwrap();
            }
        }
        // Not eligible, though scored.
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&s.competition, "Out").lead(&lead).await;
        let out = fixture.proposal(&team).ineligible().await;
        fixture.review(&s.jurors[0], &out).scores(&[10, 10]).await;
        let after = s.view(&store).await;
        let places =
            |view: &domain::selection::SelectionView| view.outcome.as_ref().unwrap().places.clone();
        assert_eq!(places(&after), places(&clean));
        assert_eq!(after.titles, clean.titles);
    })
    .await;
}

#[tokio::test]
async fn cannot_judge_is_never_zero() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        let declined = fixture.entry(&s.competition, "Declined").await;
        for juror in &s.jurors {
            fixture
                .review(juror, &declined)
                .judged(&[Some(9), None])
                .await;
        }
        let row = s.competition.row(&store).await;
        let input = store::selection::input_of(store.read(), &row)
            .await
            .unwrap();
        let own: Vec<_> = input
            .canonical
            .reviews
            .iter()
            .filter(|review| review.proposal == 4)
            .map(|review| review.scores.clone())
            .collect();
        assert_eq!(own, [vec![Some(9), None], vec![Some(9), None]]);
        let result = result(s.view(&store).await);
        let place = result
            .places
            .iter()
            .find(|place| place.number == 5)
            .unwrap();
        assert!(place.raw_mean.unwrap() > 8.0, "{place:?}");
    })
    .await;
}

#[tokio::test]
async fn competition_without_scores_says_why_there_is_no_result() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        assert_eq!(s.view(&store).await.outcome, Err(NoResult::NoProposals));
        fixture.entry(&s.competition, "Lonely").await;
        assert_eq!(s.view(&store).await.outcome, Err(NoResult::NoScores));
    })
    .await;
}

#[tokio::test]
async fn scores_of_a_competition_are_those_of_its_canonical_input() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let proposals = s.four(&fixture).await;
        let (scores, ids, jurors) = store::selection::scores_of(store.read(), s.competition.id)
            .await
            .unwrap();
        assert_eq!(ids, proposals.each_ref().map(|proposal| proposal.id));
        let mut expected = s.jurors.each_ref().map(|juror| juror.id);
        expected.sort();
        assert_eq!(jurors, expected);
        s.freeze(&store).await;
        let input: SelectionInput = serde_json::from_str(&s.row(&store).await.input).unwrap();
        assert_eq!(store::selection::scores(&input), scores);
        assert_eq!(NOW, s.row(&store).await.frozen_at);
    })
    .await;
}
