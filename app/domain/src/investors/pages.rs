//! What each reader sees of investors and interests.

use super::{Funnel, InterestState, InvestorState, Registration, Terms};
use crate::{
    InterestId, InvestorId, Localised, ProposalId, TeamId,
    money::Money,
    policy::{Denied, Phase},
};
use serde::{Deserialize, Serialize};

/// How to reach somebody. Exists only between the two sides of an accepted interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// A person.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// A competition as these pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallName {
    /// Part of addresses.
    pub slug: String,
    /// Its name.
    pub name: Localised,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// Now.
    pub phase: Phase,
    /// When the result is to be public.
    pub publishes_at: i64,
}

/// A person's own registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyRegistration {
    /// What they said.
    pub said: Registration,
    /// What was decided.
    pub state: InvestorState,
    /// Why it was refused; empty otherwise.
    pub reason: String,
    /// A change names it.
    pub version: i64,
}

/// A person's investor page in one competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestPage {
    /// Which competition.
    pub call: CallName,
    /// Absent before registering.
    pub registration: Option<MyRegistration>,
    /// Why the person cannot register or change the registration, if so.
    pub denied: Option<Denied>,
    /// Their interests, newest first.
    pub interests: Vec<MyInterest>,
}

/// The investor's view of an interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyInterest {
    /// Its id.
    pub id: InterestId,
    /// In which proposal.
    pub proposal: ProposalId,
    /// Of the proposal.
    pub number: i32,
    /// Of the project.
    pub title: String,
    /// The team's name.
    pub team: String,
    /// What was offered.
    pub terms: Terms,
    /// Where it stands.
    pub state: InterestState,
    /// When it was stated first, milliseconds UTC.
    pub created_at: i64,
    /// When the team answered.
    pub decided_at: Option<i64>,
    /// A change names it.
    pub version: i64,
    /// The team's lead; only once accepted.
    pub contact: Option<Contact>,
}

/// Where a person stands before stating interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestPage {
    /// Which competition.
    pub call: CallName,
    /// Which proposal.
    pub proposal: ProposalId,
    /// Of the proposal.
    pub number: i32,
    /// Of the project.
    pub title: String,
    /// The team's name.
    pub team: String,
    /// What the team asks for.
    pub amount: Money,
    /// Absent before registering as an investor.
    pub standing: Option<InvestorState>,
    /// Why the person cannot state interest, if so.
    pub denied: Option<Denied>,
    /// What they stated before.
    pub interest: Option<MyInterest>,
}

/// The interests in a team's project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamInterests {
    /// Which competition.
    pub call: CallName,
    /// Which team.
    pub team: TeamId,
    /// Its name.
    pub team_name: String,
    /// Of the proposal.
    pub number: i32,
    /// Of the project.
    pub title: String,
    /// Whether the project can be found by investors.
    pub selected: bool,
    /// Whether the reader may answer (the lead); other members read.
    pub decides: bool,
    /// Unanswered ones first, then the newest answers. Withdrawn ones are not the team's to see.
    pub interests: Vec<ReceivedInterest>,
}

/// The team's view of an interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedInterest {
    /// Its id.
    pub id: InterestId,
    /// The person who asks.
    pub name: String,
    /// For whom, from where, and what they do.
    pub investor: Registration,
    /// What is offered.
    pub terms: Terms,
    /// Where it stands.
    pub state: InterestState,
    /// When it was stated, milliseconds UTC.
    pub created_at: i64,
    /// When the team answered.
    pub decided_at: Option<i64>,
    /// An answer names it.
    pub version: i64,
    /// The investor; only once accepted.
    pub contact: Option<Contact>,
}

/// The organiser's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestorsPage {
    /// Which competition.
    pub call: CallName,
    /// Whether the reader may decide (an auditor only reads).
    pub decides: bool,
    /// Undecided ones first, then by name; one page of them.
    pub investors: Vec<InvestorRow>,
    /// 1 is the first.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// Of all pages together.
    pub counts: InvestorCounts,
    /// Interests in the selected projects.
    pub funnel: Funnel,
}

/// How many investors stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestorCounts {
    /// To be decided about.
    pub pending: u32,
    /// Verified.
    pub verified: u32,
    /// Refused.
    pub refused: u32,
}

/// An investor, as organisers decide about it: without an address, only where the address belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestorRow {
    /// Its id.
    pub id: InvestorId,
    /// The person.
    pub name: String,
    /// `bank.example` of an address there, which the person has proven to read.
    pub email_domain: String,
    /// What they said.
    pub said: Registration,
    /// What was decided.
    pub state: InvestorState,
    /// Why it was refused; empty otherwise.
    pub reason: String,
    /// When they registered, milliseconds UTC.
    pub created_at: i64,
    /// When it was decided.
    pub decided_at: Option<i64>,
    /// A decision names it.
    pub version: i64,
}

/// What a person's start page says about investing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Investments {
    /// One for each competition where the person registered.
    pub registrations: Vec<InvestmentCard>,
    /// One for each of the person's teams that has interests.
    pub received: Vec<ReceivedCard>,
}

/// A person's registration in one competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestmentCard {
    /// Part of the competition's address.
    pub slug: String,
    /// The competition's name.
    pub name: Localised,
    /// What was decided.
    pub state: InvestorState,
    /// Interests that wait for an answer.
    pub open: u32,
    /// Accepted ones.
    pub accepted: u32,
}

/// Interests in the project of one of the person's teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedCard {
    /// The team.
    pub team: TeamId,
    /// Of its project.
    pub title: String,
    /// Whether the reader answers for the team.
    pub decides: bool,
    /// Interests that wait for an answer.
    pub open: u32,
    /// Accepted ones.
    pub accepted: u32,
}
