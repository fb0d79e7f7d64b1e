//! A second look by criteria and blind rules of its own: what its jurors score and see, and what becomes of the scores.

use super::second_looks::{Scored, scored_in};
use crate::support::{DAY, Fixture, actions, denied, each_database, refusal, sound};
use domain::{
    Actor, AssignmentId, Error,
    exports::{Cell, ExportTable},
    jury::{BlindRules, OthersVisibility, TeamVisibility},
    policy::Denied,
    reviews::{Intent, ReviewInput},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use store::{
    Store, deliberations,
    entities::{assignments, rounds},
    exports, jury, reviews, selection,
};

fn review(scores: &[(&str, &str)]) -> ReviewInput {
    let scores = scores.iter().copied();
    ReviewInput {
        scores: scores
            .map(|(code, text)| (code.to_owned(), text.to_owned()))
            .collect(),
        comment: "Clear plan, and the need is real.".into(),
        ..ReviewInput::default()
    }
}

/// The second look is open, and every proposal that is in doubt has its juror: juror (by place), entry and pair.
async fn opened(store: &Store, s: &Scored) -> Vec<(usize, usize, AssignmentId)> {
    let plan = s.plan(store, Some(3), s.now).await;
    assert!(plan.own_rubric);
    let edit = s.edit(&plan, s.now);
    s.open(store, &s.organiser, &edit, s.now).await.unwrap();
    assert_eq!(s.assign(store, s.now).await, 2);
    let round = rounds::Entity::find()
        .filter(rounds::Column::Position.eq(2))
        .one(store.read())
        .await
        .unwrap()
        .unwrap();
    assert!(round.second_rubric);
    let given = assignments::Entity::find()
        .filter(assignments::Column::RoundId.eq(round.id))
        .all(store.read())
        .await
        .unwrap();
    given
        .iter()
        .map(|row| {
            let juror = s.jurors.iter().position(|own| own.id.0 == row.juror_id);
            let entry = s.entries.iter().position(|own| own.id.0 == row.proposal_id);
            (juror.unwrap(), entry.unwrap(), row.id.into())
        })
        .collect()
}

#[tokio::test]
async fn second_look_is_scored_by_its_own_criteria_and_counts_beside_the_first() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let rules = fixture.competition().others(OthersVisibility::Never);
        let s = scored_in(&fixture, rules.second_weights(&[3, 1])).await;
        let slug = &s.competition.slug;
        let pairs = opened(&store, &s).await;
        for juror in &s.jurors {
            let order = reviews::my_order(&store, &juror.actor, slug, s.now).await;
            assert!(order.unwrap().rubric.iter().all(|own| !own.second_look));
        }
        for (juror, _, pair) in pairs {
            let juror = &s.jurors[juror].actor;
            let sheet = reviews::open_sheet(&store, juror, pair, s.now)
                .await
                .unwrap();
            let codes: Vec<&str> = sheet.rubric.iter().map(|own| own.code.as_str()).collect();
            assert_eq!(codes, ["s1", "s2"]);
            // The first criteria are none of this sheet, and with them it is not complete.
            let first = review(&[("c1", "9"), ("c2", "9")]);
            let refused = reviews::save(&store, juror, pair, 0, &first, Intent::Submit, s.now);
            let Error::Invalid(problems) = refusal(refused.await) else {
                panic!("not refused for what was typed");
            };
            let fields: Vec<&str> = problems.iter().map(|own| own.field.as_str()).collect();
            assert_eq!(fields, ["scores", "scores[s1]", "scores[s2]"]);
            let above = review(&[("s1", "9"), ("s2", "3")]);
            let refused = reviews::save(&store, juror, pair, 0, &above, Intent::Keep, s.now).await;
            let Error::Invalid(problems) = refusal(refused) else {
                panic!("above the scale");
            };
            assert_eq!(
                (problems.len(), problems[0].field.as_str()),
                (1, "scores[s1]")
            );
            let right = review(&[("s1", "1"), ("s2", "2")]);
            reviews::save(&store, juror, pair, 0, &right, Intent::Submit, s.now)
                .await
                .unwrap();
            // Both looks are in the juror's own order, each under its own criteria.
            let order = reviews::my_order(&store, juror, slug, s.now).await.unwrap();
            assert!(order.rubric.iter().any(|own| own.second_look));
        }
        let after = s.now + 3 * DAY;
        let row = s.competition.row(&store).await;
        let input = selection::input_of(store.read(), &row)
            .await
            .unwrap()
            .canonical;
        let looks: Vec<bool> = input.criteria.iter().map(|own| own.second_look).collect();
        assert_eq!(
            (looks, input.reviews.len()),
            (vec![false, false, true, true], 10)
        );
        let second = |own: &&domain::selection::InputReview| own.scores[0].is_none();
        let second: Vec<_> = input.reviews.iter().filter(second).collect();
        assert_eq!(second.len(), 2);
        assert!(
            second
                .iter()
                .all(|own| own.scores == [None, None, Some(1), Some(2)])
        );

        // On the first scale 1 and 2 of 4 are far below what the first look gave: that is the criteria, not the proposals.
        let view = selection::view(&store, &s.organiser, slug, after)
            .await
            .unwrap();
        let result = view.outcome.unwrap();
        let effect = result.second_look.unwrap();
        assert_eq!((result.reviews, effect.reviews), (10, 2));
        assert!(effect.effect < -1.0, "{effect:?}");

        let sheet = exports::sheet(&store, &s.organiser, slug, ExportTable::Scores, None, after);
        let sheet = sheet.await.unwrap();
        assert_eq!(sheet.columns[2..6], ["c1", "c2", "s1", "s2"]);
        for cells in &sheet.rows {
            let empty: Vec<bool> = cells[2..6].iter().map(|own| *own == Cell::Empty).collect();
            assert!(empty == [false, false, true, true] || empty == [true, true, false, false]);
        }
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn discussion_shows_both_looks_and_each_juror_changes_what_they_scored() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let rules = fixture.competition().others(OthersVisibility::Never);
        let s = scored_in(&fixture, rules.second_weights(&[1])).await;
        let pairs = opened(&store, &s).await;
        let (juror, entry, pair) = pairs[0];
        let (juror, proposal) = (&s.jurors[juror].actor, s.entries[entry].id);
        reviews::save(
            &store,
            juror,
            pair,
            0,
            &review(&[("s1", "1")]),
            Intent::Submit,
            s.now,
        )
        .await
        .unwrap();
        let after = s.now + 3 * DAY;
        let (olive, slug) = (&s.organiser, &s.competition.slug);
        let others = s.entries.iter().map(|own| own.id);
        let all: Vec<_> = others.collect();
        deliberations::open(&store, olive, slug, &all, "", after)
            .await
            .unwrap();
        let codes = async |of| {
            let found = deliberations::discussion(&store, olive, of, after)
                .await
                .unwrap();
            found
                .rubric
                .into_iter()
                .map(|own| own.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(proposal).await, ["c1", "c2", "s1"]);
        assert_eq!(codes(s.entries[0].id).await, ["c1", "c2"]);
        let typed = |code: &str| BTreeMap::from([(code.to_owned(), "3".to_owned())]);
        let change = async |scores| {
            let why = (&scores, "Read it again.");
            deliberations::change_scores(&store, juror, proposal, 1, why, after).await
        };
        let Error::Invalid(problems) = refusal(change(typed("c1")).await) else {
            panic!("a criterion of the first look");
        };
        let fields: Vec<&str> = problems.iter().map(|own| own.field.as_str()).collect();
        assert!(fields.contains(&"scores"), "{fields:?}");
        change(typed("s1")).await.unwrap();
        assert!(actions(&store).await.contains(&"score.changed".into()));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn second_look_has_blind_rules_of_its_own_where_the_rules_say_so() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let rules = fixture.competition().teams_hidden().second_weights(&[1]);
        let second = BlindRules {
            teams: TeamVisibility::Shown,
            others: OthersVisibility::AfterOwn,
        };
        let s = scored_in(&fixture, rules.second_blind(second)).await;
        let slug = &s.competition.slug;
        let named = async |juror: &Actor| {
            let list = jury::conflict_list(&store, juror, slug, s.now).await;
            list.unwrap().named
        };
        assert!(!named(&s.jurors[0].actor).await);
        let pairs = opened(&store, &s).await;
        assert!(named(&s.jurors[0].actor).await);
        for (juror, _, pair) in pairs {
            let juror = &s.jurors[juror];
            let sheet = reviews::open_sheet(&store, &juror.actor, pair, s.now);
            assert_eq!(sheet.await.unwrap().blind, second);
            let others = reviews::others(&store, &juror.actor, pair, s.now).await;
            assert_eq!(denied(others), Denied::State);
            let right = review(&[("s1", "3")]);
            reviews::save(&store, &juror.actor, pair, 0, &right, Intent::Submit, s.now)
                .await
                .unwrap();
            // What was said in the first look, under its rules, is not read in the second.
            let others = reviews::others(&store, &juror.actor, pair, s.now).await;
            assert!(others.unwrap().reviews.is_empty());
        }
        // What a juror was given in the first look stays as its rules have it.
        let old = assignments::Entity::find()
            .filter(assignments::Column::JurorId.eq(s.jurors[0].id.0))
            .filter(assignments::Column::RoundId.eq(s.competition.round.0))
            .one(store.read())
            .await
            .unwrap();
        let (june, old) = (&s.jurors[0].actor, old.unwrap().id.into());
        let sheet = reviews::open_sheet(&store, june, old, s.now).await.unwrap();
        assert!(!sheet.blind.shows_teams());
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn second_look_without_criteria_of_its_own_has_those_of_the_first() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scored_in(&fixture, fixture.competition()).await;
        let plan = s.plan(&store, Some(3), s.now).await;
        assert!(!plan.own_rubric);
        let edit = s.edit(&plan, s.now);
        s.open(&store, &s.organiser, &edit, s.now).await.unwrap();
        let found = rounds::Entity::find().all(store.read()).await.unwrap();
        assert!(found.iter().all(|round| !round.second_rubric));
        let panels = jury::panels(&store, &s.organiser, &s.competition.slug, s.now).await;
        assert!(panels.unwrap().panels.0.is_empty());
    })
    .await;
}
