//! Proposals: complete, repeatable, and never over what a team wrote.

use super::*;
use crate::support::{Fixture, each_database};
use domain::{
    competitions::fingerprint,
    imports::ImportKind::Proposals,
    policy::Phase,
    proposals::{Submission, standard_form},
    screening::stored_sketch,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use store::entities::proposals;

const FILE: &str = "\
number,title,team,sector,college,need,summary,amount,currency,language,target_groups
7,Solar kiln,Kiln makers,energy,huye,Power for workshops,\"Bricks, fired by the sun\",1 250,EUR,fr,\"youth, women\"
,Bee hives,,agriculture,IPRC Musanze,,Honey of two hundred hives on the hills: pressed cold and weighed before the eyes of the beekeepers and sold in jars that students of the college fill by hand,5 000 000 RWF,,,
";

async fn proposal(store: &Store, number: i32) -> proposals::Model {
    let found = proposals::Entity::find().filter(proposals::Column::Number.eq(number));
    found.one(store.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn proposals_come_in_with_answers_revision_and_decision() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture
            .competition()
            .in_phase(Phase::Screening)
            .form(standard_form())
            .await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let report = run_as_promised(&store, &organiser, &to, Proposals, FILE, CREATE).await;
        assert_eq!(counts(&report), (2, 2, 0, 0, 0));
        let kiln = proposal(&store, 7).await;
        assert_eq!(
            (
                kiln.title.as_str(),
                kiln.language.as_str(),
                kiln.state.as_str(),
                kiln.screening.as_str()
            ),
            ("Solar kiln", "fr", "submitted", "eligible")
        );
        assert_eq!(
            (kiln.amount_minor, kiln.currency.as_str()),
            (125_000, "EUR")
        );
        assert_eq!(kiln.sector.as_deref(), Some("energy"));
        assert_eq!(kiln.target_groups, r#"["women","youth"]"#);
        assert_eq!(kiln.college_id, Some(to.colleges[0].0));
        assert_eq!(kiln.need_id, Some(to.needs[0].0));
        let hives = proposal(&store, 8).await;
        assert_eq!(
            (hives.title.as_str(), hives.amount_minor),
            ("Bee hives", 5_000_000)
        );
        assert_eq!(hives.college_id, Some(to.colleges[1].0));
        let team = teams::Entity::find_by_id(kiln.team_id)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(team.name, "Kiln makers");
        let (revision, content) = store::proposals::submitted_content(
            store.read(),
            kiln.id.into(),
            &to.row(&store).await,
        )
        .await
        .unwrap();
        assert_eq!(revision.fingerprint, fingerprint(&revision.content));
        assert_eq!(
            (content.title(), content.summary()),
            ("Solar kiln", "Bricks, fired by the sun")
        );
        assert_eq!(content.budget().unwrap().sum().minor, 125_000);
        let revision = revisions::Entity::find()
            .filter(revisions::Column::ProposalId.eq(hives.id))
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        let sketch = stored_sketch(&Submission::parse(&revision.content).unwrap().answers);
        assert!(!sketch.is_empty());
        assert_eq!(revision.sketch, Some(sketch));
        let overview = content.overview();
        assert_eq!(
            (overview.college, overview.need),
            (Some(to.colleges[0]), Some(to.needs[0]))
        );
        assert_eq!(
            screenings::Entity::find()
                .count(store.read())
                .await
                .unwrap(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn drafts_come_in_without_revision_and_are_raised_later() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture
            .competition()
            .in_phase(Phase::Open)
            .form(standard_form())
            .await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let as_ = |entering| ImportOptions { entering, ..CREATE };
        run_as_promised(
            &store,
            &organiser,
            &to,
            Proposals,
            FILE,
            as_(Entering::Draft),
        )
        .await;
        assert_eq!(
            revisions::Entity::find().count(store.read()).await.unwrap(),
            0
        );
        assert_eq!(proposal(&store, 7).await.state, "draft");
        let report = run_as_promised(
            &store,
            &organiser,
            &to,
            Proposals,
            FILE,
            as_(Entering::Submitted),
        )
        .await;
        assert_eq!(counts(&report), (2, 0, 2, 0, 0));
        let kiln = proposal(&store, 7).await;
        assert_eq!(
            (kiln.state.as_str(), kiln.screening.as_str()),
            ("submitted", "pending")
        );
        let report = run_as_promised(
            &store,
            &organiser,
            &to,
            Proposals,
            FILE,
            as_(Entering::Draft),
        )
        .await;
        assert_eq!(counts(&report), (2, 0, 0, 2, 0));
        assert_eq!(proposal(&store, 7).await, kiln);
    })
    .await;
}

#[tokio::test]
async fn changed_row_makes_a_new_revision_and_the_same_row_none() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture
            .competition()
            .in_phase(Phase::Screening)
            .form(standard_form())
            .await;
        let organiser = fixture.organiser(&to, "Olive").await;
        run(&store, &organiser, &to, Proposals, FILE, CREATE).await;
        let again = run_as_promised(&store, &organiser, &to, Proposals, FILE, CREATE).await;
        assert_eq!(counts(&again), (2, 0, 0, 2, 0));
        let changed = FILE.replace("Honey", "Honey and wax");
        let report = run_as_promised(&store, &organiser, &to, Proposals, &changed, CREATE).await;
        assert_eq!(counts(&report), (2, 0, 1, 1, 0));
        let hives = proposal(&store, 8).await;
        let revisions = revisions::Entity::find()
            .filter(revisions::Column::ProposalId.eq(hives.id))
            .order_by_asc(revisions::Column::Number)
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(
            revisions.iter().map(|own| own.number).collect::<Vec<_>>(),
            [1, 2]
        );
        assert!(revisions[1].content.contains("Honey and wax"));
        let versions = section_versions::Entity::find()
            .filter(section_versions::Column::ProposalId.eq(hives.id))
            .filter(section_versions::Column::Key.eq("idea"))
            .order_by_asc(section_versions::Column::Version)
            .all(store.read())
            .await
            .unwrap();
        assert_eq!(versions.len(), 2);
        assert!(
            versions[0].answers.contains("Honey of")
                && versions[1].answers.contains("Honey and wax")
        );
    })
    .await;
}

