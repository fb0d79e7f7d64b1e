//! Competitions as pages show them.

use super::{College, CompetitionDraft, Criterion, Need, Timeline};
use crate::{
    AccountId, CompetitionId, Localised,
    jury::{BlindRules, JuryTime},
    policy::Phase,
    proposals::{Consent, Extension, FormDefinition},
};
use serde::{Deserialize, Serialize};

/// A competition in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompetitionCard {
    /// Its id.
    pub id: CompetitionId,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: Localised,
    /// What it is about.
    pub summary: Localised,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// Now.
    pub phase: Phase,
    /// Deadlines and windows.
    pub timeline: Timeline,
    /// How many are selected.
    pub seats: i32,
}

/// A competition as the public reads it: of an opened one, rubric and form are the frozen ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Name, timeline, phase.
    pub card: CompetitionCard,
    /// Reviews that each proposal gets.
    pub reviews_per_proposal: i32,
    /// Criteria in their order, those of second looks last.
    pub rubric: Vec<Criterion>,
    /// What teams are asked.
    pub form: FormDefinition,
    /// In their order.
    pub colleges: Vec<College>,
    /// Most urgent first.
    pub needs: Vec<Need>,
    /// Once the rules are frozen.
    pub rules: Option<RulesSeal>,
    /// Who answers for a submission.
    pub consent: Consent,
    /// What jurors see of teams and of each other.
    pub blind: BlindRules,
    /// What they see in second looks, where it is different.
    pub second_blind: Option<BlindRules>,
    /// More time that proposals were given, newest first.
    pub extensions: Vec<Extension>,
    /// More time that the jury was given, newest first.
    pub jury_time: Vec<JuryTime>,
}

/// What names the frozen rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesSeal {
    /// SHA-256 of the canonical text.
    pub hash: String,
    /// When they were frozen.
    pub frozen_at: i64,
}

/// A competition in the list of a person who organises or audits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrganisedCard {
    /// Name, timeline, phase.
    pub card: CompetitionCard,
    /// The person's role.
    pub role: CompetitionRole,
}

/// What a person organises or audits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organised {
    /// A page of them, the latest first.
    pub cards: Vec<OrganisedCard>,
    /// Whether there is another page.
    pub more: bool,
    /// Whether the person may found one.
    pub may_create: bool,
}

/// The settings form's content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// A save names it.
    pub version: i64,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// In the reader's language, instants in the competition's zone.
    pub draft: CompetitionDraft,
    /// What is shown as its name.
    pub name: Localised,
}

/// What the rubric, needs and colleges pages edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// A save names it.
    pub version: i64,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// What is shown as its name.
    pub name: Localised,
    /// Criteria in their order.
    pub rubric: Vec<Criterion>,
    /// In their order.
    pub colleges: Vec<College>,
    /// Most urgent first.
    pub needs: Vec<Need>,
}

crate::vocabulary::vocabulary! {
    /// A role in the running of a competition.
    CompetitionRole {
        /// Sets up and runs it.
        Organiser = "organiser",
        /// Reads and checks it.
        Auditor = "auditor",
    }
}

/// Somebody with a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleHolder {
    /// Whose.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Which role.
    pub role: CompetitionRole,
    /// Since when.
    pub since: i64,
}

/// Who runs and checks a competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// What is shown as its name.
    pub name: Localised,
    /// Whether the reader may change it.
    pub editable: bool,
    /// Organisers first.
    pub holders: Vec<RoleHolder>,
}

/// What the pages of the form edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormSetup {
    /// The competition's version, which a save names.
    pub version: i64,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// The competition's name.
    pub name: Localised,
    /// The form, in all languages.
    pub form: FormDefinition,
}
