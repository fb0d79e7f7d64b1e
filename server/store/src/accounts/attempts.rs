//! How often something may be tried for one e-mail address, whether it has an account or not.
//!
//! An attempt is counted before it is carried out, so that many at once are not all let through.

use crate::{Result, Tx, entities::attempts, secrets};
use domain::Error;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

const MINUTE: i64 = 60_000;

/// What is counted.
#[derive(Clone, Copy)]
pub enum Attempt {
    /// A password that was entered: ten in fifteen minutes. The e-mailed link stays as a way in.
    Password,
    /// A mail that a stranger can cause: six in an hour.
    Mail,
}

impl Attempt {
    const fn limit(self) -> (&'static str, i32, i64) {
        match self {
            Self::Password => ("password", 10, 15 * MINUTE),
            Self::Mail => ("mail", 6, 60 * MINUTE),
        }
    }

    fn key(self, email: &str) -> String {
        secrets::hash_token(&format!("{}:{email}", self.limit().0))
    }
}

/// Counts an attempt. The caller commits, also when the attempt then fails.
///
/// # Errors
/// `TooMany` when the limit was reached before.
pub async fn count(tx: &Tx, attempt: Attempt, email: &str, now: i64) -> Result<()> {
    let (_, limit, window) = attempt.limit();
    let key = attempt.key(email);
    let stored = |column| Expr::col((attempts::Entity, column));
    let over = stored(attempts::Column::EndsAt).lte(now);
    let again = OnConflict::column(attempts::Column::Key)
        .value(
            attempts::Column::Count,
            Expr::case(over.clone(), 1).finally(stored(attempts::Column::Count).add(1)),
        )
        .value(
            attempts::Column::EndsAt,
            Expr::case(over, now + window).finally(stored(attempts::Column::EndsAt)),
        )
        .to_owned();
    attempts::Entity::insert(attempts::ActiveModel {
        key: Set(key.clone()),
        count: Set(1),
        ends_at: Set(now + window),
    })
    .on_conflict(again)
    .exec_without_returning(&**tx)
    .await?;
    let counted = attempts::Entity::find_by_id(key).one(&**tx).await?;
    match counted {
        Some(row) if row.count > limit => {
            let seconds = (row.ends_at - now + 999) / 1000;
            Err(Error::TooMany {
                retry_after: u32::try_from(seconds).unwrap_or(u32::MAX),
            }
            .into())
        }
        _ => Ok(()),
    }
}

/// Forgets the attempts: one succeeded.
///
/// # Errors
/// When the row cannot be deleted.
pub async fn forget(tx: &Tx, attempt: Attempt, email: &str) -> Result<()> {
    attempts::Entity::delete_many()
        .filter(attempts::Column::Key.eq(attempt.key(email)))
        .exec(&**tx)
        .await?;
    Ok(())
}
