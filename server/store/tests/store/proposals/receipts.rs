//! Receipts: what was received, and whether a text is it.

use super::*;
use domain::proposals::ReceiptCheck;

#[tokio::test]
async fn receipt_check_knows_its_texts_and_no_other() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        let first = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        entry
            .save(
                &store,
                &entry.lead,
                "future",
                1,
                &[("sustainability", "Better")],
            )
            .await
            .unwrap();
        let second = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        let check = async |text: &str| proposals::check_receipt(&store, text).await;
        let received =
            |check: ReceiptCheck| check.found.map(|found| (found.revision, found.current));
        let spoken = second.stamp.fingerprint.to_uppercase();
        let spaced = format!(" {} {}\n", &spoken[..32], &spoken[32..]);
        let pretty: Value = serde_json::from_str(&second.text).unwrap();
        let pretty = serde_json::to_string_pretty(&pretty).unwrap();
        for text in [second.text.as_str(), &spaced, &pretty] {
            let answer = check(text).await.unwrap();
            assert_eq!(answer.fingerprint, second.stamp.fingerprint);
            assert_eq!(received(answer), Some((2, true)));
        }
        let older = check(&first.text).await.unwrap();
        assert_eq!(received(older), Some((1, false)));
        let forged = second.text.replace("Better", "Worse");
        assert_eq!(received(check(&forged).await.unwrap()), None);
        let blank = check(" \n").await;
        assert_eq!(refusal(blank), Error::invalid("text", Problem::Required));
        proposals::withdraw(&store, &entry.lead, id, NOW)
            .await
            .unwrap();
        let withdrawn = check(&second.text).await.unwrap();
        assert_eq!(received(withdrawn), Some((2, false)));
    })
    .await;
}
