//! Submitting: what it needs, what it freezes, whom it tells.

use super::*;
use domain::screening::stored_sketch;

#[tokio::test]
async fn incomplete_proposal_is_refused_with_every_problem_and_stays_a_draft() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        entry
            .save(
                &store,
                &entry.lead,
                "plan",
                1,
                &[("jobs", "many"), ("milestones.0.what", "x")],
            )
            .await
            .unwrap();
        entry
            .save(&store, &entry.lead, "future", 1, &[])
            .await
            .unwrap();
        let refused = proposals::submit(&store, &entry.lead, entry.proposal.id, NOW, NOW).await;
        let Error::Invalid(problems) = refusal(refused) else {
            panic!("accepted")
        };
        let found: Vec<_> = problems
            .iter()
            .map(|e| (e.field.as_str(), &e.problem))
            .collect();
        assert_eq!(
            found,
            [
                ("plan/milestones.0.date", &Problem::Required),
                ("plan/jobs", &Problem::NotANumber),
                ("future/sustainability", &Problem::Required)
            ]
        );
        assert_eq!(entry.proposal.row(&store).await.state, "draft");
        assert_eq!(entry.frozen(&store).await.len(), 0);
        assert_eq!(mails(&store).await, []);
    })
    .await;
}

#[tokio::test]
async fn submission_freezes_a_fingerprinted_text_and_tells_every_member() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        assert_eq!(receipt.title, "Solar kiln for bricks");
        assert_eq!(receipt.stamp.number, 1);
        assert_eq!(receipt.stamp.submitted_at, NOW);
        assert_eq!(receipt.stamp.submitted_by.as_deref(), Some("Ada"));
        assert!(!receipt.stamp.late);
        assert_eq!(receipt.stamp.fingerprint, fingerprint(&receipt.text));
        let submission = Submission::parse(&receipt.text).unwrap();
        let detail = entry.detail(&store).await;
        assert_eq!(submission.answers, detail.content.answers);
        assert_eq!((submission.number, submission.team.as_str()), (1, "Kiln"));
        assert_eq!(
            submission.rules,
            entry.competition.row(&store).await.rules_hash
        );
        assert_eq!(
            (detail.state, detail.changed),
            (ProposalState::Submitted, false)
        );
        assert_eq!(detail.stamp, Some(receipt.stamp.clone()));
        let frozen = &entry.frozen(&store).await[0];
        assert_eq!(
            (&frozen.content, &frozen.fingerprint),
            (&receipt.text, &receipt.stamp.fingerprint)
        );
        let sent = mails(&store).await;
        let mut to: Vec<_> = sent.iter().map(|(to, _)| to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["ada@example.org", "ben@example.org"]);
        assert_eq!(sent[0].1["fingerprint"], json!(receipt.stamp.fingerprint));
        assert_eq!(sent[0].1["received_at"], json!(NOW));
        // Of a text that is submitted already editors get the receipt; strangers learn nothing of it.
        let by_editor = proposals::submit(&store, &entry.editor, id, NOW, NOW).await;
        assert_eq!(
            by_editor.unwrap(),
            receipt,
            "the same content only shows its receipt"
        );
        let eve = fixture.person("Eve").await;
        assert_eq!(
            refusal(proposals::submit(&store, &eve, id, NOW, NOW).await),
            Error::Missing
        );
        assert_eq!(
            refusal(proposals::receipt(&store, &eve, id, NOW).await),
            Error::Missing
        );
        assert_eq!(entry.audited(&store).await, ["proposal.submitted"]);
    })
    .await;
}

#[tokio::test]
async fn editor_cannot_submit_or_withdraw() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        let refused = proposals::submit(&store, &entry.editor, id, NOW, NOW).await;
        assert_eq!(refusal(refused), Error::Denied(Denied::NotYours));
        proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        let refused = proposals::withdraw(&store, &entry.editor, id, NOW).await;
        assert_eq!(refusal(refused), Error::Denied(Denied::NotYours));
        assert_eq!(entry.proposal.row(&store).await.state, "submitted");
    })
    .await;
}

#[tokio::test]
async fn submissions_at_once_make_one_revision_and_one_mail_a_member() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (store, lead, id) = (store.clone(), entry.lead.clone(), entry.proposal.id);
                tokio::spawn(async move { proposals::submit(&store, &lead, id, NOW, NOW).await })
            })
            .collect();
        let mut prints = Vec::new();
        for task in tasks {
            prints.push(task.await.unwrap().unwrap().stamp.id);
        }
        prints.dedup();
        assert_eq!(prints.len(), 1);
        assert_eq!(entry.frozen(&store).await.len(), 1);
        assert_eq!(mails(&store).await.len(), 2);
        assert_eq!(entry.audited(&store).await, ["proposal.submitted"]);
    })
    .await;
}

#[tokio::test]
async fn submission_that_races_a_save_freezes_a_text_that_was_saved() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let mut before = "Bricks are sold.".to_owned();
        for version in 1..5 {
            let text = format!("Sold {version}");
            let typed = [("sustainability", text.as_str())];
            let (saved, receipt) = tokio::join!(
                entry.save(&store, &entry.editor, "future", version, &typed),
                proposals::submit(&store, &entry.lead, entry.proposal.id, NOW, NOW),
            );
            saved.unwrap();
            let frozen = Submission::parse(&receipt.unwrap().text).unwrap();
            let said = frozen.answers["future"].text("sustainability").to_owned();
            assert!(said == text || said == before, "{said}");
            before = text;
        }
    })
    .await;
}

#[tokio::test]
async fn language_of_the_proposal_is_part_of_what_is_submitted() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        proposals::set_language(&store, &entry.editor, id, "rw", NOW)
            .await
            .unwrap();
        let unknown = proposals::set_language(&store, &entry.editor, id, "xx", NOW).await;
        assert_eq!(
            refusal(unknown),
            Error::invalid("language", Problem::NotAChoice)
        );
        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        assert_eq!(receipt.language, Language::Rw);
        assert_eq!(entry.detail(&store).await.content.language, Language::Rw);
    })
    .await;
}

#[tokio::test]
async fn each_submission_keeps_what_its_own_text_is_compared_by() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        for version in 1..=2 {
            let words: Vec<String> = (0..40).map(|n| format!("word{version}{n}")).collect();
            let solution = [
                ("solution", words.join(" ")),
                ("skills", "Welding".to_owned()),
            ];
            let solution = solution
                .each_ref()
                .map(|(name, text)| (*name, text.as_str()));
            entry
                .save(&store, &entry.lead, "solution", version, &solution)
                .await
                .unwrap();
            proposals::submit(&store, &entry.lead, entry.proposal.id, NOW, NOW)
                .await
                .unwrap();
        }
        let frozen = entry.frozen(&store).await;
        for revision in &frozen {
            let answers = Submission::parse(&revision.content).unwrap().answers;
            assert_eq!(revision.sketch, Some(stored_sketch(&answers)));
        }
        assert_ne!(frozen[0].sketch, Some(Vec::new()));
        assert_ne!(frozen[0].sketch, frozen[1].sketch);
    })
    .await;
}
