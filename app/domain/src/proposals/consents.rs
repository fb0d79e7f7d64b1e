//! Who answers for a submission: the lead for all, or every member for this very text.

use crate::AccountId;
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// What the rules of a competition ask before a proposal is submitted.
    Consent {
        /// The lead says that all members agree.
        Lead = "lead",
        /// Every member confirms the text that is submitted.
        Members = "members",
    }
}

/// A member's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberConsent {
    /// Whose.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// When they confirmed the text as it stands.
    pub confirmed_at: Option<i64>,
    /// Whether they confirmed an earlier text instead.
    pub earlier: bool,
}

/// Who has agreed to the draft as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// What the rules ask.
    pub rule: Consent,
    /// Names the draft: SHA-256 of what a submission would freeze now.
    pub fingerprint: String,
    /// All members, the lead first; empty when the lead answers for all.
    pub members: Vec<MemberConsent>,
    /// Whether the reader can confirm now.
    pub may_confirm: bool,
}
