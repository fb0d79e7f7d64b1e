//! People: members with accounts, jurors with invitations.

use super::*;
use crate::support::{Fixture, each_database};
use domain::{
    imports::ImportKind::People,
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use store::entities::proposals;

const FILE: &str = "\
Name;E-mail;Kind;Team;Language;Languages;Capacity
Ada Uwase;ada@kiln.rw;trainer;Solar kiln;rw;;
Bo Keza;bo@kiln.rw;student;Solar kiln;;;
Cy Nkusi;CY@hives.rw;professor;Bee hives;fr;;
June Bon;june@jury.be;juror;;fr;fr, en;12
";

async fn members(store: &Store) -> Vec<(String, String, String, String)> {
    let rows = team_members::Entity::find()
        .all(store.read())
        .await
        .unwrap();
    let mut found = Vec::new();
    for row in rows {
        let account = accounts::Entity::find_by_id(row.account_id)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        let team = teams::Entity::find_by_id(row.team_id)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        found.push((team.name, account.email, row.kind, row.role));
    }
    found.sort();
    found
}

fn member(team: &str, email: &str, kind: &str, role: &str) -> (String, String, String, String) {
    (team.into(), email.into(), kind.into(), role.into())
}

#[tokio::test]
async fn people_of_a_spreadsheet_become_members_and_invited_jurors() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let report = run_as_promised(&store, &organiser, &to, People, FILE, CREATE).await;
        assert_eq!(counts(&report), (4, 4, 0, 0, 0));
        let created = report.created;
        assert_eq!(
            (
                created.teams,
                created.members,
                created.jurors,
                created.mails
            ),
            (2, 3, 1, 4)
        );
        assert_eq!(
            members(&store).await,
            [
                member("Bee hives", "cy@hives.rw", "professor", "lead"),
                member("Solar kiln", "ada@kiln.rw", "trainer", "lead"),
                member("Solar kiln", "bo@kiln.rw", "student", "editor"),
            ]
        );
        let ada = accounts::Entity::find().filter(accounts::Column::Email.eq("ada@kiln.rw"));
        let ada = ada.one(store.read()).await.unwrap().unwrap();
        assert_eq!(
            (ada.language.as_str(), ada.confirmed_at, ada.password_hash),
            ("rw", None, None)
        );
        let june = jurors::Entity::find()
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (june.state.as_str(), june.capacity, june.languages.as_str()),
            ("invited", 12, r#"["fr","en"]"#)
        );
        assert!(june.token_hash.is_some() && june.account_id.is_none());
        let mails = outbox::Entity::find()
            .order_by_asc(outbox::Column::Recipient)
            .all(store.read())
            .await
            .unwrap();
        let mails: Vec<_> = mails
            .iter()
            .map(|mail| {
                (
                    mail.recipient.as_str(),
                    mail.template.as_str(),
                    mail.language.as_str(),
                )
            })
            .collect();
        assert_eq!(
            mails,
            [
                ("ada@kiln.rw", "imports.member", "rw"),
                ("bo@kiln.rw", "imports.member", "en"),
                ("cy@hives.rw", "imports.member", "fr"),
                ("june@jury.be", "jury.invited", "fr"),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn people_imported_twice_change_nothing_more() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        run(&store, &organiser, &to, People, FILE, CREATE).await;
        let before = members(&store).await;
        let again = run_as_promised(&store, &organiser, &to, People, FILE, CREATE).await;
        assert_eq!(counts(&again), (4, 0, 0, 4, 0));
        assert_eq!(again.created, Default::default());
        assert_eq!(members(&store).await, before);
        let changed = FILE.replace("student", "trainer").replace(";12", ";20");
        let report = run_as_promised(&store, &organiser, &to, People, &changed, KNOWN).await;
        assert_eq!(counts(&report), (4, 0, 2, 2, 0));
        let june = jurors::Entity::find()
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((june.capacity, june.version), (20, 2));
        assert_eq!(
            members(&store).await[2],
            member("Solar kiln", "bo@kiln.rw", "trainer", "editor")
        );
    })
    .await;
}

#[tokio::test]
async fn file_with_one_bad_row_changes_nothing_and_names_it() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let text = format!("{FILE}Dan;dan@x;trainer;Solar kiln;;;\nAda;ada@kiln.rw;trainer;solar KILN;;;\nEve;eve@x.rw;trainer;Unknown;;;\n");
        let before = rows(&store).await;
        for options in [CREATE, KNOWN] {
            let report = run(&store, &organiser, &to, People, &text, options).await;
            assert!(!report.applied);
            let first = CellProblem::new(6, "E-mail", "dan@x", Problem::NotAnEmail);
            assert!(report.problems.contains(&first), "{:?}", report.problems);
        }
        let report = run(&store, &organiser, &to, People, &text, CREATE).await;
        assert_eq!(
            report.problems,
            [
                CellProblem::new(6, "E-mail", "dan@x", Problem::NotAnEmail),
                CellProblem::of_row(7, "duplicate_row"),
            ]
        );
        let report = run(&store, &organiser, &to, People, &text, KNOWN).await;
        let lines: Vec<_> = report.problems.iter().map(|own| (own.line, own.value.as_str())).collect();
        assert_eq!(
            lines,
            [(2, "Solar kiln"), (3, "Solar kiln"), (4, "Bee hives"), (6, "dan@x"), (7, ""), (8, "Unknown")]
        );
        assert_eq!(rows(&store).await, before);
    })
    .await;
}

