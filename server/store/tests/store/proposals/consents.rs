//! Every member's word about the text that is submitted.

use super::*;
use domain::proposals::{Consents, MemberConsent};

async fn agreeing(fixture: &Fixture) -> Entry {
    let competition = fixture.competition().confirmed_by_members();
    let entry = entry_of(fixture, competition.form(standard_form()).await).await;
    entry.complete(&fixture.store).await;
    entry
}

async fn consents(store: &Store, actor: &Actor, entry: &Entry) -> Consents {
    proposals::consents(store, actor, entry.proposal.id, NOW)
        .await
        .unwrap()
}

fn unconfirmed() -> Error {
    let what = "members_unconfirmed".into();
    Error::invalid("sure", Problem::Other { what })
}

#[tokio::test]
async fn submission_waits_for_every_member_and_its_receipt_names_them() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = agreeing(&fixture).await;
        let id = entry.proposal.id;
        let early = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert_eq!(refusal(early), unconfirmed());
        let asked = consents(&store, &entry.editor, &entry).await;
        assert!(asked.may_confirm);
        let silent = |member: &MemberConsent| member.confirmed_at.is_none();
        assert!(asked.members.iter().all(silent));
        for at in [NOW, NOW + 1] {
            proposals::confirm(&store, &entry.editor, id, &asked.fingerprint, at)
                .await
                .unwrap();
        }
        let given = consents(&store, &entry.editor, &entry).await;
        assert!(!given.may_confirm);
        assert_eq!(given.members[1].confirmed_at, Some(NOW));
        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW + 2)
            .await
            .unwrap();
        assert_eq!(receipt.stamp.fingerprint, asked.fingerprint);
        let words = [("Ben".to_owned(), NOW), ("Ada".to_owned(), NOW + 2)];
        assert_eq!(receipt.confirmed, words);
        assert_eq!(
            entry.audited(&store).await,
            ["proposal.confirmed", "proposal.submitted"]
        );
    })
    .await;
}

#[tokio::test]
async fn word_about_another_text_does_not_count() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = agreeing(&fixture).await;
        let id = entry.proposal.id;
        let read = consents(&store, &entry.editor, &entry).await.fingerprint;
        proposals::confirm(&store, &entry.editor, id, &read, NOW)
            .await
            .unwrap();
        entry
            .save(
                &store,
                &entry.lead,
                "future",
                1,
                &[("sustainability", "Sold.")],
            )
            .await
            .unwrap();
        let refused = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert_eq!(refusal(refused), unconfirmed());
        let changed = consents(&store, &entry.editor, &entry).await;
        assert!(changed.may_confirm && changed.members[1].earlier);
        let stale = proposals::confirm(&store, &entry.editor, id, &read, NOW).await;
        assert_eq!(refusal(stale), Error::Conflict(Stale::default()));
    })
    .await;
}

#[tokio::test]
async fn only_the_team_confirms_and_only_while_it_can_submit() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = agreeing(&fixture).await;
        let id = entry.proposal.id;
        let read = consents(&store, &entry.editor, &entry).await.fingerprint;
        let eve = fixture.person("Eve").await;
        assert_eq!(
            refusal(proposals::confirm(&store, &eve, id, &read, NOW).await),
            Error::Missing
        );
        assert_eq!(
            refusal(proposals::consents(&store, &eve, id, NOW).await),
            Error::Missing
        );
        let late = NOW + 365 * DAY;
        let refused = proposals::confirm(&store, &entry.editor, id, &read, late).await;
        assert_eq!(refusal(refused), Error::Denied(Denied::TooLate));
    })
    .await;
}

#[tokio::test]
async fn lead_answers_for_all_where_the_rules_say_so() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let asked = consents(&store, &entry.editor, &entry).await;
        assert!(asked.members.is_empty() && !asked.may_confirm);
        let id = entry.proposal.id;
        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert!(receipt.unwrap().confirmed.is_empty());
    })
    .await;
}
