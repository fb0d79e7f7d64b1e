//! Who sits in which team, and when it founds, writes, submits and is screened: at believable times.

use super::{
    answers::Author,
    calendar::{DAY, HOUR, MINUTE},
    calls::Call,
    draws::Draws,
    entries::{Entry, Papers, Seat},
    fates::Fate,
    ideas::Idea,
    people::{COLLEGES, ORGANISER, People, Person, SECOND_ORGANISER},
    rows::Audit,
};
use crate::Result;
use domain::{
    Language,
    policy::{ProposalState, TeamRole},
    screening::ScreeningState,
    teams::MemberKind,
};
use serde_json::json;
use uuid::Uuid;

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
