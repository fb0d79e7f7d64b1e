//! The public gallery: what is selected and published, and nothing else.

use crate::support::{Competition, Fixture, NOW, Proposal, each_database, refusal};
use domain::{Error, policy::Phase, proposals::standard_form, selection::ProjectCard};

fn card(number: i32, title: &str) -> String {
    serde_json::json!({
        "number": number, "title": title, "summary": "Ask ada@rp.ac.rw for the plan of it",
        "sector": "energy", "college": "IPRC Huye", "district": "Huye", "province": "southern",
        "target_groups": ["youth"], "amount": { "minor": 5_000_000, "currency": "RWF" },
        "team": "Kiln makers", "members": { "trainers": 1, "students": 2, "professors": 1 },
    })
    .to_string()
}

/// A revision with a team that names itself and writes addresses into its texts.
fn content(competition: &Competition, number: i32) -> String {
    serde_json::json!({
        "format": 1, "competition": competition.id, "proposal": uuid::Uuid::nil(), "number": number,
        "team": "Kiln makers", "language": "en",
        "answers": {
            "solution": { "solution": { "text": "We build it. Write to ada@rp.ac.rw" } },
            "team": { "roles": { "team_roles": [{ "name": "Hidden Person", "role": "Welder" }] } },
            "need": { "need": { "choice": [competition.needs[1].to_string()] } },
        },
    })
    .to_string()
}

async fn entry(fixture: &Fixture, competition: &Competition, title: &str) -> Proposal {
    let lead = fixture.person(&format!("Lead of {title}")).await;
    let team = fixture.team(competition, title).lead(&lead).await;
    let text = content(competition, 1);
    fixture.proposal(&team).eligible().content(&text).await
}

async fn competition(fixture: &Fixture, phase: Phase) -> Competition {
    fixture
        .competition()
        .form(standard_form())
        .in_phase(phase)
        .await
}

#[tokio::test]
async fn gallery_of_a_published_selection_shows_the_selected_by_rank() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let call = competition(&fixture, Phase::Published).await;
        let other = competition(&fixture, Phase::Published).await;
        let kiln = entry(&fixture, &call, "Kiln").await;
        let bees = entry(&fixture, &call, "Bees").await;
        let lost = entry(&fixture, &call, "Lost").await;
        let far = entry(&fixture, &other, "Far").await;
        let text = card(7, "Solar kiln");
        fixture
            .published(&call)
            .card(&text)
            .with(&bees)
            .with(&kiln)
            .without(&lost)
            .await;
        fixture.published(&other).card(&text).with(&far).await;
        let list = store::gallery::shortlist(&store, &call.slug, NOW)
            .await
            .unwrap();
        assert_eq!(list.phase, Phase::Published);
        assert!(list.published_at.is_some());
        let shown: Vec<_> = list.projects.iter().map(|p| (p.rank, p.proposal)).collect();
        assert_eq!(shown, [(1, bees.id), (2, kiln.id)]);
        let card: &ProjectCard = &list.projects[0].card;
        assert_eq!(card.title, "Solar kiln");
        assert_eq!(card.summary, "Ask […] for the plan of it");
    })
    .await;
}

#[tokio::test]
async fn gallery_before_publication_shows_the_date_and_no_project() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let call = competition(&fixture, Phase::Selection).await;
        let kiln = entry(&fixture, &call, "Secret kiln").await;
        let text = card(1, "Secret kiln");
        fixture
            .selection(&call)
            .frozen()
            .card(&text)
            .with(&kiln)
            .await;
        let list = store::gallery::shortlist(&store, &call.slug, NOW)
            .await
            .unwrap();
        assert_eq!((list.phase, list.published_at), (Phase::Selection, None));
        assert_eq!(list.projects, []);
        assert_eq!(list.publishes_at, call.row(&store).await.publishes_at);
        let page = store::gallery::project(&store, &call.slug, kiln.number, NOW).await;
        assert_eq!(refusal(page), Error::Missing);
    })
    .await;
}

#[tokio::test]
async fn gallery_of_a_competition_that_is_being_set_up_is_missing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let draft = competition(&fixture, Phase::Draft).await;
        for slug in [draft.slug.as_str(), "nowhere"] {
            let list = store::gallery::shortlist(&store, slug, NOW).await;
            assert_eq!(refusal(list), Error::Missing);
        }
    })
    .await;
}

#[tokio::test]
async fn project_page_shows_the_public_part_of_the_last_submission() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let call = competition(&fixture, Phase::Published).await;
        let kiln = entry(&fixture, &call, "Kiln").await;
        let text = card(kiln.number, "Solar kiln");
        fixture.published(&call).card(&text).with(&kiln).await;
        let page = store::gallery::project(&store, &call.slug, kiln.number, NOW)
            .await
            .unwrap();
        assert!(page.open);
        assert_eq!((page.entry.proposal, page.entry.rank), (kiln.id, 1));
        assert_eq!(
            page.content.section("solution").text("solution"),
            "We build it. Write to […]"
        );
        let need = page.content.need().unwrap();
        assert_eq!(need.id, call.needs[1]);
        let all = serde_json::to_string(&page).unwrap();
        for secret in [
            "Hidden Person",
            "Welder",
            "rp.ac.rw",
            "Lead of",
            "example.org",
        ] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
    })
    .await;
}

#[tokio::test]
async fn project_page_of_a_proposal_that_was_not_selected_is_missing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let call = competition(&fixture, Phase::Published).await;
        let other = competition(&fixture, Phase::Published).await;
        let kiln = entry(&fixture, &call, "Kiln").await;
        let lost = entry(&fixture, &call, "Lost secret").await;
        let text = card(2, "Lost secret");
        fixture
            .published(&call)
            .card(&text)
            .with(&kiln)
            .without(&lost)
            .await;
        for (slug, number) in [
            (&call.slug, lost.number),
            (&call.slug, 99),
            (&other.slug, kiln.number),
        ] {
            let page = store::gallery::project(&store, slug, number, NOW).await;
            assert_eq!(refusal(page), Error::Missing);
        }
    })
    .await;
}

#[tokio::test]
async fn gallery_of_an_archived_competition_stays_readable_and_takes_no_interest() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let call = competition(&fixture, Phase::Archived).await;
        let kiln = entry(&fixture, &call, "Kiln").await;
        let text = card(kiln.number, "Solar kiln");
        fixture.published(&call).card(&text).with(&kiln).await;
        let list = store::gallery::shortlist(&store, &call.slug, NOW)
            .await
            .unwrap();
        assert_eq!((list.phase, list.projects.len()), (Phase::Archived, 1));
        let page = store::gallery::project(&store, &call.slug, kiln.number, NOW)
            .await
            .unwrap();
        assert!(!page.open);
    })
    .await;
}
