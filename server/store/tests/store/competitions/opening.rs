//! Opening: what must be ready, what is frozen, and what names it.

use super::{draft, founded, other};
use crate::support::{DAY, Fixture, NOW, each_database, refusal};
use domain::{
    Actor, Error, Language,
    competitions::{CollegeEdit, CompetitionDraft, CriterionEdit, fingerprint},
    jury::{BlindRules, OthersVisibility, TeamVisibility},
    policy::{Denied, Phase},
};
use std::collections::BTreeSet;
use store::competitions;

#[tokio::test]
async fn opening_freezes_the_rules_under_their_hash_and_happens_once() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let (rules, version, missing) = competitions::opening(&store, &operator, &slug, NOW)
            .await
            .unwrap();
        assert_eq!((version, missing), (2, vec![]));
        let seal = competitions::open(&store, &operator, &slug, 2, NOW)
            .await
            .unwrap();
        let text = competitions::rules_text(&store, &Actor::VISITOR, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(seal.hash, fingerprint(&text));
        assert_eq!(
            serde_json::from_str::<domain::competitions::FrozenRules>(&text).unwrap(),
            rules
        );
        let (row, facts) = competitions::by_slug(store.read(), &Actor::VISITOR, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(
            (facts.phase, row.opened_at),
            (Some(Phase::Announced), Some(NOW))
        );
        let again = competitions::open(&store, &operator, &slug, 3, NOW).await;
        assert_eq!(refusal(again), Error::Denied(Denied::TooLate));
        let changed = CompetitionDraft {
            seats: "11".into(),
            ..draft("pilots")
        };
        let changed =
            competitions::change_settings(&store, &operator, &slug, 3, &changed, Language::En, NOW)
                .await;
        assert_eq!(refusal(changed), Error::Denied(Denied::TooLate));
        let text_after = competitions::rules_text(&store, &Actor::VISITOR, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(text_after, text);
    })
    .await;
}

#[tokio::test]
async fn opening_of_an_unseen_version_is_refused() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let stale = competitions::open(&store, &operator, &slug, 1, NOW).await;
        assert!(matches!(refusal(stale), Error::Conflict(stale) if stale.version == 2));
        let text = competitions::rules_text(&store, &operator, &slug, NOW).await;
        assert_eq!(refusal(text), Error::Missing);
    })
    .await;
}

#[tokio::test]
async fn opening_without_needs_or_after_the_deadline_says_so() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let en = Language::En;
        let slug = competitions::create(&store, &operator, &draft("pilots"), en, NOW)
            .await
            .unwrap();
        let refused = competitions::open(&store, &operator, &slug, 1, NOW).await;
        assert_eq!(refusal(refused), other("needs", "no_needs"));
        let late = NOW + 100 * DAY;
        let (_, version, missing) = competitions::opening(&store, &operator, &slug, late)
            .await
            .unwrap();
        let fields: Vec<&str> = missing.iter().map(|error| error.field.as_str()).collect();
        assert_eq!((version, fields), (1, vec!["closes_at", "needs"]));
        let setup = competitions::setup(&store, &operator, &slug, NOW)
            .await
            .unwrap();
        for (version, criterion) in (1..).zip(&setup.rubric) {
            competitions::remove_criterion(&store, &operator, &slug, version, criterion.id, NOW)
                .await
                .unwrap();
        }
        let (_, version, missing) = competitions::opening(&store, &operator, &slug, NOW)
            .await
            .unwrap();
        let fields: Vec<&str> = missing.iter().map(|error| error.field.as_str()).collect();
        assert_eq!((version, fields), (7, vec!["rubric", "needs"]));
        assert_eq!(competitions::announced(&store, 0, NOW).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn rules_hash_changes_with_every_rule_and_not_with_places() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let en = Language::En;
        let slug = founded(&store, &operator, "pilots").await;
        let hash = async || {
            let (rules, version, _) = competitions::opening(&store, &operator, &slug, NOW)
                .await
                .unwrap();
            (
                fingerprint(&serde_json::to_string(&rules).unwrap()),
                version,
            )
        };
        let (first, mut version) = hash().await;
        let mut seen = BTreeSet::from([first]);
        let base = draft("pilots");
        let changes = [
            CompetitionDraft {
                name: "Other name".into(),
                ..base.clone()
            },
            CompetitionDraft {
                seats: "9".into(),
                ..base.clone()
            },
            CompetitionDraft {
                reviews_per_proposal: "5".into(),
                ..base.clone()
            },
            CompetitionDraft {
                grace_minutes: "0".into(),
                ..base.clone()
            },
            CompetitionDraft {
                opens_at: "2027-04-01T08:01".into(),
                ..base.clone()
            },
            CompetitionDraft {
                closes_at: "2027-04-30T17:01".into(),
                ..base.clone()
            },
            CompetitionDraft {
                jury_opens_at: "2027-05-05T08:01".into(),
                ..base.clone()
            },
            CompetitionDraft {
                jury_closes_at: "2027-05-25T20:01".into(),
                ..base.clone()
            },
            CompetitionDraft {
                publishes_at: "2027-06-03T12:01".into(),
                ..base.clone()
            },
            CompetitionDraft {
                zone: "Africa/Johannesburg".into(),
                ..base.clone()
            },
        ];
        for change in &changes {
            competitions::change_settings(&store, &operator, &slug, version, change, en, NOW)
                .await
                .unwrap();
            let (next, v) = hash().await;
            assert!(seen.insert(next), "{change:?}");
            version = v;
        }
        let setup = competitions::setup(&store, &operator, &slug, NOW)
            .await
            .unwrap();
        let last = setup.rubric.last().unwrap();
        let edit = CriterionEdit {
            code: last.code.clone(),
            name: last.name.get(en).into(),
            weight: "11".into(),
            min: "1".into(),
            max: "5".into(),
            units_per_point: "1".into(),
            cannot_judge: true,
            ..CriterionEdit::default()
        };
        competitions::save_criterion(
            &store,
            &operator,
            &slug,
            version,
            Some(last.id),
            &edit,
            en,
            NOW,
        )
        .await
        .unwrap();
        let (next, version) = hash().await;
        assert!(seen.insert(next));
        competitions::move_criterion(&store, &operator, &slug, version, last.id, true, NOW)
            .await
            .unwrap();
        let (moved, version) = hash().await;
        assert!(seen.insert(moved.clone()));
        let college = CollegeEdit {
            code: "new".into(),
            name: "New".into(),
            district: "Huye".into(),
            province: "southern".into(),
            latitude: "-2".into(),
            longitude: "30".into(),
        };
        competitions::save_college(&store, &operator, &slug, version, None, &college, NOW)
            .await
            .unwrap();
        assert_eq!(hash().await.0, moved);
    })
    .await;
}

