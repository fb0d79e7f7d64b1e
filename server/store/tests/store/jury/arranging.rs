//! Arranging anew: what was computed and nobody has opened moves, all else stays, and only real differences are told.

use super::{Scene, mails, scene};
use crate::support::{Fixture, NOW, actions, each_database, refusal, sound};
use domain::{
    AssignmentId, Error,
    jury::{AssignmentPreview, Outcome, Redistribution},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::collections::BTreeSet;
use store::{Store, entities::assignments, jury};
use uuid::Uuid;

const LATER: i64 = NOW + 3_600_000;

fn anew() -> Redistribution {
    Redistribution {
        anew: true,
        ..Redistribution::default()
    }
}

async fn preview(store: &Store, s: &Scene, seed: u64, asked: &Redistribution) -> AssignmentPreview {
    let slug = &s.competition.slug;
    let proposed = jury::propose_assignment(store, &s.organiser, slug, seed, asked, NOW).await;
    match proposed.unwrap().outcome {
        Outcome::Ready(preview) => *preview,
        Outcome::Impossible(why) => panic!("{why:?}"),
    }
}

async fn apply(
    store: &Store,
    s: &Scene,
    seed: u64,
    basis: &str,
    asked: &Redistribution,
) -> store::Result<jury::Applied> {
    let slug = &s.competition.slug;
    jury::apply_assignment(store, &s.organiser, slug, seed, basis, asked, LATER).await
}

async fn standing(store: &Store) -> Vec<assignments::Model> {
    let active = assignments::Entity::find().filter(assignments::Column::State.eq("active"));
    let mut rows = active.all(store.read()).await.unwrap();
    rows.sort_by_key(|row| row.id);
    rows
}

async fn open(store: &Store, pair: Uuid) {
    assignments::Entity::update_many()
        .col_expr(assignments::Column::OpenedAt, Expr::value(NOW))
        .filter(assignments::Column::Id.eq(pair))
        .exec(store.writer())
        .await
        .unwrap();
}

/// Everything is given out by seed 1, two more jurors came since.
async fn given(store: &Store, fixture: &Fixture) -> Scene {
    let mut s = scene(fixture).await;
    let slug = s.competition.slug.clone();
    // One by hand.
    jury::add_pair(store, &s.organiser, s.jurors[0].id, s.entries[5].id, NOW)
        .await
        .unwrap();
    let all = Redistribution::default();
    let shown = preview(store, &s, 1, &all).await;
    jury::apply_assignment(store, &s.organiser, &slug, 1, &shown.basis, &all, NOW)
        .await
        .unwrap();
    for name in ["Jim", "Jill"] {
        s.jurors.push(fixture.juror(&s.competition, name).await);
    }
    s
}

#[tokio::test]
async fn what_nobody_opened_moves_around_what_is_locked_opened_begun_and_given_by_hand() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = given(&store, &fixture).await;
        let before = standing(&store).await;
        let computed: Vec<_> = before
            .iter()
            .filter(|row| row.reason != "by_hand")
            .collect();
        let (locked, opened, begun) = (computed[0], computed[1], computed[2]);
        jury::lock_pair(&store, &s.organiser, AssignmentId(locked.id), true, NOW)
            .await
            .unwrap();
        open(&store, opened.id).await;
        let juror = s.jurors.iter().find(|own| own.id.0 == begun.juror_id);
        let entry = s.entries.iter().find(|own| own.id.0 == begun.proposal_id);
        fixture.review(juror.unwrap(), entry.unwrap()).draft().await;
        let before = standing(&store).await;
        let told = mails(&store).await.len();

        // Without the choice nothing moves, although two jurors have nothing.
        let idle = preview(&store, &s, 2, &Redistribution::default()).await;
        assert_eq!((idle.new.len(), idle.moved.len(), idle.kept), (0, 0, 12));
        let shown = preview(&store, &s, 2, &anew()).await;
        assert_eq!(shown, preview(&store, &s, 2, &anew()).await);
        assert_eq!(shown.new.len(), shown.moved.len());
        assert_eq!(shown.kept as usize, 12 - shown.moved.len());
        assert!(shown.after.covered == 6 && shown.after.components == 1);
        assert_eq!((shown.before.least, shown.before.most), (0, 3));
        assert_eq!((shown.after.least, shown.after.most), (2, 2));
        for juror in &shown.jurors {
            let held = before
                .iter()
                .filter(|row| row.juror_id == juror.id.0)
                .count();
            assert_eq!(juror.before as usize, held, "{}", juror.name);
        }

        // Whatever the seed, nothing of this moves.
        for seed in 3..15 {
            let other = preview(&store, &s, seed, &anew()).await;
            for (juror, proposal) in other.moved.iter().chain(&other.dropped) {
                let juror = other.jurors[*juror as usize].id.0;
                let proposal = other.proposals[*proposal as usize].id.0;
                let pair = before
                    .iter()
                    .find(|row| row.juror_id == juror && row.proposal_id == proposal);
                let pair = pair.unwrap();
                assert!(pair.reason != "by_hand" && pair.locked_at.is_none());
                assert!(![opened.id, begun.id].contains(&pair.id));
            }
        }

        let applied = apply(&store, &s, 2, &shown.basis, &anew()).await.unwrap();
        assert_eq!(applied.moved as usize, shown.moved.len());
        let after = standing(&store).await;
        assert_eq!(after.len(), 12);
        let kept: Vec<_> = before.iter().filter(|row| after.contains(row)).collect();
        // What is computed again is the same row as before, untouched.
        assert_eq!(kept.len(), shown.kept as usize);
        for held in before.iter().filter(|row| {
            row.reason == "by_hand" || [locked.id, opened.id, begun.id].contains(&row.id)
        }) {
            assert!(kept.contains(&held));
        }
        // Whoever lost something gets one mail about that, the others one about what is new.
        let named =
            |rows: &[assignments::Model], others: &[assignments::Model]| -> BTreeSet<Uuid> {
                let gone = rows
                    .iter()
                    .filter(|row| !others.iter().any(|other| other.id == row.id));
                gone.map(|row| row.juror_id).collect()
            };
        let (lost, got) = (named(&before, &after), named(&after, &before));
        let of = |template: &str, mails: &[(String, String, serde_json::Value)]| {
            mails.iter().filter(|mail| mail.1 == template).count()
        };
        let mails = mails(&store).await;
        assert_eq!(of("jury.rearranged", &mails), lost.len());
        assert_eq!(
            mails.len() - told,
            lost.len() + got.difference(&lost).count()
        );
        let total: u64 = mails
            .iter()
            .filter_map(|mail| mail.2["taken"].as_u64())
            .sum();
        assert_eq!(total, u64::from(applied.moved));
        assert_eq!(actions(&store).await.last().unwrap(), "assignments.applied");
        sound(&store).await;

        // The same once more: everything comes back, nothing is written to anybody.
        let again = preview(&store, &s, 2, &Redistribution::default()).await;
        assert_eq!((again.new.len(), again.moved.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn arranging_anew_is_refused_whole_when_a_juror_opened_began_or_a_pair_was_locked_since() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = given(&store, &fixture).await;
        let rows = standing(&store).await;
        let free: Vec<_> = rows.iter().filter(|row| row.reason != "by_hand").collect();
        for change in 0..3 {
            let shown = preview(&store, &s, 2, &anew()).await;
            match change {
                0 => open(&store, free[0].id).await,
                1 => {
                    let pair = AssignmentId(free[1].id);
                    jury::lock_pair(&store, &s.organiser, pair, true, NOW)
                        .await
                        .unwrap();
                }
                _ => {
                    let juror = s.jurors.iter().find(|own| own.id.0 == free[2].juror_id);
                    let entry = s.entries.iter().find(|own| own.id.0 == free[2].proposal_id);
                    fixture.review(juror.unwrap(), entry.unwrap()).draft().await;
                }
            }
            let before = standing(&store).await;
            let result = apply(&store, &s, 2, &shown.basis, &anew()).await;
            assert!(matches!(refusal(result), Error::Conflict(_)), "{change}");
            assert_eq!(standing(&store).await, before);
        }
        // Nor is it done without the choice.
        let shown = preview(&store, &s, 2, &anew()).await;
        let result = apply(&store, &s, 2, &shown.basis, &Redistribution::default()).await;
        assert!(matches!(refusal(result), Error::Conflict(_)));
    })
    .await;
}
