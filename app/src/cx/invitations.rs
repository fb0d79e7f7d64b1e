//! The link of an invitation that was just sent: only its hash is stored, so the browser that sent it keeps the token
//! for some minutes, out of reach of scripts, to show it once more.

use super::{Cx, header, set_cookie};

const COOKIE: &str = "icumi_invitation";

/// Keeps a token for ten minutes.
pub fn keep_invitation(cx: &Cx, token: &str) {
    let secure = if cx.secure { "; Secure" } else { "" };
    set_cookie(&format!(
        "{COOKIE}={token}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax{secure}"
    ));
}

/// The token; empty when there is none.
#[must_use]
pub fn kept_invitation() -> String {
    let cookies = header("cookie");
    let pairs = cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .filter(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
        .next()
        .unwrap_or_default()
}
