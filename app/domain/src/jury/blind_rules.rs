//! What the jurors of a round see of teams and of each other. The rules are part of the frozen ones; organisers and auditors
//! are not bound by them.

use crate::{proposals::ProposalContent, reviews::ReviewState};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// Whether jurors see whose a proposal is.
    TeamVisibility {
        /// Names of teams and of the people in them.
        Shown = "shown",
        /// Neither; conflicts of interest are declared from teams without proposals.
        Hidden = "hidden",
    }
}

crate::vocabulary::vocabulary! {
    /// When a juror sees the other reviews of a proposal that they review. In a deliberation the panel sees all of them.
    OthersVisibility {
        /// Not before a deliberation.
        Never = "never",
        /// Once their own review of it is handed in.
        AfterOwn = "after_own",
        /// Once scoring has ended.
        AfterClose = "after_close",
    }
}

/// The rules of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlindRules {
    /// Whether jurors see whose a proposal is.
    pub teams: TeamVisibility,
    /// When they see each other's reviews.
    pub others: OthersVisibility,
}

/// What held before there was a choice.
impl Default for BlindRules {
    fn default() -> Self {
        Self {
            teams: TeamVisibility::Shown,
            others: OthersVisibility::Never,
        }
    }
}

impl BlindRules {
    /// Whether they are what held before there was a choice: frozen rules say nothing of them then, and their hash is the
    /// same as ever.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a juror may learn whose a proposal is.
    #[must_use]
    pub fn shows_teams(&self) -> bool {
        self.teams == TeamVisibility::Shown
    }

    /// Whether a juror may read the other reviews of a proposal of theirs: `own` is where their own stands, `closed` whether
    /// scoring has ended.
    #[must_use]
    pub fn shows_others(&self, own: Option<ReviewState>, closed: bool) -> bool {
        match self.others {
            OthersVisibility::Never => false,
            OthersVisibility::AfterOwn => own == Some(ReviewState::Submitted),
            OthersVisibility::AfterClose => closed,
        }
    }

    /// Whether jurors have read each other without a deliberation, so that scoring must not begin again.
    #[must_use]
    pub fn spent(&self, closed: bool) -> bool {
        closed && self.others == OthersVisibility::AfterClose
    }

    /// A proposal as a juror reads it.
    #[must_use]
    pub fn for_juror(&self, content: ProposalContent) -> ProposalContent {
        if self.shows_teams() {
            content
        } else {
            content.without_people()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(others: OthersVisibility) -> BlindRules {
        BlindRules {
            others,
            ..BlindRules::default()
        }
    }

    #[test]
    fn others_are_read_never_after_ones_own_or_after_the_end() {
        use ReviewState::{Draft, Sealed, Submitted};
        let states = [None, Some(Draft), Some(Submitted), Some(Sealed)];
        for (rule, during, after) in [
            (OthersVisibility::Never, [false; 4], [false; 4]),
            (
                OthersVisibility::AfterOwn,
                [false, false, true, false],
                [false, false, true, false],
            ),
            (OthersVisibility::AfterClose, [false; 4], [true; 4]),
        ] {
            let shows = |closed| states.map(|own| others(rule).shows_others(own, closed));
            assert_eq!((shows(false), shows(true)), (during, after), "{rule:?}");
        }
    }

    #[test]
    fn scoring_begins_again_unless_everybody_could_read_everybody() {
        let spent = |rule| others(rule).spent(true);
        assert!(spent(OthersVisibility::AfterClose));
        assert!(!spent(OthersVisibility::AfterOwn) && !spent(OthersVisibility::Never));
        assert!(!others(OthersVisibility::AfterClose).spent(false));
    }

    #[test]
    fn standard_rules_hide_no_team_and_show_no_review() {
        let standard = BlindRules::default();
        assert!(standard.is_standard() && standard.shows_teams());
        assert!(!standard.shows_others(Some(ReviewState::Submitted), true));
        assert!(!others(OthersVisibility::AfterOwn).is_standard());
    }
}
