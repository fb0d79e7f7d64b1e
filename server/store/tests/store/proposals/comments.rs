//! Comments: who writes, who reads, and that they stay inside the team.

use super::*;
use domain::{CommentId, exports::ExportTable, proposals::CommentList};
use store::{audit, entities::comments, exports, reviews, screening, teams};
use uuid::Uuid;

async fn list(store: &Store, actor: &Actor, id: ProposalId, section: &str) -> CommentList {
    proposals::comments(store, actor, id, Some(section), None, NOW)
        .await
        .unwrap()
}

async fn say(store: &Store, actor: &Actor, id: ProposalId, text: &str) -> store::Result<CommentId> {
    let new = CommentId(Uuid::now_v7());
    proposals::comment(store, actor, id, "idea", new, text, NOW).await?;
    Ok(new)
}

#[tokio::test]
async fn members_and_readers_comment_and_each_deletes_only_their_own() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let reader = fixture.person("Rea").await;
        let team = entry.proposal.team.id;
        fixture
            .join(team, &reader, domain::policy::TeamRole::Reader)
            .await;
        let id = entry.proposal.id;
        let next = list(&store, &entry.lead, id, "idea").await.next;
        // A form that is sent twice is one comment.
        for _ in 0..2 {
            proposals::comment(
                &store,
                &entry.lead,
                id,
                "idea",
                next,
                " Too long?\r\nI think so. ",
                NOW,
            )
            .await
            .unwrap();
        }
        let answer = proposals::comment(
            &store,
            &reader,
            id,
            "idea",
            CommentId(Uuid::now_v7()),
            "No.",
            NOW + 1,
        );
        answer.await.unwrap();
        let found = list(&store, &entry.editor, id, "idea").await;
        let texts: Vec<_> = found
            .comments
            .iter()
            .map(|c| (c.by.as_str(), c.own, c.text.as_deref(), c.written_at))
            .collect();
        assert_eq!(
            texts,
            [
                ("Ada", false, Some("Too long?\nI think so."), NOW),
                ("Rea", false, Some("No."), NOW + 1)
            ]
        );
        assert_eq!((found.page, found.pages, found.refused), (1, 1, None));
        assert_eq!(list(&store, &reader, id, "need").await.comments, []);

        let others = proposals::delete_comment(&store, &reader, id, next, NOW).await;
        assert_eq!(refusal(others), Error::Missing);
        proposals::delete_comment(&store, &entry.lead, id, next, NOW + 2)
            .await
            .unwrap();
        let found = list(&store, &entry.lead, id, "idea").await;
        assert_eq!(
            (found.comments[0].own, found.comments[0].text.as_deref()),
            (true, None)
        );
        let row = comments::Entity::find_by_id(next.0).one(store.read());
        assert_eq!(row.await.unwrap().unwrap().text, "");
        let counts = [("idea".to_owned(), 1)].into();
        assert_eq!(found.counts, counts);
        let (counted, ..) = proposals::teamwork(&store, &reader, id, NOW).await.unwrap();
        assert_eq!(counted, counts);
    })
    .await;
}

#[tokio::test]
async fn comment_that_is_empty_too_long_or_on_no_section_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        let blank = say(&store, &entry.lead, id, " \n ").await;
        assert_eq!(refusal(blank), Error::invalid("text", Problem::Required));
        let long = say(&store, &entry.lead, id, &"x".repeat(4_001)).await;
        assert_eq!(
            refusal(long),
            Error::invalid("text", Problem::TooLong { max: 4_000 })
        );
        let new = CommentId(Uuid::now_v7());
        let nowhere = proposals::comment(&store, &entry.lead, id, "nonsense", new, "x", NOW).await;
        assert_eq!(refusal(nowhere), Error::Missing);
        let nowhere =
            proposals::comments(&store, &entry.lead, id, Some("nonsense"), None, NOW).await;
        assert_eq!(refusal(nowhere), Error::Missing);
        assert_eq!(list(&store, &entry.lead, id, "idea").await.comments, []);
    })
    .await;
}

