//! Conflicts of interest: hints drawn from names and addresses, and what a declaration must say.

use super::ProposalTag;
use crate::{ConflictMark, Problem, TeamId, competitions::fingerprint, fields, screening::Heading};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most characters of a reason.
pub const CONFLICT_REASON_MAX: u32 = 300;

crate::vocabulary::vocabulary! {
    /// Why a conflict is likely.
    ConflictHint {
        /// The juror belongs to the team: always a conflict.
        InTeam = "in_team",
        /// The juror's employer is the proposal's host college.
        SameEmployer = "same_employer",
        /// A member's address ends like the juror's, and not like everybody's.
        SameDomain = "same_domain",
        /// In another team the juror and a member were trainer and student.
        Trained = "trained",
    }
}

/// What a team is called in the list of a juror who must not learn which proposal is whose: ids tell when they were made,
/// and a team's is made with its proposal's.
#[must_use]
pub fn mark_of_team(team: TeamId) -> ConflictMark {
    let hash = fingerprint(&format!("team\n{team}"));
    ConflictMark(Uuid::parse_str(&hash[..32]).unwrap_or_default())
}

/// Number and title of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalName {
    /// What people say aloud.
    pub number: i32,
    /// Its title.
    pub title: String,
}

/// A proposal as a juror sees it before declaring: names only, nothing of its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictLine {
    /// What a declaration names.
    pub mark: ConflictMark,
    /// Absent where jurors do not learn whose it is.
    pub proposal: Option<ProposalName>,
    /// Its team.
    pub team: String,
    /// Names of its members.
    pub members: Vec<String>,
    /// What suggests a conflict.
    pub hints: Vec<ConflictHint>,
    /// The reason, where a conflict is declared.
    pub declared: Option<String>,
    /// Submitted after this juror declared; never said of a team without its proposal, because the queue says it of the
    /// proposal.
    pub fresh: bool,
}

/// A juror's page of conflicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictList {
    /// Of which competition.
    pub heading: Heading,
    /// When they declared, milliseconds UTC.
    pub declared_at: Option<i64>,
    /// Something was submitted after they declared.
    pub more: bool,
    /// Whether the rows name the proposals.
    pub named: bool,
    /// By number; without the proposals by name of the team.
    pub rows: Vec<ConflictLine>,
}

/// What suggests a conflict that nobody has declared, as organisers and auditors read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspectedConflict {
    /// The proposal.
    pub proposal: ProposalTag,
    /// What suggests it.
    pub hints: Vec<ConflictHint>,
}

/// A conflict as organisers and auditors read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredConflict {
    /// The proposal.
    pub proposal: ProposalTag,
    /// In the words of who declared it, or the key of a [`ConflictHint`].
    pub reason: String,
    /// When, milliseconds UTC.
    pub declared_at: i64,
    /// Who, unless the account is gone.
    pub by: Option<String>,
    /// The juror declared it in person.
    pub by_juror: bool,
    /// A review that the juror had begun or handed in is sealed: it never counts.
    pub sealed: bool,
}

/// Reads a reason as typed.
///
/// # Errors
/// `Required`, `TooLong`.
pub fn parse_conflict_reason(text: &str) -> Result<String, Problem> {
    fields::required(text, CONFLICT_REASON_MAX)
}

/// What suggests that a juror has a conflict with a proposal.
///
/// `member` tells whether the juror's account belongs to the team; `college` is the host's name,
/// `emails` are those of the members, lower-cased.
#[must_use]
pub fn conflict_hints(
    juror_email: &str,
    employer: &str,
    member: bool,
    college: Option<&str>,
    emails: &[&str],
) -> Vec<ConflictHint> {
    let mut hints = Vec::new();
    if member || emails.contains(&juror_email) {
        hints.push(ConflictHint::InTeam);
    }
    if college.is_some_and(|college| same_place(employer, college)) {
        hints.push(ConflictHint::SameEmployer);
    }
    let own = domain_of(juror_email);
    if !EVERYBODYS.contains(&own) && emails.iter().any(|email| domain_of(email) == own) {
        hints.push(ConflictHint::SameDomain);
    }
    hints
}

/// Whether the words of one name all stand in the other: `Huye, IPRC` and `IPRC Huye (Butare)`.
/// One word alone is too little, it may be a town.
fn same_place(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.is_empty() {
        return false;
    }
    (short.len() > 1 || long.len() == 1) && short.iter().all(|word| long.contains(word))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn domain_of(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Domains at which anybody can have an address; sharing one says nothing.
const EVERYBODYS: &[&str] = &[
    "",
    "aol.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "live.com",
    "live.be",
    "mail.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "outlook.be",
    "outlook.fr",
    "proton.me",
    "protonmail.com",
    "skynet.be",
    "t-online.de",
    "telenet.be",
    "web.de",
    "yahoo.com",
    "yahoo.fr",
    "ymail.com",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_name_team_employer_and_address() {
        let hints = |email, employer, college, emails: &[&str]| {
            conflict_hints(email, employer, false, college, emails)
        };
        assert_eq!(
            hints(
                "a@rp.ac.rw",
                "IPRC Huye",
                Some("IPRC Huye"),
                &["b@rp.ac.rw"]
            ),
            [ConflictHint::SameEmployer, ConflictHint::SameDomain]
        );
        assert_eq!(
            hints("a@gmail.com", "", Some("IPRC Huye"), &["b@gmail.com"]),
            []
        );
        assert_eq!(
            hints("a@gmail.com", "", None, &["a@gmail.com"]),
            [ConflictHint::InTeam]
        );
        assert_eq!(
            conflict_hints("a@x.org", "", true, None, &[]),
            [ConflictHint::InTeam]
        );
    }

    #[test]
    fn employer_needs_more_than_a_shared_town() {
        assert!(same_place("Huye, IPRC", "IPRC Huye (Butare)"));
        assert!(!same_place("Huye", "IPRC Huye"));
        assert!(!same_place("IPRC Tumba", "IPRC Huye"));
        assert!(same_place("Polytech", "polytech"));
        assert!(!same_place("", "IPRC Huye"));
    }
}
