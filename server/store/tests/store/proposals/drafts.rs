//! Saving drafts: nothing typed is lost, and nobody is overwritten.

use super::*;

#[tokio::test]
async fn draft_of_every_kind_of_question_is_reloaded_as_it_was_typed() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let detail = detail(&store, &entry.editor, entry.proposal.id).await;
        let text = |text: &str| Answer::Text(text.into());
        let line = |label: &str, quantity: Option<i64>, amount| BudgetLine {
            label: label.into(),
            quantity: quantity.map(Entered::Value),
            amount: Some(Entered::Value(amount)),
        };
        let step = |date: &str, what: &str| Milestone {
            date: date.into(),
            what: what.into(),
        };
        let expected = [
            ("title", text(" Solar kiln for bricks ")),
            ("summary", text("Bricks without wood.\nFor ten villages.")),
            ("sector", Answer::Choice(vec!["energy".into()])),
            (
                "need",
                Answer::Choice(vec![entry.competition.needs[0].to_string()]),
            ),
            ("situation", text("Wood is scarce.")),
            (
                "college",
                Answer::Choice(vec![entry.competition.colleges[1].to_string()]),
            ),
            (
                "target_groups",
                Answer::Choice(vec!["women".into(), "youth".into()]),
            ),
            ("solution", text("Mirrors and a chamber.")),
            ("skills", text("Welding.")),
            (
                "milestones",
                Answer::Milestones(vec![
                    step("2027-09-01", "Kiln built"),
                    step("2027-12-01", "1,000 bricks"),
                ]),
            ),
            ("jobs", Answer::Number(Entered::Value(12))),
            (
                "roles",
                Answer::TeamRoles(vec![RoleInTeam {
                    name: "Ada".into(),
                    role: "Leads & welds".into(),
                }]),
            ),
            (
                "budget",
                Answer::Budget(Budget {
                    currency: Currency::Eur,
                    lines: vec![
                        line("Mirrors", Some(4), 125_050),
                        line("Transport", None, 30_000),
                    ],
                }),
            ),
            ("sustainability", text("Bricks are sold.")),
        ];
        for (key, answer) in &expected {
            assert_eq!(detail.content.answer(key), Some(answer), "{key}");
        }
        assert_eq!(detail.content.form.questions().count(), expected.len());
        assert!(detail.readiness.is_complete());
        assert_eq!(detail.saves.len(), 7);
        assert!(
            detail
                .saves
                .iter()
                .all(|save| save.saved_by.as_deref() == Some("Ben"))
        );
    })
    .await;
}

#[tokio::test]
async fn draft_that_is_wrong_is_saved_and_says_what_is_wrong() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let long = "word ".repeat(101);
        let saved = entry
            .save(
                &store,
                &entry.lead,
                "idea",
                0,
                &[("summary", &long), ("sector", "magic")],
            )
            .await
            .unwrap();
        let found: Vec<_> = saved
            .problems
            .iter()
            .map(|e| (e.field.as_str(), &e.problem))
            .collect();
        assert_eq!(
            found,
            [
                ("summary", &Problem::TooManyWords { max: 100 }),
                ("sector", &Problem::NotAChoice)
            ]
        );
        entry
            .save(
                &store,
                &entry.lead,
                "plan",
                0,
                &[("jobs", "a dozen"), ("milestones.0.date", "soon")],
            )
            .await
            .unwrap();
        let detail = entry.detail(&store).await;
        assert_eq!(detail.content.section("idea").text("summary"), long);
        assert_eq!(
            detail.content.answer("jobs"),
            Some(&Answer::Number(Entered::Typed("a dozen".into())))
        );
        assert_eq!(detail.readiness.sections[0].progress, Progress::Begun);
        let huge = "x".repeat(proposals::MOST_BYTES);
        let refused = entry
            .save(
                &store,
                &entry.lead,
                "future",
                0,
                &[("sustainability", &huge)],
            )
            .await;
        assert_eq!(refusal(refused), Error::TooLarge);
    })
    .await;
}

#[tokio::test]
async fn stale_save_writes_nothing_and_tells_what_stands_there() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let first = entry
            .save(&store, &entry.lead, "idea", 0, &[("title", "Ada's")])
            .await
            .unwrap();
        assert_eq!(first.version, 1);
        let ben = entry
            .save(&store, &entry.editor, "idea", 1, &[("title", "Ben's")])
            .await
            .unwrap();
        assert_eq!(ben.version, 2);
        for stale in [0, 1, 3, -1] {
            let refused = entry
                .save(
                    &store,
                    &entry.lead,
                    "idea",
                    stale,
                    &[("title", "Ada again")],
                )
                .await;
            assert_eq!(
                refusal(refused),
                Error::Conflict(Stale {
                    version: 2,
                    by: Some("Ben".into()),
                    current: r#"{"title":{"text":"Ben's"}}"#.into(),
                })
            );
        }
        // A save whose answer got lost is repeated: it is there, so it is saved.
        let again = entry
            .save(&store, &entry.editor, "idea", 1, &[("title", "Ben's")])
            .await
            .unwrap();
        assert_eq!((again.version, again.saved_at), (2, ben.saved_at));
        let (history, total) =
            proposals::history(&store, &entry.lead, entry.proposal.id, "idea", 0, NOW)
                .await
                .unwrap();
        let seen: Vec<_> = history
            .iter()
            .map(|v| (v.version, v.saved_by.as_deref(), v.answers.text("title")))
            .collect();
        assert_eq!(
            (seen, total),
            (
                vec![(2, Some("Ben"), "Ben's"), (1, Some("Ada"), "Ada's")],
                2
            )
        );
    })
    .await;
}

