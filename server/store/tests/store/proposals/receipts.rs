//! Receipts: what was received, and whether a text is it.

use super::*;

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
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let check = async |actor: &Actor, text: &str| {
            proposals::check_receipt(&store, actor, id, text, NOW).await
        };
        let spoken = second.stamp.fingerprint.to_uppercase();
        let spaced = format!(" {} {}\n", &spoken[..32], &spoken[32..]);
        let pretty: Value = serde_json::from_str(&second.text).unwrap();
        let pretty = serde_json::to_string_pretty(&pretty).unwrap();
        for text in [second.text.as_str(), &spaced, &pretty] {
            let answer = check(&organiser, text).await.unwrap();
            assert_eq!(
                (answer.found, answer.current),
                (Some(second.stamp.clone()), true)
            );
        }
        let older = check(&entry.editor, &first.text).await.unwrap();
        assert_eq!((older.found, older.current), (Some(first.stamp), false));
        let forged = check(&entry.lead, &second.text.replace("Better", "Worse"))
            .await
            .unwrap();
        assert_eq!((forged.found, forged.current), (None, false));
        let blank = check(&entry.lead, " \n").await;
        assert_eq!(refusal(blank), Error::invalid("text", Problem::Required));
        let eve = fixture.person("Eve").await;
        assert_eq!(refusal(check(&eve, &second.text).await), Error::Missing);
    })
    .await;
}
