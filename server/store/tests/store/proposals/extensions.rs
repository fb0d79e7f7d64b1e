//! More time for one proposal.

use super::*;
use domain::proposals::ExtensionEdit;
use store::entities::extensions;

const REASON: &str = "The college had no electricity for two days.";

fn asked(number: i32, until: i64) -> ExtensionEdit {
    ExtensionEdit {
        number: number.to_string(),
        until: store::competitions::local_text(until, "Africa/Kigali"),
        reason: REASON.into(),
    }
}

/// A day after `NOW`, to the minute as forms give it.
const LATER: i64 = NOW - NOW % MINUTE + DAY;

#[tokio::test]
async fn extended_proposal_is_written_and_submitted_after_the_deadline_and_marked() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Screening).await;
        entry.complete(&store).await;
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let (id, slug) = (entry.proposal.id, &entry.competition.slug);
        let late = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert_eq!(refusal(late), Error::Denied(Denied::TooLate));
        let edit = asked(entry.proposal.number, LATER);
        proposals::extend(&store, &organiser, slug, &edit, NOW)
            .await
            .unwrap();
        let typed = [("sustainability", "Sold.")];
        entry
            .save(&store, &entry.editor, "future", 1, &typed)
            .await
            .unwrap();
        assert_eq!(entry.detail(&store).await.closes_at, LATER);
        let receipt = proposals::submit(&store, &entry.lead, id, LATER, LATER)
            .await
            .unwrap();
        assert!(receipt.extended && !receipt.stamp.late);
        let after = proposals::submit(&store, &entry.lead, id, LATER, LATER + 1).await;
        assert_eq!(after.unwrap(), receipt, "the same text shows its receipt");
        let over = proposals::withdraw(&store, &entry.lead, id, LATER + 1).await;
        assert_eq!(refusal(over), Error::Denied(Denied::TooLate));
        let given = proposals::extensions(&store, &organiser, slug, NOW).await;
        let public = &given.unwrap().extensions[0];
        assert_eq!(
            (public.number, public.until_at),
            (entry.proposal.number, LATER)
        );
        assert_eq!(public.reason, REASON);
        let told: Vec<String> = outbox::Entity::find()
            .filter(outbox::Column::Template.eq("proposals.extended"))
            .order_by_asc(outbox::Column::Recipient)
            .all(store.read())
            .await
            .unwrap()
            .into_iter()
            .map(|mail| mail.recipient)
            .collect();
        assert_eq!(told, ["ada@example.org", "ben@example.org"]);
        assert_eq!(
            entry.audited(&store).await,
            ["proposal.extended", "proposal.submitted"]
        );
    })
    .await;
}

#[tokio::test]
async fn eligible_proposal_that_is_submitted_anew_is_undecided_again() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Screening).await;
        entry.complete(&store).await;
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        rows::Entity::update_many()
            .col_expr(rows::Column::State, Expr::value("submitted"))
            .col_expr(rows::Column::Screening, Expr::value("eligible"))
            .filter(rows::Column::Id.eq(entry.proposal.id.0))
            .exec(store.read())
            .await
            .unwrap();
        let edit = asked(entry.proposal.number, LATER);
        proposals::extend(&store, &organiser, &entry.competition.slug, &edit, NOW)
            .await
            .unwrap();
        proposals::submit(&store, &entry.lead, entry.proposal.id, NOW, NOW)
            .await
            .unwrap();
        assert_eq!(entry.proposal.row(&store).await.screening, "pending");
    })
    .await;
}

#[tokio::test]
async fn extension_with_many_faults_names_all_of_them_and_changes_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Screening).await;
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let slug = &entry.competition.slug;
        let give = async |edit: ExtensionEdit| {
            proposals::extend(&store, &organiser, slug, &edit, NOW).await
        };
        let other =
            |field: &str, what: &str| Error::invalid(field, Problem::Other { what: what.into() });
        let number = entry.proposal.number;
        let jury = entry.competition.row(&store).await.jury_opens_at;
        for (edit, expected) in [
            (asked(number, NOW - DAY), other("until", "in_the_past")),
            (asked(number, jury), other("until", "after_jury_opens")),
            (asked(99, LATER), other("number", "no_such_proposal")),
        ] {
            assert_eq!(refusal(give(edit).await), expected);
        }
        let Error::Invalid(problems) = refusal(give(ExtensionEdit::default()).await) else {
            panic!("accepted")
        };
        let fields: Vec<_> = problems.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["number", "reason", "until"]);
        give(asked(number, LATER)).await.unwrap();
        // Never shortened.
        let shorter = give(asked(number, LATER - MINUTE)).await;
        assert_eq!(refusal(shorter), other("until", "not_later"));
        let given = extensions::Entity::find().count(store.read()).await;
        assert_eq!(given.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn extension_is_given_by_organisers_only_and_read_by_auditors() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let auditor = fixture.auditor(&entry.competition, "Olaf").await;
        let slug = &entry.competition.slug;
        let edit = asked(entry.proposal.number, LATER);
        for actor in [&auditor, &entry.lead] {
            let refused = proposals::extend(&store, actor, slug, &edit, NOW).await;
            assert_eq!(refusal(refused), Error::Denied(Denied::Role));
        }
        let read = proposals::extensions(&store, &auditor, slug, NOW).await;
        assert!(!read.unwrap().editable);
        let refused = proposals::extensions(&store, &entry.lead, slug, NOW).await;
        assert_eq!(refusal(refused), Error::Denied(Denied::Role));
    })
    .await;
}
