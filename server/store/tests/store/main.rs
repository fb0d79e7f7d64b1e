//! Tests of the database layer, a module for each feature. Each test runs on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used)]

mod accounts;
mod audit;
mod competitions;
mod deliberations;
mod demo;
mod exports;
mod files;
mod gallery;
mod harness;
mod imports;
mod investors;
mod jury;
mod outbox;
mod proposals;
mod queries;
mod reviews;
mod schema;
mod screening;
mod selection;
mod support;
mod teams;
