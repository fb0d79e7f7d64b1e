//! Changing the form of a draft: what is written, who may, and what nobody may.

use super::{founded, other};
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Actor, Error, Language, Problem,
    policy::{Denied, Phase},
    proposals::{
        FormDefinition, InLanguages, QuestionEdit, QuestionKind, SectionEdit, standard_form,
    },
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::{
    Store, competitions,
    entities::{audit_log, proposal_sections},
};

fn text(english: &str) -> InLanguages {
    InLanguages([("en".to_owned(), english.to_owned())].into())
}

fn section(title: &str) -> SectionEdit {
    SectionEdit {
        title: text(title),
        minutes: "5".into(),
        ..SectionEdit::default()
    }
}

fn choice(label: &str, options: &str) -> QuestionEdit {
    QuestionEdit {
        kind: "choice".into(),
        label: text(label),
        options: text(options),
        required: true,
        ..QuestionEdit::default()
    }
}

async fn form(store: &Store, actor: &Actor, slug: &str) -> FormDefinition {
    let setup = competitions::form_setup(store, actor, slug, NOW).await;
    setup.unwrap().form
}

#[tokio::test]
async fn section_and_question_added_and_moved_are_in_the_rules_that_open() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let (slug, operator) = (slug.as_str(), &operator);
        let key =
            competitions::save_form_section(&store, operator, slug, 2, None, &section("Energy"), NOW)
                .await
                .unwrap();
        assert_eq!(key, "energy");
        let missing = competitions::open(&store, operator, slug, 3, NOW).await;
        assert_eq!(refusal(missing), other("form", "empty_section"));
        let fuel = choice("Fuel", "Wood\nGas");
        let save = competitions::save_form_question;
        let key = save(&store, operator, slug, 3, "energy", None, &fuel, NOW).await;
        assert_eq!(key.unwrap(), "fuel");
        let moved =
            competitions::move_in_form(&store, operator, slug, 4, "energy", true, NOW).await;
        assert_eq!(moved.unwrap(), "energy");
        let found = form(&store, operator, slug).await;
        assert_eq!(found.problems(), []);
        let keys: Vec<&str> = found.sections.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys[keys.len() - 2..], ["energy", "future"]);

        competitions::open(&store, operator, slug, 5, NOW).await.unwrap();
        let (row, _) = competitions::by_slug(store.read(), operator, slug, NOW).await.unwrap();
        let rules = competitions::rules_of(&row).unwrap().unwrap();
        assert_eq!(rules.form, found);
        let asked = rules.form.questions().find(|(_, q)| q.key == "fuel").unwrap();
        assert!(matches!(&asked.1.kind, QuestionKind::Choice { many: false, options } if options.len() == 2));
        let log = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("competition.form_changed"))
            .order_by_asc(audit_log::Column::Id)
            .all(store.read())
            .await
            .unwrap();
        let details: Vec<&str> = log.iter().map(|entry| entry.detail.as_str()).collect();
        assert_eq!(
            details,
            [
                r#"{"new":true,"section":"energy"}"#,
                r#"{"kind":"choice","new":true,"question":"fuel"}"#,
                r#"{"moved":"energy","up":true}"#,
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn checklist_is_written_in_every_language_and_frozen_with_the_rules() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let (slug, operator) = (slug.as_str(), &operator);
        let standard = standard_form().checks;
        assert_eq!(form(&store, operator, slug).await.checks, standard);
        let save = competitions::save_checks;
        let mut typed = text("In Rwanda\r\n\nWith a student");
        typed.0.insert("fr".into(), "Au Rwanda".into());
        let refused = save(&store, operator, slug, 2, &typed, NOW).await;
        assert_eq!(refusal(refused), other("checks[fr]", "lines_differ"));
        let many = text(&"x\n".repeat(21));
        let refused = save(&store, operator, slug, 2, &many, NOW).await;
        assert_eq!(refusal(refused), other("checks[en]", "too_many"));
        assert_eq!(form(&store, operator, slug).await.checks, standard);

        typed
            .0
            .insert("fr".into(), "Au Rwanda\nAvec un étudiant".into());
        save(&store, operator, slug, 2, &typed, NOW).await.unwrap();
        let stale = save(&store, operator, slug, 2, &typed, NOW).await;
        assert!(matches!(refusal(stale), Error::Conflict(_)));
        competitions::open(&store, operator, slug, 3, NOW)
            .await
            .unwrap();
        let (row, _) = competitions::by_slug(store.read(), operator, slug, NOW)
            .await
            .unwrap();
        let checks = competitions::rules_of(&row).unwrap().unwrap().form.checks;
        let read = |language| {
            checks
                .iter()
                .map(|text| text.get(language))
                .collect::<Vec<_>>()
        };
        assert_eq!(read(Language::En), ["In Rwanda", "With a student"]);
        assert_eq!(read(Language::Fr), ["Au Rwanda", "Avec un étudiant"]);
        let late = save(&store, operator, slug, 4, &typed, NOW).await;
        assert!(matches!(refusal(late), Error::Denied(_)));
    })
    .await;
}

