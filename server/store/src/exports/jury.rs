//! Jurors with their load, and how far each proposal is.

use super::{Scope, columns};
use crate::{Result, jury};
use domain::{
    exports::{Cell, Sheet},
    policy::Phase,
};
use std::collections::HashMap;

/// The jurors. As many queries as their page has.
pub(super) async fn sheet(scope: &Scope<'_>) -> Result<Sheet> {
    let list =
        jury::jury_list(scope.store, scope.actor, &scope.competition.slug, scope.now).await?;
    let silent: HashMap<_, _> =
        jury::jurors_at_work(scope.store.read(), scope.competition, scope.now)
            .await?
            .into_iter()
            .map(|juror| (juror.id, juror.silent))
            .collect();
    let rows = list.jurors.into_iter().map(|juror| {
        let languages = juror.languages.iter().map(|language| language.code());
        let sectors = juror.sectors.iter().map(|sector| sector.key().to_owned());
        vec![
            Cell::Text(juror.name),
            Cell::Text(juror.email),
            Cell::text("juror"),
            Cell::Text(juror.employer),
            Cell::Text(languages.collect::<Vec<_>>().join(", ")),
            Cell::Words("sector", sectors.collect()),
            Cell::Number(i64::from(juror.capacity)),
            Cell::Word("juror", juror.state.key().to_owned()),
            Cell::Number(juror.conflicts.into()),
            Cell::Number(juror.assigned.into()),
            Cell::Number(juror.received.into()),
            Cell::Flag(silent.get(&juror.id).copied().unwrap_or(false)),
            Cell::Instant(juror.invited_at),
            Cell::instant(juror.declared_at),
        ]
    });
    Ok(Sheet {
        columns: columns(&[
            "name",
            "email",
            "kind",
            "employer",
            "languages",
            "sectors",
            "capacity",
            "juror_state",
            "conflicts",
            "assigned",
            "received",
            "silent",
            "invited_at",
            "declared_at",
        ]),
        rows: rows.collect(),
        next: None,
    })
}

/// The eligible proposals, those in danger first.
pub(super) async fn progress(scope: &Scope<'_>) -> Result<Sheet> {
    let conn = scope.store.read();
    let jurors = jury::jurors_at_work(conn, scope.competition, scope.now).await?;
    let rows = jury::covered(conn, scope.competition, &jurors).await?;
    let rows = if scope.facts.phase > Some(Phase::Jury) {
        jury::once_over(rows)
    } else {
        rows
    };
    let rows = rows.into_iter().map(|row| {
        vec![
            Cell::Number(row.proposal.number.into()),
            Cell::Text(row.proposal.title),
            row.proposal.sector.map_or(Cell::Empty, |sector| {
                Cell::Word("sector", sector.key().to_owned())
            }),
            Cell::Number(row.needed.into()),
            Cell::Number(row.assigned.into()),
            Cell::Number(row.received.into()),
            Cell::Word("coverage", row.coverage.key().to_owned()),
            Cell::Text(row.silent.join(", ")),
        ]
    });
    Ok(Sheet {
        columns: columns(&[
            "number",
            "title",
            "sector",
            "reviews_needed",
            "reviews_assigned",
            "reviews_received",
            "coverage",
            "waiting_for",
        ]),
        rows: rows.collect(),
        next: None,
    })
}
