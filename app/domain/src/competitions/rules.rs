//! The rules that everybody can check: frozen as canonical JSON, named by its SHA-256.

use super::{Criterion, Timeline};
use crate::{
    Localised,
    jury::BlindRules,
    proposals::{Consent, FormDefinition},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What is frozen when a call opens. Field order is the canonical order; later versions only add fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenRules {
    /// Of this format.
    pub format: u32,
    /// The competition's part of addresses.
    pub slug: String,
    /// Its name.
    pub name: Localised,
    /// How many are selected.
    pub seats: i32,
    /// Reviews that each proposal gets.
    pub reviews_per_proposal: i32,
    /// IANA time zone of the deadlines.
    pub zone: String,
    /// Deadlines and windows.
    pub timeline: Timeline,
    /// Criteria in their order, those of second looks last.
    pub rubric: Vec<Criterion>,
    /// The form that teams answer.
    pub form: FormDefinition,
    /// Names the method: `mixed-model-1` is the model that the `ranking` crate documents.
    pub method: String,
    /// How exact ties are settled.
    pub tie_rule: String,
    /// Who answers for a submission; rules frozen before there was a choice do not say it.
    #[serde(default = "of_old_rules")]
    pub consent: Consent,
    /// What jurors see of teams and of each other. Said only where it is not the standard: rules without it are as they were.
    #[serde(default, skip_serializing_if = "BlindRules::is_standard")]
    pub blind: BlindRules,
    /// What they see in second looks, where it is different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_blind: Option<BlindRules>,
}

const fn of_old_rules() -> Consent {
    Consent::Lead
}

/// SHA-256 of a text, in lower-case hexadecimal.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
            hex
        })
}

#[cfg(test)]
mod tests {
    #[test]
    fn fingerprint_is_sha_256_in_hexadecimal() {
        assert_eq!(
            super::fingerprint("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