#[tokio::test]
async fn refused_change_leaves_form_version_and_log_as_they_were() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let (slug, operator) = (slug.as_str(), &operator);
        let save = competitions::save_form_question;
        let bad = choice("Jobs again", "Only one");
        let refused = save(&store, operator, slug, 2, "plan", None, &bad, NOW).await;
        assert_eq!(refusal(refused), other("options[en]", "too_few_options"));
        let mut taken = section("Plan");
        taken.key = "plan".into();
        let refused =
            competitions::save_form_section(&store, operator, slug, 2, None, &taken, NOW).await;
        assert_eq!(refusal(refused), Error::invalid("key", Problem::Taken));
        let refused =
            competitions::remove_from_form(&store, operator, slug, 2, "idea/title", NOW).await;
        assert_eq!(refusal(refused), other("id", "relied_on"));
        let refused = competitions::remove_from_form(&store, operator, slug, 2, "gone", NOW).await;
        assert_eq!(refusal(refused), Error::Missing);
        let fuel = choice("Fuel", "Wood\nGas");
        let stale = save(&store, operator, slug, 1, "plan", None, &fuel, NOW).await;
        assert!(matches!(refusal(stale), Error::Conflict(stale) if stale.version == 2));
        assert_eq!(form(&store, operator, slug).await, standard_form());
        let log = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("competition.form_changed"))
            .all(store.read())
            .await
            .unwrap();
        assert!(log.is_empty(), "{log:?}");
    })
    .await;
}

#[tokio::test]
async fn two_organisers_changing_the_form_at_once_lose_no_change() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let (one, two) = (section("One thing"), section("Another"));
        let save = competitions::save_form_section;
        let (first, second) = tokio::join!(
            save(&store, &operator, &slug, 2, None, &one, NOW),
            save(&store, &operator, &slug, 2, None, &two, NOW),
        );
        let (won, lost) = if first.is_ok() {
            (first, second)
        } else {
            (second, first)
        };
        let won = won.unwrap();
        assert!(matches!(refusal(lost), Error::Conflict(_)));
        let found = form(&store, &operator, &slug).await;
        assert_eq!(found.sections.len(), standard_form().sections.len() + 1);
        assert!(found.section(&won).is_some());
    })
    .await;
}

#[tokio::test]
async fn standard_form_comes_back_whatever_was_changed() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        competitions::remove_from_form(&store, &operator, &slug, 2, "future", NOW)
            .await
            .unwrap();
        assert_eq!(form(&store, &operator, &slug).await.sections.len(), 6);
        competitions::reset_form(&store, &operator, &slug, 3, NOW)
            .await
            .unwrap();
        assert_eq!(form(&store, &operator, &slug).await, standard_form());
    })
    .await;
}

