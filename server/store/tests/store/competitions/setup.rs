//! Founding and changing a draft: settings, rubric, needs, colleges.

use super::{draft, founded, other, refusal};
use crate::support::{Fixture, NOW, each_database};
use domain::{
    Error, FieldError, Language, Problem,
    competitions::{AnchorEdit, CollegeEdit, CompetitionDraft, CriterionEdit, NeedEdit},
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use store::{
    competitions,
    entities::{audit_log, colleges, competition_roles, competitions as rows, criteria, rounds},
};

fn criterion(code: &str) -> CriterionEdit {
    CriterionEdit {
        code: code.into(),
        name: "Craft".into(),
        description: "How well it is made".into(),
        weight: "10".into(),
        min: "0".into(),
        max: "10".into(),
        units_per_point: "4".into(),
        cannot_judge: true,
        anchors: vec![AnchorEdit {
            level: "2,5".into(),
            text: "Rough".into(),
        }],
    }
}

#[tokio::test]
async fn competition_founded_by_an_operator_has_the_defaults_and_its_first_organiser() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug =
            competitions::create(&store, &operator, &draft("Pilots-2027"), Language::Fr, NOW)
                .await
                .unwrap();
        assert_eq!(slug, "pilots-2027");
        let (row, facts) = competitions::by_slug(store.read(), &operator, &slug, NOW)
            .await
            .unwrap();
        assert_eq!((facts.phase, facts.organiser), (Some(Phase::Draft), true));
        // 17:00 in Kigali is 15:00 UTC.
        assert_eq!(row.closes_at, 1_809_097_200_000);
        assert_eq!(row.name, r#"{"fr":"Pilot projects 2027"}"#);
        let setup = competitions::setup(&store, &operator, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(
            (setup.rubric.len(), setup.colleges.len(), setup.needs.len()),
            (6, 8, 0)
        );
        assert!(setup.editable);
        let form: domain::proposals::FormDefinition = serde_json::from_str(&row.form).unwrap();
        assert_eq!(form, domain::proposals::standard_form());
        let round = competitions::current_round(store.read(), row.id.into())
            .await
            .unwrap();
        assert_eq!(
            (round.opens_at, round.closes_at),
            (row.jury_opens_at, row.jury_closes_at)
        );
        let audited = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("competition.created"))
            .filter(audit_log::Column::Subject.eq(row.id.to_string()))
            .count(store.read())
            .await
            .unwrap();
        assert_eq!(audited, 1);
    })
    .await;
}

