//! The organiser's list of submitted proposals and one of them: what their pages show.

use super::{ListQuery, Points, Resemblances, ScreeningState, TeamMessage};
use crate::{
    CollegeId, CompetitionId, DecisionId, Language, Localised, ProposalId, files::FileEntry,
    money::Money, policy::Phase, proposals::ProposalContent, vocabulary::Sector,
};
use serde::{Deserialize, Serialize};

/// Rows of a page.
pub const PAGE_ROWS: u32 = 50;

/// What every page of a competition's organisers and jurors shows at its top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The competition.
    pub competition: CompetitionId,
    /// Its part of addresses.
    pub slug: String,
    /// Its name.
    pub name: Localised,
    /// Where it stands.
    pub phase: Phase,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// When jurors can begin, milliseconds UTC.
    pub jury_opens_at: i64,
    /// When scores are closed, milliseconds UTC.
    pub jury_closes_at: i64,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedProposal {
    /// The proposal.
    pub id: ProposalId,
    /// What people say aloud.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its team.
    pub team: String,
    /// The host college's name.
    pub college: Option<String>,
    /// Its sector.
    pub sector: Option<Sector>,
    /// Language of the content.
    pub language: Language,
    /// Where its screening stands.
    pub screening: ScreeningState,
    /// Until when its team can correct it, if it was returned.
    pub correct_until: Option<i64>,
    /// What it asks for.
    pub amount: Money,
    /// When it was last submitted, milliseconds UTC.
    pub submitted_at: Option<i64>,
    /// That arrived within the grace.
    pub late: bool,
    /// That arrived in time that only this proposal had.
    pub extended: bool,
    /// Jurors who have it.
    pub assigned: i32,
    /// Reviews that count.
    pub received: i32,
}

/// How many submitted proposals are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCounts {
    /// Not decided.
    pub pending: u32,
    /// Go to the jury.
    pub eligible: u32,
    /// With their teams.
    pub returned: u32,
    /// Do not go to the jury.
    pub ineligible: u32,
}

impl StateCounts {
    /// All together.
    #[must_use]
    pub const fn all(&self) -> u32 {
        self.pending + self.eligible + self.returned + self.ineligible
    }

    /// Those in one state.
    #[must_use]
    pub const fn of(&self, state: ScreeningState) -> u32 {
        match state {
            ScreeningState::Pending => self.pending,
            ScreeningState::Eligible => self.eligible,
            ScreeningState::Returned => self.returned,
            ScreeningState::Ineligible => self.ineligible,
        }
    }

    /// The number of one state, to be set.
    pub const fn of_mut(&mut self, state: ScreeningState) -> &mut u32 {
        match state {
            ScreeningState::Pending => &mut self.pending,
            ScreeningState::Eligible => &mut self.eligible,
            ScreeningState::Returned => &mut self.returned,
            ScreeningState::Ineligible => &mut self.ineligible,
        }
    }
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalList {
    /// Of which competition.
    pub heading: Heading,
    /// What was asked, with the page that there is.
    pub query: ListQuery,
    /// At most [`PAGE_ROWS`].
    pub rows: Vec<ListedProposal>,
    /// How many answer the query, over all pages.
    pub found: u32,
    /// At least 1.
    pub pages: u32,
    /// Over all submitted proposals, whatever the query.
    pub counts: StateCounts,
    /// For the menu: id and name.
    pub colleges: Vec<(CollegeId, String)>,
    /// Whether this person can decide now.
    pub may_decide: bool,
    /// What can be taken back, the newest first; nothing for those who cannot decide.
    pub recent: Vec<RecentDecision>,
}

/// A decision, about one proposal or several, that can still be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentDecision {
    /// One of those that were decided together.
    pub decision: DecisionId,
    /// What was decided.
    pub state: ScreeningState,
    /// About these, by number.
    pub numbers: Vec<i32>,
    /// By whom.
    pub by: String,
    /// The teams are told then; until then it can be taken back.
    pub told_at: i64,
}

/// A member of the team, as organisers see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenedMember {
    /// Name.
    pub name: String,
    /// Key of `MemberKind`: trainer, student, professor.
    pub kind: String,
}

/// A decision that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDecision {
    /// What was decided.
    pub state: ScreeningState,
    /// Why.
    pub reason: String,
    /// What was to be corrected.
    pub corrections: String,
    /// Until when, if it was returned.
    pub until_at: Option<i64>,
    /// What was found about the points of the checklist.
    pub points: Points,
    /// By whom.
    pub by: String,
    /// When, milliseconds UTC.
    pub at: i64,
    /// Who took it back, and when.
    pub undone: Option<(String, i64)>,
}

/// A submitted proposal as organisers and auditors read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScreenedProposal {
    /// Of which competition.
    pub heading: Heading,
    /// The proposal.
    pub id: ProposalId,
    /// A decision has to name it.
    pub version: i64,
    /// What people say aloud.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its team.
    pub team: String,
    /// Who belongs to it.
    pub members: Vec<ScreenedMember>,
    /// Where its screening stands.
    pub screening: ScreeningState,
    /// Number of the submitted revision.
    pub revision: i32,
    /// What it says.
    pub content: ProposalContent,
    /// The files that it names.
    pub files: Vec<FileEntry>,
    /// SHA-256 of the submitted text.
    pub fingerprint: String,
    /// When it was submitted, milliseconds UTC.
    pub submitted_at: i64,
    /// Arrived within the grace.
    pub late: bool,
    /// Arrived in time that only this proposal had.
    pub extended: bool,
    /// The competition's checklist.
    pub checks: Vec<Localised>,
    /// Newest first.
    pub history: Vec<PastDecision>,
    /// What organisers wrote to the team, newest first.
    pub messages: Vec<TeamMessage>,
    /// Whether this person can write to the team now.
    pub may_message: bool,
    /// Jurors who have it: a decision against it takes it from those who have not submitted.
    pub assigned: i32,
    /// Reviews that count.
    pub received: i32,
    /// The next one by number that nobody has decided on.
    pub next: Option<i32>,
    /// Whether this person can decide now.
    pub may_decide: bool,
    /// Whether there is still time for the team to correct.
    pub may_return: bool,
    /// The last decision, as long as it can be taken back.
    pub recent: Option<RecentDecision>,
    /// Until when the team can correct it, if it was returned.
    pub correct_until: Option<i64>,
    /// When the jury begins, as an input takes it.
    pub until: String,
    /// Other proposals that it is like.
    pub resembles: Resemblances,
}
