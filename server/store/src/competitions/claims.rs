//! The one gate of set-up: who may, whether it is still a draft, and whether nobody was quicker.

use super::{by_slug, facts::state_of};
use crate::{Error, Result, Tx, entities::competitions};
use domain::{
    Action, Actor, CompetitionId, FieldError, Problem, can, competitions::CompetitionState,
    errors::Stale,
};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, SqlErr, sea_query::Expr};

/// A competition whose set-up this transaction may change; others wait or find their version stale.
pub(super) struct Claim {
    /// As it was; its version is one behind.
    pub competition: competitions::Model,
}

impl Claim {
    /// Its id.
    pub fn id(&self) -> CompetitionId {
        self.competition.id.into()
    }
}

/// Takes the competition for a change of its set-up and moves its version on.
///
/// # Errors
/// `Missing`; `Denied` for people who do not organise it and once it is open; `Conflict` when `version`
/// is not the one that stands there.
pub(super) async fn claim(
    tx: &Tx,
    actor: &Actor,
    slug: &str,
    version: i64,
    action: Action,
    now: i64,
) -> Result<Claim> {
    let (competition, facts) = by_slug(&**tx, actor, slug, now).await?;
    can(actor, action, &facts)?;
    debug_assert!(state_of(&competition)? == CompetitionState::Draft);
    let moved = competitions::Entity::update_many()
        .col_expr(competitions::Column::Version, Expr::value(version + 1))
        .filter(competitions::Column::Id.eq(competition.id))
        .filter(competitions::Column::Version.eq(version))
        .filter(competitions::Column::State.eq(CompetitionState::Draft.key()))
        .exec(&**tx)
        .await?;
    if moved.rows_affected != 1 {
        return Err(domain::Error::Conflict(Stale {
            version: competition.version,
            ..Stale::default()
        })
        .into());
    }
    Ok(Claim { competition })
}

/// Names the field when a unique value exists already.
pub(super) fn taken(field: &'static str) -> impl Fn(DbErr) -> Error {
    move |error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            domain::Error::invalid(field, Problem::Taken).into()
        }
        _ => error.into(),
    }
}

/// Says that something refers to what was to be removed.
pub(super) fn in_use(field: &'static str) -> impl Fn(DbErr) -> Error {
    move |error| match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => other(field, "in_use").into(),
        _ => error.into(),
    }
}

/// A single problem that the vocabulary names.
pub(super) fn other(field: &str, what: &str) -> domain::Error {
    domain::Error::Invalid(vec![FieldError {
        field: field.into(),
        problem: Problem::Other { what: what.into() },
    }])
}
