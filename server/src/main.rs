//! Icumi's one binary: serves the application, runs its workers and its commands.
//!
//! Configuration and wiring only; rules stand in `domain`, queries in `store`, pages in `app`.

mod cli;
mod config;
mod demo;
mod mail;
mod rank;
mod run;
mod sheets;
mod times;
mod web;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ICUMI_LOG")
                .unwrap_or_else(|_| "info,sqlx=warn,sea_orm_migration=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(cli::Cli::parse().run()),
        Err(error) => Err(error.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("icumi: {message}");
            ExitCode::FAILURE
        }
    }
}
