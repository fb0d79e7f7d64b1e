//! Presences: who has which section open, for how long that counts, and for whom.

use super::*;
use domain::{policy::TeamRole, proposals::Presence};
use store::entities::{presences, team_members};

const SECOND: i64 = 1_000;

async fn attend(
    store: &Store,
    actor: &Actor,
    id: ProposalId,
    section: &str,
    now: i64,
) -> Vec<String> {
    proposals::attend(store, actor, id, section, now)
        .await
        .unwrap()
        .into_iter()
        .map(|other| other.name)
        .collect()
}

#[tokio::test]
async fn members_see_who_else_has_the_section_open_and_for_a_minute_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        let none: Vec<String> = Vec::new();
        assert_eq!(attend(&store, &entry.lead, id, "idea", NOW).await, none);
        assert_eq!(
            attend(&store, &entry.editor, id, "idea", NOW + SECOND).await,
            ["Ada"]
        );
        assert_eq!(
            attend(&store, &entry.lead, id, "idea", NOW + 20 * SECOND).await,
            ["Ben"]
        );
        // Going to another section is seen at once.
        assert_eq!(
            attend(&store, &entry.editor, id, "plan", NOW + 21 * SECOND).await,
            none
        );
        let at = async |now| {
            let (_, others, _) = proposals::teamwork(&store, &entry.lead, id, now)
                .await
                .unwrap();
            others
        };
        assert_eq!(
            at(NOW + 80 * SECOND).await,
            [Presence {
                name: "Ben".into(),
                section: "plan".into(),
                seen_at: NOW + 21 * SECOND
            }]
        );
        assert_eq!(at(NOW + 81 * SECOND).await, []);
    })
    .await;
}

#[tokio::test]
async fn presence_is_written_down_at_most_every_fifteen_seconds() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        let seen = async || {
            let rows = presences::Entity::find().all(store.read()).await.unwrap();
            rows.iter().map(|row| row.seen_at - NOW).collect::<Vec<_>>()
        };
        for (after, expected) in [(0, 0), (14, 0), (15, 15 * SECOND), (20, 15 * SECOND)] {
            attend(&store, &entry.lead, id, "idea", NOW + after * SECOND).await;
            assert_eq!(seen().await, [expected], "after {after} s");
        }
    })
    .await;
}

#[tokio::test]
async fn who_cannot_edit_or_has_left_is_not_at_work_and_strangers_learn_nothing() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let (id, team) = (entry.proposal.id, entry.proposal.team.id);
        let reader = fixture.person("Rea").await;
        fixture.join(team, &reader, TeamRole::Reader).await;
        attend(&store, &entry.editor, id, "idea", NOW).await;
        assert_eq!(attend(&store, &reader, id, "idea", NOW).await, ["Ben"]);
        assert_eq!(
            attend(&store, &entry.lead, id, "idea", NOW).await,
            ["Ben"],
            "a reader is not at work"
        );
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let foreign = proposals::attend(&store, &organiser, id, "idea", NOW).await;
        assert_eq!(refusal(foreign), Error::Missing);
        let nowhere = proposals::attend(&store, &entry.lead, id, "nonsense", NOW).await;
        assert_eq!(refusal(nowhere), Error::Missing);
        let visitor = proposals::attend(&store, &Actor::VISITOR, id, "idea", NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);
        team_members::Entity::delete_by_id((team.0, entry.editor.id().unwrap().0))
            .exec(store.writer())
            .await
            .unwrap();
        let none: Vec<String> = Vec::new();
        assert_eq!(attend(&store, &entry.lead, id, "idea", NOW).await, none);
    })
    .await;
}

#[tokio::test]
async fn coming_and_going_is_told_once_and_going_elsewhere_is_not_going() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        let mut changes = store.presences();
        attend(&store, &entry.editor, id, "idea", NOW).await;
        attend(&store, &entry.editor, id, "idea", NOW + 20 * SECOND).await;
        assert_eq!(changes.try_recv(), Ok(id));
        assert!(changes.try_recv().is_err(), "staying is no news");
        attend(&store, &entry.editor, id, "plan", NOW + 21 * SECOND).await;
        assert_eq!(changes.try_recv(), Ok(id));

        proposals::leave(&store, &entry.editor, id, "idea")
            .await
            .unwrap();
        let now = NOW + 22 * SECOND;
        assert_eq!(attend(&store, &entry.lead, id, "plan", now).await, ["Ben"]);
        proposals::leave(&store, &entry.editor, id, "plan")
            .await
            .unwrap();
        let none: Vec<String> = Vec::new();
        assert_eq!(attend(&store, &entry.lead, id, "plan", now).await, none);
        let visitor = proposals::leave(&store, &Actor::VISITOR, id, "plan").await;
        assert_eq!(refusal(visitor), Error::SignedOut);
    })
    .await;
}
