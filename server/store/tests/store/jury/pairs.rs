//! Giving out one proposal by hand, taking it back, and the matrix of all pairs.

use super::{mails, pairs, scene};
use crate::support::{
    Fixture, Juror, MINUTE, NOW, Proposal, denied, each_database, refusal, sound,
};
use domain::{
    Error, Problem,
    jury::{Cell, MatrixQuery, PairBar, PairWhy, Redistribution, ReviewStage},
    policy::Denied,
};
use store::{jury, outbox};

#[tokio::test]
async fn pair_by_hand_is_checked_against_every_rule() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let entry = &scene.entries[0];
        let full = fixture.juror(&scene.competition, "Full").capacity(1).await;
        fixture.assignment(&full, &scene.entries[1]).await;
        let invited = fixture.juror(&scene.competition, "Ina").invited().await;
        fixture.conflict(&scene.jurors[3], entry, "A cousin").await;
        let team = fixture.team_of(&scene.competition, "Gus").await;
        let pending = fixture.proposal(&team).submitted().await;
        let add = async |juror: &Juror, entry: &Proposal| {
            jury::add_pair(&store, &scene.organiser, juror.id, entry.id, NOW).await
        };
        let bar = |bar: PairBar| {
            let what = format!("pair_{}", bar.key());
            Error::invalid("juror", Problem::Other { what })
        };
        assert_eq!(refusal(add(&full, entry).await), bar(PairBar::Full));
        assert_eq!(refusal(add(&invited, entry).await), bar(PairBar::Inactive));
        assert_eq!(
            refusal(add(&scene.jurors[3], entry).await),
            bar(PairBar::Conflict)
        );
        assert_eq!(
            refusal(add(&scene.jurors[0], &pending).await),
            bar(PairBar::NotEligible)
        );
        add(&scene.jurors[0], entry).await.unwrap();
        assert_eq!(
            refusal(add(&scene.jurors[0], entry).await),
            bar(PairBar::Assigned)
        );
        add(&scene.jurors[1], entry).await.unwrap();
        assert_eq!(
            refusal(add(&scene.jurors[2], entry).await),
            bar(PairBar::Covered)
        );
        assert_eq!(entry.row(&store).await.reviews_assigned, 2);
        let stranger = fixture.person("Sam").await;
        let result = jury::add_pair(&store, &stranger, scene.jurors[2].id, entry.id, NOW).await;
        assert_eq!(refusal(result), Error::Missing);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn last_place_given_by_two_organisers_at_once_is_given_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let oscar = fixture.organiser(&scene.competition, "Oscar").await;
        let small = fixture.juror(&scene.competition, "Small").capacity(1).await;
        let (one, two) = tokio::join!(
            jury::add_pair(&store, &scene.organiser, small.id, scene.entries[0].id, NOW),
            jury::add_pair(&store, &oscar, small.id, scene.entries[1].id, NOW),
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        assert_eq!(pairs(&store).await.len(), 1);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn pair_with_a_review_is_never_removed_silently() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let entry = &scene.entries[0];
        let idle = fixture.assignment(&scene.jurors[0], entry).await;
        fixture.review(&scene.jurors[1], entry).draft().await;
        fixture.review(&scene.jurors[2], entry).await;
        let slug = &scene.competition.slug;
        let candidates = jury::candidates(&store, &scene.organiser, slug, 1, NOW)
            .await
            .unwrap();
        let pair = |name: &str| {
            let juror = candidates.jurors.iter().find(|juror| juror.name == name);
            juror.unwrap().pair.unwrap()
        };
        assert_eq!(pair("June"), (idle, ReviewStage::None));
        let remove =
            async |pair, begun| jury::remove_pair(&store, &scene.organiser, pair, begun, NOW).await;
        let kept = |what: &str| {
            let what = what.to_owned();
            Error::invalid("assignment", Problem::Other { what })
        };
        let (draft, submitted) = (pair("Jean").0, pair("Joy").0);
        assert_eq!(refusal(remove(draft, false).await), kept("pair_begun"));
        assert_eq!(
            refusal(remove(submitted, true).await),
            kept("pair_submitted")
        );
        remove(idle, false).await.unwrap();
        remove(draft, true).await.unwrap();
        assert_eq!(entry.row(&store).await.reviews_assigned, 1);
        assert_eq!(refusal(remove(idle, false).await), Error::Missing);

        // Given again, the pair and its draft are the same rows.
        let jean = scene.jurors[1].id;
        jury::add_pair(&store, &scene.organiser, jean, entry.id, NOW)
            .await
            .unwrap();
        let candidates = jury::candidates(&store, &scene.organiser, slug, 1, NOW)
            .await
            .unwrap();
        let again = candidates.jurors.iter().find(|juror| juror.id == jean);
        assert_eq!(again.unwrap().pair, Some((draft, ReviewStage::Draft)));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn matrix_shows_pairs_conflicts_and_what_is_uncovered() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        fixture.review(&scene.jurors[1], &scene.entries[0]).await;
        fixture
            .conflict(&scene.jurors[2], &scene.entries[0], "A cousin")
            .await;
        let slug = &scene.competition.slug;
        let auditor = fixture.auditor(&scene.competition, "Aude").await;
        let asked = async |query: MatrixQuery| {
            let matrix = jury::matrix(&store, &auditor, slug, &query, NOW).await;
            matrix.unwrap()
        };
        let matrix = asked(MatrixQuery::default()).await;
        assert_eq!(
            (matrix.proposals, matrix.uncovered, matrix.pages),
            (6, 6, 1)
        );
        assert!(!matrix.may_assign);
        let names: Vec<_> = matrix
            .jurors
            .iter()
            .map(|juror| juror.name.as_str())
            .collect();
        assert_eq!(names, ["June", "Jean", "Joy", "Jo"]);
        let cells = &matrix.rows[0].cells;
        assert_eq!((cells[0], cells[2]), (Cell::Free, Cell::Conflict));
        assert!(matches!(
            cells[1],
            Cell::Assigned {
                stage: ReviewStage::Submitted,
                why: PairWhy::ByHand,
                ..
            }
        ));
        let own = asked(MatrixQuery {
            juror: Some(scene.jurors[1].id),
            page: 9,
            ..MatrixQuery::default()
        })
        .await;
        assert_eq!((own.found, own.proposals, own.query.page), (1, 6, 1));
        assert_eq!(own.rows, matrix.rows[..1]);
        let number = matrix.rows[3].proposal.number.to_string();
        let words = |words: String| MatrixQuery {
            words,
            short: true,
            ..MatrixQuery::default()
        };
        assert_eq!(asked(words(number)).await.rows, matrix.rows[3..4]);
        assert_eq!(asked(words("no such title".into())).await.found, 0);
        let stranger = fixture.person("Sam").await;
        let result = jury::matrix(&store, &stranger, slug, &MatrixQuery::default(), NOW).await;
        assert_eq!(denied(result), Denied::Role);
        let result =
            jury::propose_assignment(&store, &auditor, slug, 1, &Redistribution::default(), NOW)
                .await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn juror_gets_one_mail_about_all_that_is_given_in_a_short_while() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture).await;
        let (june, jean) = (&scene.jurors[0], &scene.jurors[1]);
        let pairs = [(june, 0), (jean, 0), (june, 1)];
        for (minutes, (juror, entry)) in (0..).zip(pairs) {
            let now = NOW + minutes * MINUTE;
            let entry = scene.entries[entry].id;
            jury::add_pair(&store, &scene.organiser, juror.id, entry, now)
                .await
                .unwrap();
        }
        let to = async || {
            let mails = mails(&store).await;
            mails
                .into_iter()
                .map(|mail| (mail.0, mail.1))
                .collect::<Vec<_>>()
        };
        let assigned = |name: &str| (format!("{name}@example.org"), "jury.assigned".to_owned());
        assert_eq!(to().await, [assigned("jean"), assigned("june")]);
        let due = outbox::take_due(&store, 9, NOW + 10 * MINUTE).await;
        assert_eq!(due.unwrap().len(), 0);
        jury::withdraw_juror(&store, &scene.organiser, june.id, 1, "Ill", NOW)
            .await
            .unwrap();
        let withdrawn = ("june@example.org".to_owned(), "jury.withdrawn".to_owned());
        let vacancy = ("olive@example.org".to_owned(), "jury.vacancy".to_owned());
        assert_eq!(to().await, [assigned("jean"), withdrawn, vacancy]);
    })
    .await;
}
