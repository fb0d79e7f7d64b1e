//! The demo's proposals hold what a team could have written and submitted.

use super::call;
use crate::support::{NOW, demo_actor, each_database};
use domain::{
    proposals::{Readiness, Strength, problems},
    screening::stored_sketch,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use store::{
    demo,
    entities::{proposal_sections, proposals, revisions},
};

#[tokio::test]
async fn demo_submissions_are_complete_frozen_and_what_the_drafts_say() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        for (slug, number) in [("pilot-2025", 24), ("pilot-2026", 60)] {
            let competition = call(&store, slug).await;
            let form = store::proposals::form_of(&competition).unwrap();
            let choices = store::proposals::choices(store.read(), competition.id.into())
                .await
                .unwrap();
            let rows = proposals::Entity::find()
                .filter(proposals::Column::CompetitionId.eq(competition.id))
                .all(store.read())
                .await
                .unwrap();
            assert_eq!(rows.len(), number, "{slug}");
            for row in rows {
                let (revision, content) =
                    store::proposals::submitted_content(store.read(), row.id.into(), &competition)
                        .await
                        .unwrap();
                let ready = Readiness::of(&form, &content.answers, &choices);
                assert_eq!(ready.all_problems(), Vec::new(), "{}", row.title);
                assert_eq!(
                    revision.fingerprint,
                    domain::competitions::fingerprint(&revision.content)
                );
                assert_eq!(revision.sketch, Some(stored_sketch(&content.answers)));
                assert_eq!(Some(revision.submitted_at), row.submitted_at);
                let overview = content.overview();
                assert_eq!(
                    (overview.title, overview.amount.minor),
                    (row.title.clone(), row.amount_minor)
                );
                assert!(overview.need.is_some() && overview.college.is_some());
                let sections = proposal_sections::Entity::find()
                    .filter(proposal_sections::Column::ProposalId.eq(row.id))
                    .all(store.read())
                    .await
                    .unwrap();
                let draft: BTreeMap<String, _> = sections
                    .into_iter()
                    .map(|own| (own.key, serde_json::from_str(&own.answers).unwrap()))
                    .collect();
                assert_eq!(draft, content.answers, "{}", row.title);
            }
        }
        let late = revisions::Entity::find().filter(revisions::Column::Late.eq(true));
        assert_eq!(late.count(store.read()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn demo_submissions_are_all_compared_and_no_two_are_called_similar() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let organiser = demo_actor(&store, "organiser").await;
        for (slug, compared) in [("pilot-2025", 24), ("pilot-2026", 59)] {
            let list = store::screening::similar(&store, &organiser, slug, 1, NOW)
                .await
                .unwrap();
            assert_eq!(list.pairs, [], "{slug}");
            assert_eq!(list.compared, compared);
            assert_eq!((list.too_short, list.waiting), (vec![], vec![]));
        }
    })
    .await;
}

#[tokio::test]
async fn demo_draft_lacks_one_section_and_nothing_in_it_is_wrong() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let competition = call(&store, "pilot-2027").await;
        let rows = proposals::Entity::find()
            .filter(proposals::Column::CompetitionId.eq(competition.id))
            .order_by_asc(proposals::Column::Number)
            .all(store.read())
            .await
            .unwrap();
        let form = store::proposals::form_of(&competition).unwrap();
        let choices = store::proposals::choices(store.read(), competition.id.into())
            .await
            .unwrap();
        let mut written = Vec::new();
        for row in &rows {
            let sections = proposal_sections::Entity::find()
                .filter(proposal_sections::Column::ProposalId.eq(row.id))
                .all(store.read())
                .await
                .unwrap();
            for own in &sections {
                let answers = serde_json::from_str(&own.answers).unwrap();
                let section = form.section(&own.key).unwrap();
                let found = problems(section, &answers, &choices, Strength::Submission);
                assert_eq!(found, Vec::new(), "{}", own.key);
            }
            written.push(sections.len());
        }
        assert_eq!(written, [form.sections.len() - 1, 0]);
        assert_eq!(rows[1].title, "");
    })
    .await;
}
