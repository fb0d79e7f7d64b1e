//! An organiser's overview: numbers, and the one thing to do next.

use super::{CompetitionCard, RulesSeal};
use crate::policy::Phase;
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// What an organiser has to do next.
    NextStep {
        /// Write criteria.
        Rubric = "rubric",
        /// List colleges.
        Colleges = "colleges",
        /// List needs.
        Needs = "needs",
        /// Freeze the rules and open the call.
        Open = "open",
        /// Invite jurors while teams write.
        InviteJurors = "invite_jurors",
        /// Teams are writing, jurors are there.
        WaitForProposals = "wait_for_proposals",
        /// Decide about eligibility.
        Screen = "screen",
        /// Give proposals to jurors.
        Assign = "assign",
        /// Wait for the jury to begin.
        WaitForJury = "wait_for_jury",
        /// Look after missing reviews.
        FollowJury = "follow_jury",
        /// Compute and freeze the selection.
        Freeze = "freeze",
        /// Make the selection public.
        Publish = "publish",
        /// Look after investors.
        FollowInvestors = "follow_investors",
    }
}

/// An organiser's overview: every number is counted from the rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Name, timeline, phase.
    pub card: CompetitionCard,
    /// Whether the reader organises it (an auditor only reads).
    pub organiser: bool,
    /// Teams.
    pub teams: i64,
    /// Proposals that were never submitted.
    pub drafts: i64,
    /// Proposals with a valid submission.
    pub submitted: i64,
    /// Of these, checked: eligible, returned or not eligible.
    pub screened: i64,
    /// Of these, eligible.
    pub eligible: i64,
    /// Invited jurors who have not answered.
    pub jurors_invited: i64,
    /// Jurors who take part.
    pub jurors_active: i64,
    /// Reviews that are asked for: for eligible proposals, the number per proposal.
    pub reviews_expected: i64,
    /// Reviews given to jurors.
    pub reviews_assigned: i64,
    /// Reviews submitted.
    pub reviews_received: i64,
    /// What to do next; nothing when all is done.
    pub next: Option<NextStep>,
    /// SHA-256 of the frozen rules.
    pub rules: Option<RulesSeal>,
}

/// How much of the set-up there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetupCounts {
    /// Criteria of the rubric.
    pub criteria: u64,
    /// Host colleges.
    pub colleges: u64,
    /// Mapped needs.
    pub needs: u64,
}

/// What comes next, from the phase and the numbers; `setup` counts only while it is a draft.
#[must_use]
pub fn next_step(o: &Overview, setup: SetupCounts, frozen: bool) -> Option<NextStep> {
    let step = match o.card.phase {
        Phase::Draft if setup.criteria == 0 => NextStep::Rubric,
        Phase::Draft if setup.colleges == 0 => NextStep::Colleges,
        Phase::Draft if setup.needs == 0 => NextStep::Needs,
        Phase::Draft => NextStep::Open,
        Phase::Announced | Phase::Open if o.jurors_invited + o.jurors_active == 0 => {
            NextStep::InviteJurors
        }
        Phase::Announced | Phase::Open | Phase::Grace => NextStep::WaitForProposals,
        Phase::Screening | Phase::Jury if o.screened < o.submitted => NextStep::Screen,
        Phase::Screening | Phase::Jury if o.jurors_active == 0 => NextStep::InviteJurors,
        Phase::Screening | Phase::Jury if o.reviews_assigned < o.reviews_expected => {
            NextStep::Assign
        }
        Phase::Screening => NextStep::WaitForJury,
        Phase::Jury => NextStep::FollowJury,
        Phase::Selection if frozen => NextStep::Publish,
        Phase::Selection => NextStep::Freeze,
        Phase::Published => NextStep::FollowInvestors,
        Phase::Archived => return None,
    };
    Some(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CompetitionId, Localised, competitions::Timeline};

    fn overview(phase: Phase) -> Overview {
        Overview {
            card: CompetitionCard {
                id: CompetitionId(uuid::Uuid::nil()),
                slug: "pilots".into(),
                name: Localised::default(),
                summary: Localised::default(),
                zone: "Africa/Kigali".into(),
                phase,
                timeline: Timeline::default(),
                seats: 10,
            },
            organiser: true,
            teams: 3,
            drafts: 0,
            submitted: 3,
            screened: 3,
            eligible: 2,
            jurors_invited: 0,
            jurors_active: 4,
            reviews_expected: 8,
            reviews_assigned: 8,
            reviews_received: 1,
            next: None,
            rules: None,
        }
    }

    #[test]
    fn next_step_follows_the_work_and_not_only_the_clock() {
        let full = SetupCounts {
            criteria: 6,
            colleges: 8,
            needs: 1,
        };
        let next = |overview: &Overview| next_step(overview, full, false);
        let draft = overview(Phase::Draft);
        assert_eq!(next(&draft), Some(NextStep::Open));
        let no_needs = SetupCounts { needs: 0, ..full };
        assert_eq!(next_step(&draft, no_needs, false), Some(NextStep::Needs));
        assert_eq!(
            next(&overview(Phase::Open)),
            Some(NextStep::WaitForProposals)
        );
        let mut jury = overview(Phase::Jury);
        assert_eq!(next(&jury), Some(NextStep::FollowJury));
        jury.reviews_assigned = 7;
        assert_eq!(next(&jury), Some(NextStep::Assign));
        jury.jurors_active = 0;
        assert_eq!(next(&jury), Some(NextStep::InviteJurors));
        jury.screened = 2;
        assert_eq!(next(&jury), Some(NextStep::Screen));
        let selection = overview(Phase::Selection);
        assert_eq!(next(&selection), Some(NextStep::Freeze));
        assert_eq!(next_step(&selection, full, true), Some(NextStep::Publish));
        assert_eq!(next(&overview(Phase::Archived)), None);
    }
}
