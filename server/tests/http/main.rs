//! Journeys over HTTP against the real binary, with a database of their own.
#![allow(clippy::unwrap_used)]

mod access;
mod arranging;
mod blind_rules;
mod claims;
mod crash;
mod deliberations;
mod demo;
mod extensions;
mod file_questions;
mod files;
mod forms;
mod jury;
mod pages;
mod panels;
mod photos;
mod presence;
mod reviews;
mod rubrics;
mod screening;
mod second_looks;
mod support;
mod transfers;
mod unavailable;
