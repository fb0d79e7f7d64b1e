//! Giving out all proposals: preview, apply, two organisers at once.

use super::{Scene, pairs, scene};
use crate::support::{Fixture, NOW, actions, each_database, refusal, sound};
use domain::{
    Error,
    jury::{AssignmentPreview, Obstacle, Outcome, Redistribution},
    policy::Phase,
};
use store::{Store, jury};

impl Scene {
    async fn propose(&self, store: &Store, seed: u64) -> Outcome {
        let slug = &self.competition.slug;
        jury::propose_assignment(
            store,
            &self.organiser,
            slug,
            seed,
            &Redistribution::default(),
            NOW,
        )
        .await
        .unwrap()
        .outcome
    }

    async fn preview(&self, store: &Store, seed: u64) -> AssignmentPreview {
        match self.propose(store, seed).await {
            Outcome::Ready(preview) => *preview,
            Outcome::Impossible(why) => panic!("{why:?}"),
        }
    }

    async fn apply(&self, store: &Store, seed: u64, basis: &str) -> store::Result<jury::Applied> {
        let slug = &self.competition.slug;
        jury::apply_assignment(
            store,
            &self.organiser,
            slug,
            seed,
            basis,
            &Redistribution::default(),
            NOW,
        )
        .await
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
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
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
            (preview.new.len(), preview.kept, preview.before.covered),
            (14, 0, 0)
        );
        assert_eq!((preview.before.least, preview.before.most), (0, 0));
        assert_eq!((preview.after.covered, preview.after.components), (7, 1));
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
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let oscar = fixture.organiser(&scene.competition, "Oscar").await;
        let one = scene.preview(&store, 1).await;
        let two = scene.preview(&store, 2).await;
        let slug = &scene.competition.slug;
        let nobody = Redistribution::default();
        let (one, two) = tokio::join!(
            scene.apply(&store, 1, &one.basis),
            jury::apply_assignment(&store, &oscar, slug, 2, &two.basis, &nobody, NOW),
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
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
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
            match jury::propose_assignment(
                &store,
                &organiser,
                slug,
                1,
                &Redistribution::default(),
                NOW,
            )
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
        let jean = fixture.juror(&competition, "Jean").capacity(1).await;
        fixture.juror(&competition, "Ina").invited().await;
        let expected = Obstacle::TooFewPlaces {
            needed: 4,
            places: 3,
            missing: 1,
        };
        assert_eq!(why().await, expected);
        let joy = fixture.juror(&competition, "Joy").capacity(2).await;
        fixture.conflict(&june, &ada, "A cousin").await;
        let jim = fixture.juror(&competition, "Jim").capacity(2).await;
        fixture.conflict(&jim, &ada, "A cousin").await;
        // Jean and Joy are left for the first, which is enough.
        let slug = &competition.slug;
        let proposed =
            jury::propose_assignment(&store, &organiser, slug, 1, &Redistribution::default(), NOW)
                .await
                .unwrap();
        assert!(matches!(proposed.outcome, Outcome::Ready(_)));
        let team = fixture.team(&competition, "Cy").lead(&june.actor).await;
        let cy = fixture.proposal(&team).eligible().await;
        fixture.conflict(&jean, &cy, "A cousin").await;
        fixture.conflict(&joy, &cy, "A cousin").await;
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
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let preview = scene.preview(&store, 1).await;
        scene.apply(&store, 1, &preview.basis).await.unwrap();
        let gone = scene.jurors[0].id;
        let before = pairs(&store).await;
        let taken = jury::withdraw_juror(&store, &scene.organiser, gone, 1, "Ill", NOW)
            .await
            .unwrap();
        assert_eq!(taken, 3);
        let preview = scene.preview(&store, 2).await;
        assert_eq!((preview.kept, preview.before.covered), (9, 3));
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
