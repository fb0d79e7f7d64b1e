//! The one text of a submission: JSON as RFC 8785 writes it (keys sorted by UTF-16 units, no blanks, the
//! shortest escapes), restricted to what submissions hold: objects, lists, strings, whole numbers, booleans.

use super::{AllAnswers, Answers};
use crate::{
    CompetitionId, Language, ProposalId,
    competitions::fingerprint,
    files::{SubmittedFile, SubmittedPhoto},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a submission freezes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// Of this format; later versions only add fields.
    pub format: u32,
    /// Which competition.
    pub competition: CompetitionId,
    /// Which proposal.
    pub proposal: ProposalId,
    /// Its number in the competition.
    pub number: i32,
    /// Name of the team.
    pub team: String,
    /// Language that it is written in.
    pub language: Language,
    /// Fingerprint of the rules that it answers, once they are frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Every section of the form.
    pub answers: AllAnswers,
    /// Its files. Not written when there are none, as in all texts from before there were any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<SubmittedFile>,
    /// Which of them is the photo for the gallery. Not written when there is none, as before there could be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<SubmittedPhoto>,
}

impl Submission {
    /// The format that is written today.
    pub const FORMAT: u32 = 1;

    /// The text that is frozen and fingerprinted.
    #[must_use]
    pub fn canonical(&self) -> String {
        // These types hold string keys and whole numbers only, so they always have a JSON value.
        canonical_json(&serde_json::to_value(self).unwrap_or(Value::Null))
    }

    /// Reads a frozen text.
    ///
    /// # Errors
    /// When the text is not a submission.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// What a reader needs of a frozen text. Texts of imported competitions may say less than ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Submitted {
    /// Language that it is written in.
    pub language: Language,
    /// Every section of the form.
    pub answers: AllAnswers,
}

impl Submitted {
    /// Reads a frozen text.
    ///
    /// # Errors
    /// When the text is not JSON of a submission.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The title as submitted, trimmed.
    #[must_use]
    pub fn title(&self) -> &str {
        self.answers
            .values()
            .map(|section| section.text(super::TITLE).trim())
            .find(|title| !title.is_empty())
            .unwrap_or("")
    }
}

impl Answers {
    /// The stored text of a section: equal answers have equal texts.
    #[must_use]
    pub fn canonical(&self) -> String {
        canonical_json(&serde_json::to_value(self).unwrap_or(Value::Null))
    }
}

/// A value as RFC 8785 writes it. Numbers that are not whole are written as `serde_json` does.
#[must_use]
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// The fingerprint that a text would have as a submission. White space around the text, and the order
/// and spacing of its JSON, are not what makes it another text: people copy from paper and screens.
#[must_use]
pub fn fingerprint_of_text(text: &str) -> String {
    let text = text.trim();
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_object() => fingerprint(&canonical_json(&value)),
        _ => fingerprint(text),
    }
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
            out.push('{');
            for (i, (key, item)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_sorts_keys_by_utf_16_and_leaves_no_blanks() {
        // The example of RFC 8785, section 3.2.3, whose order differs from that of code points.
        let value: Value = serde_json::from_str(
            r#"{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" }"#,
        )
        .expect("JSON");
        assert_eq!(
            canonical_json(&value),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        );
    }

    #[test]
    fn text_of_a_submission_names_its_files_and_photo_and_is_as_before_without_any() {
        let mut submission = Submission {
            format: Submission::FORMAT,
            competition: CompetitionId(uuid::Uuid::from_u128(1)),
            proposal: ProposalId(uuid::Uuid::from_u128(2)),
            number: 7,
            team: "Ikawa".into(),
            language: Language::En,
            rules: None,
            answers: AllAnswers::new(),
            files: Vec::new(),
            photo: None,
        };
        let before = r#"{"answers":{},"competition":"00000000-0000-0000-0000-000000000001","format":1,"language":"en","number":7,"proposal":"00000000-0000-0000-0000-000000000002","team":"Ikawa"}"#;
        assert_eq!(submission.canonical(), before);
        submission.files.push(SubmittedFile {
            name: "plan.pdf".into(),
            size: 3,
            sha256: "ab".into(),
            question: None,
        });
        let named = r#""files":[{"name":"plan.pdf","sha256":"ab","size":3}],"format":1"#;
        assert!(submission.canonical().contains(named));
        submission.photo = Some(SubmittedPhoto {
            alt: "A kiln".into(),
            sha256: "ab".into(),
        });
        let named = r#""number":7,"photo":{"alt":"A kiln","sha256":"ab"},"proposal""#;
        assert!(submission.canonical().contains(named));
        assert_eq!(
            Submission::parse(&submission.canonical()).expect("JSON"),
            submission
        );
    }

    #[test]
    fn fingerprint_of_a_copied_text_ignores_layout_but_no_letter() {
        let frozen = r#"{"a":[1,"x"],"b":"y"}"#;
        let copied = "\n{ \"b\": \"y\",\n  \"a\": [1, \"x\"] }\n";
        assert_eq!(fingerprint_of_text(copied), fingerprint(frozen));
        assert_ne!(
            fingerprint_of_text(&copied.replace('y', "z")),
            fingerprint(frozen)
        );
    }
}
