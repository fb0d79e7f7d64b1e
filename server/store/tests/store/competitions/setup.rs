//! Founding and changing a draft: the settings, and who may change anything.

use super::{criterion, draft, founded, other};
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Error, Language, Problem,
    competitions::{CollegeEdit, CompetitionDraft, NeedEdit},
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use store::{
    competitions,
    entities::{audit_log, competition_roles, competitions as rows, rounds},
};

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
