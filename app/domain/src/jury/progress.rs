//! How far the jury is: whose work is missing and which proposals are in danger because of it.

use super::{ProposalTag, ReminderPlan, Vacancies};
use crate::{JurorId, screening::Heading};
use serde::{Deserialize, Serialize};

/// A juror with work left who did nothing for this long is silent: three days.
pub const SILENT_AFTER: i64 = 3 * 24 * 3_600_000;

/// Nobody is reminded twice within this time: twenty hours.
pub const REMIND_EVERY: i64 = 20 * 3_600_000;

/// Whether a juror is silent: something is left to do, and neither they nor the beginning of the jury
/// was seen within [`SILENT_AFTER`]. Instants are milliseconds UTC.
#[must_use]
pub fn is_silent(left: u32, seen_at: Option<i64>, jury_opens_at: i64, now: i64) -> bool {
    let since = seen_at.unwrap_or(jury_opens_at).max(jury_opens_at);
    left > 0 && now - since >= SILENT_AFTER
}

crate::vocabulary::vocabulary! {
    /// Whether a proposal will get the reviews that it needs.
    Coverage {
        /// Too few jurors have it.
        Uncovered = "uncovered",
        /// Enough have it, but too few of them are at work.
        AtRisk = "at_risk",
        /// On its way.
        OnTrack = "on_track",
        /// The jury is over, and reviews are missing.
        Short = "short",
        /// All reviews are in.
        Complete = "complete",
    }
}

impl Coverage {
    /// What it is once the jury is over: nothing is on its way any more.
    #[must_use]
    pub const fn once_over(self) -> Self {
        match self {
            Self::Complete => Self::Complete,
            _ => Self::Short,
        }
    }

    /// Whether a proposal can be in this state, while jurors score or once the jury is `over`.
    #[must_use]
    pub const fn occurs(self, over: bool) -> bool {
        match self {
            Self::Complete => true,
            Self::Short => over,
            Self::Uncovered | Self::AtRisk | Self::OnTrack => !over,
        }
    }
}

/// Whether a proposal will get its reviews while jurors score. `silent` counts those of its `assigned` jurors who are
/// silent and have not submitted.
#[must_use]
pub const fn coverage(needed: u32, assigned: u32, received: u32, silent: u32) -> Coverage {
    if received >= needed {
        Coverage::Complete
    } else if assigned < needed {
        Coverage::Uncovered
    } else if assigned.saturating_sub(silent) < needed {
        Coverage::AtRisk
    } else {
        Coverage::OnTrack
    }
}

/// How far a juror is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JurorProgress {
    /// The juror.
    pub id: JurorId,
    /// Name.
    pub name: String,
    /// Proposals they have.
    pub assigned: u32,
    /// Reviews that count.
    pub received: u32,
    /// Whether they have declared conflicts.
    pub declared: bool,
    /// When they last did anything here, milliseconds UTC.
    pub seen_at: Option<i64>,
    /// Work is left and nothing was heard.
    pub silent: bool,
    /// When they were last reminded, milliseconds UTC.
    pub reminded_at: Option<i64>,
    /// Still on the jury, with reviews left.
    pub has_work: bool,
    /// Whether a reminder would go out now.
    pub may_remind: bool,
}

/// How far a proposal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalProgress {
    /// The proposal.
    pub proposal: ProposalTag,
    /// Jurors who have it.
    pub assigned: u32,
    /// Reviews that count.
    pub received: u32,
    /// Names of jurors whose review is missing and who are silent; none once the jury is over.
    pub silent: Vec<String>,
    /// Whether it will get what it needs.
    pub coverage: Coverage,
}

/// The organiser's page of progress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JuryProgress {
    /// Of which competition.
    pub heading: Heading,
    /// When it was counted.
    pub counted_at: i64,
    /// Reviews that each proposal needs.
    pub per_proposal: u32,
    /// Active jurors and those with reviews, the silent ones first.
    pub jurors: Vec<JurorProgress>,
    /// A page of the eligible proposals, those in danger first.
    pub proposals: Vec<ProposalProgress>,
    /// How many proposals are in each state, in the order of [`Coverage::ALL`].
    pub coverage: [u32; Coverage::ALL.len()],
    /// Which page of the proposals, from 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// Reviews that are needed, over all proposals.
    pub needed: u32,
    /// Reviews that count.
    pub received: u32,
    /// Whether this person can remind now.
    pub may_remind: bool,
    /// Proposals that lost a juror and need one; empty before anything was given out, and after the jury.
    pub vacancies: Vacancies,
    /// Whether this person can give them to others now.
    pub may_assign: bool,
    /// What goes out by itself.
    pub reminders: ReminderPlan,
    /// Conflicts of interest that teams claimed and nobody has decided yet.
    pub open_claims: u32,
}

/// Who would get a reminder, and who would not although chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderPreview {
    /// Of which competition.
    pub heading: Heading,
    /// Juror, name, how many reviews are left, of how many.
    pub to: Vec<(JurorId, String, u32, u32)>,
    /// Names of those with nothing left, or reminded a short while ago.
    pub not: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3_600_000;

    #[test]
    fn juror_is_silent_after_three_days_with_work_left() {
        assert!(is_silent(1, None, 0, SILENT_AFTER));
        assert!(!is_silent(1, None, 0, SILENT_AFTER - 1));
        assert!(!is_silent(0, None, 0, 9 * DAY));
        assert!(!is_silent(1, Some(7 * DAY), 0, 9 * DAY));
        assert!(!is_silent(1, Some(DAY), 8 * DAY, 9 * DAY));
    }

    #[test]
    fn coverage_looks_at_those_who_work() {
        assert_eq!(coverage(3, 3, 3, 0), Coverage::Complete);
        assert_eq!(coverage(3, 2, 2, 0), Coverage::Uncovered);
        assert_eq!(coverage(3, 3, 2, 1), Coverage::AtRisk);
        assert_eq!(coverage(3, 4, 2, 1), Coverage::OnTrack);
        assert_eq!(coverage(3, 3, 0, 0), Coverage::OnTrack);
    }

    #[test]
    fn what_is_missing_once_the_jury_is_over_is_not_on_its_way() {
        for state in Coverage::ALL {
            let over = state.once_over();
            let complete = *state == Coverage::Complete;
            assert_eq!(over == Coverage::Complete, complete, "{state:?}");
            assert!(over.occurs(true), "{state:?}");
        }
        for (received, silent) in [(2, 0), (2, 1), (0, 3)] {
            assert_eq!(
                coverage(3, 3, received, silent).once_over(),
                Coverage::Short
            );
            assert!(coverage(3, 3, received, silent).occurs(false));
        }
    }
}
