//! The five languages, and text that exists in some of them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language of the interface and of proposals.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English; what is read when nothing better is known.
    #[default]
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// German.
    De,
    /// Kinyarwanda.
    Rw,
}

impl Language {
    /// All, in the order of the language menu.
    pub const ALL: [Self; 5] = [Self::En, Self::Fr, Self::Nl, Self::De, Self::Rw];

    /// ISO 639-1 code, as in `lang="…"`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::De => "de",
            Self::Rw => "rw",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Nl => "Nederlands",
            Self::De => "Deutsch",
            Self::Rw => "Ikinyarwanda",
        }
    }

    /// Reads a code such as `fr` or `fr-BE`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or(code).trim();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The most wanted language of an `Accept-Language` header (RFC 9110, 12.5.4).
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let Some(language) = pieces.next().and_then(Self::parse) else {
                continue;
            };
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f64>().unwrap_or(0.0));
            let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u32;
            if weight > best.map_or(0, |(w, _)| w) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// Text in one or more languages, written by people of the programme (not by us).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localised(pub BTreeMap<Language, String>);

impl Localised {
    /// Text in one language.
    pub fn new(language: Language, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(language, text.into())]))
    }

    /// The text in `language`, else in English, else in whatever there is, else empty.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.0
            .get(&language)
            .or_else(|| self.0.get(&Language::En))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Only what a reader of `language` is shown: pages need not carry the others.
    #[must_use]
    pub fn only(&self, language: Language) -> Self {
        Self::new(language, self.get(language))
    }

    /// Replaces the text of one language; blank text removes it.
    pub fn set(&mut self, language: Language, text: &str) {
        if text.trim().is_empty() {
            self.0.remove(&language);
        } else {
            self.0.insert(language, text.trim().to_owned());
        }
    }

    /// Whether no language has text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_takes_the_highest_weight_that_we_speak() {
        assert_eq!(
            Language::accepted("es, nl;q=0.7, fr-BE;q=0.8"),
            Some(Language::Fr)
        );
        assert_eq!(Language::accepted("rw"), Some(Language::Rw));
        assert_eq!(Language::accepted("de;q=0, es"), None);
        assert_eq!(Language::accepted(""), None);
    }

    #[test]
    fn localised_falls_back_to_english_then_to_any() {
        let mut text = Localised::new(Language::Fr, "Bonjour");
        assert_eq!(text.get(Language::De), "Bonjour");
        text.set(Language::En, " Hello ");
        assert_eq!(text.get(Language::De), "Hello");
        assert_eq!(text.only(Language::De).get(Language::De), "Hello");
        text.set(Language::En, "");
        assert_eq!(text.get(Language::De), "Bonjour");
    }
}
