//! A proposal as its team works on it.

use super::{Answers, ProposalContent, Readiness, RevisionStamp};
use crate::{
    FieldError, Localised, ProposalId, TeamId,
    policy::{Denied, Phase, ProposalState, TeamRole},
    teams::MemberView,
};
use serde::{Deserialize, Serialize};

/// A whole proposal for a member of its team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalDetail {
    /// Its id.
    pub id: ProposalId,
    /// Its number in the competition.
    pub number: i32,
    /// Whose it is.
    pub team: TeamId,
    /// Name of the team.
    pub team_name: String,
    /// Members, the lead first.
    pub members: Vec<MemberView>,
    /// The asking person's role.
    pub role: TeamRole,
    /// Part of the competition's address.
    pub slug: String,
    /// Name of the competition.
    pub competition: Localised,
    /// IANA time zone of the competition.
    pub zone: String,
    /// Where the competition stands.
    pub phase: Phase,
    /// The deadline, or what an extension gave instead.
    pub closes_at: i64,
    /// The published grace; an extension has none.
    pub grace_minutes: i32,
    /// The server's clock when this was read.
    pub now: i64,
    /// Where the proposal stands.
    pub state: ProposalState,
    /// Why it was returned, until the jury begins.
    pub correction: Option<Correction>,
    /// Form, answers as they stand in the draft, language.
    pub content: ProposalContent,
    /// Who saved each section last; only sections that were ever saved.
    pub saves: Vec<SectionSave>,
    /// What is missing.
    pub readiness: Readiness,
    /// The revision that counts, if one was submitted.
    pub stamp: Option<RevisionStamp>,
    /// Whether the draft differs from that revision.
    pub changed: bool,
    /// Why the asking person cannot edit; `None` when they can.
    pub edit: Option<Denied>,
    /// Why the asking person cannot submit; `None` when they can (if it is complete).
    pub submit: Option<Denied>,
    /// Why the asking person cannot withdraw or take a withdrawal back; `None` when they can.
    pub withdraw: Option<Denied>,
}

impl ProposalDetail {
    /// The version that a save of a section has to name.
    #[must_use]
    pub fn version_of(&self, section: &str) -> i64 {
        self.saves
            .iter()
            .find(|save| save.key == section)
            .map_or(0, |save| save.version)
    }
}

/// What an organiser wants corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Why.
    pub reason: String,
    /// What to correct.
    pub corrections: String,
    /// Points of the checklist that are not met.
    pub unmet: Vec<Localised>,
    /// Until when it can be corrected.
    pub until_at: i64,
}

/// The last save of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionSave {
    /// Of the section.
    pub key: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// When.
    pub saved_at: i64,
    /// By whom, if that is still known.
    pub saved_by: Option<String>,
}

/// Answer to a save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The version that the next save has to name.
    pub version: i64,
    /// When it was saved.
    pub saved_at: i64,
    /// What stands there now, as it was understood.
    pub answers: Answers,
    /// What is wrong with it, though it is saved; nothing about what is missing.
    pub problems: Vec<FieldError>,
}
