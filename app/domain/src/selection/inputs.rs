//! The frozen input: everything that the ranking is computed from, as canonical JSON named by its SHA-256.

use crate::{ProposalId, competitions::fingerprint};
use serde::{Deserialize, Serialize};

/// Of this format.
pub const INPUT_FORMAT: u32 = 1;

/// The method that the crate `ranking` implements: the mixed model with the sector's effect and the guard against erratic
/// jurors. From the first release on, whatever changes a result changes the number.
pub const METHOD: &str = "mixed-model-1";

/// How many joint draws from the posterior.
pub const DRAWS: u32 = 4_000;

/// What the ranking is computed from. Fields stand in alphabetical order, numbers are integers and keys are ASCII: so
/// compact JSON of it is canonical (RFC 8785).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionInput {
    /// The competition's part of addresses.
    pub competition: String,
    /// The rubric in its order, what only second looks are scored by last.
    pub criteria: Vec<InputCriterion>,
    /// Joint draws; ranks do not depend on it.
    pub draws: u32,
    /// [`INPUT_FORMAT`].
    pub format: u32,
    /// Whether jurors whose scores are much noisier than the others' are weighed down.
    pub guard: bool,
    /// Numbers of the jurors, by index.
    pub jurors: Vec<u32>,
    /// Names the model.
    pub method: String,
    /// Eligible proposals by number; their place is their index.
    pub proposals: Vec<InputProposal>,
    /// Counted reviews by proposal, then juror.
    pub reviews: Vec<InputReview>,
    /// How many reviews the rules promise to each proposal.
    pub reviews_per_proposal: u32,
    /// SHA-256 of the frozen rules; empty where none were frozen.
    pub rules_hash: String,
    /// How many are selected.
    pub seats: u32,
    /// Whether the model has a random effect of the sector.
    pub sector_effect: bool,
    /// Of the draws; decimal, since JSON numbers end at 2^53.
    pub seed: String,
}

/// One criterion as the ranking knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputCriterion {
    /// Short name.
    pub code: String,
    /// Highest score, in units.
    pub max: i32,
    /// Lowest score, in units.
    pub min: i32,
    /// Whether only second looks are scored by it; not said where it is not so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_look: bool,
    /// Units in a point.
    pub units_per_point: u32,
    /// Relative to the others.
    pub weight: u32,
}

/// One proposal as the ranking knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputProposal {
    /// Its id; the tie key is made from it.
    pub id: ProposalId,
    /// Its number.
    pub number: i32,
    /// Key of its sector.
    pub sector: Option<String>,
}

/// One review as the ranking knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputReview {
    /// Index into `jurors`.
    pub juror: u32,
    /// Index into `proposals`.
    pub proposal: u32,
    /// A score in units for each criterion; `null` is "cannot judge".
    pub scores: Vec<Option<i32>>,
}

impl SelectionInput {
    /// The canonical JSON.
    ///
    /// # Errors
    /// Never for values of this type; serde's signature asks for it.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The key that settles an exact tie, the smaller first: SHA-256 of the rules' hash, a line feed, and the proposal's
    /// id in lower case. The rules were public before the first entry, so nobody can choose it afterwards.
    #[must_use]
    pub fn tie_key(&self, proposal: ProposalId) -> String {
        fingerprint(&format!("{}\n{proposal}", self.rules_hash))
    }

    /// The seed of the draws: the first 64 bits of SHA-256 of `draws`, a line feed, and the rules' hash.
    #[must_use]
    pub fn seed_of(rules_hash: &str) -> u64 {
        let hash = fingerprint(&format!("draws\n{rules_hash}"));
        u64::from_str_radix(&hash[..16], 16).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn input() -> SelectionInput {
        SelectionInput {
            competition: "pilot-2027".into(),
            criteria: vec![InputCriterion {
                code: "need".into(),
                max: 5,
                min: 1,
                second_look: false,
                units_per_point: 1,
                weight: 25,
            }],
            draws: DRAWS,
            format: INPUT_FORMAT,
            guard: true,
            jurors: vec![2],
            method: "mixed-model-1".into(),
            proposals: vec![InputProposal {
                id: ProposalId(Uuid::from_u128(7)),
                number: 1,
                sector: None,
            }],
            reviews: vec![InputReview {
                juror: 0,
                proposal: 0,
                scores: vec![None],
            }],
            reviews_per_proposal: 4,
            rules_hash: "ab".into(),
            seats: 10,
            sector_effect: true,
            seed: u64::MAX.to_string(),
        }
    }

    #[test]
    fn canonical_input_has_sorted_keys_and_no_space() {
        let text = input().canonical().expect("an input");
        assert_eq!(
            text,
            concat!(
                r#"{"competition":"pilot-2027","criteria":[{"code":"need","max":5,"min":1,"units_per_point":1,"weight":25}],"#,
                r#""draws":4000,"format":1,"guard":true,"jurors":[2],"method":"mixed-model-1","#,
                r#""proposals":[{"id":"00000000-0000-0000-0000-000000000007","number":1,"sector":null}],"#,
                r#""reviews":[{"juror":0,"proposal":0,"scores":[null]}],"reviews_per_proposal":4,"rules_hash":"ab","seats":10,"#,
                r#""sector_effect":true,"seed":"18446744073709551615"}"#
            )
        );
        let back: SelectionInput = serde_json::from_str(&text).expect("an input");
        assert_eq!(back, input());
    }

    #[test]
    fn tie_key_depends_on_the_rules_and_on_the_proposal() {
        let id = ProposalId(Uuid::from_u128(7));
        assert_eq!(
            input().tie_key(id),
            fingerprint("ab\n00000000-0000-0000-0000-000000000007")
        );
        let other = SelectionInput {
            rules_hash: "ac".into(),
            ..input()
        };
        assert_ne!(other.tie_key(id), input().tie_key(id));
    }
}
