//! The open call: one team that is nearly there, and one that has just begun.

use super::{
    answers::Author,
    calendar::{DAY, HOUR},
    calls::Call,
    draws::Draws,
    entries::{Entry, Papers, Seat},
    fates::Fate,
    ideas,
    people::{BEGINNER, LEAD, MEMBER, People, Person},
    rows::{self, Audit},
};
use crate::{
    Result, Tx,
    entities::{comments, team_invitations},
    secrets,
};
use domain::{policy::TeamRole, proposals::AllAnswers, teams::MemberKind};
use serde_json::json;
use uuid::Uuid;

/// Writes both teams.
pub(super) async fn write(tx: &Tx, call: &Call, people: &People, now: i64) -> Result<()> {
    let mut draws = Draws::of("drafts");
    let mut audit = Audit::of(call.row.id);
    let mut papers = Papers::default();
    let seat = |person: &Person, kind, role| Seat {
        person: person.clone(),
        kind,
        role,
    };
    let nearly = Entry {
        proposal: Uuid::now_v7(),
        team: Uuid::now_v7(),
        number: 1,
        idea: ideas::of_2027()?,
        seats: vec![
            seat(people.at(LEAD), MemberKind::Trainer, TeamRole::Lead),
            seat(people.at(MEMBER), MemberKind::Student, TeamRole::Editor),
            seat(
                &people.professors[0][0],
                MemberKind::Professor,
                TeamRole::Reader,
            ),
        ],
        fate: Fate::Eligible,
        quality: 0.0,
    };
    let founded = call.row.opens_at + DAY + 2 * HOUR;
    papers.found(call, &nearly, &mut draws, &mut audit, founded);
    let author = Author {
        call,
        entry: &nearly,
    };
    let mut answers = author.answers();
    // The one section that is not begun.
    answers.retain(|_, section| !section.0.is_empty());
    let before = author.shortened(&answers);
    for (by, (key, section)) in (0_i64..).zip(&before) {
        let at = founded + (by + 1) * 21 * HOUR;
        papers.section(&nearly, key, &section.canonical(), by as usize % 2, at);
    }
    let last = now - 5 * HOUR;
    papers.section(&nearly, "budget", &answers["budget"].canonical(), 1, last);
    papers.proposal(call, &nearly, &author.content(answers), founded, last)?;

    let begun = now - 2 * DAY;
    let mut idea = ideas::of_2027()?;
    idea.team = "Umurava".to_owned();
    idea.language = domain::Language::Fr;
    let empty = Entry {
        proposal: Uuid::now_v7(),
        team: Uuid::now_v7(),
        number: 2,
        idea,
        seats: vec![seat(
            people.at(BEGINNER),
            MemberKind::Professor,
            TeamRole::Lead,
        )],
        fate: Fate::Eligible,
        quality: 0.0,
    };
    papers.found(call, &empty, &mut draws, &mut audit, begun);
    let author = Author {
        call,
        entry: &empty,
    };
    papers.proposal(
        call,
        &empty,
        &author.content(AllAnswers::new()),
        begun,
        begun,
    )?;
    papers.write(tx).await?;
    let invitation = invite(&nearly, now - 20 * HOUR);
    let detail = json!({ "kind": invitation.kind });
    audit.note(
        nearly.lead().id,
        "team.invited",
        nearly.team,
        &detail,
        invitation.created_at,
    );
    rows::insert(tx, vec![invitation]).await?;
    rows::insert(tx, comments(&nearly, last)).await?;
    audit.write(tx).await
}

/// What the team says about its budget: the professor, who only reads, and the lead.
fn comments(entry: &Entry, at: i64) -> Vec<comments::Model> {
    let said = [
        (
            2,
            "The transport looks low to me: the road is bad in April.",
        ),
        (
            0,
            "True. I ask the cooperative for its prices and correct it tomorrow.",
        ),
    ];
    (1..)
        .zip(said)
        .map(|(turn, (seat, text))| comments::Model {
            id: Uuid::now_v7(),
            proposal_id: entry.proposal,
            section: "budget".to_owned(),
            account_id: entry.seats[seat].person.id,
            text: text.to_owned(),
            created_at: at + turn * HOUR,
            deleted_at: None,
        })
        .collect()
}

/// An invitation that nobody has answered yet.
fn invite(entry: &Entry, at: i64) -> team_invitations::Model {
    team_invitations::Model {
        id: Uuid::now_v7(),
        team_id: entry.team,
        email: "aline.iradukunda@example.org".to_owned(),
        kind: MemberKind::Student.key().to_owned(),
        token_hash: secrets::token().hash,
        invited_by: entry.lead().id,
        created_at: at,
        expires_at: at + 14 * DAY,
        accepted_at: None,
    }
}
