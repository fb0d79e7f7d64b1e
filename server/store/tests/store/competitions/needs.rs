//! Changing the needs of a draft, and the colleges that they name.

use super::other;
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error, FieldError, Language, Problem,
    competitions::{CollegeEdit, NeedEdit},
    policy::Phase,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use store::{competitions, entities::colleges};

#[tokio::test]
async fn college_that_a_need_names_stays_until_the_need_goes() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let (slug, huye) = (&competition.slug, competition.colleges[0]);
        let refused = competitions::remove_college(&store, &organiser, slug, 1, huye, NOW).await;
        assert_eq!(refusal(refused), other("college", "in_use"));
        competitions::remove_need(&store, &organiser, slug, 1, competition.needs[0], NOW)
            .await
            .unwrap();
        competitions::remove_college(&store, &organiser, slug, 2, huye, NOW)
            .await
            .unwrap();
        let left = competitions::colleges_of(store.read(), competition.id)
            .await
            .unwrap();
        assert_eq!(
            left.iter().map(|c| c.id).collect::<Vec<_>>(),
            [competition.colleges[1]]
        );
    })
    .await;
}

#[tokio::test]
async fn needs_and_colleges_are_saved_as_typed() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = &competition.slug;
        let college = CollegeEdit {
            code: "tumba".into(),
            name: " IPRC Tumba ".into(),
            district: "Rulindo".into(),
            province: "northern".into(),
            latitude: "-1,63".into(),
            longitude: "29.98".into(),
        };
        let tumba = competitions::save_college(&store, &organiser, slug, 1, None, &college, NOW)
            .await
            .unwrap();
        let need = NeedEdit {
            title: "Spare parts".into(),
            description: "Pumps stand still".into(),
            sector: "manufacturing".into(),
            college: tumba.to_string(),
            priority: "5".into(),
        };
        let en = Language::En;
        let id = competitions::save_need(&store, &organiser, slug, 2, None, &need, en, NOW)
            .await
            .unwrap();
        let changed = NeedEdit {
            priority: "1".into(),
            ..need
        };
        competitions::save_need(&store, &organiser, slug, 3, Some(id), &changed, en, NOW)
            .await
            .unwrap();
        let setup = competitions::setup(&store, &organiser, slug, NOW)
            .await
            .unwrap();
        assert_eq!(setup.version, 4);
        assert_eq!(setup.colleges[2].name, "IPRC Tumba");
        assert_eq!(setup.colleges[2].latitude, -1.63);
        let found = setup.needs.iter().find(|need| need.id == id).unwrap();
        assert_eq!(
            (found.priority, found.college, found.title.get(en)),
            (1, Some(tumba), "Spare parts")
        );
        let duplicate =
            competitions::save_college(&store, &organiser, slug, 4, None, &college, NOW).await;
        assert_eq!(refusal(duplicate), Error::invalid("code", Problem::Taken));
        let empty = competitions::save_need(
            &store,
            &organiser,
            slug,
            4,
            None,
            &NeedEdit::default(),
            en,
            NOW,
        )
        .await;
        let required = |field: &str| FieldError {
            field: field.into(),
            problem: Problem::Required,
        };
        let all = ["title", "description", "sector", "priority"].map(required);
        assert_eq!(refusal(empty), Error::Invalid(all.to_vec()));
        assert_eq!(
            colleges::Entity::find().count(store.read()).await.unwrap(),
            3
        );
    })
    .await;
}
