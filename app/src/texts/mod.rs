//! All visible text, in five languages.
//!
//! `tr!(feature.key)` is a `&'static str` in the reader's language; `tr!(feature.key, name = value)` fills
//! `{name}` and `{count|one|many}`. The server knows all five catalogs; a browser fetches its one, which
//! its address names by content, so it is fetched once. (leptos_i18n's dynamic loading was tried: its inline
//! script carries no nonce, which our content security policy forbids, and its strings are futures.)

mod times;

use domain::{Denied, Error, Language, Problem};
use leptos::prelude::use_context;
use std::{fmt::Display, sync::OnceLock};

pub use times::*;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Names a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u16);

/// The catalog of one language. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// Which language.
    pub language: Language,
    entries: &'static [&'static str],
}

/// The one catalog of a browser.
static BROWSER: OnceLock<Texts> = OnceLock::new();

impl Texts {
    /// The server's catalog of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let entries = match language {
            Language::En => &EN,
            Language::Fr => &FR,
            Language::Nl => &NL,
            Language::De => &DE,
            Language::Rw => &RW,
        };
        Self { language, entries }
    }

    /// Installs the catalog that a browser fetched, for as long as the page lives.
    pub fn install(language: Language, entries: Vec<String>) {
        let entries: Vec<&'static str> = entries.into_iter().map(|text| &*text.leak()).collect();
        let _ = BROWSER.set(Self {
            language,
            entries: entries.leak(),
        });
    }

    /// The reader's catalog.
    #[must_use]
    pub fn current() -> Self {
        BROWSER
            .get()
            .copied()
            .or_else(use_context::<Self>)
            .unwrap_or(Self {
                language: Language::En,
                entries: &[],
            })
    }

    /// What a browser needs, in the order of the keys.
    #[must_use]
    pub fn entries(self) -> &'static [&'static str] {
        self.entries
    }

    /// A text.
    #[must_use]
    pub fn get(self, key: Key) -> &'static str {
        self.entries.get(usize::from(key.0)).copied().unwrap_or("…")
    }

    /// A text with its places filled.
    #[must_use]
    pub fn fill(self, key: Key, values: &[(&str, &dyn Display)]) -> String {
        fill(self.language, self.get(key), values)
    }
}

/// Fills `{name}` by a value and `{name|one|many}` by the form that the number asks for.
pub(crate) fn fill(language: Language, text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((place, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let mut parts = place.split('|');
        let name = parts.next().unwrap_or(place);
        let value = values
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_string());
        match (value, parts.next(), parts.next()) {
            (Some(number), Some(one), Some(many)) => {
                out.push_str(if is_one(language, &number) { one } else { many });
            }
            (Some(value), _, _) => out.push_str(&value),
            (None, _, _) => {
                out.push('{');
                out.push_str(place);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// CLDR's plural rule for whole numbers: French counts nought as one.
fn is_one(language: Language, number: &str) -> bool {
    number == "1" || (language == Language::Fr && number == "0")
}

/// A text in the reader's language: `tr!(accounts.sign_in)`, `tr!(jury.left, count = n)`.
#[macro_export]
macro_rules! tr {
    ($feature:ident . $key:ident) => {
        $crate::texts::Texts::current().get($crate::texts::keys::$feature::$key)
    };
    ($feature:ident . $key:ident, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::Texts::current().fill(
            $crate::texts::keys::$feature::$key,
            &[$((stringify!($name), &$value as &dyn ::std::fmt::Display)),+],
        )
    };
}

/// The name of a vocabulary item: `named("sector", sector.key())`.
#[must_use]
pub fn named(kind: &str, key: &str) -> &'static str {
    find(&format!("{kind}_{key}")).map_or("…", |key| Texts::current().get(key))
}

/// What is wrong with a field.
#[must_use]
pub fn problem_text(problem: &Problem) -> String {
    let texts = Texts::current();
    let (name, values): (String, Vec<(&str, i64)>) = match problem {
        Problem::Required => ("required".into(), vec![]),
        Problem::TooLong { max } => ("too_long".into(), vec![("max", i64::from(*max))]),
        Problem::TooShort { min } => ("too_short".into(), vec![("min", i64::from(*min))]),
        Problem::TooManyWords { max } => ("too_many_words".into(), vec![("max", i64::from(*max))]),
        Problem::NotAnEmail => ("not_an_email".into(), vec![]),
        Problem::NotANumber => ("not_a_number".into(), vec![]),
        Problem::NotADate => ("not_a_date".into(), vec![]),
        Problem::OutOfRange { min, max } => {
            ("out_of_range".into(), vec![("min", *min), ("max", *max)])
        }
        Problem::NotAChoice => ("not_a_choice".into(), vec![]),
        Problem::Taken => ("taken".into(), vec![]),
        Problem::MustFollow { .. } => ("must_follow".into(), vec![]),
        Problem::Mismatch => ("mismatch".into(), vec![]),
        Problem::WrongCredentials => ("wrong_credentials".into(), vec![]),
        Problem::LinkExpired => ("link_expired".into(), vec![]),
        Problem::NotASlug => ("not_a_slug".into(), vec![]),
        Problem::DoesNotAddUp { expected, found } => (
            "does_not_add_up".into(),
            vec![("expected", *expected), ("found", *found)],
        ),
        Problem::Other { what } => (what.clone(), vec![]),
    };
    let values: Vec<(&str, &dyn Display)> = values
        .iter()
        .map(|(key, value)| (*key, value as &dyn Display))
        .collect();
    find(&format!("problem_{name}")).map_or_else(|| name.clone(), |key| texts.fill(key, &values))
}

/// Why something is not allowed.
#[must_use]
pub fn denied_text(denied: Denied) -> &'static str {
    named("denied", denied.key())
}

/// An error as a sentence; field problems stand beside their fields.
#[must_use]
pub fn error_text(error: &Error) -> String {
    match error {
        Error::SignedOut => tr!(core.signed_out).into(),
        Error::Denied(denied) => denied_text(*denied).into(),
        Error::Missing => tr!(core.missing).into(),
        Error::Invalid(_) => tr!(core.invalid).into(),
        Error::Conflict(_) => tr!(core.conflict).into(),
        Error::TooMany { retry_after } => tr!(core.too_many, seconds = retry_after),
        Error::TooLarge => tr!(core.too_large).into(),
        Error::BadRequest => tr!(core.bad_request).into(),
        Error::Unreachable => tr!(core.unreachable).into(),
        Error::Internal { request } => tr!(core.internal, request = request),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_plurals_are_filled() {
        let text = "{count} {count|proposal|proposals} of {name}, {unknown}";
        let filled =
            |language, count: i32| fill(language, text, &[("count", &count), ("name", &"Ada")]);
        assert_eq!(filled(Language::En, 1), "1 proposal of Ada, {unknown}");
        assert_eq!(filled(Language::En, 0), "0 proposals of Ada, {unknown}");
        assert_eq!(filled(Language::Fr, 0), "0 proposal of Ada, {unknown}");
    }
}
