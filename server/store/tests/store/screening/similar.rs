//! Possible duplicates: who is compared with whom, who reads it, and texts from before there were sketches.

use super::amended;
use crate::support::{Competition, Fixture, NOW, Proposal, denied, each_database, refusal};
use domain::{
    Actor, Error,
    policy::{Denied, Phase},
    screening::{Likeness, Resemblances, SimilarList, Standing},
};
use store::{Store, screening};

/// A submission that says the words `from` to `to` of one long text.
fn saying(from: u32, to: u32) -> String {
    let words: Vec<String> = (from..to).map(|n| format!("word{n}")).collect();
    format!(
        r#"{{"answers":{{"idea":{{"summary":{{"text":"{}"}}}}}}}}"#,
        words.join(" ")
    )
}

async fn submitted(
    fixture: &Fixture,
    competition: &Competition,
    name: &str,
    content: &str,
) -> Proposal {
    let team = fixture.team_of(competition, name).await;
    fixture.proposal(&team).submitted().content(content).await
}

async fn similar(store: &Store, actor: &Actor, competition: &Competition) -> SimilarList {
    screening::similar(store, actor, &competition.slug, 1, NOW)
        .await
        .unwrap()
}

/// Numbers of all pairs, with the percentage.
fn pairs(list: &SimilarList) -> Vec<(i32, i32, Option<u8>)> {
    let pair = |pair: &domain::screening::SimilarPair| {
        (pair.one.number, pair.other.number, pair.likeness.percent)
    };
    list.pairs.iter().map(pair).collect()
}

async fn resembles(
    store: &Store,
    actor: &Actor,
    competition: &Competition,
    number: i32,
) -> Resemblances {
    screening::detail(store, actor, &competition.slug, number, NOW)
        .await
        .unwrap()
        .resembles
}

#[tokio::test]
async fn same_text_or_title_or_people_are_pointed_out_to_organisers_and_auditors() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let other = fixture.competition().in_phase(Phase::Screening).await;
        let text = saying(0, 200);
        submitted(&fixture, &competition, "Ada", &text).await;
        submitted(&fixture, &competition, "Bo", &saying(300, 500)).await;
        submitted(&fixture, &competition, "Cy", &text).await;
        // The same people with another text, and the same title.
        let (di, ed) = (fixture.person("Di").await, fixture.person("Ed").await);
        for name in ["First", "Second"] {
            let team = fixture.team(&competition, name).lead(&di).editor(&ed).await;
            fixture.proposal(&team).submitted().await;
        }
        let team = fixture.team_of(&competition, "Flo").await;
        fixture.proposal(&team).titled("ADA!").submitted().await;
        // Nobody sees these: of another competition, never submitted, taken back.
        submitted(&fixture, &other, "Gil", &text).await;
        let team = fixture.team_of(&competition, "Hal").await;
        fixture.proposal(&team).titled("Ada").draft().await;
        let team = fixture.team_of(&competition, "Ida").await;
        fixture.proposal(&team).withdrawn().content(&text).await;

        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        let list = similar(&store, &organiser, &competition).await;
        assert_eq!(
            pairs(&list),
            [(1, 3, Some(100)), (1, 6, None), (4, 5, None)]
        );
        assert_eq!((list.found, list.pages, list.compared), (3, 1, 3));
        assert_eq!(
            (list.too_short.as_slice(), list.waiting.as_slice()),
            (&[4, 5, 6][..], &[][..])
        );
        let why = |at: usize| {
            let Likeness {
                same_title,
                same_team,
                ..
            } = list.pairs[at].likeness;
            (same_title, same_team)
        };
        assert_eq!(
            [why(0), why(1), why(2)],
            [(false, false), (true, false), (false, true)]
        );
        assert_eq!(similar(&store, &auditor, &competition).await, list);

        let own = resembles(&store, &auditor, &competition, 1).await;
        let named: Vec<_> = own
            .named
            .iter()
            .map(|similar| similar.other.number)
            .collect();
        assert_eq!(
            (own.standing, named, own.more),
            (Standing::Compared, vec![3, 6], 0)
        );
        assert_eq!(own.named[0].other.team, "Cy");
        let own = resembles(&store, &organiser, &competition, 2).await;
        assert_eq!((own.standing, own.named.len()), (Standing::Compared, 0));
    })
    .await;
}