#[tokio::test]
async fn two_saves_at_once_are_one_saved_and_one_conflict_with_nothing_lost() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        for version in 0..6 {
            let mine = format!("Ada's {version}");
            let theirs = format!("Ben's {version}");
            let (own, other) = ([("title", mine.as_str())], [("title", theirs.as_str())]);
            let (a, b) = tokio::join!(
                entry.save(&store, &entry.lead, "idea", version, &own),
                entry.save(&store, &entry.editor, "idea", version, &other),
            );
            let (won, lost) = match (a, b) {
                (Ok(_), Err(store::Error::Refused(Error::Conflict(stale)))) => (mine, stale),
                (Err(store::Error::Refused(Error::Conflict(stale))), Ok(_)) => (theirs, stale),
                other => panic!("{other:?}"),
            };
            assert_eq!(lost.version, version + 1);
            let current: Answers = serde_json::from_str(&lost.current).unwrap();
            assert_eq!(current.text("title"), won);
            let detail = entry.detail(&store).await;
            assert_eq!(detail.content.title(), won);
            assert_eq!(entry.proposal.row(&store).await.title, won);
        }
        let kept = section_versions::Entity::find()
            .count(store.read())
            .await
            .unwrap();
        assert_eq!(kept, 6);
    })
    .await;
}

#[tokio::test]
async fn sections_saved_at_once_are_all_in_what_lists_show() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let all = everything(&entry.competition);
        let tasks = all.into_iter().map(|(section, typed)| {
            let (store, actor, id) = (store.clone(), entry.editor.clone(), entry.proposal.id);
            tokio::spawn(async move {
                proposals::save_section(&store, &actor, id, section, 0, &typed, NOW).await
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            assert_eq!(task.await.unwrap().unwrap().version, 1);
        }
        let row = entry.proposal.row(&store).await;
        assert_eq!(
            (
                row.title.as_str(),
                row.need_id,
                row.college_id,
                row.sector.as_deref(),
                row.target_groups.as_str(),
                row.amount_minor,
                row.currency.as_str()
            ),
            (
                "Solar kiln for bricks",
                Some(entry.competition.needs[0].0),
                Some(entry.competition.colleges[1].0),
                Some("energy"),
                r#"["women","youth"]"#,
                530_200,
                "EUR"
            )
        );
    })
    .await;
}

#[tokio::test]
async fn restored_version_becomes_the_newest_and_the_history_stays() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        entry
            .save(&store, &entry.lead, "idea", 0, &[("title", "First")])
            .await
            .unwrap();
        entry
            .save(&store, &entry.editor, "idea", 1, &[("title", "Second")])
            .await
            .unwrap();
        let stale = proposals::restore(&store, &entry.lead, id, "idea", 1, 1, NOW).await;
        assert!(matches!(refusal(stale), Error::Conflict(_)));
        let restored = proposals::restore(&store, &entry.lead, id, "idea", 1, 2, NOW)
            .await
            .unwrap();
        assert_eq!(
            (restored.version, restored.answers.text("title")),
            (3, "First")
        );
        let missing = proposals::restore(&store, &entry.lead, id, "idea", 9, 3, NOW).await;
        assert_eq!(refusal(missing), Error::Missing);
        let (history, _) = proposals::history(&store, &entry.lead, id, "idea", 0, NOW)
            .await
            .unwrap();
        let titles: Vec<_> = history.iter().map(|v| v.answers.text("title")).collect();
        assert_eq!(titles, ["First", "Second", "First"]);
    })
    .await;
}

#[tokio::test]
async fn stranger_reader_and_late_writer_cannot_save() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry
            .save(&store, &entry.lead, "idea", 0, &[("title", "Secret")])
            .await
            .unwrap();
        let eve = fixture.person("Eve").await;
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let reader = fixture.person("Rea").await;
        let read_team = fixture
            .team(&entry.competition, "Read")
            .lead(&eve)
            .reader(&reader)
            .await;
        let read = fixture.proposal(&read_team).await;
        for stranger in [&eve, &organiser] {
            let save = entry
                .save(&store, stranger, "idea", 1, &[("title", "Mine")])
                .await;
            assert_eq!(refusal(save), Error::Missing);
            let id = entry.proposal.id;
            assert_eq!(
                refusal(proposals::detail(&store, stranger, id, NOW).await),
                Error::Missing
            );
            let history = proposals::history(&store, stranger, id, "idea", 0, NOW).await;
            assert_eq!(refusal(history), Error::Missing);
            let version = proposals::version_of(&store, stranger, id, "idea", 1, NOW).await;
            assert_eq!(refusal(version), Error::Missing);
        }
        let none = entry.save(&store, &Actor::VISITOR, "idea", 1, &[]).await;
        assert_eq!(refusal(none), Error::SignedOut);
        let no_section = entry.save(&store, &entry.lead, "nonsense", 0, &[]).await;
        assert_eq!(refusal(no_section), Error::Missing);
        let typed = fields(&[("title", "x")]);
        let save = proposals::save_section(&store, &reader, read.id, "idea", 0, &typed, NOW).await;
        assert_eq!(refusal(save), Error::Denied(Denied::NotYours));
        let closes = entry.competition.row(&store).await.closes_at;
        let last = proposals::save_section(
            &store,
            &entry.lead,
            entry.proposal.id,
            "idea",
            1,
            &typed,
            closes,
        );
        assert_eq!(last.await.unwrap().version, 2);
        let late = proposals::save_section(
            &store,
            &entry.lead,
            entry.proposal.id,
            "idea",
            2,
            &typed,
            closes + 1,
        );
        assert_eq!(refusal(late.await), Error::Denied(Denied::TooLate));
    })
    .await;
}
