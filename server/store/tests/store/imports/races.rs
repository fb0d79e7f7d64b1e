//! What somebody else changes while an import is carried out is never lost: PostgreSQL refuses the import, which
//! read what stood there before; on SQLite it begins afterwards.

use super::*;
use crate::support::{Fixture, each_database};
use domain::{
    errors::Stale,
    imports::ImportKind::{People, Proposals},
    policy::Phase,
    proposals::standard_form,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, QueryFilter, Statement,
    sea_query::Expr,
};
use store::{Tx, entities::proposals};

fn is_postgres(store: &Store) -> bool {
    store.read().get_database_backend() == DbBackend::Postgres
}

/// Whether somebody waits for what a transaction holds; on SQLite nobody comes as far.
async fn somebody_waits(store: &Store) -> bool {
    let sql = "SELECT 1 FROM pg_stat_activity \
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let waiting = Statement::from_string(DbBackend::Postgres, sql);
    !is_postgres(store) || store.read().query_one_raw(waiting).await.unwrap().is_some()
}

/// Carries an import out that wants to change what `tx` has changed; `tx` is committed once the import waits.
async fn run_behind(
    store: &Store,
    tx: Tx,
    actor: &Actor,
    to: &Competition,
    kind: ImportKind,
    text: &str,
) -> store::Result<ImportReport> {
    let mapping = Mapping::default();
    let file = ImportFile {
        kind,
        bytes: text.as_bytes(),
        mapping: &mapping,
        options: KNOWN,
    };
    let mut run = std::pin::pin!(imports::run(store, actor, &to.slug, &file, NOW));
    loop {
        tokio::select! {
            biased;
            done = &mut run => return done,
            waits = somebody_waits(store) => if waits { break },
        }
    }
    tx.commit().await.unwrap();
    run.await
}

/// Whether the import was carried out, or found something wrong: on SQLite only.
fn went_on(store: &Store, done: store::Result<ImportReport>) -> bool {
    if !is_postgres(store) {
        done.unwrap();
        return true;
    }
    assert_eq!(refusal(done), Error::Conflict(Stale::default()));
    false
}

#[tokio::test]
async fn juror_who_declines_during_an_import_has_declined() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let june = fixture.juror(&to, "June").invited().await;
        let tx = store.begin().await.unwrap();
        jurors::Entity::update_many()
            .col_expr(jurors::Column::State, Expr::value("declined"))
            .col_expr(jurors::Column::Version, Expr::value(2_i64))
            .filter(jurors::Column::Id.eq(june.id.0))
            .exec(&*tx)
            .await
            .unwrap();
        let file = "name,email,kind,capacity\nJune,june@example.org,juror,20\n";
        let done = run_behind(&store, tx, &organiser, &to, People, file).await;
        let capacity = if went_on(&store, done) { 20 } else { 10 };
        let row = jurors::Entity::find_by_id(june.id.0);
        let row = row.one(store.read()).await.unwrap().unwrap();
        assert_eq!((row.state.as_str(), row.capacity), ("declined", capacity));
    })
    .await;
}