#[tokio::test]
async fn competition_founded_by_a_member_is_denied_and_leaves_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let member = fixture.person("Mia").await;
        let unconfirmed = fixture.unconfirmed("Una").await;
        let denied =
            competitions::create(&store, &member, &draft("pilots"), Language::En, NOW).await;
        assert_eq!(refusal(denied), Error::Denied(Denied::Role));
        let denied =
            competitions::create(&store, &unconfirmed, &draft("pilots"), Language::En, NOW).await;
        assert_eq!(refusal(denied), Error::Denied(Denied::Unconfirmed));
        assert_eq!(rows::Entity::find().count(store.read()).await.unwrap(), 0);
        assert_eq!(
            competition_roles::Entity::find()
                .count(store.read())
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn competition_with_a_taken_slug_or_impossible_times_names_the_field() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        founded(&store, &operator, "pilots").await;
        let again =
            competitions::create(&store, &operator, &draft("PILOTS"), Language::En, NOW).await;
        assert_eq!(refusal(again), Error::invalid("slug", Problem::Taken));
        let clocks = CompetitionDraft {
            zone: "Europe/Brussels".into(),
            opens_at: "2027-03-28T02:30".into(),
            ..draft("clocks")
        };
        let gap = competitions::create(&store, &operator, &clocks, Language::En, NOW).await;
        assert_eq!(refusal(gap), other("opens_at", "time_gap"));
        let nowhere = CompetitionDraft {
            zone: "Nowhere/Land".into(),
            ..draft("nowhere")
        };
        let nowhere = competitions::create(&store, &operator, &nowhere, Language::En, NOW).await;
        assert_eq!(refusal(nowhere), other("zone", "zone_unknown"));
        assert_eq!(rows::Entity::find().count(store.read()).await.unwrap(), 1);
        assert_eq!(rounds::Entity::find().count(store.read()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn settings_changed_in_french_keep_the_english_and_move_the_round() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let shown = competitions::settings(&store, &operator, &slug, Language::Fr, NOW)
            .await
            .unwrap();
        assert_eq!(
            (shown.draft.name.as_str(), shown.draft.closes_at.as_str()),
            ("", "2027-04-30T17:00")
        );
        let french = CompetitionDraft {
            slug: "pilotes".into(),
            name: "Projets pilotes".into(),
            jury_closes_at: "2027-05-26T20:00".into(),
            ..shown.draft
        };
        let slug =
            competitions::change_settings(&store, &operator, &slug, 2, &french, Language::Fr, NOW)
                .await
                .unwrap();
        assert_eq!(slug, "pilotes");
        let (row, _) = competitions::by_slug(store.read(), &operator, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(
            row.name,
            r#"{"en":"Pilot projects 2027","fr":"Projets pilotes"}"#
        );
        assert_eq!(row.version, 3);
        let round = competitions::current_round(store.read(), row.id.into())
            .await
            .unwrap();
        assert_eq!(round.closes_at, row.jury_closes_at);
        assert_eq!(
            competitions::local_text(round.closes_at, "Africa/Kigali"),
            "2027-05-26T20:00"
        );
    })
    .await;
}

#[tokio::test]
async fn settings_of_a_stale_version_are_refused_with_what_stands_there() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let mine = CompetitionDraft {
            seats: "12".into(),
            ..draft("pilots")
        };
        competitions::change_settings(&store, &operator, &slug, 2, &mine, Language::En, NOW)
            .await
            .unwrap();
        let theirs = CompetitionDraft {
            seats: "8".into(),
            ..draft("pilots")
        };
        let stale =
            competitions::change_settings(&store, &operator, &slug, 2, &theirs, Language::En, NOW)
                .await;
        let Error::Conflict(stale) = refusal(stale) else {
            panic!("no conflict")
        };
        assert_eq!(stale.version, 3);
        assert_eq!(
            serde_json::from_str::<CompetitionDraft>(&stale.current).unwrap(),
            mine
        );
        let (row, _) = competitions::by_slug(store.read(), &operator, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(row.seats, 12);
    })
    .await;
}

#[tokio::test]
async fn set_up_is_denied_to_auditors_and_after_opening() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let hidden = fixture.competition().in_phase(Phase::Draft).await;
        let auditor = fixture.auditor(&hidden, "Aude").await;
        let open = fixture.competition().in_phase(Phase::Announced).await;
        let organiser = fixture.organiser(&open, "Olive").await;
        let role = Error::Denied(Denied::Role);
        let late = Error::Denied(Denied::TooLate);
        for (actor, competition, denied) in [(&auditor, &hidden, role), (&organiser, &open, late)] {
            let slug = &competition.slug;
            let id = competition.criteria[0];
            let changed = draft("other");
            let en = Language::En;
            let results = [
                competitions::change_settings(&store, actor, slug, 1, &changed, en, NOW)
                    .await
                    .map(drop),
                competitions::save_criterion(
                    &store,
                    actor,
                    slug,
                    1,
                    None,
                    &criterion("x1"),
                    en,
                    NOW,
                )
                .await
                .map(drop),
                competitions::move_criterion(&store, actor, slug, 1, id, false, NOW).await,
                competitions::remove_criterion(&store, actor, slug, 1, id, NOW).await,
                competitions::remove_need(&store, actor, slug, 1, competition.needs[0], NOW).await,
                competitions::save_need(
                    &store,
                    actor,
                    slug,
                    1,
                    None,
                    &NeedEdit::default(),
                    en,
                    NOW,
                )
                .await
                .map(drop),
                competitions::remove_college(&store, actor, slug, 1, competition.colleges[0], NOW)
                    .await,
                competitions::save_college(
                    &store,
                    actor,
                    slug,
                    1,
                    None,
                    &CollegeEdit::default(),
                    NOW,
                )
                .await
                .map(drop),
                competitions::open(&store, actor, slug, 1, NOW)
                    .await
                    .map(drop),
                competitions::opening(&store, actor, slug, NOW)
                    .await
                    .map(drop),
            ];
            for result in results {
                assert_eq!(refusal(result), denied);
            }
            assert_eq!(competition.row(&store).await.version, 1);
        }
    })
    .await;
}

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
