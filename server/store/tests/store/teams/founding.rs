//! Founding a team, and the list of one's own.

use super::*;

#[tokio::test]
async fn founder_leads_a_team_with_an_empty_draft_and_a_code() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let founded = teams::found(
            &store,
            &ada,
            competition.id,
            "  Solar kiln ",
            "professor",
            Language::Rw,
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(founded.number, 1);
        let view = teams::view(&store, &ada, founded.team, NOW).await.unwrap();
        assert_eq!(
            (view.name.as_str(), view.role),
            ("Solar kiln", TeamRole::Lead)
        );
        assert_eq!(view.proposal, founded.proposal);
        let member = &view.members[0];
        assert_eq!(
            (member.account, member.kind, member.role),
            (id_of(&ada), MemberKind::Professor, TeamRole::Lead)
        );
        let code = view.code.unwrap();
        assert_eq!(domain::teams::parse_code(&code), Ok(code.clone()));
        let row = proposals::Entity::find_by_id(founded.proposal.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (
                row.state.as_str(),
                row.language.as_str(),
                row.title.as_str()
            ),
            ("draft", "rw", "")
        );
        assert_eq!(actions_on(&store, founded.team).await, ["team.founded"]);
    })
    .await;
}

#[tokio::test]
async fn team_without_name_or_kind_is_refused_with_both_problems() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let refused = teams::found(
            &store,
            &ada,
            competition.id,
            " ",
            "wizard",
            Language::En,
            NOW,
        );
        let problem = |field: &str, problem| FieldError {
            field: field.into(),
            problem,
        };
        assert_eq!(
            refusal(refused.await),
            Error::Invalid(vec![
                problem("name", Problem::Required),
                problem("kind", Problem::NotAChoice)
            ])
        );
        assert_eq!(
            team_rows::Entity::find().count(store.read()).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn team_outside_of_the_open_phase_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.person("Ada").await;
        let visitor = Actor::VISITOR;
        let unconfirmed = fixture.unconfirmed("Una").await;
        for (phase, actor, expected) in [
            (Phase::Announced, &ada, Error::Denied(Denied::TooEarly)),
            (Phase::Grace, &ada, Error::Denied(Denied::TooLate)),
            (Phase::Draft, &ada, Error::Missing),
            (Phase::Open, &visitor, Error::SignedOut),
            (
                Phase::Open,
                &unconfirmed,
                Error::Denied(Denied::Unconfirmed),
            ),
        ] {
            let competition = fixture.competition().in_phase(phase).await;
            let refused = teams::found(
                &store,
                actor,
                competition.id,
                "T",
                "student",
                Language::En,
                NOW,
            );
            assert_eq!(refusal(refused.await), expected, "{phase:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn teams_founded_at_once_get_consecutive_numbers() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let other = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        found(&store, &ada, &other).await;
        let mut tasks = Vec::new();
        for _ in 0..12 {
            let (store, ada, competition) = (store.clone(), ada.clone(), competition.clone());
            tasks.push(tokio::spawn(async move {
                found(&store, &ada, &competition).await.number
            }));
        }
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.push(task.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn own_teams_are_listed_newest_first_with_deadline_and_state() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let open = fixture.competition().await;
        let jury = fixture.competition().in_phase(Phase::Jury).await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let old = fixture.team(&jury, "Old").lead(&ben).reader(&ada).await;
        let submitted = fixture.proposal(&old).submitted().await;
        let theirs = fixture.team(&open, "Theirs").lead(&ben).await;
        fixture.proposal(&theirs).await;
        let at = NOW + MINUTE;
        let founded = teams::found(&store, &ada, open.id, "New", "trainer", Language::En, at)
            .await
            .unwrap();
        let cards = teams::mine(&store, &ada, at).await.unwrap();
        let seen: Vec<_> = cards
            .iter()
            .map(|c| {
                (
                    c.name.as_str(),
                    c.role,
                    c.members,
                    c.phase,
                    c.proposal,
                    c.title.as_str(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("New", TeamRole::Lead, 1, Phase::Open, founded.proposal, ""),
                ("Old", TeamRole::Reader, 2, Phase::Jury, submitted.id, "Old"),
            ]
        );
        assert_eq!(cards[0].closes_at, open.row(&store).await.closes_at);
    })
    .await;
}
