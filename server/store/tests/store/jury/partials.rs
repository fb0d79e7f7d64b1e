//! Doing as much as there is room for: what is most at risk first, and what finds no place stays where it is.

use super::pairs;
use crate::support::{
    Competition, Fixture, Juror, NOW, Proposal, actions, each_database, refusal, sound,
};
use domain::{
    Actor, Error,
    jury::{AssignmentPreview, Obstacle, Outcome, Redistribution},
    policy::Phase,
};
use store::{Store, jury};

/// Two jurors each. Sil has 1 to 4 and Rex has 4, and neither began; Bea has 1 to 3 and is full.
struct Scene {
    competition: Competition,
    organiser: Actor,
    entries: Vec<Proposal>,
    sil: Juror,
    rex: Juror,
}

async fn scene(fixture: &Fixture) -> Scene {
    let competition = fixture
        .competition()
        .in_phase(Phase::Jury)
        .reviews_per_proposal(2)
        .await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let sil = fixture.juror(&competition, "Sil").await;
    let rex = fixture.juror(&competition, "Rex").await;
    let bea = fixture.juror(&competition, "Bea").capacity(3).await;
    let mut entries = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di"] {
        let entry = fixture.entry(&competition, name).await;
        fixture.assignment(&sil, &entry).await;
        let other = if name == "Di" { &rex } else { &bea };
        fixture.assignment(other, &entry).await;
        entries.push(entry);
    }
    Scene {
        competition,
        organiser,
        entries,
        sil,
        rex,
    }
}

impl Scene {
    fn asked(&self, partial: bool) -> Redistribution {
        Redistribution {
            without: vec![self.sil.id, self.rex.id],
            partial,
            ..Redistribution::default()
        }
    }

    async fn outcome(&self, store: &Store, asked: &Redistribution) -> Outcome {
        let slug = &self.competition.slug;
        let proposed = jury::propose_assignment(store, &self.organiser, slug, 7, asked, NOW).await;
        proposed.unwrap().outcome
    }

    async fn preview(&self, store: &Store, asked: &Redistribution) -> AssignmentPreview {
        match self.outcome(store, asked).await {
            Outcome::Ready(preview) => *preview,
            Outcome::Impossible(why) => panic!("{why:?}"),
        }
    }
}

/// Number of a proposal, how many are missing, and the names of those with whom it stays.
fn short(preview: &AssignmentPreview) -> Vec<(i32, u32, Vec<&str>)> {
    let name = |seat: &u32| preview.jurors[*seat as usize].name.as_str();
    let short = preview.short.iter();
    short
        .map(|own| {
            let number = preview.proposals[own.proposal as usize].number;
            (
                number,
                own.missing,
                own.stays_with.iter().map(name).collect(),
            )
        })
        .collect()
}

#[tokio::test]
async fn places_that_there_are_go_to_what_is_most_at_risk_and_the_rest_stays() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let numbers: Vec<i32> = s.entries.iter().map(|own| own.number).collect();
        let tom = fixture.juror(&s.competition, "Tom").capacity(1).await;
        // One place for five: nobody who works has the fourth, so it is the one that gets it.
        let shown = s.preview(&store, &s.asked(true)).await;
        let mut expected: Vec<_> = numbers[..3]
            .iter()
            .map(|own| (*own, 1, vec!["Sil"]))
            .collect();
        expected.push((numbers[3], 1, vec!["Rex"]));
        assert_eq!(short(&shown), expected);
        assert_eq!(shown.new.len(), 1);

        let una = fixture.juror(&s.competition, "Una").capacity(1).await;
        match s.outcome(&store, &s.asked(false)).await {
            Outcome::Impossible(Obstacle::TooFewPlaces { missing, .. }) => assert_eq!(missing, 3),
            other => panic!("{other:?}"),
        }
        let asked = s.asked(true);
        let shown = s.preview(&store, &asked).await;
        assert_eq!(shown, s.preview(&store, &asked).await);
        assert_eq!(short(&shown), expected[..3]);
        let effects = shown.effects.clone().unwrap();
        assert_eq!(effects.taken.len(), 2);
        assert_eq!((effects.safe_before, effects.safe_after), (0, 1));

        let slug = &s.competition.slug;
        let apply = async |asked: &Redistribution| {
            jury::apply_assignment(&store, &s.organiser, slug, 7, &shown.basis, asked, NOW).await
        };
        let whole = apply(&s.asked(false)).await;
        assert!(matches!(refusal(whole), Error::Conflict(_)));
        let applied = apply(&asked).await.unwrap();
        assert_eq!((applied.taken, applied.added, applied.removed), (2, 2, 0));
        let after = pairs(&store).await;
        let fourth: Vec<_> = after
            .iter()
            .filter(|own| own.1 == s.entries[3].id.0)
            .collect();
        let mut readers = [tom.id.0, una.id.0];
        readers.sort_unstable();
        assert_eq!(fourth.iter().map(|own| own.0).collect::<Vec<_>>(), readers);
        assert_eq!(after.iter().filter(|own| own.0 == s.sil.id.0).count(), 3);
        assert_eq!(actions(&store).await, ["assignments.redistributed"]);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn begun_review_is_the_first_to_stay_and_nothing_moves_where_nobody_has_room() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        fixture.review(&s.sil, &s.entries[3]).draft().await;
        let asked = Redistribution {
            begun: true,
            ..s.asked(true)
        };
        let shown = s.preview(&store, &asked).await;
        assert_eq!((shown.new.len(), shown.kept), (0, 8));
        assert_eq!(shown.effects.clone().unwrap().taken, []);
        assert_eq!(
            short(&shown)[3],
            (s.entries[3].number, 2, vec!["Sil", "Rex"])
        );
        fixture.juror(&s.competition, "Tom").capacity(1).await;
        let shown = s.preview(&store, &asked).await;
        assert_eq!(short(&shown)[3], (s.entries[3].number, 1, vec!["Sil"]));
    })
    .await;
}

#[tokio::test]
async fn what_is_free_is_given_out_as_far_as_there_is_room() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture
            .competition()
            .in_phase(Phase::Screening)
            .reviews_per_proposal(2)
            .await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let june = fixture.juror(&competition, "June").capacity(2).await;
        fixture.juror(&competition, "Jean").capacity(2).await;
        let (ada, bo) = (
            fixture.entry(&competition, "Ada").await,
            fixture.entry(&competition, "Bo").await,
        );
        // One lacks a juror without a conflict.
        fixture.conflict(&june, &bo, "A cousin").await;
        let asked = Redistribution {
            partial: true,
            ..Redistribution::default()
        };
        let slug = &competition.slug;
        let proposed = jury::propose_assignment(&store, &organiser, slug, 7, &asked, NOW).await;
        let Outcome::Ready(shown) = proposed.unwrap().outcome else {
            panic!("there is room for three");
        };
        assert_eq!(short(&shown), [(bo.number, 1, vec![])]);
        jury::apply_assignment(&store, &organiser, slug, 7, &shown.basis, &asked, NOW)
            .await
            .unwrap();
        assert_eq!(ada.row(&store).await.reviews_assigned, 2);
        assert_eq!(bo.row(&store).await.reviews_assigned, 1);
        assert_eq!(actions(&store).await, ["assignments.applied"]);
        sound(&store).await;
    })
    .await;
}
