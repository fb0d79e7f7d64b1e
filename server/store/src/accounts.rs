//! Accounts: registering, signing in by password or e-mailed link, sessions, and one's own settings.
//!
//! Whoever is not signed in never learns from an answer whether an address has an account: what there is
//! to say goes to that address. Nobody is signed in before the address is proven. Passwords and tokens
//! are stored as hashes; every token works once and for a short time.

mod attempts;
mod links;
mod passwords;
mod profiles;
mod registration;
mod sessions;
mod signing_in;

pub use links::{link_works, sign_in_path};
pub use passwords::*;
pub use profiles::*;
pub use registration::*;
pub use sessions::*;
pub use signing_in::*;

use crate::{
    Result, Store,
    entities::{accounts, attempts as attempt_rows, email_tokens, sessions as session_rows},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// Removes sessions and links that are too old to be used, and counts whose window is over.
///
/// # Errors
/// When the database cannot be reached.
pub async fn purge(store: &Store, now: i64) -> Result<u64> {
    let tx = store.begin().await?;
    let sessions = session_rows::Entity::delete_many()
        .filter(session_rows::Column::ExpiresAt.lte(now))
        .exec(&*tx)
        .await?;
    let links = email_tokens::Entity::delete_many()
        .filter(email_tokens::Column::ExpiresAt.lte(now))
        .exec(&*tx)
        .await?;
    let attempts = attempt_rows::Entity::delete_many()
        .filter(attempt_rows::Column::EndsAt.lte(now))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(sessions.rows_affected + links.rows_affected + attempts.rows_affected)
}

async fn by_email<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<accounts::Model>> {
    Ok(accounts::Entity::find()
        .filter(accounts::Column::Email.eq(email))
        .one(conn)
        .await?)
}
