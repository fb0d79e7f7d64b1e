//! Teams and their proposals, and the rows that they leave: every step adds to them as the feature itself would.

use super::{
    calendar::{HOUR, MINUTE},
    calls::Call,
    draws::Draws,
    fates::Fate,
    ideas::Idea,
    people::Person,
    rows::{self, Audit},
};
use crate::{
    Result, Tx,
    entities::{
        proposal_sections, proposals, revisions, screenings, section_versions, team_members, teams,
    },
};
use domain::{
    competitions::fingerprint,
    policy::{ProposalState, TeamRole},
    proposals::{AllAnswers, Overview, ProposalContent, Submission},
    screening::{ScreeningState, stored_sketch},
    teams::{CODE_LENGTH, MemberKind},
};
use serde_json::json;
use uuid::Uuid;

/// A person's place in a team.
#[derive(Clone)]
pub(super) struct Seat {
    pub person: Person,
    pub kind: MemberKind,
    pub role: TeamRole,
}

/// A team with its proposal.
pub(super) struct Entry {
    pub proposal: Uuid,
    pub team: Uuid,
    pub number: i32,
    pub idea: Idea,
    /// The lead first.
    pub seats: Vec<Seat>,
    pub fate: Fate,
    /// What a jury without mood would see in it: points above the middle.
    pub quality: f64,
}

impl Entry {
    /// Who submits.
    pub fn lead(&self) -> &Person {
        &self.seats[0].person
    }
}

/// All rows of a call's entries.
#[derive(Default)]
pub(super) struct Papers {
    teams: Vec<teams::Model>,
    members: Vec<team_members::Model>,
    proposals: Vec<proposals::Model>,
    sections: Vec<proposal_sections::Model>,
    versions: Vec<section_versions::Model>,
    revisions: Vec<revisions::Model>,
    screenings: Vec<screenings::Model>,
}

impl Papers {
    /// Writes them, in the order of their references.
    pub async fn write(self, tx: &Tx) -> Result<()> {
        rows::insert(tx, self.teams).await?;
        rows::insert(tx, self.members).await?;
        rows::insert(tx, self.proposals).await?;
        rows::insert(tx, self.sections).await?;
        rows::insert(tx, self.versions).await?;
        rows::insert(tx, self.revisions).await?;
        rows::insert(tx, self.screenings).await
    }

    /// The team as it was founded; members join one after the other.
    pub fn found(
        &mut self,
        call: &Call,
        entry: &Entry,
        draws: &mut Draws,
        audit: &mut Audit,
        at: i64,
    ) {
        self.teams.push(teams::Model {
            id: entry.team,
            competition_id: call.row.id,
            name: entry.idea.team.clone(),
            code: code(draws),
            created_at: at,
            version: 1,
        });
        let detail = json!({ "proposal": entry.proposal, "number": entry.number });
        audit.note(entry.lead().id, "team.founded", entry.team, &detail, at);
        for (turn, seat) in (0..).zip(&entry.seats) {
            let joined_at = at + turn * (5 * HOUR + 11 * MINUTE);
            self.members.push(team_members::Model {
                team_id: entry.team,
                account_id: seat.person.id,
                kind: seat.kind.key().to_owned(),
                role: seat.role.key().to_owned(),
                joined_at,
            });
            if turn > 0 {
                let detail = json!({ "kind": seat.kind });
                audit.note(
                    seat.person.id,
                    "team.joined",
                    entry.team,
                    &detail,
                    joined_at,
                );
            }
        }
    }

    /// A version of a section; the last one written is the one that stands.
    pub fn section(&mut self, entry: &Entry, key: &str, answers: &str, by: usize, at: i64) {
        let by = entry.seats[by % entry.seats.len()].person.id;
        let there = self
            .sections
            .iter_mut()
            .find(|row| row.proposal_id == entry.proposal && row.key == key);
        let version = match there {
            Some(row) => {
                row.version += 1;
                row.answers = answers.to_owned();
                row.updated_at = at;
                row.updated_by = Some(by);
                row.version
            }
            None => {
                self.sections.push(proposal_sections::Model {
                    proposal_id: entry.proposal,
                    key: key.to_owned(),
                    answers: answers.to_owned(),
                    version: 1,
                    updated_at: at,
                    updated_by: Some(by),
                });
                1
            }
        };
        self.versions.push(section_versions::Model {
            proposal_id: entry.proposal,
            key: key.to_owned(),
            version,
            answers: answers.to_owned(),
            updated_at: at,
            updated_by: Some(by),
        });
    }

