//! Fresh databases: an SQLite file and a PostgreSQL database for each test, copied from migrated templates.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::OnceLock,
};
use store::Store;
use tokio::sync::OnceCell;

/// Runs a test on a fresh migrated SQLite database, then on a fresh migrated PostgreSQL database.
///
/// PostgreSQL is the server at `ICUMI_TEST_POSTGRES` (where databases may be created), else one of our
/// own that ends with this process.
pub async fn each_database<F: AsyncFn(Store)>(test: F) {
    eprintln!("on SQLite:");
    let folder = tempfile::tempdir().unwrap();
    let store = fresh_sqlite(&folder).await;
    test(store.clone()).await;
    close(&store).await;
    eprintln!("on PostgreSQL:");
    let database = FreshPostgres::create().await;
    let store = Store::open(&database.url).await.unwrap();
    test(store.clone()).await;
    close(&store).await;
}

async fn close(store: &Store) {
    store.read().close_by_ref().await.unwrap();
    store.writer().close_by_ref().await.unwrap();
}

async fn fresh_sqlite(folder: &tempfile::TempDir) -> Store {
    let file = folder.path().join("icumi.db");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.db", template_name()));
    if !template.exists() {
        let store = Store::open(&url).await.unwrap();
        store.migrate().await.unwrap();
        close(&store).await;
        // Whole or not at all: other processes look too.
        let making = template.with_extension(std::process::id().to_string());
        std::fs::copy(&file, &making).unwrap();
        std::fs::rename(&making, &template).unwrap();
    }
    std::fs::copy(&template, &file).unwrap();
    Store::open(&url).await.unwrap()
}

/// The migrated databases that fresh ones are copied from have one name for each build of the tests, also when every
/// test is a process of its own.
fn template_name() -> String {
    let program = std::env::current_exe().unwrap();
    let built = program.metadata().unwrap().modified().unwrap();
    let built = built.duration_since(std::time::UNIX_EPOCH).unwrap();
    format!("icumi_template_{}", built.as_nanos())
}

/// A database that is dropped with this value, also when the test fails.
struct FreshPostgres {
    name: String,
    url: String,
}

impl FreshPostgres {
    async fn create() -> Self {
        let server = server();
        let name = format!("icumi_test_{}", uuid::Uuid::now_v7().simple());
        let admin = Database::connect(server).await.unwrap();
        let template = template(&admin).await;
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
            .await
            .unwrap();
        admin.close().await.unwrap();
        Self {
            url: with_database(server, &name),
            name,
        }
    }
}

impl Drop for FreshPostgres {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropping = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(async {
                    let admin = Database::connect(server()).await.unwrap();
                    admin.execute_unprepared(&drop).await.unwrap();
                    admin.close().await.unwrap();
                });
        });
        // A panic here while another unwinds would hide the reason of the first.
        if dropping.join().is_err() && !std::thread::panicking() {
            panic!("the database {} could not be dropped", self.name);
        }
    }
}

/// The migrated database on the server, made where it is not there.
async fn template(admin: &DatabaseConnection) -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(async || {
        let name = template_name();
        if !exists(admin, &name).await {
            let making = format!("{name}_{}", std::process::id());
            admin
                .execute_unprepared(&format!("CREATE DATABASE {making}"))
                .await
                .unwrap();
            let store = Store::open(&with_database(server(), &making))
                .await
                .unwrap();
            store.migrate().await.unwrap();
            close(&store).await;
            // Another process may have come first: then theirs is as good.
            let renamed = admin
                .execute_unprepared(&format!("ALTER DATABASE {making} RENAME TO {name}"))
                .await;
            if renamed.is_err() {
                admin
                    .execute_unprepared(&format!("DROP DATABASE {making}"))
                    .await
                    .unwrap();
            }
        }
        name
    })
    .await
}

async fn exists(admin: &DatabaseConnection, name: &str) -> bool {
    let rows = admin
        .query_all_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Postgres,
            format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"),
        ))
        .await
        .unwrap();
    !rows.is_empty()
}

/// The address of a server where databases may be created.
fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Child>)> = OnceLock::new();
    &SERVER
        .get_or_init(|| match std::env::var("ICUMI_TEST_POSTGRES") {
            Ok(url) if !url.is_empty() => (url, None),
            _ => {
                let (url, child) = start();
                (url, Some(child))
            }
        })
        .0
}

/// Starts a server that stops when our end of its input closes: when this process ends, however it ends.
fn start() -> (String, Child) {
    let mut child = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres.sh"))
        .arg("hold")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    let url = url.trim().to_owned();
    assert!(!url.is_empty(), "PostgreSQL did not start");
    (url, child)
}

/// The same server, another database.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let (server, _) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}?{query}")
}
