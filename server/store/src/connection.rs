//! Connections: SQLite (one writer, several readers, WAL, durable at commit) or PostgreSQL.

use crate::{Result, entities::audit_log, migrations::Migrator};
use domain::{Actor, CompetitionId, ProposalId};
use sea_orm::{
    ActiveValue::Set, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction,
    EntityTrait, SqliteTransactionMode, TransactionOptions, TransactionTrait, metric::Info,
    sqlx::sqlite,
};
use sea_orm_migration::MigratorTrait;
use std::{ops::Deref, thread::available_parallelism, time::Duration};
use tokio::sync::broadcast;
use uuid::Uuid;

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
    presences: broadcast::Sender<ProposalId>,
}

impl Store {
    /// Opens `sqlite://path?mode=rwc` or `postgres://…`; does not migrate.
    ///
    /// SQLite gets one writing connection (a second one could only wait) and a reader for each core, two to four,
    /// that never block it. `synchronous=FULL`: what was acknowledged survives a power cut.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn open(url: &str) -> Result<Self> {
        let (presences, _) = broadcast::channel(64);
        if !url.starts_with("sqlite:") {
            let pool = Database::connect(options(url, 10)).await?;
            return Ok(Self {
                readers: pool.clone(),
                writer: pool,
                presences,
            });
        }
        let writer = Database::connect(sqlite(url, 1)).await?;
        let cores = available_parallelism().map_or(2, |cores| cores.get().clamp(2, 4));
        let readers = Database::connect(sqlite(url, cores as u32)).await?;
        Ok(Self {
            readers,
            writer,
            presences,
        })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a migration fails; the failed one is rolled back where the database can.
    pub async fn migrate(&self) -> Result<()> {
        Ok(Migrator::up(&self.writer, None).await?)
    }

    /// Takes back the last `steps` migrations, or all.
    ///
    /// # Errors
    /// When a migration fails.
    pub async fn migrate_down(&self, steps: Option<u32>) -> Result<()> {
        Ok(Migrator::down(&self.writer, steps).await?)
    }

    /// For reading. On SQLite this never waits for a writer.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// The same database; `each` hears of every statement that [`Store::read`] is asked from now on.
    #[must_use]
    pub fn observed(mut self, each: impl Fn(&Info<'_>) + Send + Sync + 'static) -> Self {
        self.readers.set_metric_callback(each);
        self
    }

    /// Begins a writing transaction; dropping it rolls back.
    ///
    /// On SQLite it is IMMEDIATE: a deferred one fails at its first write when another came first,
    /// whatever the busy timeout says. Do not read through [`Store::read`] while holding it what it wrote.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn begin(&self) -> Result<Tx> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(Tx(self.writer.begin_with_options(options).await?))
    }

    /// Names each proposal where somebody came to a section or went, as far as this process wrote it.
    #[must_use]
    pub fn presences(&self) -> broadcast::Receiver<ProposalId> {
        self.presences.subscribe()
    }

    /// Tells all who follow presences.
    pub(crate) fn presence_changed(&self, proposal: ProposalId) {
        // Nobody follows: nobody is told.
        let _ = self.presences.send(proposal);
    }

    /// The writing connection, for commands that stand outside of any transaction.
    #[must_use]
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }
}

/// Rows or ids of one statement. Prepared statements are kept, and one of thousands of parameters holds megabytes.
pub(crate) const ROWS_AT_ONCE: usize = 100;

/// A writing transaction.
pub struct Tx(DatabaseTransaction);

impl Deref for Tx {
    type Target = DatabaseTransaction;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Tx {
    /// Makes everything durable.
    ///
    /// # Errors
    /// When the database refuses; nothing is changed then.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }

    /// Notes what is being done: `action` like `proposal.submitted`, `subject` the id of what changed.
    ///
    /// `detail` must not hold secrets or other people's e-mail addresses.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn audit(
        &self,
        actor: &Actor,
        competition: Option<CompetitionId>,
        action: &str,
        subject: Uuid,
        detail: serde_json::Value,
        now: i64,
    ) -> Result<()> {
        audit_log::Entity::insert(audit_log::ActiveModel {
            id: Set(Uuid::now_v7()),
            competition_id: Set(competition.map(|id| id.0)),
            account_id: Set(actor.id().map(|id| id.0)),
            action: Set(action.to_owned()),
            subject: Set(subject.to_string()),
            detail: Set(detail.to_string()),
            at: Set(now),
        })
        .exec_without_returning(&self.0)
        .await?;
        Ok(())
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false);
    options
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = options(url, connections);
    // A file does not hang up: asking before every query whether it still answers would only cost time.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .foreign_keys(true)
            .journal_mode(sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlite::SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            // Kilobytes of each connection; what it lacks stands in the system's own cache.
            .pragma("cache_size", "-500")
            .pragma("temp_store", "memory")
    });
    options
}
