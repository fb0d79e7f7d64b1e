//! Teams and their proposals: founded, written, submitted and screened at believable times.

use super::{
    answers::Author,
    calendar::{DAY, HOUR, MINUTE},
    calls::Call,
    draws::Draws,
    fates::Fate,
    ideas::Idea,
    people::{COLLEGES, ORGANISER, People, Person, SECOND_ORGANISER},
    rows::{self, Audit},
};
use crate::{
    Result, Tx,
    entities::{
        proposal_sections, proposals, revisions, screenings, section_versions, team_members, teams,
    },
};
use domain::{
    Language,
    competitions::fingerprint,
    policy::{ProposalState, TeamRole},
    proposals::{AllAnswers, Overview, ProposalContent, Submission},
    screening::ScreeningState,
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

/// Who comes next: everybody has their turn before anybody has a second one.
struct Turns {
    trainers: Vec<u32>,
    professors: [usize; COLLEGES.len()],
    students: [usize; COLLEGES.len()],
}

impl Turns {
    /// The trainer with the fewest teams so far who can write this language; those whose own it is come first,
    /// so that the few who write Dutch and German are left for their proposals.
    fn trainer<'a>(&mut self, people: &'a People, language: Language) -> &'a Person {
        let fits = |own: Language| match language {
            Language::En => own != Language::Fr && own != Language::Rw,
            other => own == other,
        };
        let next = people
            .trainers
            .iter()
            .enumerate()
            .filter(|(_, person)| fits(person.language))
            .min_by_key(|(at, person)| (self.trainers[*at], person.language != language))
            .map_or(0, |(at, _)| at);
        self.trainers[next] += 1;
        &people.trainers[next]
    }

    fn at<'a>(turns: &mut [usize], people: &'a [Vec<Person>], college: usize) -> &'a Person {
        turns[college] += 1;
        &people[college][(turns[college] - 1) % people[college].len()]
    }
}