#[tokio::test]
async fn unproven_account_that_becomes_a_member_loses_what_was_entered_for_it() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let proven = fixture.with_password("Ada").await;
        let stranger = fixture.unconfirmed("Bo").await;
        let entered = accounts::ActiveModel {
            id: sea_orm::ActiveValue::Set(stranger.id().unwrap().0),
            password_hash: sea_orm::ActiveValue::Set(Some("somebody's".into())),
            ..Default::default()
        };
        accounts::Entity::update(entered).exec(store.writer()).await.unwrap();
        let file = "name,email,kind,team\nAda,ada@example.org,trainer,Kiln\nBo,bo@example.org,student,Kiln\n";
        run_as_promised(&store, &organiser, &to, People, file, CREATE).await;
        let password = async |actor: &Actor| {
            let id = actor.id().unwrap().0;
            accounts::Entity::find_by_id(id).one(store.read()).await.unwrap().unwrap().password_hash
        };
        assert!(password(&proven).await.is_some());
        assert_eq!(password(&stranger).await, None);
    })
    .await;
}

#[tokio::test]
async fn second_lead_and_a_capacity_below_the_load_are_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let kiln = fixture.entry(&to, "Kiln").await;
        let hives = fixture.entry(&to, "Hives").await;
        let june = fixture.juror(&to, "June").await;
        fixture.assignment(&june, &kiln).await;
        fixture.assignment(&june, &hives).await;
        let file = "name,email,kind,team,role,capacity\n\
            Eve,eve@x.rw,trainer,Kiln,lead,\n\
            Kiln,kiln@example.org,trainer,Kiln,reader,\n\
            June,june@example.org,juror,,,1\n";
        let report = run(&store, &organiser, &to, People, file, CREATE).await;
        let range = Problem::OutOfRange { min: 2, max: 500 };
        assert_eq!(
            report.problems,
            [
                bad(2, "role", "", "lead_taken"),
                bad(3, "role", "", "lead_needed"),
                CellProblem::new(4, "capacity", "1", range),
            ]
        );
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn juror_does_not_join_the_team_whose_proposal_they_have() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let kiln = fixture.entry(&to, "Kiln").await;
        fixture.entry(&to, "Hives").await;
        let june = fixture.juror(&to, "June").await;
        fixture.assignment(&june, &kiln).await;
        let file = "name,email,kind,team\nJune,june@example.org,trainer,Kiln\n";
        let report = run(&store, &organiser, &to, People, file, CREATE).await;
        assert_eq!(
            report.problems,
            [bad(2, "email", "june@example.org", "pair_conflict")]
        );
        let file = file.replace("Kiln", "Hives");
        let report = run_as_promised(&store, &organiser, &to, People, &file, CREATE).await;
        assert_eq!(counts(&report), (1, 1, 0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn new_teams_of_a_file_of_people_begin_with_empty_drafts() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        run(&store, &organiser, &to, People, FILE, CREATE).await;
        let drafts = proposals::Entity::find().order_by_asc(proposals::Column::Number);
        let drafts = drafts.all(store.read()).await.unwrap();
        let drafts: Vec<_> = drafts
            .iter()
            .map(|own| {
                (
                    own.number,
                    own.title.as_str(),
                    own.state.as_str(),
                    own.screening.as_str(),
                    own.target_groups.as_str(),
                    own.submitted_at,
                )
            })
            .collect();
        let draft = |number| (number, "", "draft", "pending", "[]", None);
        assert_eq!(drafts, [draft(1), draft(2)]);
        assert_eq!(
            revisions::Entity::find().count(store.read()).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_but_organisers_imports_and_nobody_after_the_selection() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let auditor = fixture.auditor(&to, "Aude").await;
        let member = fixture.person("Mia").await;
        let before = rows(&store).await;
        let mapping = Mapping::default();
        let file = ImportFile {
            kind: People,
            bytes: FILE.as_bytes(),
            mapping: &mapping,
            options: CREATE,
        };
        for (actor, expected) in [
            (&auditor, Error::Denied(Denied::Role)),
            (&member, Error::Denied(Denied::Role)),
            (&Actor::VISITOR, Error::SignedOut),
        ] {
            assert_eq!(
                refusal(imports::check(&store, actor, &to.slug, &file, NOW).await),
                expected
            );
            assert_eq!(
                refusal(imports::run(&store, actor, &to.slug, &file, NOW).await),
                expected
            );
        }
        let draft = fixture.competition().in_phase(Phase::Draft).await;
        assert_eq!(
            refusal(imports::run(&store, &member, &draft.slug, &file, NOW).await),
            Error::Missing
        );
        let frozen = fixture.competition().in_phase(Phase::Selection).await;
        let organiser = fixture.organiser(&frozen, "Olive").await;
        fixture.selection(&frozen).frozen().await;
        assert_eq!(
            refusal(imports::run(&store, &organiser, &frozen.slug, &file, NOW).await),
            Error::Denied(Denied::State)
        );
        let after = rows(&store).await;
        let people =
            |rows: &[(&str, u64)]| rows.iter().find(|own| own.0 == "team_members").unwrap().1;
        assert_eq!(people(&after), people(&before));
    })
    .await;
}
