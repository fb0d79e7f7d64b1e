//! E-mailed links, and where a person goes after signing in.

use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// What an e-mailed link is good for.
    LinkPurpose {
        /// Proves an address.
        Confirm = "confirm",
        /// Signs in.
        SignIn = "sign_in",
        /// Sets a new password.
        Reset = "reset",
    }
}

/// How long each e-mailed link works, milliseconds.
pub mod lifetimes {
    /// Proves an address.
    pub const CONFIRM: i64 = 3 * 24 * 3_600_000;
    /// Signs in.
    pub const SIGN_IN: i64 = 30 * 60_000;
    /// Sets a new password.
    pub const RESET: i64 = 60 * 60_000;
}

/// The text, if it is a path of this site: nobody is sent elsewhere after signing in.
#[must_use]
pub fn local_path(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    // Browsers read `\\` as `/`, and drop line ends and tabs: `//`, `/\\` and the like lead away.
    let leads_away = rest.starts_with('/')
        || text.len() > 500
        || text
            .chars()
            .any(|c| c == '\\' || c.is_control() || c.is_whitespace());
    (!leads_away).then_some(text)
}

/// An address with where to go afterwards, if that is a path of this site.
#[must_use]
pub fn with_next(address: &str, next: &str) -> String {
    let Some(next) = local_path(next) else {
        return address.to_owned();
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    let mut out = format!("{address}{mark}next=");
    for byte in next.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_that_leads_to_another_site_is_not_local() {
        for good in ["/", "/home", "/teams/7?tab=2#members", "/c/pilots/2027"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "home",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            " /home",
        ] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn next_is_encoded_and_dropped_when_it_leads_away() {
        assert_eq!(
            with_next("/sign-in", "/teams/7?a=1&b=é#x"),
            "/sign-in?next=/teams/7%3Fa%3D1%26b%3D%C3%A9%23x"
        );
        assert_eq!(
            with_next("/sign-in?x=1", "/home"),
            "/sign-in?x=1&next=/home"
        );
        assert_eq!(with_next("/sign-in", "//evil.example"), "/sign-in");
    }
}
