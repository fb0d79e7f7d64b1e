//! Passwords and tokens. Only hashes are stored.

use crate::{Error, Result};
use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString, rand_core::OsRng},
};
use rand::{Rng, TryRngCore};

/// A secret that was just made: the token goes to the person, the hash into the table.
pub struct Token {
    /// 32 random bytes, hexadecimal.
    pub token: String,
    /// SHA-256 of the token.
    pub hash: String,
}

/// A new token.
#[must_use]
pub fn token() -> Token {
    let mut bytes = [0_u8; 32];
    rand::rngs::OsRng
        .try_fill_bytes(&mut bytes)
        .expect("the system has randomness");
    let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Token {
        hash: hash_token(&token),
        token,
    }
}

/// The hash by which a token is looked up. Tokens are random, so no salt is needed.
#[must_use]
pub fn hash_token(token: &str) -> String {
    domain::competitions::fingerprint(token)
}

/// A code of `length` letters and digits that cannot be mistaken for each other when read aloud.
#[must_use]
pub fn spoken_code(length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    let mut rng = rand::rng();
    (0..length)
        .map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]))
        .collect()
}

/// Hashes a password by Argon2id on a thread where that blocks nobody (about 20 ms).
///
/// # Errors
/// When the thread cannot be had.
pub async fn hash_password(password: String) -> Result<String> {
    tokio::task::spawn_blocking(move || {
        let salt = SaltString::generate(&mut OsRng);
        hasher()
            .hash_password(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(Error::fault)
    })
    .await
    .map_err(Error::fault)?
}

/// Whether the password fits. Without a hash it takes the same time and says no.
///
/// # Errors
/// When the thread cannot be had.
pub async fn verify_password(password: String, hash: Option<String>) -> Result<bool> {
    tokio::task::spawn_blocking(move || {
        let known = hash.as_deref().unwrap_or(NOBODY);
        let fits = PasswordHash::new(known).is_ok_and(|parsed| {
            hasher()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        });
        fits && hash.is_some()
    })
    .await
    .map_err(Error::fault)
}

/// OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane.
fn hasher() -> Argon2<'static> {
    Argon2::default()
}

/// The hash of a password that nobody has.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$F4kzF/lDLPUjAw4mF5c4mP2iGYp5ZGQpx2aJ1oY3a7M";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn password_is_verified_against_its_own_hash_only() {
        let hash = hash_password("a field of green tea".into()).await.unwrap();
        let fits = async |password: &str, hash: Option<String>| {
            verify_password(password.into(), hash).await.unwrap()
        };
        assert!(fits("a field of green tea", Some(hash.clone())).await);
        assert!(!fits("a field of green teb", Some(hash)).await);
        assert!(!fits("", None).await);
    }

    #[test]
    fn missing_hash_costs_what_a_real_one_costs() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let salt = SaltString::generate(&mut OsRng);
        let real = hasher().hash_password(b"x", &salt).unwrap();
        assert_eq!(nobody.params, real.params);
        assert_eq!(nobody.algorithm, real.algorithm);
        assert_eq!(
            nobody.hash.unwrap().as_bytes().len(),
            real.hash.unwrap().as_bytes().len()
        );
    }
}
