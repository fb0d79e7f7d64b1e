//! Changing the criteria of a draft.

use super::criterion;
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error, Language, Problem,
    competitions::{Criterion, CriterionEdit, by_look},
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use store::{
    competitions,
    entities::{criteria, rounds},
};

#[tokio::test]
async fn criteria_are_added_changed_moved_and_removed_in_order() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = &competition.slug;
        let codes = async || {
            let (_, rubric) = competitions::load_rubric(store.read(), competition.id)
                .await
                .unwrap();
            rubric.into_iter().map(|c| c.code).collect::<Vec<_>>()
        };
        let en = Language::En;
        let added = competitions::save_criterion(
            &store,
            &organiser,
            slug,
            1,
            None,
            &criterion("craft"),
            en,
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(codes().await, ["c1", "c2", "craft"]);
        competitions::move_criterion(&store, &organiser, slug, 2, added, true, NOW)
            .await
            .unwrap();
        assert_eq!(codes().await, ["c1", "craft", "c2"]);
        let french = CriterionEdit {
            name: "Métier".into(),
            ..criterion("craft")
        };
        competitions::save_criterion(
            &store,
            &organiser,
            slug,
            3,
            Some(added),
            &french,
            Language::Fr,
            NOW,
        )
        .await
        .unwrap();
        let (_, rubric) = competitions::load_rubric(store.read(), competition.id)
            .await
            .unwrap();
        assert_eq!(
            (
                rubric[1].name.get(Language::En),
                rubric[1].name.get(Language::Fr)
            ),
            ("Craft", "Métier")
        );
        assert_eq!(
            (rubric[1].min, rubric[1].max, rubric[1].anchors[0].level),
            (0, 40, 10)
        );
        let taken = competitions::save_criterion(
            &store,
            &organiser,
            slug,
            4,
            None,
            &criterion("c1"),
            en,
            NOW,
        )
        .await;
        assert_eq!(refusal(taken), Error::invalid("code", Problem::Taken));
        competitions::remove_criterion(&store, &organiser, slug, 4, competition.criteria[0], NOW)
            .await
            .unwrap();
        assert_eq!(codes().await, ["craft", "c2"]);
        let stale = competitions::remove_criterion(&store, &organiser, slug, 4, added, NOW).await;
        assert!(matches!(refusal(stale), Error::Conflict(stale) if stale.version == 5));
        assert_eq!(codes().await, ["craft", "c2"]);
    })
    .await;
}

#[tokio::test]
async fn criteria_of_second_looks_are_a_rubric_of_their_own_with_codes_that_nobody_else_has() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let draft = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&draft, "Olive").await;
        let save = async |version, id, code: &str, second_look| {
            let edit = CriterionEdit {
                second_look,
                ..criterion(code)
            };
            let (slug, en) = (&draft.slug, Language::En);
            competitions::save_criterion(&store, &organiser, slug, version, id, &edit, en, NOW)
                .await
        };
        save(1, None, "depth", true).await.unwrap();
        let reach = save(2, None, "reach", true).await.unwrap();
        let taken = save(3, None, "c1", true).await;
        assert_eq!(refusal(taken), Error::invalid("code", Problem::Taken));
        // It stays one of second looks, whatever a form says.
        save(3, Some(reach), "range", false).await.unwrap();
        competitions::move_criterion(&store, &organiser, &draft.slug, 4, reach, true, NOW)
            .await
            .unwrap();
        let setup = competitions::setup(&store, &organiser, &draft.slug, NOW);
        let (first, second) = by_look(setup.await.unwrap().rubric);
        let codes = |list: &[Criterion]| list.iter().map(|own| own.code.clone()).collect();
        let found: [Vec<String>; 2] = [codes(&first), codes(&second)];
        assert_eq!(found, [["c1", "c2"], ["range", "depth"]]);
        // The first look is scored without them.
        let (_, rubric) = competitions::load_rubric(store.read(), draft.id)
            .await
            .unwrap();
        assert_eq!(rubric, first);
        let rules = competitions::opening(&store, &organiser, &draft.slug, NOW);
        assert_eq!(rules.await.unwrap().0.rubric.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn criterion_of_another_competition_is_missing_and_untouched() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let own = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&own, "Olive").await;
        let foreign = fixture.competition().in_phase(Phase::Draft).await;
        let id = foreign.criteria[0];
        let slug = &own.slug;
        let edit = criterion("stolen");
        let saved = competitions::save_criterion(
            &store,
            &organiser,
            slug,
            1,
            Some(id),
            &edit,
            Language::En,
            NOW,
        )
        .await;
        assert_eq!(refusal(saved), Error::Missing);
        let removed = competitions::remove_criterion(&store, &organiser, slug, 1, id, NOW).await;
        assert_eq!(refusal(removed), Error::Missing);
        let removed =
            competitions::remove_need(&store, &organiser, slug, 1, foreign.needs[1], NOW).await;
        assert_eq!(refusal(removed), Error::Missing);
        let row = criteria::Entity::find_by_id(id.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.code, "c1");
    })
    .await;
}

#[tokio::test]
async fn rubric_with_scores_is_locked_also_in_a_draft() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        rounds::Entity::update_many()
            .col_expr(rounds::Column::RubricLockedAt, Expr::value(NOW))
            .filter(rounds::Column::Id.eq(competition.round.0))
            .exec(store.writer())
            .await
            .unwrap();
        let id = competition.criteria[0];
        let removed =
            competitions::remove_criterion(&store, &organiser, &competition.slug, 1, id, NOW).await;
        assert_eq!(refusal(removed), Error::Denied(Denied::State));
        assert_eq!(
            criteria::Entity::find().count(store.read()).await.unwrap(),
            2
        );
    })
    .await;
}
