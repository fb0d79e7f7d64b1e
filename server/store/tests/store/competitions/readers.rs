//! Who reads what: facts, lists, the public's call, the organiser's overview.

use super::{draft, founded};
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Actor, Error, Facts, Language,
    competitions::{CompetitionRole, NextStep},
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use store::{competitions, entities::criteria};

#[tokio::test]
async fn facts_tell_phase_roles_and_frozen_selection() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        for phase in Phase::ALL
            .iter()
            .copied()
            .filter(|phase| *phase != Phase::Draft)
        {
            let competition = fixture.competition().in_phase(phase).await;
            let organiser = fixture
                .organiser(&competition, &format!("Org {}", phase.key()))
                .await;
            let auditor = fixture
                .auditor(&competition, &format!("Aud {}", phase.key()))
                .await;
            let expected = Facts {
                phase: Some(phase),
                frozen: phase == Phase::Published,
                ..Facts::default()
            };
            let facts = async |actor: &Actor| {
                competitions::facts(store.read(), actor, competition.id, NOW)
                    .await
                    .unwrap()
                    .1
            };
            assert_eq!(facts(&Actor::VISITOR).await, expected, "{phase:?}");
            assert_eq!(
                facts(&organiser).await,
                Facts {
                    organiser: true,
                    ..expected
                }
            );
            assert_eq!(
                facts(&auditor).await,
                Facts {
                    auditor: true,
                    ..expected
                }
            );
        }
        let frozen = fixture.competition().in_phase(Phase::Selection).await;
        fixture.selection(&frozen).frozen().await;
        let (_, facts) = competitions::facts(store.read(), &Actor::VISITOR, frozen.id, NOW)
            .await
            .unwrap();
        assert_eq!((facts.frozen, facts.phase), (true, Some(Phase::Selection)));
    })
    .await;
}

#[tokio::test]
async fn draft_does_not_exist_for_outsiders() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let hidden = fixture.competition().in_phase(Phase::Draft).await;
        let organiser = fixture.organiser(&hidden, "Olive").await;
        let auditor = fixture.auditor(&hidden, "Aude").await;
        let operator = fixture.operator("Oscar").await;
        let open = fixture.competition().await;
        let elsewhere = fixture.organiser(&open, "Elsa").await;
        for actor in [&organiser, &auditor, &operator] {
            let (found, _) = competitions::by_slug(store.read(), actor, &hidden.slug, NOW)
                .await
                .unwrap();
            assert_eq!(found.id, hidden.id.0);
        }
        for actor in [&Actor::VISITOR, &elsewhere] {
            let slug = &hidden.slug;
            let found = competitions::by_slug(store.read(), actor, slug, NOW).await;
            assert_eq!(refusal(found), Error::Missing);
            assert_eq!(
                refusal(competitions::call(&store, actor, slug, NOW).await),
                Error::Missing
            );
            assert_eq!(
                refusal(competitions::overview(&store, actor, slug, NOW).await),
                Error::Missing
            );
            let settings = competitions::settings(&store, actor, slug, Language::En, NOW).await;
            assert_eq!(refusal(settings), Error::Missing);
            assert_eq!(
                refusal(competitions::setup(&store, actor, slug, NOW).await),
                Error::Missing
            );
            assert_eq!(
                refusal(competitions::people(&store, actor, slug, NOW).await),
                Error::Missing
            );
        }
        let listed = competitions::announced(&store, 0, NOW).await.unwrap();
        let slugs: Vec<&str> = listed.iter().map(|card| card.slug.as_str()).collect();
        assert_eq!(slugs, [open.slug.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn organising_pages_of_an_open_call_are_denied_to_others() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let open = fixture.competition().in_phase(Phase::Jury).await;
        let member = fixture.person("Mia").await;
        let denied = Error::Denied(Denied::Role);
        let slug = &open.slug;
        assert_eq!(
            refusal(competitions::overview(&store, &member, slug, NOW).await),
            denied
        );
        assert_eq!(
            refusal(competitions::setup(&store, &member, slug, NOW).await),
            denied
        );
        assert_eq!(
            refusal(competitions::people(&store, &member, slug, NOW).await),
            denied
        );
        let visitor = competitions::overview(&store, &Actor::VISITOR, slug, NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);
    })
    .await;
}

