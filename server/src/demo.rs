//! The demo: example people and competitions, and a way to sign in as each of them.

use crate::web::now;
use store::Store;

/// Somebody to sign in as; `/demo/<key>` does it, in a demo only.
#[derive(Clone, Debug)]
pub struct DemoRole {
    /// Part of the address.
    pub key: &'static str,
}

/// Fills an empty database with the demo, or takes the demo that is there, and says whom one can be.
///
/// # Errors
/// A sentence for the terminal.
pub async fn prepare(store: &Store) -> Result<Vec<DemoRole>, String> {
    let told = |error: store::Error| error.to_string();
    if store::demo::load(store, now()).await.map_err(told)? {
        tracing::info!("the demo was loaded");
    }
    let roles = store::demo::roles(store).await.map_err(told)?;
    Ok(roles
        .into_iter()
        .map(|role| DemoRole { key: role.key })
        .collect())
}
