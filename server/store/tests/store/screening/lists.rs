//! The list and the detail: filters, search, pages, and who reads them.

use super::{amended, ineligible, mails};
use crate::support::{Competition, Fixture, NOW, denied, each_database, refusal};
use domain::{
    Error, Language,
    policy::{Denied, Phase},
    screening::{Arrival, ListQuery, ListedProposal, ProposalSort, ScreeningState, StateCounts},
    vocabulary::Sector,
};
use store::screening;

/// Four submitted proposals and one draft; numbers 1 to 5 in this order.
async fn four_and_a_draft(fixture: &Fixture, competition: &Competition) {
    for (name, title, sector) in [
        ("Ada", "Bees for Huye", "agriculture"),
        ("Bo", "A solar kiln", "energy"),
        ("Cy", "Clean water 100%", "water"),
    ] {
        let team = fixture.team_of(competition, name).await;
        fixture
            .proposal(&team)
            .titled(title)
            .sector(sector)
            .submitted()
            .await;
    }
    let team = fixture.team_of(competition, "Di").await;
    fixture
        .proposal(&team)
        .titled("Solar dryers")
        .eligible()
        .await;
    let team = fixture.team_of(competition, "Ed").await;
    fixture.proposal(&team).titled("Secret draft").draft().await;
}

#[tokio::test]
async fn list_with_filter_search_and_sort_shows_those_in_that_order() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        four_and_a_draft(&fixture, &competition).await;
        let numbers = async |query: ListQuery| {
            let list = screening::list(&store, &organiser, &competition.slug, &query, NOW)
                .await
                .unwrap();
            assert_eq!(list.found as usize, list.rows.len());
            list.rows.iter().map(|row| row.number).collect::<Vec<_>>()
        };
        let all = ListQuery::default();
        assert_eq!(numbers(all.clone()).await, [1, 2, 3, 4]);
        let query = ListQuery {
            sort: ProposalSort::Title,
            ..all.clone()
        };
        assert_eq!(numbers(query.clone()).await, [2, 1, 3, 4]);
        let query = ListQuery {
            descending: true,
            ..query
        };
        assert_eq!(numbers(query).await, [4, 3, 1, 2]);
        let query = ListQuery {
            sort: ProposalSort::Number,
            descending: true,
            ..all.clone()
        };
        assert_eq!(numbers(query).await, [4, 3, 2, 1]);
        let query = ListQuery {
            state: Some(ScreeningState::Eligible),
            ..all.clone()
        };
        assert_eq!(numbers(query).await, [4]);
        let query = ListQuery {
            sector: Some(Sector::Energy),
            state: Some(ScreeningState::Pending),
            ..all.clone()
        };
        assert_eq!(numbers(query).await, [2]);
        let query = ListQuery {
            college: Some(competition.colleges[1]),
            ..all.clone()
        };
        assert_eq!(numbers(query).await, [] as [i32; 0]);
        let words = |words: &str| ListQuery {
            words: words.into(),
            ..ListQuery::default()
        };
        assert_eq!(numbers(words("SOLAR")).await, [2, 4]);
        assert_eq!(numbers(words("#3")).await, [3]);
        assert_eq!(numbers(words("100%")).await, [3]);
        assert_eq!(numbers(words("s_lar")).await, [] as [i32; 0]);
        assert_eq!(numbers(words("secret")).await, [] as [i32; 0]);
        // The team's name too, also with words of the title, but not that of a draft's team.
        assert_eq!(numbers(words("bo")).await, [2]);
        assert_eq!(numbers(words("di SÓLAR")).await, [4]);
        assert_eq!(numbers(words("ed")).await, [] as [i32; 0]);
    })
    .await;
}

