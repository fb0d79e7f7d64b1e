//! What jurors write to teams: sentences that fit the scores beside which they stand.

use super::draws::Draws;
use crate::Result;
use domain::Language;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Sentences of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Voice {
    low: Vec<String>,
    middle: Vec<String>,
    high: Vec<String>,
    /// Praise, by code of a criterion.
    good: BTreeMap<String, Vec<String>>,
    /// Advice, by code of a criterion.
    weak: BTreeMap<String, Vec<String>>,
}

/// Sentences of all languages.
pub(super) struct Voices(BTreeMap<Language, Voice>);

impl Voices {
    /// Reads the table.
    pub fn read() -> Result<Self> {
        Ok(Self(serde_json::from_str(include_str!("comments.json"))?))
    }

    /// A comment in `language`: how it is on the whole, what is best and what to work on. `scores` holds codes
    /// of criteria with points of 1 to 5.
    pub fn comment(&self, language: Language, scores: &[(&str, i32)], draws: &mut Draws) -> String {
        let Some(voice) = self.0.get(&language) else {
            return String::new();
        };
        let sum: i32 = scores.iter().map(|(_, points)| points).sum();
        let mean = f64::from(sum) / scores.len().max(1) as f64;
        let opening = match mean {
            mean if mean < 2.6 => &voice.low,
            mean if mean < 3.7 => &voice.middle,
            _ => &voice.high,
        };
        // Of equals the first of the rubric is praised, and the last gets advice.
        let best = scores.iter().rev().max_by_key(|(_, points)| *points);
        let worst = scores.iter().rev().min_by_key(|(_, points)| *points);
        let of = |table: &BTreeMap<String, Vec<String>>, code: Option<&(&str, i32)>| {
            code.and_then(|(code, _)| table.get(*code))
                .cloned()
                .unwrap_or_default()
        };
        let praise = of(&voice.good, best.filter(|(_, points)| *points >= 3));
        let advice = of(&voice.weak, worst);
        [opening, &praise, &advice]
            .into_iter()
            .filter_map(|sentences| draws.pick(sentences))
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const RUBRIC: [&str; 6] = [
        "relevance",
        "feasibility",
        "innovation",
        "inclusion",
        "economy",
        "team",
    ];

    #[test]
    fn every_language_has_words_for_every_criterion() {
        let voices = Voices::read().unwrap();
        assert_eq!(voices.0.keys().copied().collect::<Vec<_>>(), Language::ALL);
        for voice in voices.0.values() {
            for table in [&voice.good, &voice.weak] {
                assert!(RUBRIC.iter().all(|code| !table[*code].is_empty()));
                assert_eq!(table.len(), RUBRIC.len());
            }
        }
    }

    #[test]
    fn comment_praises_the_best_and_advises_on_the_worst() {
        let voices = Voices::read().unwrap();
        let scores = [("relevance", 5), ("economy", 1), ("team", 3)];
        let text = voices.comment(Language::De, &scores, &mut Draws::of("test"));
        assert!(text.contains("erst gezählt und gefragt"), "{text}");
        assert!(text.contains("wer im zweiten Jahr zahlt"), "{text}");
        let poor = voices.comment(Language::De, &[("team", 1)], &mut Draws::of("test"));
        assert!(
            poor.starts_with("Ich konnte") && !poor.contains("Gelernte"),
            "{poor}"
        );
    }
}
