//! The command line.

use crate::{config::Config, demo, rank, run};
use clap::{Parser, Subcommand};
use store::Store;

/// Runs pilot-project competitions, from the call to the funded pilot.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the application.
    Serve(Config),
    /// Serve a demo competition with example people; everything stays in one SQLite file.
    Demo(Config),
    /// Bring the database's schema up to date, or take migrations back.
    Migrate {
        /// `sqlite://file?mode=rwc` or `postgres://…`.
        #[arg(long, env = "DATABASE_URL", default_value = crate::config::DATABASE)]
        database: String,
        /// Take back this many migrations instead.
        #[arg(long)]
        down: Option<u32>,
    },
    /// Check the database's invariants (counters equal rows and the like); fails when one is broken.
    Check {
        /// `sqlite://file?mode=rwc` or `postgres://…`.
        #[arg(long, env = "DATABASE_URL", default_value = crate::config::DATABASE)]
        database: String,
    },
    /// Rank the proposals of a spreadsheet of scores; needs no database.
    Rank(rank::Options),
}

impl Cli {
    /// Carries out the command.
    ///
    /// # Errors
    /// A sentence for the person at the terminal.
    pub async fn run(self) -> Result<(), String> {
        match self.command {
            Command::Serve(config) => {
                let store = run::open(&config.database).await?;
                run::serve(store, config, None).await
            }
            Command::Demo(config) => {
                let store = run::open(&config.database).await?;
                let roles = demo::prepare(&store).await?;
                run::serve(store, config, Some(roles)).await
            }
            Command::Migrate { database, down } => {
                let store = Store::open(&database)
                    .await
                    .map_err(|error| error.to_string())?;
                match down {
                    Some(steps) => store.migrate_down(Some(steps)).await,
                    None => store.migrate().await,
                }
                .map_err(|error| error.to_string())
            }
            Command::Check { database } => {
                let store = Store::open(&database)
                    .await
                    .map_err(|error| error.to_string())?;
                let broken = store::invariants::check(&store)
                    .await
                    .map_err(|error| error.to_string())?;
                if broken.is_empty() {
                    println!("all invariants hold");
                    Ok(())
                } else {
                    Err(broken.join("\n"))
                }
            }
            Command::Rank(options) => rank::run(&options),
        }
    }
}