/// Puts the ideas into the order of their founding and a team behind each.
pub(super) fn gather(people: &People, mut ideas: Vec<Idea>, draws: &mut Draws) -> Vec<Entry> {
    draws.shuffle(&mut ideas);
    let mut turns = Turns {
        trainers: vec![0; people.trainers.len()],
        professors: [0; COLLEGES.len()],
        students: [0; COLLEGES.len()],
    };
    let mut entries = Vec::with_capacity(ideas.len());
    for (number, idea) in (1..).zip(ideas) {
        let college = COLLEGES
            .iter()
            .position(|code| *code == idea.college)
            .unwrap_or(0);
        let place = |person: &Person, kind, role| Seat {
            person: person.clone(),
            kind,
            role,
        };
        let mut seats = vec![place(
            turns.trainer(people, idea.language),
            MemberKind::Trainer,
            TeamRole::Lead,
        )];
        if draws.below(5) < 3 {
            let professor = Turns::at(&mut turns.professors, &people.professors, college);
            let role = if draws.below(2) == 0 {
                TeamRole::Editor
            } else {
                TeamRole::Reader
            };
            seats.push(place(professor, MemberKind::Professor, role));
        }
        for _ in 0..1 + draws.below(2) {
            let student = Turns::at(&mut turns.students, &people.students, college);
            seats.push(place(student, MemberKind::Student, TeamRole::Editor));
        }
        entries.push(Entry {
            proposal: Uuid::now_v7(),
            team: Uuid::now_v7(),
            number,
            fate: Fate::of(&idea.team),
            idea,
            seats,
            quality: draws.normal() * 0.6,
        });
    }
    entries
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
            need_id: need.map(|id| id.0),
            college_id: college.map(|id| id.0),
            sector: sector.map(|sector| sector.key().to_owned()),
            target_groups: serde_json::to_string(&target_groups)?,
            amount_minor: amount.minor,
            currency: amount.currency.code().to_owned(),
            submitted_at: None,
            reviews_assigned: 0,
            reviews_received: 0,
            created_at: at,
            updated_at: last,
            version: 1,
        });
        Ok(())
    }

    /// A submission of what the sections say now.
    fn submit(
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
        let content = Submission {
            format: Submission::FORMAT,
            competition: call.row.id.into(),
            proposal: entry.proposal.into(),
            number: entry.number,
            team: entry.idea.team.clone(),
            language: entry.idea.language,
            rules: call.row.rules_hash.clone(),
            answers,
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
        });
        if let Some(row) = self.row(entry) {
            row.state = ProposalState::Submitted.key().to_owned();
            row.submitted_at = Some(at);
            row.updated_at = at;
            row.version += 1;
        }
    }

    fn row(&mut self, entry: &Entry) -> Option<&mut proposals::Model> {
        self.proposals
            .iter_mut()
            .find(|row| row.id == entry.proposal)
    }

    fn screen(
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

/// Writes a call's proposals from founding to screening.
pub(super) fn write(
    call: &Call,
    people: &People,
    entries: &[Entry],
    draws: &mut Draws,
    audit: &mut Audit,
) -> Result<Papers> {
    let mut papers = Papers::default();
    let screeners = [people.at(ORGANISER).id, people.at(SECOND_ORGANISER).id];
    let (opens, closes) = (call.row.opens_at, call.row.closes_at);
    let spread = (closes - opens - 6 * DAY) / entries.len().max(1) as i64;
    for (turn, entry) in (0..).zip(entries) {
        let founded = opens + turn * spread + draws.between(0, 5 * HOUR);
        papers.found(call, entry, draws, audit, founded);
        let author = Author { call, entry };
        let answers = author.answers();
        // Most come on the last two days, as everywhere.
        let submitted = if entry.fate == Fate::Late {
            closes + draws.between(4, 20) * MINUTE
        } else if draws.below(10) < 6 {
            closes - draws.between(5, 40 * 60) * MINUTE
        } else {
            closes - draws.between(2 * 24 * 60, 5 * 24 * 60) * MINUTE
        };
        let amends = entry.fate == Fate::Eligible && draws.below(8) == 0;
        let first = if amends || entry.fate == Fate::Corrected {
            author.shortened(&answers)
        } else {
            answers.clone()
        };
        let sent = if amends {
            submitted - 26 * HOUR
        } else {
            submitted
        };
        for (by, (key, section)) in first.iter().enumerate() {
            let at = founded + (sent - founded) / 9 * (by as i64 + 1) + HOUR;
            papers.section(entry, key, &section.canonical(), by, at.min(sent - MINUTE));
        }
        papers.proposal(
            call,
            entry,
            &author.content(answers.clone()),
            founded,
            submitted,
        )?;
        let late = entry.fate == Fate::Late;
        papers.submit(call, entry, first.clone(), audit, sent, late);
        let screened = closes + DAY + draws.between(0, 5 * 24 * 60) * MINUTE;
        let by = screeners[turn as usize % 2];
        let change = |papers: &mut Papers, at: i64| {
            for (key, section) in answers
                .iter()
                .filter(|(key, own)| first.get(*key) != Some(own))
            {
                papers.section(entry, key, &section.canonical(), 0, at - 9 * MINUTE);
            }
        };
        if amends {
            change(&mut papers, submitted);
            papers.submit(call, entry, answers.clone(), audit, submitted, false);
        }
        match entry.fate {
            Fate::Eligible | Fate::Late => {
                papers.screen(entry, by, ScreeningState::Eligible, audit, screened);
            }
            Fate::Returned => {
                papers.screen(entry, by, ScreeningState::Returned, audit, screened);
            }
            Fate::Ineligible => {
                papers.screen(entry, by, ScreeningState::Ineligible, audit, screened);
            }
            Fate::Corrected => {
                papers.screen(entry, by, ScreeningState::Returned, audit, screened);
                let corrected = screened + 2 * DAY;
                change(&mut papers, corrected);
                papers.submit(call, entry, answers.clone(), audit, corrected, false);
                papers.screen(
                    entry,
                    by,
                    ScreeningState::Eligible,
                    audit,
                    corrected + 19 * HOUR,
                );
            }
            Fate::Withdrawn => {
                let at = submitted + (closes - submitted) / 2;
                let lead = entry.lead().id;
                audit.note(lead, "proposal.withdrawn", entry.proposal, &json!({}), at);
                if let Some(row) = papers.row(entry) {
                    row.state = ProposalState::Withdrawn.key().to_owned();
                    row.updated_at = at;
                    row.version += 1;
                }
            }
        }
    }
    Ok(papers)
}

/// A code to join by, without letters that sound alike.
fn code(draws: &mut Draws) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    (0..CODE_LENGTH)
        .map(|_| char::from(LETTERS[draws.below(LETTERS.len())]))
        .collect()
}