#[tokio::test]
async fn member_who_becomes_the_lead_during_an_import_stays_the_lead() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        let ada = fixture.person("Ada").await;
        let bo = fixture.person("Bo").await;
        fixture.team(&to, "Kiln").lead(&ada).editor(&bo).await;
        let tx = store.begin().await.unwrap();
        for (actor, role) in [(&ada, "editor"), (&bo, "lead")] {
            team_members::Entity::update_many()
                .col_expr(team_members::Column::Role, Expr::value(role))
                .filter(team_members::Column::AccountId.eq(actor.id().unwrap().0))
                .exec(&*tx)
                .await
                .unwrap();
        }
        let file = "name,email,kind,team,role\nBo,bo@example.org,trainer,Kiln,reader\n";
        let done = run_behind(&store, tx, &organiser, &to, People, file).await;
        went_on(&store, done);
        let row = team_members::Entity::find()
            .filter(team_members::Column::AccountId.eq(bo.id().unwrap().0))
            .one(store.read());
        assert_eq!(row.await.unwrap().unwrap().role, "lead");
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn team_that_somebody_joins_during_an_import_has_one_lead() {
    let file = "name,email,kind,team\nAda,ada@example.org,trainer,Kiln\n";
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        fixture.person("Ada").await;
        let bo = fixture.person("Bo").await;
        let team = fixture.team(&to, "Kiln").await;
        // The import has seen a team without members when Bo becomes its lead.
        let tx = store.begin().await.unwrap();
        teams::Entity::update_many()
            .col_expr(teams::Column::Version, Expr::value(1_i64))
            .filter(teams::Column::Id.eq(team.id.0))
            .exec(&*tx)
            .await
            .unwrap();
        let first = team_members::ActiveModel {
            team_id: Set(team.id.0),
            account_id: Set(bo.id().unwrap().0),
            kind: Set("student".into()),
            role: Set("lead".into()),
            joined_at: Set(NOW),
        };
        team_members::Entity::insert(first)
            .exec_without_returning(&*tx)
            .await
            .unwrap();
        let done = run_behind(&store, tx, &organiser, &to, People, file).await;
        went_on(&store, done);
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn import_and_joining_by_code_at_once_leave_one_lead() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let to = fixture.competition().in_phase(Phase::Open).await;
        let organiser = fixture.organiser(&to, "Olive").await;
        fixture.person("Ada").await;
        let bo = fixture.person("Bo").await;
        for n in 0..5 {
            let name = format!("Kiln {n}");
            let team = fixture.team(&to, &name).await;
            let text = format!("name,email,kind,team\nAda,ada@example.org,trainer,{name}\n");
            let mapping = Mapping::default();
            let file = ImportFile {
                kind: People,
                bytes: text.as_bytes(),
                mapping: &mapping,
                options: KNOWN,
            };
            let (imported, joined) = tokio::join!(
                imports::run(&store, &organiser, &to.slug, &file, NOW),
                store::teams::join_by_code(&store, &bo, &team.code, "student", NOW),
            );
            joined.unwrap();
            if let Err(refused) = imported {
                assert!(
                    matches!(refused, store::Error::Refused(Error::Conflict(_))),
                    "{refused:?}"
                );
            }
            sound(&store).await;
        }
    })
    .await;
}

#[tokio::test]
async fn proposal_that_changes_during_an_import_keeps_the_change() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        for what in ["proposal", "team", "section"] {
            let to = fixture
                .competition()
                .in_phase(Phase::Open)
                .form(standard_form())
                .await;
            let organiser = fixture.organiser(&to, &format!("Olive {what}")).await;
            let team = fixture.team(&to, "Kiln").await;
            let entry = fixture
                .proposal(&team)
                .submitted()
                .section("idea", "{}")
                .await;
            let tx = store.begin().await.unwrap();
            let second = Expr::value(2_i64);
            let changed = match what {
                "proposal" => {
                    proposals::Entity::update_many()
                        .col_expr(proposals::Column::State, Expr::value("withdrawn"))
                        .col_expr(proposals::Column::Version, second)
                        .filter(proposals::Column::Id.eq(entry.id.0))
                        .exec(&*tx)
                        .await
                }
                "team" => {
                    teams::Entity::update_many()
                        .col_expr(teams::Column::Name, Expr::value("Kiln makers"))
                        .col_expr(teams::Column::Version, second)
                        .filter(teams::Column::Id.eq(team.id.0))
                        .exec(&*tx)
                        .await
                }
                _ => {
                    proposal_sections::Entity::update_many()
                        .col_expr(proposal_sections::Column::Version, second)
                        .filter(proposal_sections::Column::ProposalId.eq(entry.id.0))
                        .exec(&*tx)
                        .await
                }
            };
            assert_eq!(changed.unwrap().rows_affected, 1);
            let file = "number,title,team\n1,Solar oven,Oven makers\n";
            let done = run_behind(&store, tx, &organiser, &to, Proposals, file).await;
            let on = went_on(&store, done);
            let row = entry.row(&store).await;
            assert_eq!(row.title, if on { "Solar oven" } else { "Kiln" }, "{what}");
            assert_eq!(row.state == "withdrawn", what == "proposal");
            let found = teams::Entity::find_by_id(team.id.0).one(store.read());
            let name = found.await.unwrap().unwrap().name;
            let expected = match (on, what) {
                (true, _) => "Oven makers",
                (false, "team") => "Kiln makers",
                (false, _) => "Kiln",
            };
            assert_eq!(name, expected, "{what}");
            let section = proposal_sections::Entity::find()
                .filter(proposal_sections::Column::ProposalId.eq(entry.id.0))
                .filter(proposal_sections::Column::Key.eq("idea"))
                .one(store.read());
            let version = 1 + i64::from(on) + i64::from(what == "section");
            assert_eq!(section.await.unwrap().unwrap().version, version, "{what}");
        }
        sound(&store).await;
    })
    .await;
}