#[tokio::test]
async fn newest_submission_is_the_one_that_is_compared() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let (old, new) = (saying(0, 200), saying(300, 500));
        let first = submitted(&fixture, &competition, "Ada", &old).await;
        submitted(&fixture, &competition, "Bo", &old).await;
        submitted(&fixture, &competition, "Cy", &new).await;
        amended(&store, &first, &new).await;
        let list = similar(&store, &organiser, &competition).await;
        assert_eq!(pairs(&list), [(1, 3, Some(100))]);
    })
    .await;
}

#[tokio::test]
async fn submissions_without_sketch_are_named_and_then_sketched() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let text = saying(0, 200);
        submitted(&fixture, &competition, "Ada", &text).await;
        for (name, content) in [("Bo", text.as_str()), ("Cy", "not JSON of a submission")] {
            let team = fixture.team_of(&competition, name).await;
            let old = fixture.proposal(&team).submitted().without_sketch();
            old.content(content).await;
        }
        let list = similar(&store, &organiser, &competition).await;
        assert_eq!(pairs(&list), []);
        assert_eq!((list.compared, list.waiting), (1, vec![2, 3]));
        let own = resembles(&store, &organiser, &competition, 2).await;
        assert_eq!(own.standing, Standing::Waiting);

        assert_eq!(screening::sketch_older(&store).await.unwrap(), 2);
        assert_eq!(screening::sketch_older(&store).await.unwrap(), 0);
        let list = similar(&store, &organiser, &competition).await;
        assert_eq!(pairs(&list), [(1, 2, Some(100))]);
        assert_eq!((list.too_short, list.waiting), (vec![3], vec![]));
    })
    .await;
}

#[tokio::test]
async fn similar_pairs_come_in_pages_of_fifty() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        for index in 1..=11 {
            let team = fixture.team_of(&competition, &format!("T{index:02}")).await;
            fixture.proposal(&team).titled("Bees").submitted().await;
        }
        let page = async |page| {
            let list = screening::similar(&store, &organiser, &competition.slug, page, NOW);
            list.await.unwrap()
        };
        let (first, beyond) = (page(0).await, page(9).await);
        assert_eq!((first.pairs.len(), first.found, first.pages), (50, 55, 2));
        assert_eq!((beyond.pairs.len(), beyond.page), (5, 2));
        let own = resembles(&store, &organiser, &competition, 1).await;
        assert_eq!((own.named.len(), own.more), (10, 0));
    })
    .await;
}

#[tokio::test]
async fn similar_pairs_for_others_are_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let other = fixture.competition().in_phase(Phase::Screening).await;
        let text = saying(0, 200);
        let entry = submitted(&fixture, &competition, "Ada", &text).await;
        submitted(&fixture, &competition, "Bo", &text).await;
        let stranger = fixture.organiser(&other, "Sam").await;
        let juror = fixture.juror(&competition, "June").await;
        let member = fixture.person("Mia").await;
        fixture
            .join(entry.team.id, &member, domain::policy::TeamRole::Editor)
            .await;
        for actor in [&stranger, &juror.actor, &member] {
            let list = screening::similar(&store, actor, &competition.slug, 1, NOW).await;
            assert_eq!(denied(list), Denied::Role);
        }
        let list = screening::similar(&store, &Actor::VISITOR, &competition.slug, 1, NOW).await;
        assert_eq!(refusal(list), Error::SignedOut);
    })
    .await;
}
