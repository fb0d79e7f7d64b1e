//! Identifiers: a UUIDv7 behind a type of its own, so that a proposal's id never stands for a juror's.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A person who can sign in.
    AccountId,
    /// A signed-in browser.
    SessionId,
    /// A call.
    CompetitionId,
    /// A host college.
    CollegeId,
    /// A mapped need.
    NeedId,
    /// A round of reviews.
    RoundId,
    /// A weighted criterion.
    CriterionId,
    /// People who write together.
    TeamId,
    /// An e-mailed invitation to a team.
    InvitationId,
    /// A team's entry.
    ProposalId,
    /// A decision about eligibility.
    DecisionId,
    /// What a member of a team says about a section.
    CommentId,
    /// A file of a proposal.
    FileId,
    /// A file on its way.
    UploadId,
    /// A submitted, frozen text.
    RevisionId,
    /// A person invited to score.
    JurorId,
    /// A conflict of interest that a team claims about a juror.
    ClaimId,
    /// What a juror names to declare a conflict of interest: a proposal, or only a mark of its team.
    ConflictMark,
    /// A proposal given to a juror.
    AssignmentId,
    /// One juror's review of one proposal.
    ReviewId,
    /// What a juror says in the discussion of a proposal.
    MessageId,
    /// A frozen selection.
    SelectionId,
    /// A registered investor.
    InvestorId,
    /// An investor's interest in a project.
    InterestId,
}
