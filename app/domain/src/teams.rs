//! Teams: who writes a proposal together, with which rights, and how one comes in.
//!
//! A team always has exactly one lead. Rights (`TeamRole`) and what a person is (`MemberKind`) are two
//! things: a student can lead, a professor can only read.

use crate::{
    AccountId, CompetitionId, InvitationId, Localised, Problem, ProposalId, TeamId,
    policy::{Phase, ProposalState, TeamRole},
    proposals::FormDefinition,
};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// What a member is in the programme.
    MemberKind {
        /// Came back to train.
        Trainer = "trainer",
        /// Studies at a college, or graduated there.
        Student = "student",
        /// Teaches at a college, or works in its field.
        Professor = "professor",
    }
}

/// Most members of a team; with its open invitations it may have twice as many.
pub const MOST_MEMBERS: usize = 30;
/// Most characters of a team's name.
pub const MOST_IN_NAME: u32 = 80;
/// Letters and digits of a code to join by.
pub const CODE_LENGTH: usize = 8;

/// Reads a code to join by: blanks and dashes are only for the eye, small letters are the same.
///
/// # Errors
/// `Required`, `LinkExpired` when it cannot be a code.
pub fn parse_code(text: &str) -> Result<String, Problem> {
    let code: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-–—_.".contains(*c))
        .flat_map(char::to_uppercase)
        .collect();
    if code.is_empty() {
        Err(Problem::Required)
    } else if code.len() == CODE_LENGTH && code.bytes().all(|c| c.is_ascii_alphanumeric()) {
        Ok(code)
    } else {
        Err(Problem::LinkExpired)
    }
}

/// A code in two groups, as it is shown and read aloud: `K7QX-4MXP`.
#[must_use]
pub fn code_text(code: &str) -> String {
    match code.split_at_checked(code.len() / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => code.to_owned(),
    }
}

/// A team as its members see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamView {
    /// Its id.
    pub id: TeamId,
    /// Of which competition.
    pub competition: CompetitionId,
    /// Part of the competition's address.
    pub slug: String,
    /// Name of the competition.
    pub competition_name: Localised,
    /// Where the competition stands.
    pub phase: Phase,
    /// Its name.
    pub name: String,
    /// The code to join by; only for the lead while people may join.
    pub code: Option<String>,
    /// The asking person's own role.
    pub role: TeamRole,
    /// Its proposal.
    pub proposal: ProposalId,
    /// Trainers, professors and students, the lead first, then by the time of joining.
    pub members: Vec<MemberView>,
    /// Invitations that nobody accepted yet; only for the lead.
    pub invitations: Vec<InvitationView>,
    /// Of the team's name.
    pub version: i64,
    /// Whether the team can see who is on the jury.
    pub sees_jury: bool,
}

/// A member as the others see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberView {
    /// Whose membership.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address; members can write to each other.
    pub email: String,
    /// What they are.
    pub kind: MemberKind,
    /// What they may do.
    pub role: TeamRole,
    /// Since when.
    pub joined_at: i64,
}

/// An open invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Its id.
    pub id: InvitationId,
    /// To whom it was sent.
    pub email: String,
    /// What they will be.
    pub kind: MemberKind,
    /// Until when it can be accepted.
    pub expires_at: i64,
}

/// What an invited person sees before accepting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationCard {
    /// Name of the team.
    pub team: String,
    /// Its id, once the reader is a member of it.
    pub member_of: Option<TeamId>,
    /// Name of the competition.
    pub competition: Localised,
    /// Who invites.
    pub invited_by: String,
    /// To which address.
    pub email: String,
    /// What they will be.
    pub kind: MemberKind,
    /// Until when it can be accepted.
    pub expires_at: i64,
}

/// One of a person's teams, for the start page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamCard {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The person's own role.
    pub role: TeamRole,
    /// How many members it has.
    pub members: u32,
    /// Part of the competition's address.
    pub slug: String,
    /// Name of the competition.
    pub competition: Localised,
    /// Where the competition stands.
    pub phase: Phase,
    /// The deadline, or what an extension gave instead.
    pub closes_at: i64,
    /// Whether an extension runs.
    pub extended: bool,
    /// IANA time zone of the competition.
    pub zone: String,
    /// Its proposal.
    pub proposal: ProposalId,
    /// The proposal's number in the competition.
    pub number: i32,
    /// Title of the draft; empty while it has none.
    pub title: String,
    /// Where the proposal stands.
    pub state: ProposalState,
    /// Returned for correction by the organiser.
    pub returned: bool,
    /// When it was last submitted.
    pub submitted_at: Option<i64>,
}

/// What a person sees before founding or joining a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JoinCard {
    /// The competition.
    pub competition: CompetitionId,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: Localised,
    /// Where it stands.
    pub phase: Phase,
    /// When teams can begin.
    pub opens_at: i64,
    /// The deadline.
    pub closes_at: i64,
    /// IANA time zone of the competition.
    pub zone: String,
    /// The server's clock when this was read.
    pub now: i64,
    /// The whole form, so that nobody begins without knowing it.
    pub form: FormDefinition,
    /// The person's teams in this competition.
    pub own: Vec<TeamCard>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_read_as_people_say_and_type_it() {
        for text in ["K7QX-4MXP", " k7qx 4mxp ", "K7QX4MXP", "k-7-q-x–4mxp"] {
            assert_eq!(parse_code(text), Ok("K7QX4MXP".into()), "{text}");
        }
        assert_eq!(parse_code(" - "), Err(Problem::Required));
        for bad in ["K7QX4MX", "K7QX4MXPP", "K7QX4MÜ"] {
            assert_eq!(parse_code(bad), Err(Problem::LinkExpired), "{bad}");
        }
        assert_eq!(code_text("K7QX4MXP"), "K7QX-4MXP");
    }
}