#[tokio::test]
async fn rules_of_the_jury_are_frozen_and_public_and_the_standard_leaves_the_text_as_it_was() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let en = Language::En;
        let text = async |slug| {
            competitions::rules_text(&store, &Actor::VISITOR, slug, NOW)
                .await
                .unwrap()
        };
        let call = async |actor: &Actor, slug| {
            let call = competitions::call(&store, actor, slug, NOW).await;
            call.unwrap().blind
        };
        founded(&store, &operator, "standard").await;
        competitions::open(&store, &operator, "standard", 2, NOW)
            .await
            .unwrap();
        assert!(text("standard").await.ends_with(r#""consent":"lead"}"#));
        assert!(call(&Actor::VISITOR, "standard").await.is_standard());

        founded(&store, &operator, "blind").await;
        let chosen = CompetitionDraft {
            team_visibility: "hidden".into(),
            others_visibility: "after_close".into(),
            second_team_visibility: "shown".into(),
            second_others_visibility: "after_close".into(),
            ..draft("blind")
        };
        competitions::change_settings(&store, &operator, "blind", 2, &chosen, en, NOW)
            .await
            .unwrap();
        let settings = competitions::settings(&store, &operator, "blind", en, NOW);
        assert_eq!(settings.await.unwrap().draft, chosen);
        let rules = BlindRules {
            teams: TeamVisibility::Hidden,
            others: OthersVisibility::AfterClose,
        };
        assert_eq!(call(&operator, "blind").await, rules);
        competitions::open(&store, &operator, "blind", 3, NOW)
            .await
            .unwrap();
        let frozen = concat!(
            r#""blind":{"teams":"hidden","others":"after_close"},"#,
            r#""second_blind":{"teams":"shown","others":"after_close"}}"#
        );
        assert!(text("blind").await.ends_with(frozen));
        let second = BlindRules {
            teams: TeamVisibility::Shown,
            ..rules
        };
        let public = competitions::call(&store, &Actor::VISITOR, "blind", NOW);
        assert_eq!(public.await.unwrap().second_blind, Some(second));
        assert_eq!(call(&Actor::VISITOR, "blind").await, rules);
        let changed =
            competitions::change_settings(&store, &operator, "blind", 4, &chosen, en, NOW).await;
        assert_eq!(refusal(changed), Error::Denied(Denied::TooLate));
    })
    .await;
}