#[tokio::test]
async fn list_by_language_and_arrival_goes_by_the_newest_submission() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let mut teams = Vec::new();
        for name in ["Ada", "Bo", "Cy", "Di", "Ed"] {
            teams.push(fixture.team_of(&competition, name).await);
        }
        let entry = |at: usize| fixture.proposal(&teams[at]).submitted();
        entry(0).language("fr").await;
        entry(1).late().await;
        entry(2).extended().language("fr").await;
        let corrected = entry(3).late().await;
        amended(&store, &corrected, "{}").await;
        fixture.proposal(&teams[4]).draft().language("fr").await;
        let rows = async |language, arrival| {
            let query = ListQuery {
                language,
                arrival,
                ..ListQuery::default()
            };
            let list = screening::list(&store, &organiser, &competition.slug, &query, NOW)
                .await
                .unwrap();
            assert_eq!(list.found as usize, list.rows.len());
            let row = |row: &ListedProposal| (row.number, row.late, row.extended);
            list.rows.iter().map(row).collect::<Vec<_>>()
        };
        let (late, extended) = ((2, true, false), (3, false, true));
        assert_eq!(
            rows(None, None).await,
            [(1, false, false), late, extended, (4, false, false)]
        );
        let french = Some(Language::Fr);
        assert_eq!(rows(french, None).await, [(1, false, false), extended]);
        assert_eq!(rows(None, Some(Arrival::After)).await, [late, extended]);
        assert_eq!(rows(None, Some(Arrival::Grace)).await, [late]);
        assert_eq!(rows(None, Some(Arrival::Extended)).await, [extended]);
        assert_eq!(rows(french, Some(Arrival::Grace)).await, []);
        assert_eq!(rows(french, Some(Arrival::After)).await, [extended]);
    })
    .await;
}

#[tokio::test]
async fn list_counts_every_state_and_pages_by_fifty() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let auditor = fixture.auditor(&competition, "Aude").await;
        for index in 1..=51 {
            fixture.entry(&competition, &format!("T{index:02}")).await;
        }
        let page = async |page| {
            let query = ListQuery {
                page,
                ..ListQuery::default()
            };
            screening::list(&store, &auditor, &competition.slug, &query, NOW)
                .await
                .unwrap()
        };
        let first = page(1).await;
        assert_eq!((first.rows.len(), first.found, first.pages), (50, 51, 2));
        let beyond = page(9).await;
        assert_eq!(beyond.query.page, 2);
        assert_eq!(beyond.rows[0].number, 51);
        assert_eq!(beyond.rows[0].team, "T51");
        assert_eq!(beyond.rows[0].college.as_deref(), Some("IPRC Huye"));
        let counts = StateCounts {
            eligible: 51,
            ..StateCounts::default()
        };
        assert_eq!(beyond.counts, counts);
        assert!(!beyond.may_decide);
    })
    .await;
}

#[tokio::test]
async fn list_and_detail_for_others_are_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let other = fixture.competition().in_phase(Phase::Screening).await;
        let entry = fixture.entry(&competition, "Ada").await;
        let stranger = fixture.organiser(&other, "Sam").await;
        let juror = fixture.juror(&competition, "June").await;
        let query = ListQuery::default();
        for actor in [&stranger, &juror.actor] {
            let list = screening::list(&store, actor, &competition.slug, &query, NOW).await;
            assert_eq!(denied(list), Denied::Role);
            let detail = screening::detail(&store, actor, &competition.slug, entry.number, NOW);
            assert_eq!(denied(detail.await), Denied::Role);
            let decided = screening::decide(&store, actor, entry.id, 1, &ineligible(), NOW).await;
            assert_eq!(refusal(decided), Error::Missing);
        }
        let visitor = domain::Actor::VISITOR;
        let list = screening::list(&store, &visitor, &competition.slug, &query, NOW).await;
        assert_eq!(refusal(list), Error::SignedOut);
        let auditor = fixture.auditor(&competition, "Aude").await;
        let decided = screening::decide(&store, &auditor, entry.id, 1, &ineligible(), NOW).await;
        assert_eq!(denied(decided), Denied::Role);
        assert_eq!(entry.row(&store).await.screening, "eligible");
        assert_eq!(mails(&store).await, []);
    })
    .await;
}