#[tokio::test]
async fn form_is_changed_by_organisers_of_a_draft_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let draft = fixture
            .competition()
            .in_phase(Phase::Draft)
            .form(standard_form())
            .await;
        let auditor = fixture.auditor(&draft, "Aude").await;
        let stranger = fixture.person("Sam").await;
        let open = fixture
            .competition()
            .in_phase(Phase::Open)
            .form(standard_form())
            .await;
        let organiser = fixture.organiser(&open, "Olive").await;
        let role = Error::Denied(Denied::Role);
        let late = Error::Denied(Denied::TooLate);
        for (actor, competition, refused) in [
            (&auditor, &draft, role.clone()),
            (&stranger, &draft, Error::Missing),
            (&organiser, &open, late),
        ] {
            let slug = &competition.slug;
            let fuel = choice("Fuel", "Wood\nGas");
            let results = [
                competitions::save_form_section(
                    &store,
                    actor,
                    slug,
                    1,
                    None,
                    &section("Energy"),
                    NOW,
                )
                .await
                .map(drop),
                competitions::save_form_question(&store, actor, slug, 1, "idea", None, &fuel, NOW)
                    .await
                    .map(drop),
                competitions::remove_from_form(&store, actor, slug, 1, "future", NOW).await,
                competitions::move_in_form(&store, actor, slug, 1, "future", true, NOW)
                    .await
                    .map(drop),
                competitions::reset_form(&store, actor, slug, 1, NOW).await,
            ];
            for result in results {
                assert_eq!(refusal(result), refused);
            }
            let row = competition.row(&store).await;
            assert_eq!(
                (row.version, row.form),
                (1, serde_json::to_string(&standard_form()).unwrap())
            );
        }
        let seen = competitions::form_setup(&store, &auditor, &draft.slug, NOW)
            .await
            .unwrap();
        assert!(!seen.editable);
        let seen = competitions::form_setup(&store, &organiser, &open.slug, NOW)
            .await
            .unwrap();
        assert!(!seen.editable);
        let denied = competitions::form_setup(&store, &stranger, &open.slug, NOW).await;
        assert_eq!(refusal(denied), role);
    })
    .await;
}

#[tokio::test]
async fn question_that_an_imported_proposal_answers_keeps_its_section_and_kind() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Draft)
            .form(standard_form())
            .await;
        let olga = fixture.organiser(&competition, "Olga").await;
        let slug = competition.slug.as_str();
        let team = fixture.team(&competition, "Kiln").lead(&olga).await;
        let proposal = fixture.proposal(&team).await;
        let answer = |key: &str, text: &str| proposal_sections::ActiveModel {
            proposal_id: Set(proposal.id.0),
            key: Set("solution".into()),
            answers: Set(format!(r#"{{"{key}":{{"text":"{text}"}}}}"#)),
            version: Set(1),
            updated_at: Set(NOW),
            updated_by: Set(None),
        };
        proposal_sections::Entity::insert(answer("skills", "Welding"))
            .exec_without_returning(store.writer())
            .await
            .unwrap();
        let before = form(&store, &olga, slug).await;
        let version = competitions::form_setup(&store, &olga, slug, NOW)
            .await
            .unwrap()
            .version;

        let moved =
            competitions::move_in_form(&store, &olga, slug, version, "solution/skills", false, NOW);
        assert_eq!(refusal(moved.await), other("id", "answered"));
        let removed =
            competitions::remove_from_form(&store, &olga, slug, version, "solution/skills", NOW);
        assert_eq!(refusal(removed.await), other("id", "answered"));
        let kind = choice("Skills", "Welding\nMasonry");
        let changed = competitions::save_form_question(
            &store,
            &olga,
            slug,
            version,
            "solution",
            Some("skills"),
            &kind,
            NOW,
        );
        assert_eq!(refusal(changed.await), other("kind", "answered"));
        assert_eq!(form(&store, &olga, slug).await, before);

        // An answer of its section that is not its own holds nothing.
        proposal_sections::Entity::update(answer("solution", "Mirrors"))
            .exec(store.writer())
            .await
            .unwrap();
        let moved =
            competitions::move_in_form(&store, &olga, slug, version, "solution/skills", false, NOW);
        assert_eq!(moved.await.unwrap(), "plan/skills");
    })
    .await;
}
