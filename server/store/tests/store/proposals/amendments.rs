//! After the first submission and around the deadline: amending, grace, withdrawing, correcting.

use super::*;

#[tokio::test]
async fn amendment_replaces_the_revision_only_when_it_is_complete() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        let first = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        entry
            .save(&store, &entry.editor, "idea", 1, &[("title", "Better")])
            .await
            .unwrap();
        let detail = entry.detail(&store).await;
        assert_eq!(
            (detail.state, detail.changed),
            (ProposalState::Submitted, true)
        );
        let refused = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert!(matches!(refusal(refused), Error::Invalid(_)));
        // Others still read, and lists still show, what was submitted.
        let competition = entry.competition.row(&store).await;
        let (revision, content) = proposals::submitted_content(store.read(), id, &competition)
            .await
            .unwrap();
        assert_eq!(
            (revision.id, content.title()),
            (first.stamp.id.0, "Solar kiln for bricks")
        );
        assert_eq!(
            entry.proposal.row(&store).await.title,
            "Solar kiln for bricks"
        );
        let better = [("title", "Better"), ("summary", "S"), ("sector", "water")];
        entry
            .save(&store, &entry.editor, "idea", 2, &better)
            .await
            .unwrap();
        let second = proposals::submit(&store, &entry.lead, id, NOW + MINUTE, NOW + MINUTE)
            .await
            .unwrap();
        assert_eq!(second.stamp.number, 2);
        assert_eq!(second.earlier, [first.stamp]);
        let row = entry.proposal.row(&store).await;
        assert_eq!(
            (row.title.as_str(), row.sector.as_deref(), row.submitted_at),
            ("Better", Some("water"), Some(NOW + MINUTE))
        );
        assert_eq!(
            entry.audited(&store).await,
            ["proposal.submitted", "proposal.amended"]
        );
    })
    .await;
}

#[tokio::test]
async fn deadline_is_the_servers_and_grace_needs_a_beginning_in_time() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        let row = entry.competition.row(&store).await;
        let (closes, grace_ends) = (row.closes_at, row.closes_at + 30 * MINUTE);
        let submit =
            async |began, now| proposals::submit(&store, &entry.lead, id, began, now).await;
        for (began, now) in [
            (closes + 1, closes + 1),
            (closes + 1, grace_ends),
            (closes, grace_ends + 1),
            (closes + 1, closes + 2),
        ] {
            assert_eq!(
                refusal(submit(began, now).await),
                Error::Denied(Denied::TooLate)
            );
        }
        assert_eq!(entry.frozen(&store).await.len(), 0);
        let receipt = submit(closes, grace_ends).await.unwrap();
        assert_eq!(
            (receipt.stamp.late, receipt.stamp.submitted_at),
            (true, grace_ends)
        );
        // The answer got lost and the browser asks again, long after: the receipt is still there.
        assert_eq!(
            submit(grace_ends + DAY, grace_ends + DAY).await.unwrap(),
            receipt
        );
        assert_eq!(mails(&store).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn submission_at_the_deadline_itself_is_in_time() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let closes = entry.competition.row(&store).await.closes_at;
        let receipt =
            proposals::submit(&store, &entry.lead, entry.proposal.id, closes, closes).await;
        assert!(!receipt.unwrap().stamp.late);
    })
    .await;
}

#[tokio::test]
async fn withdrawal_can_be_undone_until_the_deadline_and_freezes_the_draft() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        let draft = proposals::withdraw(&store, &entry.lead, id, NOW).await;
        assert_eq!(refusal(draft), Error::Denied(Denied::State));
        entry.complete(&store).await;
        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        for _ in 0..2 {
            proposals::withdraw(&store, &entry.lead, id, NOW)
                .await
                .unwrap();
            assert_eq!(entry.proposal.row(&store).await.state, "withdrawn");
        }
        let edit = entry
            .save(&store, &entry.lead, "idea", 1, &[("title", "x")])
            .await;
        assert_eq!(refusal(edit), Error::Denied(Denied::State));
        let submit = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert_eq!(refusal(submit), Error::Denied(Denied::State));
        let closes = entry.competition.row(&store).await.closes_at;
        let late = proposals::undo_withdrawal(&store, &entry.lead, id, closes + 1).await;
        assert_eq!(refusal(late), Error::Denied(Denied::TooLate));
        proposals::undo_withdrawal(&store, &entry.lead, id, closes)
            .await
            .unwrap();
        let again = proposals::receipt(&store, &entry.editor, id, NOW)
            .await
            .unwrap();
        assert_eq!(again, receipt);
        assert_eq!(
            entry.audited(&store).await,
            [
                "proposal.submitted",
                "proposal.withdrawn",
                "proposal.withdrawal_undone"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn returned_proposal_can_be_corrected_after_the_deadline_and_waits_for_screening_again() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        let row = entry.competition.row(&store).await;
        let after = row.closes_at + DAY;
        let typed = fields(&[("sustainability", "Corrected")]);
        let save = async |now| {
            proposals::save_section(&store, &entry.editor, id, "future", 1, &typed, now).await
        };
        assert_eq!(refusal(save(after).await), Error::Denied(Denied::TooLate));
        rows::Entity::update_many()
            .col_expr(rows::Column::Screening, Expr::value("returned"))
            .filter(rows::Column::Id.eq(id.0))
            .exec(store.writer())
            .await
            .unwrap();
        assert_eq!(
            refusal(save(row.jury_opens_at).await),
            Error::Denied(Denied::TooLate)
        );
        save(after).await.unwrap();
        let receipt = proposals::submit(&store, &entry.lead, id, after, after)
            .await
            .unwrap();
        assert_eq!((receipt.stamp.number, receipt.stamp.late), (2, false));
        assert_eq!(entry.proposal.row(&store).await.screening, "pending");
        assert_eq!(
            entry.audited(&store).await,
            ["proposal.submitted", "proposal.corrected"]
        );
    })
    .await;
}