    /// The proposal as founding leaves it, with the columns that lists show.
    pub fn proposal(
        &mut self,
        call: &Call,
        entry: &Entry,
        content: &ProposalContent,
        at: i64,
        last: i64,
    ) -> Result<()> {
        let Overview {
            title,
            need,
            college,
            sector,
            target_groups,
            amount,
        } = content.overview();
        self.proposals.push(proposals::Model {
            id: entry.proposal,
            competition_id: call.row.id,
            team_id: entry.team,
            number: entry.number,
            title,
            language: entry.idea.language.code().to_owned(),
            state: ProposalState::Draft.key().to_owned(),
            screening: ScreeningState::Pending.key().to_owned(),
            correct_until: None,
            told_at: None,
            need_id: need.map(|id| id.0),
            college_id: college.map(|id| id.0),
            sector: sector.map(|sector| sector.key().to_owned()),
            target_groups: serde_json::to_string(&target_groups)?,
            amount_minor: amount.minor,
            currency: amount.currency.code().to_owned(),
            submitted_at: None,
            extended_until: None,
            reviews_assigned: 0,
            reviews_received: 0,
            reviews_wanted: None,
            created_at: at,
            updated_at: last,
            version: 1,
        });
        Ok(())
    }

    /// A submission of what the sections say now.
    pub fn submit(
        &mut self,
        call: &Call,
        entry: &Entry,
        answers: AllAnswers,
        audit: &mut Audit,
        at: i64,
        late: bool,
    ) {
        let number = 1 + self
            .revisions
            .iter()
            .filter(|row| row.proposal_id == entry.proposal)
            .count() as i32;
        let sketch = stored_sketch(&answers);
        let content = Submission {
            format: Submission::FORMAT,
            competition: call.row.id.into(),
            proposal: entry.proposal.into(),
            number: entry.number,
            team: entry.idea.team.clone(),
            language: entry.idea.language,
            rules: call.row.rules_hash.clone(),
            answers,
            files: Vec::new(),
            photo: None,
        }
        .canonical();
        let print = fingerprint(&content);
        let action = match (number, at > call.row.closes_at && !late) {
            (_, true) => "proposal.corrected",
            (1, _) => "proposal.submitted",
            _ => "proposal.amended",
        };
        let detail = json!({ "revision": number, "fingerprint": print, "late": late });
        audit.note(entry.lead().id, action, entry.proposal, &detail, at);
        self.revisions.push(revisions::Model {
            id: Uuid::now_v7(),
            proposal_id: entry.proposal,
            number,
            content,
            fingerprint: print,
            submitted_at: at,
            submitted_by: Some(entry.lead().id),
            late,
            extended: false,
            sketch: Some(sketch),
        });
        if let Some(row) = self.row(entry) {
            row.state = ProposalState::Submitted.key().to_owned();
            row.submitted_at = Some(at);
            row.updated_at = at;
            row.version += 1;
        }
    }

    /// The proposal as it stands.
    pub fn row(&mut self, entry: &Entry) -> Option<&mut proposals::Model> {
        self.proposals
            .iter_mut()
            .find(|row| row.id == entry.proposal)
    }

    /// A decision of the screening.
    pub fn screen(
        &mut self,
        entry: &Entry,
        by: Uuid,
        state: ScreeningState,
        audit: &mut Audit,
        at: i64,
    ) {
        let (reason, corrections) = entry.fate.words(state);
        self.screenings.push(screenings::Model {
            id: Uuid::now_v7(),
            proposal_id: entry.proposal,
            decision: state.key().to_owned(),
            reason: reason.to_owned(),
            corrections: corrections.to_owned(),
            decided_by: by,
            decided_at: at,
            batch: None,
            until_at: None,
            before: None,
            version: None,
            undone_by: None,
            undone_at: None,
            points: entry.fate.points(state).to_owned(),
        });
        if let Some(row) = self.row(entry) {
            let detail = json!({ "from": row.screening, "to": state.key(), "reason": reason });
            audit.note(by, "proposal.screened", entry.proposal, &detail, at);
            row.screening = state.key().to_owned();
            row.updated_at = at;
            row.version += 1;
        }
    }
}

/// A code to join by, without letters that sound alike.
fn code(draws: &mut Draws) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    (0..CODE_LENGTH)
        .map(|_| char::from(LETTERS[draws.below(LETTERS.len())]))
        .collect()
}
