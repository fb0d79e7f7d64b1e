//! Hints about a juror's own scores: they come from that juror's rows alone.

use super::{COMMENT, input};
use crate::support::{Fixture, HOUR, Juror, NOW, each_database};
use domain::{
    policy::Phase,
    reviews::{Intent, OwnHints, SameLevel},
};
use store::{Store, reviews};

/// Hands in a review of each proposal, an hour after the other; the numbers are of the first criterion, all else is 5.
async fn handed_in(
    store: &Store,
    juror: &Juror,
    assignments: &[domain::AssignmentId],
    shares: &[i32],
) {
    for (hours, (assignment, share)) in (0..).zip(assignments.iter().zip(shares)) {
        let first = share.to_string();
        let review = input(&[("c1", &first), ("c2", "5")], COMMENT);
        let at = NOW + hours * HOUR;
        reviews::save(
            store,
            &juror.actor,
            *assignment,
            0,
            &review,
            Intent::Submit,
            at,
        )
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn hints_are_of_own_reviews_in_the_order_in_which_they_were_begun() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let (jo, ju) = (
            fixture.juror(&competition, "Jo").await,
            fixture.juror(&competition, "Ju").await,
        );
        let (mut own, mut theirs) = (Vec::new(), Vec::new());
        for name in ["A", "B", "C", "D", "E", "F", "G", "H"] {
            let proposal = fixture.entry(&competition, name).await;
            own.push(fixture.assignment(&jo, &proposal).await);
            theirs.push(fixture.assignment(&ju, &proposal).await);
        }
        // From the last to the first, so that the order of the numbers says nothing.
        own.reverse();
        handed_in(&store, &jo, &own, &[2, 3, 2, 3, 7, 8, 7, 8]).await;
        handed_in(&store, &ju, &theirs, &[9, 1, 9, 1, 1, 9, 1, 9]).await;
        let (slug, later) = (competition.slug.as_str(), NOW + 10 * HOUR);
        let hints = async |juror: &Juror| -> OwnHints {
            reviews::my_order(&store, &juror.actor, slug, later)
                .await
                .unwrap()
                .hints
        };
        let same = SameLevel {
            criterion: competition.criteria[1],
            level: 5,
            times: 8,
        };
        let found = hints(&jo).await;
        let drift = found.drift.unwrap();
        assert!(drift.rises() && (drift.first, drift.last) == (4, 4));
        assert!((drift.early - 0.375).abs() < 1e-12 && (drift.late - 0.625).abs() < 1e-12);
        assert_eq!(found.same, [same]);
        let other = hints(&ju).await;
        assert_eq!((other.drift, other.same), (None, vec![same]));

        // Looked at again, the first ones are still the first ones, with what they have now.
        for (assignment, share) in own.iter().zip(["7", "8", "7", "8"]) {
            let review = input(&[("c1", share), ("c2", "6")], COMMENT);
            reviews::save(
                &store,
                &jo.actor,
                *assignment,
                1,
                &review,
                Intent::Submit,
                later,
            )
            .await
            .unwrap();
        }
        assert!(hints(&jo).await.is_empty());
        assert_eq!(hints(&ju).await.same, [same]);
    })
    .await;
}
