//! What a team holds in its hands after submitting, and how it is checked later.

use crate::{AccountId, Language, Localised, ProposalId, RevisionId, policy::ProposalState};
use serde::{Deserialize, Serialize};

/// A frozen revision, without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionStamp {
    /// Its id.
    pub id: RevisionId,
    /// 1, 2, 3 … within the proposal.
    pub number: i32,
    /// When it was received, by the server's clock.
    pub submitted_at: i64,
    /// Who submitted it, if that is still known.
    pub submitted_by: Option<String>,
    /// SHA-256 of the canonical text, hexadecimal.
    pub fingerprint: String,
    /// Whether it arrived within the grace.
    pub late: bool,
}

/// Proof of a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which proposal.
    pub proposal: ProposalId,
    /// Its number in the competition.
    pub number: i32,
    /// Its title as submitted.
    pub title: String,
    /// Name of the team.
    pub team: String,
    /// Name of the competition.
    pub competition: Localised,
    /// Part of the competition's address.
    pub slug: String,
    /// IANA time zone of the competition.
    pub zone: String,
    /// Where the proposal stands now.
    pub state: ProposalState,
    /// The revision that counts, or counted before it was withdrawn.
    pub stamp: RevisionStamp,
    /// Whether it arrived in time that only this proposal had.
    pub extended: bool,
    /// Members who confirmed this text, and when; empty when the lead answered for all.
    pub confirmed: Vec<(String, i64)>,
    /// The canonical text that the fingerprint names.
    pub text: String,
    /// Language that it is written in.
    pub language: Language,
    /// Earlier revisions, newest first.
    pub earlier: Vec<RevisionStamp>,
}

/// Answer to "did you receive this?". Whoever holds a text, or its fingerprint, may ask; it tells nothing that
/// the text does not say, except when it came and whether it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptCheck {
    /// Fingerprint of what was asked about.
    pub fingerprint: String,
    /// What it is, if it was received.
    pub found: Option<Received>,
}

/// A submission that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Name of the competition.
    pub competition: Localised,
    /// IANA time zone of the competition.
    pub zone: String,
    /// The proposal's number in the competition.
    pub number: i32,
    /// 1, 2, 3 … within the proposal.
    pub revision: i32,
    /// When, by the server's clock.
    pub submitted_at: i64,
    /// Whether it arrived within the grace.
    pub late: bool,
    /// Whether it is the submission that counts: the newest one, not withdrawn.
    pub current: bool,
}

/// An earlier state of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionVersion {
    /// 1, 2, 3 …
    pub version: i64,
    /// When it was saved.
    pub saved_at: i64,
    /// By whom, if that is still known.
    pub saved_by: Option<String>,
    /// Their account.
    pub account: Option<AccountId>,
    /// What stood there.
    pub answers: super::Answers,
}
