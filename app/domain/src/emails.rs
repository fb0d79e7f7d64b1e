//! E-mail addresses, compared in lower case.

use crate::Problem;

/// Reads an address: one `@`, a dotted domain, no blanks, at most 254 characters; lower-cased.
///
/// Anything stricter refuses real addresses; whether it receives mail is proven by the link sent to it.
///
/// # Errors
/// `Required`, `NotAnEmail`.
pub fn parse(text: &str) -> Result<String, Problem> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let good = text.len() <= 254
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c))
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !domain.contains('@')
                && domain.contains('.')
                && domain.split('.').all(|label| !label.is_empty())
        });
    if good {
        Ok(text)
    } else {
        Err(Problem::NotAnEmail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_lower_cased_and_checked() {
        assert_eq!(parse(" Claudine@RP.ac.rw "), Ok("claudine@rp.ac.rw".into()));
        for bad in [
            "a",
            "a@b",
            "@b.c",
            "a@b..c",
            "a b@c.d",
            "a@b@c.d",
            "a@b.c,d@e.f",
        ] {
            assert_eq!(parse(bad), Err(Problem::NotAnEmail), "{bad}");
        }
        assert_eq!(parse(" "), Err(Problem::Required));
    }
}
