//! Imports: people, proposals and scores of a spreadsheet; what others change meanwhile; the kept files; real data.

mod people;
mod proposals;
mod races;
mod scores;
mod skating;
mod uploads;

use crate::support::{Competition, NOW};
use domain::{
    Actor, Error, Problem,
    imports::{CellProblem, Entering, ImportKind, ImportOptions, ImportReport, Mapping},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use store::{
    Store,
    entities::*,
    imports::{self, ImportFile},
    invariants,
};

/// Creating what is missing, with mail; proposals come in eligible.
const CREATE: ImportOptions = ImportOptions {
    create: true,
    entering: Entering::Eligible,
    write: true,
};

/// Creating nothing.
const KNOWN: ImportOptions = ImportOptions {
    create: false,
    ..CREATE
};

fn refusal<T: std::fmt::Debug>(result: store::Result<T>) -> Error {
    match result {
        Err(store::Error::Refused(error)) => error,
        other => panic!("not refused: {other:?}"),
    }
}

async fn sound(store: &Store) {
    assert_eq!(
        invariants::check(store).await.unwrap(),
        Vec::<String>::new()
    );
}

async fn check(
    store: &Store,
    actor: &Actor,
    to: &Competition,
    kind: ImportKind,
    text: &str,
    options: ImportOptions,
) -> ImportReport {
    let mapping = Mapping::default();
    let file = ImportFile {
        kind,
        bytes: text.as_bytes(),
        mapping: &mapping,
        options,
    };
    imports::check(store, actor, &to.slug, &file, NOW)
        .await
        .unwrap()
}

async fn run(
    store: &Store,
    actor: &Actor,
    to: &Competition,
    kind: ImportKind,
    text: &str,
    options: ImportOptions,
) -> ImportReport {
    let mapping = Mapping::default();
    let file = ImportFile {
        kind,
        bytes: text.as_bytes(),
        mapping: &mapping,
        options,
    };
    imports::run(store, actor, &to.slug, &file, NOW)
        .await
        .unwrap()
}

/// A dry run that changed nothing and promised what the run then did.
async fn run_as_promised(
    store: &Store,
    actor: &Actor,
    to: &Competition,
    kind: ImportKind,
    text: &str,
    options: ImportOptions,
) -> ImportReport {
    let before = rows(store).await;
    let promised = check(store, actor, to, kind, text, options).await;
    assert_eq!(rows(store).await, before, "a dry run wrote");
    assert_eq!(promised.problems, []);
    let done = run(store, actor, to, kind, text, options).await;
    assert!(done.applied && !promised.applied);
    assert_eq!(
        ImportReport {
            applied: true,
            ..promised
        },
        done
    );
    sound(store).await;
    done
}

/// How many rows the tables have that an import writes.
async fn rows(store: &Store) -> Vec<(&'static str, u64)> {
    macro_rules! count {
        ($($table:ident)+) => { vec![$((stringify!($table), store::entities::$table::Entity::find().count(store.read()).await.unwrap())),+] };
    }
    count![
        accounts team_members teams proposals proposal_sections section_versions revisions screenings jurors
        assignments conflicts reviews review_scores review_revisions outbox audit_log
    ]
}

fn counts(report: &ImportReport) -> (u32, u32, u32, u32, u32) {
    let counts = report.counts;
    (
        counts.rows,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.bad,
    )
}

fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}

fn bad(line: u32, column: &str, value: &str, what: &str) -> CellProblem {
    CellProblem::new(line, column, value, other(what))
}