#[tokio::test]
async fn proposal_of_a_team_with_members_is_never_overwritten() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let own = fixture.entry(&to, "Solar kiln").await;
        let before = own.row(&store).await;
        let file = "number,title,sector\n1,Another title,energy\n";
        let report = run(&store, &organiser, &to, Proposals, file, CREATE).await;
        assert_eq!(report.problems, [CellProblem::of_row(2, "has_owner")]);
        assert_eq!(own.row(&store).await, before);
        let same = "number,title,sector\n1,Solar kiln,energy\n";
        let report = run_as_promised(&store, &organiser, &to, Proposals, same, CREATE).await;
        assert_eq!(counts(&report), (1, 0, 0, 1, 0));
        assert_eq!(own.row(&store).await, before);
    })
    .await;
}

#[tokio::test]
async fn ambiguous_and_doubled_proposals_are_named() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        for name in ["One", "Two"] {
            let lead = fixture.person(name).await;
            let team = fixture.team(&to, name).lead(&lead).await;
            fixture.proposal(&team).titled("Same").submitted().await;
        }
        let file = "title,number,college\nsame,,\nNew,9,\nnew,9,\nOther,,Atlantis\n";
        let report = run(&store, &organiser, &to, Proposals, file, CREATE).await;
        assert_eq!(
            report.problems,
            [
                bad(2, "title", "same", "ambiguous_proposal"),
                CellProblem::of_row(4, "duplicate_row"),
                bad(5, "college", "Atlantis", "unknown_college"),
            ]
        );
        assert_eq!(
            proposals::Entity::find().count(store.read()).await.unwrap(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn row_without_a_number_has_its_title_for_itself() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture
            .competition()
            .in_phase(Phase::Screening)
            .form(standard_form())
            .await;
        let organiser = fixture.organiser(&to, "Olive").await;
        for (file, line) in [
            ("number,title\n12,Solar\n,solar\n", 3),
            ("number,title\n,Solar\n12,Solar\n", 2),
        ] {
            let report = check(&store, &organiser, &to, Proposals, file, CREATE).await;
            assert_eq!(
                report.problems,
                [CellProblem::of_row(line, "duplicate_row")]
            );
        }
        // Two with numbers of their own are two, now and the next time.
        let two = "number,title\n12,Solar\n13,Solar\n";
        let report = run_as_promised(&store, &organiser, &to, Proposals, two, CREATE).await;
        assert_eq!(counts(&report), (2, 2, 0, 0, 0));
        let report = run_as_promised(&store, &organiser, &to, Proposals, two, CREATE).await;
        assert_eq!(counts(&report), (2, 0, 0, 2, 0));
        // One that is there already would be ambiguous after this.
        let known = "number,title\n,Kiln\n";
        run_as_promised(&store, &organiser, &to, Proposals, known, CREATE).await;
        let file = "number,title\n20,Kiln\n,Kiln\n";
        let report = check(&store, &organiser, &to, Proposals, file, CREATE).await;
        assert_eq!(report.problems, [CellProblem::of_row(3, "duplicate_row")]);
    })
    .await;
}
