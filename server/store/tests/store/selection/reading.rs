//! Who sees what, before and after publication.

use super::scene;
use crate::support::{Fixture, NOW, each_database, refusal};
use domain::{
    Actor, Error,
    money::{Currency, Money},
    policy::Denied,
    selection::{Members, ProjectCard},
    vocabulary::{Province, Sector, TargetGroup},
};
use sea_orm::{EntityTrait, QueryOrder};
use store::entities;

#[tokio::test]
async fn nothing_is_told_before_publication() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let proposals = s.four(&fixture).await;
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&s.competition, "Team").lead(&lead).await;
        let own = fixture.proposal(&team).eligible().await;
        for juror in &s.jurors {
            fixture
                .review(juror, &own)
                .comment("Not to be read yet")
                .await;
        }
        let slug = &s.competition.slug;
        let scoring = s.competition.row(&store).await.jury_closes_at;
        let scores = store::selection::view(&store, &s.organiser, slug, scoring).await;
        assert_eq!(refusal(scores), Error::Denied(Denied::TooEarly));
        for frozen in [false, true] {
            if frozen {
                s.freeze(&store).await;
            }
            for (actor, error) in [
                (&lead, Error::Denied(Denied::Role)),
                (&s.jurors[0].actor, Error::Denied(Denied::Role)),
                (&Actor::VISITOR, Error::SignedOut),
            ] {
                let view = store::selection::view(&store, actor, slug, NOW).await;
                assert_eq!(refusal(view), error);
            }
            let list = store::gallery::shortlist(&store, slug, NOW).await.unwrap();
            assert_eq!((list.projects, list.input_hash), (vec![], None));
            let own_result = store::selection::team_result(&store, &lead, own.id, NOW).await;
            assert_eq!(refusal(own_result), Error::Denied(Denied::TooEarly));
            let theirs = store::selection::team_result(&store, &lead, proposals[0].id, NOW).await;
            assert_eq!(refusal(theirs), Error::Missing);
        }
    })
    .await;
}

#[tokio::test]
async fn team_reads_its_own_result_and_nothing_of_jurors_or_other_teams() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let lead = fixture.person("Lea").await;
        let team = fixture.team(&s.competition, "Team").lead(&lead).await;
        let own = fixture.proposal(&team).titled("Dryer").eligible().await;
        let third = fixture.juror(&s.competition, "Ji Third").await;
        for (juror, units, comment) in [
            (&s.jurors[0], [Some(4), Some(6)], "Who maintains it?"),
            (&s.jurors[1], [Some(7), None], "A clear plan"),
            (&third, [Some(5), Some(9)], "Sealed opinion"),
        ] {
            let review = fixture.review(juror, &own).judged(&units).comment(comment);
            review.note("Private doubts").await;
        }
        s.four(&fixture).await;
        fixture.conflict(&third, &own, "Cousin").await;
        s.publish(&store).await;
        let result = store::selection::team_result(&store, &lead, own.id, NOW)
            .await
            .unwrap();
        assert_eq!(
            (result.title.as_str(), result.seats, result.proposals),
            ("Dryer", 2, 5)
        );
        assert_eq!(
            (
                result.place.rank,
                result.place.selected,
                result.place.reviews
            ),
            (3, false, 2)
        );
        assert_eq!(result.comments, ["A clear plan", "Who maintains it?"]);
        let ranges: Vec<_> = result.ranges.iter().map(|r| (r.range, r.scored)).collect();
        assert_eq!(ranges, [(Some((4, 7)), 2), (Some((6, 6)), 1)]);
        assert!(!result.tied);
        let text = serde_json::to_string(&result).unwrap();
        let others = [
            "Jo Secret",
            "Ju Hidden",
            "Ji Third",
            "Private",
            "Best",
            "Good",
            "Weak",
        ];
        for other in others {
            assert!(!text.contains(other), "{other} in {text}");
        }
        for juror in s.jurors.iter().chain([&third]) {
            assert!(!text.contains(&juror.id.to_string()));
        }
        let stranger = fixture.person("Stranger").await;
        for actor in [&stranger, &s.organiser, &s.jurors[0].actor] {
            let theirs = store::selection::team_result(&store, actor, own.id, NOW).await;
            assert_eq!(refusal(theirs), Error::Missing);
        }
    })
    .await;
}

#[tokio::test]
async fn published_list_holds_the_selected_and_only_their_cards() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        let (lead, student) = (fixture.person("Lea").await, fixture.person("Sam").await);
        let team = fixture
            .team(&s.competition, "Sunny")
            .lead(&lead)
            .reader(&student)
            .await;
        let content = submission("Dry bricks by the sun", "A secret supplier");
        let first = fixture
            .proposal(&team)
            .titled("Kiln")
            .content(&content)
            .eligible()
            .await;
        for juror in &s.jurors {
            fixture.review(juror, &first).scores(&[10, 10]).await;
        }
        s.four(&fixture).await;
        s.publish(&store).await;
        let list = store::gallery::shortlist(&store, &s.competition.slug, NOW)
            .await
            .unwrap();
        let ranks: Vec<_> = list
            .projects
            .iter()
            .map(|own| (own.rank, own.card.number))
            .collect();
        assert_eq!(ranks, [(1, 1), (2, 2)]);
        assert!(list.input_hash.is_some());
        assert_eq!(list.projects[0].proposal, first.id);
        assert_eq!(
            list.projects[0].card,
            ProjectCard {
                number: 1,
                title: "Kiln".into(),
                summary: "Dry bricks by the sun".into(),
                sector: Some(Sector::Energy),
                college: Some("IPRC Huye".into()),
                district: Some("Huye".into()),
                province: Some(Province::Southern),
                target_groups: vec![TargetGroup::Youth],
                amount: Money {
                    minor: 5_000_000,
                    currency: Currency::Rwf
                },
                team: "Sunny".into(),
                members: Members {
                    trainers: 1,
                    students: 1,
                    professors: 0
                },
            }
        );
        let text = serde_json::to_string(&list).unwrap();
        for secret in [
            "supplier",
            "Lea",
            "Sam",
            "Fair",
            "Weak",
            "Jo Secret",
            "example.org",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn card_holds_nothing_but_what_may_become_public() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = scene(&fixture).await;
        s.four(&fixture).await;
        s.freeze(&store).await;
        let entry = entities::selection_entries::Entity::find()
            .order_by_asc(entities::selection_entries::Column::Rank)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        let card: serde_json::Value = serde_json::from_str(&entry.card).unwrap();
        let mut keys: Vec<&str> = card
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        keys.sort_unstable();
        assert_eq!(
            keys,
            [
                "amount",
                "college",
                "district",
                "members",
                "number",
                "province",
                "sector",
                "summary",
                "target_groups",
                "team",
                "title"
            ]
        );
    })
    .await;
}

/// A frozen text as teams submit it.
fn submission(summary: &str, secret: &str) -> String {
    serde_json::json!({
        "format": 1,
        "competition": uuid::Uuid::nil(),
        "proposal": uuid::Uuid::nil(),
        "number": 1,
        "team": "Sunny",
        "language": "en",
        "answers": { "idea": { "summary": { "text": summary }, "how": { "text": secret } } },
    })
    .to_string()
}