#[tokio::test]
async fn comments_stay_inside_the_team_whoever_asks_for_what() {
    const SECRET: &str = "Zanzibar";
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Jury).await;
        let competition = &entry.competition;
        let team = fixture
            .team(competition, "Oven")
            .lead(&entry.lead)
            .editor(&entry.editor)
            .await;
        let proposal = fixture.proposal(&team).eligible().await;
        let id = proposal.id;
        let written = say(&store, &entry.lead, id, SECRET).await.unwrap();
        let operator = fixture.operator("Opa").await;
        let organiser = fixture.organiser(competition, "Olga").await;
        let auditor = fixture.auditor(competition, "Aude").await;
        let juror = fixture.juror(competition, "June").await;
        let assignment = fixture.assignment(&juror, &proposal).await;
        let removed = fixture.person("Rex").await;
        fixture
            .join(team.id, &removed, domain::policy::TeamRole::Editor)
            .await;
        let other = say(&store, &removed, id, SECRET).await.unwrap();
        store::entities::team_members::Entity::delete_by_id((team.id.0, removed.id().unwrap().0))
            .exec(store.writer())
            .await
            .unwrap();

        for stranger in [&operator, &organiser, &auditor, &juror.actor, &removed] {
            let read = proposals::comments(&store, stranger, id, Some("idea"), None, NOW).await;
            assert_eq!(refusal(read), Error::Missing);
            let work = proposals::teamwork(&store, stranger, id, NOW).await;
            assert_eq!(refusal(work), Error::Missing);
            assert_eq!(
                refusal(say(&store, stranger, id, "Me too").await),
                Error::Missing
            );
            for comment in [written, other] {
                let gone = proposals::delete_comment(&store, stranger, id, comment, NOW).await;
                assert_eq!(refusal(gone), Error::Missing);
            }
        }
        let visitor =
            proposals::comments(&store, &Actor::VISITOR, id, Some("idea"), None, NOW).await;
        assert_eq!(refusal(visitor), Error::SignedOut);

        let slug = &competition.slug;
        let number = proposal.number;
        let mut told = vec![
            format!(
                "{:?}",
                screening::detail(&store, &organiser, slug, number, NOW).await
            ),
            format!(
                "{:?}",
                reviews::open_sheet(&store, &juror.actor, assignment, NOW).await
            ),
            format!("{:?}", audit::view(&store, &auditor, slug, 0, NOW).await),
            format!(
                "{:?}",
                proposals::receipt(&store, &entry.lead, id, NOW).await
            ),
            format!("{:?}", teams::view(&store, &entry.lead, team.id, NOW).await),
        ];
        for table in ExportTable::ALL {
            let sheet = exports::sheet(&store, &organiser, slug, *table, None, NOW).await;
            told.push(format!("{sheet:?}"));
        }
        for told in told {
            assert!(!told.contains(SECRET), "{told}");
        }
        assert_eq!(
            list(&store, &entry.lead, id, "idea").await.comments.len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn comments_come_in_pages_of_a_hundred_and_the_last_one_first() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        let id = entry.proposal.id;
        for n in 0..101 {
            let new = CommentId(Uuid::now_v7());
            let text = format!("No. {n}");
            proposals::comment(&store, &entry.lead, id, "idea", new, &text, NOW + n)
                .await
                .unwrap();
        }
        let page = async |page| {
            let found = proposals::comments(&store, &entry.lead, id, None, page, NOW)
                .await
                .unwrap();
            let first = found.comments[0].text.clone().unwrap();
            (found.page, found.pages, found.comments.len(), first)
        };
        assert_eq!(page(None).await, (2, 2, 1, "No. 100".into()));
        assert_eq!(page(Some(1)).await, (1, 2, 100, "No. 0".into()));
        for beyond in [0, 99] {
            let expected = if beyond == 0 { 1 } else { 2 };
            assert_eq!(page(Some(beyond)).await.0, expected);
        }
    })
    .await;
}

#[tokio::test]
async fn archived_team_reads_its_comments_and_writes_none() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Archived).await;
        let id = entry.proposal.id;
        let late = say(&store, &entry.lead, id, "Late").await;
        assert_eq!(refusal(late), Error::Denied(Denied::TooLate));
        let found = list(&store, &entry.lead, id, "idea").await;
        assert_eq!(found.refused, Some(Denied::TooLate));
    })
    .await;
}
