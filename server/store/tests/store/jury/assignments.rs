//! Giving out proposals: preview, apply, by hand, two organisers at once.

use super::{actions, denied, pairs, refusal, sound};
use crate::support::{Competition, Fixture, Juror, NOW, Proposal, each_database};
use domain::{
    Error, Problem,
    jury::{AssignmentPreview, Cell, Obstacle, Outcome, PairBar, PairWhy, ReviewStage},
    policy::{Denied, Phase},
};
use sea_orm::EntityTrait;
use store::{Store, jury};

/// Six proposals and four jurors, two reviews each.
struct Scene {
    competition: Competition,
    organiser: domain::Actor,
    entries: Vec<Proposal>,
    jurors: Vec<Juror>,
}

async fn scene(store: &Store) -> Scene {
    let fixture = Fixture::new(store);
    let competition = fixture
        .competition()
        .in_phase(Phase::Screening)
        .reviews_per_proposal(2)
        .await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let mut entries = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di", "Ed", "Flo"] {
        entries.push(fixture.entry(&competition, name).await);
    }
    let mut jurors = Vec::new();
    for name in ["June", "Jean", "Joy", "Jo"] {
        jurors.push(fixture.juror(&competition, name).await);
    }
    Scene {
        competition,
        organiser,
        entries,
        jurors,
    }
}

impl Scene {
    async fn propose(&self, store: &Store, seed: u64) -> Outcome {
        let slug = &self.competition.slug;
        jury::propose_assignment(store, &self.organiser, slug, seed, NOW)
            .await
            .unwrap()
            .outcome
    }

    async fn preview(&self, store: &Store, seed: u64) -> AssignmentPreview {
        match self.propose(store, seed).await {
            Outcome::Ready(preview) => preview,
            Outcome::Impossible(why) => panic!("{why:?}"),
        }
    }

    async fn apply(&self, store: &Store, seed: u64, basis: &str) -> store::Result<jury::Applied> {
        let slug = &self.competition.slug;
        jury::apply_assignment(store, &self.organiser, slug, seed, basis, NOW).await
    }
}

/// The pairs that a preview would make, as ids.
fn promised(preview: &AssignmentPreview) -> Vec<(uuid::Uuid, uuid::Uuid)> {
    let mut pairs: Vec<_> = preview
        .new
        .iter()
        .map(|pair| {
            (
                preview.jurors[pair.juror as usize].id.0,
                preview.proposals[pair.proposal as usize].id.0,
            )
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

#[tokio::test]
async fn assignment_covers_every_proposal_without_any_conflict_as_the_preview_said() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let fixture = Fixture::new(&store);
        fixture
            .conflict(&scene.jurors[0], &scene.entries[0], "A cousin")
            .await;
        // Not declared, but a member: never either.
        let team = fixture
            .team(&scene.competition, "Own")
            .lead(&scene.jurors[1].actor)
            .await;
        let own = fixture.proposal(&team).eligible().await;
        let preview = scene.preview(&store, 7).await;
        assert_eq!(
            (preview.new.len(), preview.kept, preview.uncovered),
            (14, 0, 7)
        );
        assert_eq!(scene.preview(&store, 7).await, preview);
        let applied = scene.apply(&store, 7, &preview.basis).await.unwrap();
        assert_eq!((applied.added, applied.removed), (14, 0));
        let made = pairs(&store).await;
        assert_eq!(made, promised(&preview));
        assert!(!made.contains(&(scene.jurors[0].id.0, scene.entries[0].id.0)));
        assert!(!made.contains(&(scene.jurors[1].id.0, own.id.0)));
        for entry in scene.entries.iter().chain([&own]) {
            assert_eq!(entry.row(&store).await.reviews_assigned, 2);
        }
        let loads: Vec<u32> = preview.jurors.iter().map(|juror| juror.after).collect();
        assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1);
        assert_eq!(actions(&store).await, ["assignments.applied"]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn assignment_by_two_organisers_at_once_is_applied_once() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let oscar = Fixture::new(&store)
            .organiser(&scene.competition, "Oscar")
            .await;
        let one = scene.preview(&store, 1).await;
        let two = scene.preview(&store, 2).await;
        let slug = &scene.competition.slug;
        let (one, two) = tokio::join!(
            scene.apply(&store, 1, &one.basis),
            jury::apply_assignment(&store, &oscar, slug, 2, &two.basis, NOW),
        );
        let loser = match (one, two) {
            (Ok(_), loser) | (loser, Ok(_)) => loser,
            neither => panic!("{neither:?}"),
        };
        assert!(matches!(refusal(loser), Error::Conflict(_)));
        assert_eq!(pairs(&store).await.len(), 12);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn assignment_after_a_new_conflict_has_to_be_looked_at_again() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let preview = scene.preview(&store, 1).await;
        let juror = &scene.jurors[0].actor;
        jury::declare_conflict(&store, juror, scene.entries[0].id, "A cousin", NOW)
            .await
            .unwrap();
        let result = scene.apply(&store, 1, &preview.basis).await;
        assert!(matches!(refusal(result), Error::Conflict(_)));
        assert_eq!(pairs(&store).await, []);
    })
    .await;
}

