//! Giving the work of silent jurors to others: shown first, then done wholly or not at all.

use super::{mails, pairs};
use crate::support::{
    Competition, Fixture, Juror, NOW, Proposal, actions, denied, each_database, refusal, sound,
};
use domain::{
    Actor, Error,
    jury::{AssignmentPreview, Effects, Outcome, Redistribution, ReviewStage},
    policy::{Denied, Phase},
};
use sea_orm::EntityTrait;
use store::{Store, entities::reviews, jury};

const SEED: u64 = 7;

/// Sil has handed in 1, begun 2 and not begun 3; Bea has 1 to 3; Tom and Una have nothing.
struct Scene {
    competition: Competition,
    organiser: Actor,
    entries: Vec<Proposal>,
    sil: Juror,
    bea: Juror,
}

async fn scene(fixture: &Fixture) -> Scene {
    let competition = fixture
        .competition()
        .in_phase(Phase::Jury)
        .reviews_per_proposal(2)
        .await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let sil = fixture.juror(&competition, "Sil").await;
    let bea = fixture.juror(&competition, "Bea").await;
    for name in ["Tom", "Una"] {
        fixture.juror(&competition, name).await;
    }
    let mut entries = Vec::new();
    for name in ["Ada", "Bo", "Cy"] {
        let entry = fixture.entry(&competition, name).await;
        fixture.assignment(&bea, &entry).await;
        match name {
            "Ada" => drop(fixture.review(&sil, &entry).await),
            "Bo" => drop(fixture.review(&sil, &entry).draft().await),
            _ => drop(fixture.assignment(&sil, &entry).await),
        }
        entries.push(entry);
    }
    Scene {
        competition,
        organiser,
        entries,
        sil,
        bea,
    }
}

fn asked(juror: &Juror, begun: bool) -> Redistribution {
    Redistribution {
        without: vec![juror.id],
        begun,
        ..Redistribution::default()
    }
}

async fn preview(store: &Store, scene: &Scene, asked: &Redistribution) -> AssignmentPreview {
    let slug = &scene.competition.slug;
    let proposed = jury::propose_assignment(store, &scene.organiser, slug, SEED, asked, NOW)
        .await
        .unwrap();
    match proposed.outcome {
        Outcome::Ready(preview) => *preview,
        Outcome::Impossible(why) => panic!("{why:?}"),
    }
}

async fn apply(
    store: &Store,
    scene: &Scene,
    basis: &str,
    asked: &Redistribution,
) -> store::Result<jury::Applied> {
    let slug = &scene.competition.slug;
    jury::apply_assignment(store, &scene.organiser, slug, SEED, basis, asked, NOW).await
}

fn effects(preview: &AssignmentPreview) -> &Effects {
    preview.effects.as_ref().unwrap()
}

/// Name, before and after of a juror.
fn load(preview: &AssignmentPreview, name: &str) -> (u32, u32) {
    let juror = preview.jurors.iter().find(|juror| juror.name == name);
    juror.map(|juror| (juror.before, juror.after)).unwrap()
}

#[tokio::test]
async fn work_not_begun_goes_to_others_and_the_preview_says_what_changes() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let asked = asked(&scene.sil, false);
        let shown = preview(&store, &scene, &asked).await;
        assert_eq!(pairs(&store).await.len(), 6);
        let seat = |name: &str| {
            let seat = shown.jurors.iter().position(|juror| juror.name == name);
            u32::try_from(seat.unwrap()).unwrap()
        };
        let expected = Effects {
            asked: asked.clone(),
            taken: vec![(seat("Sil"), 2, ReviewStage::None)],
            kept_begun: 1,
            kept_locked: 0,
            // The first has Sil's review; the second waits for one that Sil has begun.
            safe_before: 1,
            safe_after: 2,
        };
        assert_eq!(effects(&shown), &expected);
        assert_eq!(load(&shown, "Sil"), (3, 2));
        assert_eq!(shown.new.len(), 1);

        let applied = apply(&store, &scene, &shown.basis, &asked).await.unwrap();
        assert_eq!((applied.taken, applied.added, applied.removed), (1, 1, 0));
        let (silent, third) = (scene.sil.id.0, scene.entries[2].id.0);
        let now = pairs(&store).await;
        assert_eq!(now.len(), 6);
        assert!(!now.contains(&(silent, third)));
        assert_eq!(now.iter().filter(|pair| pair.1 == third).count(), 2);
        assert_eq!(now.iter().filter(|pair| pair.0 == silent).count(), 2);
        assert_eq!(actions(&store).await, ["assignments.redistributed"]);
        let told: Vec<_> = mails(&store)
            .await
            .into_iter()
            .filter(|mail| mail.1 == "jury.relieved")
            .map(|mail| (mail.0, mail.2["taken"].clone()))
            .collect();
        assert_eq!(told, [("sil@example.org".to_owned(), 1.into())]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn begun_work_goes_only_where_that_was_chosen_and_what_was_handed_in_stays() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let both = asked(&scene.sil, true);
        let shown = preview(&store, &scene, &both).await;
        assert_eq!(effects(&shown).taken.len(), 2);
        assert_eq!(effects(&shown).kept_begun, 0);
        assert_eq!(
            (effects(&shown).safe_before, effects(&shown).safe_after),
            (1, 3)
        );
        // What was shown with the choice is not done without it, nor for another juror or for nobody.
        for other in [
            asked(&scene.sil, false),
            asked(&scene.bea, true),
            Redistribution::default(),
        ] {
            let result = apply(&store, &scene, &shown.basis, &other).await;
            assert!(matches!(refusal(result), Error::Conflict(_)));
        }
        // Also where the choice makes no difference: Bea has begun nothing.
        let bea = preview(&store, &scene, &asked(&scene.bea, false)).await;
        let result = apply(&store, &scene, &bea.basis, &asked(&scene.bea, true)).await;
        assert!(matches!(refusal(result), Error::Conflict(_)));
        assert_eq!(pairs(&store).await.len(), 6);
        apply(&store, &scene, &shown.basis, &both).await.unwrap();
        let first = scene.entries[0].row(&store).await;
        assert_eq!((first.reviews_assigned, first.reviews_received), (2, 1));
        let left: Vec<_> = pairs(&store).await;
        let left = left.iter().filter(|pair| pair.0 == scene.sil.id.0);
        assert_eq!(
            left.collect::<Vec<_>>(),
            [&(scene.sil.id.0, scene.entries[0].id.0)]
        );
        // What was begun is kept apart.
        assert_eq!(
            reviews::Entity::find()
                .all(store.read())
                .await
                .unwrap()
                .len(),
            2
        );
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn redistribution_is_refused_whole_when_the_juror_began_since_the_preview() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        for begun in [false, true] {
            let asked = asked(&scene.sil, begun);
            let shown = preview(&store, &scene, &asked).await;
            if begun {
                jury::declare_conflict(
                    &store,
                    &scene.bea.actor,
                    scene.entries[0].id,
                    "A friend",
                    NOW,
                )
                .await
                .unwrap();
            } else {
                fixture.review(&scene.sil, &scene.entries[2]).draft().await;
            }
            let before = pairs(&store).await;
            let result = apply(&store, &scene, &shown.basis, &asked).await;
            assert!(matches!(refusal(result), Error::Conflict(_)));
            assert_eq!(pairs(&store).await, before);
        }
        assert_eq!(actions(&store).await, ["conflict.declared"]);
        let slug = &scene.competition.slug;
        let nobody = Redistribution::default();
        let result =
            jury::propose_assignment(&store, &scene.bea.actor, slug, SEED, &nobody, NOW).await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}
