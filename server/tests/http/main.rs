//! Journeys over HTTP against the real binary, with a database of their own.
#![allow(clippy::unwrap_used)]

mod access;
mod crash;
mod demo;
mod files;
mod forms;
mod pages;
mod reviews;
mod screening;
mod support;
mod transfers;