#[tokio::test]
async fn own_list_holds_what_a_person_organises_or_audits() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let first = fixture.competition().in_phase(Phase::Published).await;
        let second = fixture.competition().in_phase(Phase::Draft).await;
        fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&first, "Olive").await;
        let auditor = fixture.auditor(&second, "Aude").await;
        let own = competitions::organised(&store, &organiser, 0, NOW)
            .await
            .unwrap();
        assert!(own.may_create && !own.more);
        let found: Vec<_> = own
            .cards
            .iter()
            .map(|own| (&own.card.slug, own.card.phase, own.role))
            .collect();
        assert_eq!(
            found,
            [(&first.slug, Phase::Published, CompetitionRole::Organiser)]
        );
        let own = competitions::organised(&store, &auditor, 0, NOW)
            .await
            .unwrap();
        assert!(!own.may_create);
        let found: Vec<_> = own
            .cards
            .iter()
            .map(|own| (&own.card.slug, own.card.phase, own.role))
            .collect();
        assert_eq!(
            found,
            [(&second.slug, Phase::Draft, CompetitionRole::Auditor)]
        );
        let visitor = competitions::organised(&store, &Actor::VISITOR, 0, NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);
    })
    .await;
}

#[tokio::test]
async fn call_shows_the_frozen_rubric_whatever_the_tables_say_later() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = founded(&store, &operator, "pilots").await;
        let seal = competitions::open(&store, &operator, &slug, 2, NOW)
            .await
            .unwrap();
        let before = competitions::call(&store, &Actor::VISITOR, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(before.rules, Some(seal));
        assert_eq!(
            (
                before.rubric.len(),
                before.colleges.len(),
                before.needs.len()
            ),
            (6, 8, 1)
        );
        assert_eq!(before.card.phase, Phase::Announced);
        let changed = criteria::Entity::update_many()
            .col_expr(criteria::Column::Weight, Expr::value(999))
            .filter(criteria::Column::Code.eq("relevance"))
            .exec(store.writer())
            .await
            .unwrap();
        assert_eq!(changed.rows_affected, 1);
        let after = competitions::call(&store, &Actor::VISITOR, &slug, NOW)
            .await
            .unwrap();
        assert_eq!(after, before);
    })
    .await;
}

#[tokio::test]
async fn overview_counts_each_state_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Jury)
            .reviews_per_proposal(2)
            .await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let eligible = fixture.entry(&competition, "Solar kiln").await;
        fixture.entry(&competition, "Bee hives").await;
        for (name, screening) in [
            ("Draft", ""),
            ("New", "new"),
            ("Out", "out"),
            ("Gone", "gone"),
        ] {
            let lead = fixture.person(name).await;
            let team = fixture.team(&competition, name).lead(&lead).await;
            let proposal = fixture.proposal(&team);
            match screening {
                "new" => proposal.submitted().await,
                "out" => proposal.ineligible().await,
                "gone" => proposal.withdrawn().await,
                _ => proposal.draft().await,
            };
        }
        let juror = fixture.juror(&competition, "June").await;
        fixture.juror(&competition, "Ivan").invited().await;
        fixture.juror(&competition, "Will").withdrawn().await;
        fixture.review(&juror, &eligible).await;
        // Another competition with the same things, none of which may be counted.
        let elsewhere = fixture.competition().in_phase(Phase::Jury).await;
        fixture.entry(&elsewhere, "Elsewhere").await;
        let o = competitions::overview(&store, &auditor, &competition.slug, NOW)
            .await
            .unwrap();
        assert!(!o.organiser);
        assert_eq!(
            (o.teams, o.drafts, o.submitted, o.screened, o.eligible),
            (6, 1, 4, 3, 2)
        );
        assert_eq!((o.jurors_invited, o.jurors_active), (1, 1));
        assert_eq!(
            (o.reviews_expected, o.reviews_assigned, o.reviews_received),
            (4, 1, 1)
        );
        assert_eq!(o.next, Some(NextStep::Screen));
    })
    .await;
}

#[tokio::test]
async fn overview_of_a_draft_names_what_is_missing_first() {
    each_database(async |store| {
        let operator = Fixture::new(&store).operator("Oscar").await;
        let slug = competitions::create(&store, &operator, &draft("pilots"), Language::En, NOW)
            .await
            .unwrap();
        let next = async || {
            competitions::overview(&store, &operator, &slug, NOW)
                .await
                .unwrap()
                .next
        };
        assert_eq!(next().await, Some(NextStep::Needs));
        founded(&store, &operator, "ready").await;
        let ready = competitions::overview(&store, &operator, "ready", NOW)
            .await
            .unwrap();
        assert_eq!(ready.next, Some(NextStep::Open));
    })
    .await;
}