#[tokio::test]
async fn assignment_that_is_impossible_says_why() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Screening)
            .reviews_per_proposal(2)
            .await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let why = async || {
            let slug = &competition.slug;
            match jury::propose_assignment(&store, &organiser, slug, 1, NOW)
                .await
                .unwrap()
                .outcome
            {
                Outcome::Impossible(why) => why,
                Outcome::Ready(preview) => panic!("{preview:?}"),
            }
        };
        assert_eq!(why().await, Obstacle::NoProposals);
        let ada = fixture.entry(&competition, "Ada").await;
        fixture.entry(&competition, "Bo").await;
        assert_eq!(why().await, Obstacle::NoJurors);
        let june = fixture.juror(&competition, "June").capacity(2).await;
        fixture.juror(&competition, "Jean").capacity(1).await;
        fixture.juror(&competition, "Ina").invited().await;
        let expected = Obstacle::TooFewPlaces {
            needed: 4,
            places: 3,
            missing: 1,
        };
        assert_eq!(why().await, expected);
        fixture.juror(&competition, "Joy").capacity(2).await;
        fixture.conflict(&june, &ada, "A cousin").await;
        let jean = fixture.juror(&competition, "Jim").capacity(2).await;
        fixture.conflict(&jean, &ada, "A cousin").await;
        // Jean and Joy are left for the first, which is enough.
        let slug = &competition.slug;
        let proposed = jury::propose_assignment(&store, &organiser, slug, 1, NOW)
            .await
            .unwrap();
        assert!(matches!(proposed.outcome, Outcome::Ready(_)));
        let team = fixture.team(&competition, "Cy").lead(&june.actor).await;
        let cy = fixture.proposal(&team).eligible().await;
        for name in ["Jean", "Joy"] {
            let list = jury::jury_list(&store, &organiser, slug, NOW)
                .await
                .unwrap();
            let juror = list.jurors.iter().find(|juror| juror.name == name).unwrap();
            store::entities::conflicts::Entity::insert(store::entities::conflicts::ActiveModel {
                juror_id: sea_orm::ActiveValue::Set(juror.id.0),
                proposal_id: sea_orm::ActiveValue::Set(cy.id.0),
                reason: sea_orm::ActiveValue::Set("A cousin".into()),
                declared_by: sea_orm::ActiveValue::Set(None),
                declared_at: sea_orm::ActiveValue::Set(NOW),
            })
            .exec_without_returning(store.writer())
            .await
            .unwrap();
        }
        match why().await {
            Obstacle::TooFewJurors { proposals } => {
                let proposals: Vec<_> = proposals
                    .iter()
                    .map(|(tag, lacking)| (tag.number, *lacking))
                    .collect();
                assert_eq!(proposals, [(cy.number, 1)]);
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn assignment_after_a_juror_left_keeps_the_other_pairs() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let preview = scene.preview(&store, 1).await;
        scene.apply(&store, 1, &preview.basis).await.unwrap();
        let gone = scene.jurors[0].id;
        let before = pairs(&store).await;
        let taken = jury::withdraw_juror(&store, &scene.organiser, gone, 1, "Ill", NOW)
            .await
            .unwrap();
        assert_eq!(taken, 3);
        let preview = scene.preview(&store, 2).await;
        assert_eq!((preview.kept, preview.uncovered), (9, 3));
        assert_eq!((preview.new.len(), preview.dropped.len()), (3, 0));
        scene.apply(&store, 2, &preview.basis).await.unwrap();
        let after = pairs(&store).await;
        let kept: Vec<_> = before.iter().filter(|pair| pair.0 != gone.0).collect();
        assert!(kept.iter().all(|pair| after.contains(pair)));
        assert_eq!(after.len(), 12);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn pair_by_hand_is_checked_against_every_rule() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let fixture = Fixture::new(&store);
        let entry = &scene.entries[0];
        let full = fixture.juror(&scene.competition, "Full").capacity(1).await;
        fixture.assignment(&full, &scene.entries[1]).await;
        let invited = fixture.juror(&scene.competition, "Ina").invited().await;
        fixture.conflict(&scene.jurors[3], entry, "A cousin").await;
        let pending = {
            let lead = fixture.person("Gus").await;
            let team = fixture.team(&scene.competition, "Gus").lead(&lead).await;
            fixture.proposal(&team).submitted().await
        };
        let add = async |juror: &Juror, entry: &Proposal| {
            jury::add_pair(&store, &scene.organiser, juror.id, entry.id, NOW).await
        };
        let bar = |bar: PairBar| {
            let what = format!("pair_{}", bar.key());
            Error::invalid("juror", Problem::Other { what })
        };
        assert_eq!(refusal(add(&full, entry).await), bar(PairBar::Full));
        assert_eq!(refusal(add(&invited, entry).await), bar(PairBar::Inactive));
        assert_eq!(
            refusal(add(&scene.jurors[3], entry).await),
            bar(PairBar::Conflict)
        );
        assert_eq!(
            refusal(add(&scene.jurors[0], &pending).await),
            bar(PairBar::NotEligible)
        );
        add(&scene.jurors[0], entry).await.unwrap();
        assert_eq!(
            refusal(add(&scene.jurors[0], entry).await),
            bar(PairBar::Assigned)
        );
        add(&scene.jurors[1], entry).await.unwrap();
        assert_eq!(
            refusal(add(&scene.jurors[2], entry).await),
            bar(PairBar::Covered)
        );
        assert_eq!(entry.row(&store).await.reviews_assigned, 2);
        let stranger = fixture.person("Sam").await;
        let result = jury::add_pair(&store, &stranger, scene.jurors[2].id, entry.id, NOW).await;
        assert_eq!(refusal(result), Error::Missing);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn last_place_given_by_two_organisers_at_once_is_given_once() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let oscar = Fixture::new(&store)
            .organiser(&scene.competition, "Oscar")
            .await;
        let small = Fixture::new(&store)
            .juror(&scene.competition, "Small")
            .capacity(1)
            .await;
        let (one, two) = tokio::join!(
            jury::add_pair(&store, &scene.organiser, small.id, scene.entries[0].id, NOW),
            jury::add_pair(&store, &oscar, small.id, scene.entries[1].id, NOW),
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        assert_eq!(pairs(&store).await.len(), 1);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn pair_with_a_review_is_never_removed_silently() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let fixture = Fixture::new(&store);
        let entry = &scene.entries[0];
        let idle = fixture.assignment(&scene.jurors[0], entry).await;
        fixture.review(&scene.jurors[1], entry).draft().await;
        fixture.review(&scene.jurors[2], entry).await;
        let slug = &scene.competition.slug;
        let candidates = jury::candidates(&store, &scene.organiser, slug, 1, NOW)
            .await
            .unwrap();
        let pair = |name: &str| {
            let juror = candidates.jurors.iter().find(|juror| juror.name == name);
            juror.unwrap().pair.unwrap()
        };
        assert_eq!(pair("June"), (idle, ReviewStage::None));
        let remove =
            async |pair, begun| jury::remove_pair(&store, &scene.organiser, pair, begun, NOW).await;
        let kept = |what: &str| {
            let what = what.to_owned();
            Error::invalid("assignment", Problem::Other { what })
        };
        let (draft, submitted) = (pair("Jean").0, pair("Joy").0);
        assert_eq!(refusal(remove(draft, false).await), kept("pair_begun"));
        assert_eq!(
            refusal(remove(submitted, true).await),
            kept("pair_submitted")
        );
        remove(idle, false).await.unwrap();
        remove(draft, true).await.unwrap();
        assert_eq!(entry.row(&store).await.reviews_assigned, 1);
        assert_eq!(refusal(remove(idle, false).await), Error::Missing);

        // Given again, the pair and its draft are the same rows.
        let jean = scene.jurors[1].id;
        jury::add_pair(&store, &scene.organiser, jean, entry.id, NOW)
            .await
            .unwrap();
        let candidates = jury::candidates(&store, &scene.organiser, slug, 1, NOW)
            .await
            .unwrap();
        let again = candidates.jurors.iter().find(|juror| juror.id == jean);
        assert_eq!(again.unwrap().pair, Some((draft, ReviewStage::Draft)));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn matrix_shows_pairs_conflicts_and_what_is_uncovered() {
    each_database(async |store| {
        let scene = scene(&store).await;
        let fixture = Fixture::new(&store);
        fixture.review(&scene.jurors[1], &scene.entries[0]).await;
        fixture
            .conflict(&scene.jurors[2], &scene.entries[0], "A cousin")
            .await;
        let slug = &scene.competition.slug;
        let auditor = fixture.auditor(&scene.competition, "Aude").await;
        let matrix = jury::matrix(&store, &auditor, slug, 1, NOW).await.unwrap();
        assert_eq!(
            (matrix.proposals, matrix.uncovered, matrix.pages),
            (6, 6, 1)
        );
        assert!(!matrix.may_assign);
        let names: Vec<_> = matrix
            .jurors
            .iter()
            .map(|juror| juror.name.as_str())
            .collect();
        assert_eq!(names, ["June", "Jean", "Joy", "Jo"]);
        let cells = &matrix.rows[0].cells;
        assert_eq!((cells[0], cells[2]), (Cell::Free, Cell::Conflict));
        assert!(matches!(
            cells[1],
            Cell::Assigned {
                stage: ReviewStage::Submitted,
                why: PairWhy::ByHand,
                ..
            }
        ));
        let stranger = fixture.person("Sam").await;
        let result = jury::matrix(&store, &stranger, slug, 1, NOW).await;
        assert_eq!(denied(result), Denied::Role);
        let result = jury::propose_assignment(&store, &auditor, slug, 1, NOW).await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}
