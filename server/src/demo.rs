//! The demo: example people and competitions, and a way to sign in as each of them.

use store::Store;

/// Somebody to sign in as; `/demo/<key>` does it, in a demo only.
#[derive(Clone, Debug)]
pub struct DemoRole {
    /// Part of the address.
    pub key: &'static str,
}

/// Fills an empty database with the demo.
///
/// # Errors
/// A sentence for the terminal.
pub async fn prepare(store: &Store) -> Result<Vec<DemoRole>, String> {
    let _ = store;
    Ok(Vec::new())
}
