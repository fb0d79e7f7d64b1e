//! Tests of the database layer, a module for each feature. Each test runs on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used)]

mod accounts;
mod audit;
mod competitions;
mod gallery;
mod demo;
mod harness;
mod outbox;
mod jury;
mod investors;
mod proposals;
mod reviews;
mod schema;
mod screening;
mod selection;
mod support;
mod teams;
